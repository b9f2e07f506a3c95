"""Weighted quantiles of many groups at once, as `geodata.access.nearest.minutes_quantile` of each alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def grouped_quantile(
    group: Ints, value: Floats, weight: NDArray[np.number], count: int, share: float
) -> Floats:
    """The value within which a share of each group's weight lies.

    Parameters
    ----------
    group : int64, shape (rows,)
        From 0 to `count` - 1.
    value : float64, shape (rows,)
        May be infinite.
    weight : array of numbers, shape (rows,)
    count : int
    share : float
        0.5 for the median, 0.9 for what nine in ten keep within.

    Returns
    -------
    float64, shape (count,)
        NaN where a group weighs nothing.
    """
    order = np.lexsort((value, group))
    sorted_value, sorted_weight = value[order], weight[order].astype(np.float64)
    ends = np.searchsorted(group[order], np.arange(count), side="right")
    begins = np.append(0, ends[:-1]) if count else ends
    found = np.full(count, np.nan)
    if (sorted_weight == np.rint(sorted_weight)).all():  # whole numbers add up exactly, whatever the order
        so_far = np.append(0.0, np.cumsum(sorted_weight))
        before, total = so_far[begins], so_far[ends] - so_far[begins]
        some = np.flatnonzero(total > 0)
        # Shares of a total are not whole: each is sought among its own group's sums, from 0.
        own = so_far[1:] - np.repeat(before, ends - begins)
        place = _first_at_least(own, share * total, begins, ends)
        found[some] = sorted_value[place[some]]
        return found
    for at in range(count):
        weights = np.cumsum(sorted_weight[begins[at] : ends[at]])
        if len(weights) and weights[-1] > 0:
            found[at] = sorted_value[begins[at] + np.searchsorted(weights, share * weights[-1])]
    return found


def _first_at_least(sums: Floats, least: Floats, begins: Ints, ends: Ints) -> Ints:
    """Row of each group whose sum so far is at least some; sums ascend within a group."""
    group = np.repeat(np.arange(len(begins)), ends - begins)
    below = np.bincount(group, sums < least[group], minlength=len(begins)).astype(np.int64)
    found: Ints = np.minimum(begins + below, np.maximum(ends - 1, 0))
    return found
