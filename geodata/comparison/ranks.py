"""Which places of a ranking a unit may have, so that none is told as if it were sure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.comparison.intervals import wilson

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Ranks(NamedTuple):
    """Best and worst place of each unit, 1 the best; 0 where it has none."""

    best: Ints
    worst: Ints


def rank_intervals(events: Floats, cases: Floats, *, higher_is_better: bool, level: float = 0.95) -> Ranks:
    """Places that all units may have at once: better are only those whose whole interval lies beyond.

    Klein, Wright & Wieczorek 2020, doi 10.1111/rssa.12549: from intervals that hold all shares at once
    follow ranks that hold all true ones at once, with the same confidence. Each interval is Wilson's,
    at the level that Šidák 1967 (doi 10.1080/01621459.1967.10482935) asks for so many.

    Parameters
    ----------
    events, cases : float64, shape (units,)
        NaN, or no cases, where unknown: such a unit has no place.
    higher_is_better : bool
    level : float
        Confidence in all of them together.

    Returns
    -------
    Ranks
    """
    known = np.flatnonzero(np.isfinite(events) & (cases > 0))
    best, worst = np.zeros(len(events), np.int64), np.zeros(len(events), np.int64)
    if not len(known):
        return Ranks(best, worst)
    low, high = wilson(events[known], cases[known], level ** (1 / len(known)))
    if higher_is_better:
        low, high = -high, -low
    best[known] = 1 + np.searchsorted(np.sort(high), low, side="left")
    worst[known] = np.searchsorted(np.sort(low), high, side="right")
    return Ranks(best, worst)
