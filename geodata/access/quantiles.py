"""Weighted quantiles: within how many minutes a share of the residents, or of the visits, lie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import IndexMismatchError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MEDIAN, NINE_OF_TEN = 0.5, 0.9
INFINITE = np.float32(np.inf).view(np.int32)
MOST_STEPS = 4_096
"""That weights are added up in before any are put in order."""
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

    Weights are first added up in steps of the values, about as many in all as there are rows: only the
    values of the step that an answer lies in are put in order.
    """
    unknown = np.isnan(value)
    if unknown.any():
        group, value, weight = group[~unknown], value[~unknown], weight[~unknown]
    found = np.full((len(shares), count), np.nan)
    if not len(value):
        return found
    steps = min(max(1, len(value) // (2 * count)), MOST_STEPS)
    step, weights = _step(value, steps), weight.astype(np.float64, copy=False)
    added_up = np.bincount(group * steps + step, weights, minlength=count * steps)
    so_far = np.cumsum(added_up.reshape(count, steps), axis=1)
    total = so_far[:, -1]
    some = np.flatnonzero(total > 0)
    for at, share in enumerate(shares):
        least = (share - ROUNDING) * total
        inside = ((so_far >= least[:, None]) & (so_far > 0)).argmax(axis=1).astype(np.int32)
        rows = np.flatnonzero((step == inside[group]) & (weights > 0))
        order = rows[_by_group(group[rows], value[rows], count)]
        ends = np.cumsum(np.bincount(group[rows], minlength=count))
        begins = np.append(0, ends[:-1])
        below = np.where(inside > 0, so_far[np.arange(count), inside - 1], 0.0)
        among = np.append(0.0, np.cumsum(weights[order]))
        place = np.searchsorted(among[1:], (among[begins] + (least - below)) - ROUNDING * among[-1])
        found[at, some] = value[order[np.clip(place, begins, ends - 1)[some]]]
    return found


def _step(value: NDArray[np.floating], most: int) -> NDArray[np.int32]:
    """Which of so many steps at most each value is in: the wider the longer, out of reach in the last."""
    with np.errstate(over="ignore"):
        bits = np.maximum(value + 1, 1).astype(np.float32).view(np.int32)  # in the order of the values
    least = bits.min()
    width_bits = (int(np.where(bits < INFINITE, bits, least).max() - least) // most).bit_length()
    found: NDArray[np.int32] = np.minimum((bits - least) >> width_bits, most - 1)
    return found


def _by_group(group: Ints, value: NDArray[np.floating], count: int) -> Ints:
    """The order of values within each group, one group after the other: `np.lexsort`, only faster."""
    order = np.argsort(value)
    if count == 1:
        return order
    codes = group[order].astype(np.uint16) if count <= 1 << 16 else group[order]
    found: Ints = order[np.argsort(codes, kind="stable")]
    return found
