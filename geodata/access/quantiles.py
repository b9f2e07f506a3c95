"""Weighted quantiles: within how many minutes a share of the residents, or of the visits, lie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import IndexMismatchError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MEDIAN, NINE_OF_TEN = 0.5, 0.9
ROWS_A_STEP = 4
"""That there are on average where weights are added up before any are put in order."""
MOST_STEPS = 4_096
ROUNDING = 1e-12
"""Of all weights that are not whole: how much their sums may be off for the order that they are added in."""


def minutes_quantile(minutes: Floats, persons: Ints | Floats, share: float) -> float:
    """Minutes within which a share of the residents reach their nearest unit; of visits likewise.

    Parameters
    ----------
    minutes : float64, shape (areas,)
        Minutes to the nearest open unit; inf where none can be reached.
    persons : int64 or float64, shape (areas,)
        Residents, or the visits that each journey stands for.
    share : float
        0.5 for the median resident, 0.9 for the one further off than nine of ten.

    Returns
    -------
    float
        inf where that resident reaches no unit; NaN where nobody lives.

    Raises
    ------
    IndexMismatchError
        If the two arrays are not of the same areas.
    """
    if len(minutes) != len(persons):
        raise IndexMismatchError(f"{len(minutes)} minutes for {len(persons)} residents")
    return float(grouped_quantile(np.zeros(len(minutes), np.int64), minutes, persons, 1, share)[0])


def grouped_quantile(
    group: Ints, value: NDArray[np.floating], weight: NDArray[np.number], count: int, share: float
) -> Floats:
    """The value within which a share of each group's weight lies, the same whatever other groups there are.

    Parameters
    ----------
    group : int64, shape (rows,)
        From 0 to `count` - 1.
    value : array of floats, shape (rows,)
        May be infinite; those that are NaN do not count.
    weight : array of numbers, shape (rows,)
        At least 0.
    count : int
    share : float
        0.5 for the median, 0.9 for what nine in ten keep within.

    Returns
    -------
    float64, shape (count,)
        NaN where a group weighs nothing.
    """
    found: Floats = grouped_quantiles(group, value, weight, count, (share,))[0]
    return found


def grouped_quantiles(
    group: Ints, value: NDArray[np.floating], weight: NDArray[np.number], count: int, shares: Sequence[float]
) -> Floats:
    """The same for several shares at once, shape (len(shares), count).

    Weights are first added up in steps from each group's least value to its greatest: only the values of
    the step that an answer lies in are put in order. Fastest where groups lie one after the other.
    """
    unknown = np.isnan(value)
    if unknown.any():
        group, value, weight = group[~unknown], value[~unknown], weight[~unknown]
    found = np.full((len(shares), count), np.nan)
    if not len(value):
        return found
    if (group[1:] < group[:-1]).any():
        order = np.argsort(_short(group, count), kind="stable")
        group, value, weight = group[order], value[order], weight[order]
    begins = np.searchsorted(group, np.arange(count))
    some = np.flatnonzero(np.diff(begins, append=len(value)))
    found[:, some] = _in_runs(begins[some], value, weight.astype(np.float64, copy=False), shares)
    return found


def _in_runs(begins: Ints, value: NDArray[np.floating], weight: Floats, shares: Sequence[float]) -> Floats:
    """The same of groups that begin at some rows, one after the other."""
    size = np.diff(begins, append=len(value))
    low, high = np.minimum.reduceat(value, begins), np.maximum.reduceat(value, begins)
    steps = min(max(1, len(value) // (ROWS_A_STEP * len(size))), MOST_STEPS)
    first = np.arange(len(size), dtype=np.int32) * (steps + 1)
    step = _step(value, size, low, high, steps)
    step += np.repeat(first, size)
    added_up = np.bincount(step, weight, minlength=len(size) * (steps + 1))
    so_far = np.cumsum(added_up.reshape(len(size), -1), axis=1)
    total = so_far[:, -1]
    found = np.tile(np.where(total > 0, low, np.nan).astype(np.float64), (len(shares), 1))
    various = np.flatnonzero((low < high) & (total > 0))
    for at, share in enumerate(shares):
        least = (share - ROUNDING) * total[various]
        enough = (so_far[various] >= least[:, None]) & (so_far[various] > 0)
        inside = np.full(len(size), -1, np.int32)
        inside[various] = first[various] + enough.argmax(axis=1)
        rows = np.flatnonzero(step == np.repeat(inside, size))
        rows = rows[weight[rows] > 0]
        begin, end = np.searchsorted(rows, begins[various]), np.append(begins, len(value))[various + 1]
        end = np.searchsorted(rows, end)
        order = rows[_by_group(value[rows], end - begin)]
        below = (so_far.ravel() - added_up)[inside[various]]
        among = np.append(0.0, np.cumsum(weight[order]))
        place = np.searchsorted(among[1:], (among[begin] + (least - below)) - ROUNDING * among[-1])
        found[at, various] = value[order[np.clip(place, begin, end - 1)]]
    return found


def _step(
    value: NDArray[np.floating],
    size: Ints,
    low: NDArray[np.floating],
    high: NDArray[np.floating],
    steps: int,
) -> NDArray[np.int32]:
    """Which step of its group each value is in: 0 for the least, `steps` for the greatest."""
    if not (np.isfinite(low) & np.isfinite(high)).all():
        finite = value[np.isfinite(value)]
        ends = (finite.min(), finite.max()) if len(finite) else (0.0, 0.0)
        value, low, high = (np.clip(each, *ends) for each in (value, low, high))
    width = (high - low) / steps
    part = value - np.repeat(low, size)
    part /= np.repeat(np.where(width > 0, width, 1), size)
    found: NDArray[np.int32] = np.minimum(part, steps, out=part).astype(np.int32)
    return found


def _by_group(value: NDArray[np.floating], size: Ints) -> Ints:
    """The order of values within each of some groups, one after the other: `np.lexsort`, only faster."""
    order = np.argsort(value)
    if len(size) == 1:
        return order
    group = np.repeat(_short(np.arange(len(size)), len(size)), size)
    found: Ints = order[np.argsort(group[order], kind="stable")]
    return found


def _short(group: Ints, count: int) -> NDArray[np.integer]:
    """Groups as numbers that are put in order the fastest."""
    return group.astype(np.uint16) if count <= 1 << 16 else group
