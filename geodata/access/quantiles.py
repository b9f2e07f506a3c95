"""Weighted quantiles: within how many minutes a share of the residents, or of the visits, lie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import IndexMismatchError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MEDIAN, NINE_OF_TEN = 0.5, 0.9
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
    group: Ints, value: Floats, weight: NDArray[np.number], count: int, share: float
) -> Floats:
    """The value within which a share of each group's weight lies, the same whatever other groups there are.

    Parameters
    ----------
    group : int64, shape (rows,)
        From 0 to `count` - 1.
    value : float64, shape (rows,)
        May be infinite; those that are NaN do not count.
    weight : array of numbers, shape (rows,)
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
    group: Ints, value: Floats, weight: NDArray[np.number], count: int, shares: Sequence[float]
) -> Floats:
    """The same for several shares at once, shape (len(shares), count)."""
    known = np.flatnonzero(~np.isnan(value) & (weight > 0))
    order = known[_by_group(group[known], value[known], count)]
    sorted_value, sorted_weight = value[order], weight[order].astype(np.float64)
    ends = np.cumsum(np.bincount(group[known], minlength=count))
    begins = np.append(0, ends[:-1]) if count else ends
    so_far = np.append(0.0, np.cumsum(sorted_weight))
    total = so_far[ends] - so_far[begins]
    # Whole numbers add up exactly, whatever the order.
    off = 0.0 if (sorted_weight == np.rint(sorted_weight)).all() else ROUNDING * so_far[-1]
    least = so_far[begins] + np.multiply.outer(np.asarray(shares), total) - off
    place = np.clip(np.searchsorted(so_far[1:], least), begins, ends - 1)
    found = np.full((len(shares), count), np.nan)
    some = np.flatnonzero(ends > begins)
    found[:, some] = sorted_value[place[:, some]]
    return found


def _by_group(group: Ints, value: Floats, count: int) -> Ints:
    """The order of values within each group, one group after the other: `np.lexsort`, only faster."""
    order = np.argsort(value)
    if count == 1:
        return order
    codes = group[order].astype(np.uint16) if count <= 1 << 16 else group[order]
    found: Ints = order[np.argsort(codes, kind="stable")]
    return found


def quantiles_of_many(
    value: NDArray[np.floating], weight: Floats, shares: Sequence[float], step: float = 1 / 64
) -> tuple[float, ...]:
    """The values within which shares of all weight lie, as `grouped_quantiles` of one group, of very many.

    Only the values of the steps that the answers lie in are put in order.

    Parameters
    ----------
    value : array of floats, shape (rows,)
        At least 0; may be infinite.
    weight : float64, shape (rows,)
        At least 0.
    shares : sequence of float
    step : float
        Of a first count.

    Returns
    -------
    tuple of float
        NaN where nothing weighs anything.
    """
    finite = np.isfinite(value)
    last = int(value[finite].max(initial=0) / step) + 1
    code = np.where(finite, value / step, last).astype(np.int32)
    so_far = np.cumsum(np.bincount(code, weight, minlength=last + 1))
    found = []
    for share in shares:
        least = share * so_far[-1] - ROUNDING * so_far[-1]
        at = int(np.searchsorted(so_far, least))
        rows = np.flatnonzero((code == at) & (weight > 0))
        if so_far[-1] <= 0 or not len(rows):
            found.append(float("nan"))
            continue
        rows = rows[np.argsort(value[rows])]
        inside = np.cumsum(weight[rows]) + (so_far[at - 1] if at else 0.0)
        found.append(float(value[rows[min(int(np.searchsorted(inside, least)), len(rows) - 1)]]))
    return tuple(found)
