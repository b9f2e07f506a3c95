"""Amounts of few people, such as what their visits cost, with noise as large as what one of them may be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]

LEAST_SHARE, MOST_SHARE = 0.1, 0.4
"""Of the largest contribution: the noise of an amount is at least and at most so much, up or down.

Noise scaled to the largest contributors: Thompson, Broadfoot & Elazar 2013, "Methodology for the automatic
confidentialisation of statistical outputs from remote servers at the Australian Bureau of Statistics",
UNECE/Eurostat work session on statistical data confidentiality, Ottawa."""

DIGITS = 3
"""Significant digits of the cost of a visit."""

FEWEST_SHOWN = 8
"""A cost of fewer published visits is not published."""


def shares_of_largest(draws: Keys) -> Floats:
    """What part of the largest contribution the noise of an amount is: as often up as down, never near 0.

    Parameters
    ----------
    draws : uint64, shape (cells,)
        Evenly spread over all 64-bit numbers.

    Returns
    -------
    float64, shape (cells,)
        `LEAST_SHARE` to `MOST_SHARE`, or the same below 0.
    """
    even = draws.astype(np.float64) / 2.0**64 * 2 - 1
    found: Floats = np.copysign(LEAST_SHARE + (MOST_SHARE - LEAST_SHARE) * np.abs(even), even)
    return found


def published_costs(cost: Floats, visits: Ints, shown: Ints, largest: Floats, draws: Keys) -> Floats:
    """Costs as they are published: the cost of a visit, to three digits, times the published visits.

    The cost has noise scaled to the largest contribution before it is divided: else the cost of few people
    would be that of the one who is dear. An exact cost would tell an exact count to whoever knows the price,
    and the exact costs of a total and its parts would tell by subtraction those that are held back. Whether
    there is a cost follows from the published count alone: where it did not, its absence told the true one.

    Parameters
    ----------
    cost : float64, shape (cells,)
        Exact, NaN where unknown.
    visits, shown : int64, shape (cells,)
        Exact and published counts.
    largest : float64, shape (cells,)
        The largest contribution.
    draws : uint64, shape (cells,)

    Returns
    -------
    float64, shape (cells,)
        NaN where fewer than `FEWEST_SHOWN` visits are published, or the cost is unknown.
    """
    some = (shown >= FEWEST_SHOWN) & np.isfinite(cost) & (visits > 0)
    found = np.full(len(cost), np.nan)
    noisy = cost[some] + shares_of_largest(draws[some]) * np.minimum(largest[some], cost[some])
    of_one = noisy / visits[some]
    step = 10.0 ** (np.floor(np.log10(np.where(of_one > 0, of_one, 1.0))) - (DIGITS - 1))
    found[some] = np.round(np.round(of_one / step) * step * shown[some], 2)
    return found
