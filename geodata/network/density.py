"""Where roads lie dense, as in a town: untold speeds are lower there.

After Valhalla's measure of a town (`mjolnir/graphenhancer.cc`): 12.14 km of road or more on each km2 within
2 km of a junction (its relative density above 8).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WITHIN_M: Final = 2_000.0
DENSE_KM_PER_KM2: Final = 8.5 / 0.7

_CELL_M: Final = 250.0
_METRES_PER_DEGREE: Final = 111_195.0


def dense(degrees: Floats, metres: Floats) -> NDArray[np.bool_]:
    """Whether roads lie dense around each of some places, to about a cell of 250 m. Shape (places,).

    Parameters
    ----------
    degrees : float64, shape (places, 2)
        Longitude and latitude.
    metres : float64, shape (places,)
        Of road at each place: half of every road that ends there.
    """
    row = np.floor(degrees[:, 1] * (_METRES_PER_DEGREE / _CELL_M)).astype(np.int64)
    column = _column(degrees[:, 0], row)
    cells, at = np.unique(np.column_stack((row, column)), axis=0, return_inverse=True)
    at = at.ravel()
    amount = np.bincount(at, metres, minlength=len(cells))
    code = cells[:, 0] * _STRIDE + cells[:, 1]
    around = np.zeros(len(cells))
    longitude = np.bincount(at, degrees[:, 0], minlength=len(cells)) / np.bincount(at, minlength=len(cells))
    reach = int(WITHIN_M // _CELL_M)
    for up in range(-reach, reach + 1):
        middle = _column(longitude, cells[:, 0] + up)  # columns lean where meridians meet
        wide = int(np.sqrt(WITHIN_M**2 - (up * _CELL_M) ** 2) // _CELL_M)
        for over in range(-wide, wide + 1):
            wanted = (cells[:, 0] + up) * _STRIDE + middle + over
            found = np.minimum(np.searchsorted(code, wanted), len(code) - 1)
            around += np.where(code[found] == wanted, amount[found], 0.0)
    km_per_km2 = around / 1000 / (np.pi * (WITHIN_M / 1000) ** 2)
    answer: NDArray[np.bool_] = (km_per_km2 >= DENSE_KM_PER_KM2)[at]
    return answer


_STRIDE: Final = np.int64(1 << 24)


def _column(longitude: Floats, row: NDArray[np.int64]) -> NDArray[np.int64]:
    latitude = np.radians((row + 0.5) * (_CELL_M / _METRES_PER_DEGREE))
    return np.floor(longitude * np.cos(latitude) * (_METRES_PER_DEGREE / _CELL_M)).astype(np.int64)
