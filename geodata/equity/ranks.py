"""Where the residents of each area stand among all, from the least need to the most; and in which fifth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FIFTHS = 5
NO_FIFTH = -1


def midpoint_ranks(index: Floats, residents: Floats, ids: Sequence[str]) -> Floats:
    """Share of the residents who live with less need, and half of the area's own with them: 0 to 1.

    What Bross 1958, Biometrics 14, 18-38, calls ridits: the middle of the residents of each area when all of
    the places stand in a row.

    Parameters
    ----------
    index : float64, shape (areas,)
        More is more need; NaN unknown.
    residents : float64, shape (areas,)
    ids : sequence of str, length areas
        Areas of the same need stand in the order of these.

    Returns
    -------
    float64, shape (areas,)
        NaN where the index is not known, and where nobody lives in any of those that have one.
    """
    found = np.full(len(index), np.nan)
    order = np.lexsort((np.asarray(ids, dtype=str), index))
    order = order[np.isfinite(index[order])]
    people = residents[order].astype(np.float64)
    if total := people.sum():
        found[order] = (np.cumsum(people) - people / 2) / total
    return found


def fifth_of(ranks: Floats) -> Ints:
    """The fifth that each area's midpoint lies in: 0 the least need, 4 the most; `NO_FIFTH` without a rank.

    Parameters
    ----------
    ranks : float64, shape (areas,)
        Of `midpoint_ranks`; a bound belongs to the fifth above it.
    """
    known = np.isfinite(ranks)
    place = np.floor(np.where(known, ranks, 0.0) * FIFTHS).astype(np.int64)
    return np.where(known, np.clip(place, 0, FIFTHS - 1), NO_FIFTH)
