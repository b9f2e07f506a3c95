"""Units outside the region: how much of each is there for those who live inside."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.region.region import Region

Floats = NDArray[np.float64]


@lru_cache(maxsize=32)
def share_inside(region: Region, care_form: str, period: str) -> Floats:
    """Share of each unit's list that lives in the region, 0 to 1; NaN where no list says so.

    Parameters
    ----------
    region : Region
    care_form : str
        Lists say so where its visits are those who are listed (`visits_are = "listed"`).
    period : str
        Of the visits.

    Returns
    -------
    float64, shape (units,)
        Of a unit in the region too, whose capacity is for its residents however that may be.
    """
    visits, form = region.visits, region.settings.care_forms[care_form]
    unknown = np.full(len(region.units), np.nan)
    if visits is None or form.visits_are != "listed" or "listed" not in region.units:
        return unknown
    parts = visits.published_parts(period)
    cells = visits.select(parts, care_form, "")
    known = (cells.residence >= 0) & (cells.provider >= 0)
    inside = np.bincount(cells.provider[known], cells.visits[known], len(unknown)) / max(1, len(parts))
    listed = region.units["listed"].to_numpy(np.float64)
    share: Floats = np.divide(inside, listed, out=unknown, where=listed > 0)
    return np.minimum(share, 1.0)
