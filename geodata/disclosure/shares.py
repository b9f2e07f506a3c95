"""Shares that may be shown: none of a base so small that its noise would be most of what one sees."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.region.few_cases import FEWEST


def may_be_shown(denominator: ArrayLike) -> NDArray[np.bool_]:
    """Whether shares of protected counts may be shown; NaN denominators have none to show."""
    found: NDArray[np.bool_] = np.asarray(denominator, np.float64) >= FEWEST
    return found


def shares(part: ArrayLike, whole: ArrayLike, protected: bool) -> NDArray[np.float64]:
    """Shares of visits, 0 to 1.

    Parameters
    ----------
    part, whole : arrays of numbers, of the same shape
    protected : bool
        Whether they carry noise: then a whole below `FEWEST` has no share, and a part that noise has
        made larger than the whole is all of it.

    Returns
    -------
    float64
        NaN where there is nothing to share, or too little to show.
    """
    part, whole = np.asarray(part, np.float64), np.asarray(whole, np.float64)
    known = may_be_shown(whole) if protected else whole > 0
    found: NDArray[np.float64] = np.divide(
        part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=known
    )
    return found.clip(0, 1) if protected else found
