"""Lengths of short lines on the ellipsoid, without a projection."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

DEGREE: Final = 1e-7
"""What OpenStreetMap counts places in: ten-millionths of a degree."""

_RADIUS_M, _ECCENTRICITY_2 = 6_378_137.0, 0.00669437999014


def metres_between(first: NDArray[np.integer], second: NDArray[np.integer]) -> NDArray[np.float64]:
    """Metres between places near each other, shape (places,).

    On the WGS 84 ellipsoid's radii of curvature half-way: within 0.01 % for lines of up to 20 km,
    and what OpenStreetMap has straight lines for is far shorter.

    Parameters
    ----------
    first, second : integers, shape (places, 2)
        Longitude and latitude in units of `DEGREE`.
    """
    middle = np.radians((first[:, 1] + second[:, 1].astype(np.int64)) * (DEGREE / 2))
    turn = np.radians((second.astype(np.int64) - first) * DEGREE)
    shape = 1 - _ECCENTRICITY_2 * np.sin(middle) ** 2
    across = _RADIUS_M / np.sqrt(shape) * np.cos(middle)
    along = _RADIUS_M * (1 - _ECCENTRICITY_2) / shape**1.5
    return np.hypot(across * turn[:, 0], along * turn[:, 1])
