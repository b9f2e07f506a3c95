"""Recruitment basins: the areas that a unit's visits come from, those that use it most first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Ints = NDArray[np.int64]

SHARE = 0.8
"""Of a unit's visits that its basin holds."""


def basins(visits: csr_array, persons: Ints, share: float = SHARE) -> csr_array:
    """Each unit's recruitment basin: areas by visits per resident, until they hold a share of its visits.

    A market area that holds a fixed share of the flows is Elzinga & Hogarty's (1973, "The Problem of
    Geographic Market Delineation in Antimerger Suits", Antitrust Bulletin 18); here the order is of visits
    per resident, so that a small area that lives by the unit comes before a large one that hardly knows it.

    Parameters
    ----------
    visits : csr_array, shape (areas, units)
        Of known residence and unit: visits from elsewhere have no area to be in.
    persons : int64, shape (areas,)
        Where nobody is said to live the rate is not known, and the area comes last.
    share : float
        0 to 1, reached or passed by the last area taken.

    Returns
    -------
    csr_array of bool, shape (areas, units)
        Basins may overlap. A unit without visits has none. Of equal rates that with more visits
        comes first, then the lower area.
    """
    area = np.repeat(np.arange(visits.shape[0]), np.diff(visits.indptr))
    some = visits.data > 0
    area, unit, count = area[some], visits.indices[some], visits.data[some].astype(np.float64)
    people = persons[area]
    rate = np.divide(count, people, out=np.full(len(count), -1.0), where=people > 0)
    order = np.lexsort((area, -count, -rate, unit))
    area, unit, count = area[order], unit[order], count[order]
    total = np.bincount(unit, count, minlength=visits.shape[1])
    before = np.cumsum(count) - count
    first = np.flatnonzero(np.diff(unit, prepend=-1))
    held = before - np.repeat(before[first], np.diff(np.append(first, len(unit)))) if len(unit) else before
    inside = held < share * total[unit] * (1 - 1e-12)  # 80 of 100 is enough, whatever the rounding
    cells = (np.ones(int(inside.sum()), bool), (area[inside], unit[inside]))
    return csr_array(cells, shape=visits.shape)
