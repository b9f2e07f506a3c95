"""Where the residents of each area stand among all, from the least need to the most; and in which fifth.

Areas of the same need have one rank between them, as nothing tells them apart. To cut the row in fifths they
have to stand in some order: that of their ids.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FIFTHS = 5
NO_FIFTH = -1


def midpoint_ranks(index: Floats, residents: Floats) -> Floats:
    """Share of the residents who live with less need, and half of those who live with the same: 0 to 1.

    What Bross 1958, Biometrics 14, 18-38, calls ridits: areas of the same need are one class, and its middle
    is the rank of each.

    Parameters
    ----------
    index : float64, shape (areas,)
        More is more need; NaN unknown.
    residents : float64, shape (areas,)

    Returns
    -------
    float64, shape (areas,)
        NaN where the index is not known, and where nobody lives in any of those that have one.
    """
    found = np.full(len(index), np.nan)
    known = np.isfinite(index)
    _, classes = np.unique(index[known], return_inverse=True)
    people = np.bincount(classes, residents[known])
    if total := people.sum():
        found[known] = ((np.cumsum(people) - people / 2) / total)[classes]
    return found


def middles_in_row(index: Floats, residents: Floats, ids: Sequence[str]) -> Floats:
    """Where the middle of each area's own residents falls when all stand in a row, area by area: 0 to 1.

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


def fifth_of(middles: Floats) -> Ints:
    """The fifth that each area's middle lies in: 0 the least need, 4 the most; `NO_FIFTH` without one.

    Parameters
    ----------
    middles : float64, shape (areas,)
        Of `middles_in_row`; a bound belongs to the fifth above it.
    """
    known = np.isfinite(middles)
    place = np.floor(np.where(known, middles, 0.0) * FIFTHS).astype(np.int64)
    return np.where(known, np.clip(place, 0, FIFTHS - 1), NO_FIFTH)
