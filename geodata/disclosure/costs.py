"""Which costs may be published, and how: none that is one person's, none that gives away a count."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST_CONTRIBUTORS = 3
LARGEST_SHARE = 0.75
"""No one contributor stands for more than this share of a cost."""
DIGITS = 3
"""Significant digits of the cost of a visit."""


def published_costs(cost: Floats, visits: Ints, shown: Ints, contributors: Ints, largest: Floats) -> Floats:
    """Costs as they are published: the cost of a visit, to three digits, times the published visits.

    An exact cost would tell an exact count to whoever knows the price, and the exact costs of a total
    and its parts would tell by subtraction those that are held back.

    Parameters
    ----------
    cost : float64, shape (cells,)
        Exact, NaN where unknown.
    visits, shown : int64, shape (cells,)
        Exact and published counts.
    contributors : int64, shape (cells,)
        How many the cost rests on.
    largest : float64, shape (cells,)
        The largest contribution.

    Returns
    -------
    float64, shape (cells,)
        NaN where the cost may not be published, or is unknown.
    """
    may = (
        (contributors >= FEWEST_CONTRIBUTORS) & (largest <= LARGEST_SHARE * cost) & (cost > 0) & (visits > 0)
    )
    of_one = cost[may] / visits[may]
    step = 10.0 ** (np.floor(np.log10(of_one)) - (DIGITS - 1))
    found = np.full(len(cost), np.nan)
    found[may] = np.round(np.round(of_one / step) * step * shown[may], 2)
    return found
