"""How many cases shares were divided by, where they are published undivided by rounding."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

LARGEST = 20_000
"""No unit has more cases than this; below it no two different fractions are the same number."""

ROUNDING = 0.04
"""How much the published number of people may be too small: lists and shares are of different days."""


def fewest_cases(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """The fewest cases that give exactly these shares of every unit; NaN where some share is no such.

    A share written out in full, as 0.5640138408304498, is one fraction of whole numbers: 163 of 289.
    Several shares of the same cases together leave little room for a common factor. A share that was
    rounded is a fraction too, of 100 or 1,000: only where the publisher divides and does not round
    does this say anything, which is why an indicator must say so.

    Parameters
    ----------
    shares : float64, shape (units, indicators)
        Indicators of the same cases; NaN unknown.

    Returns
    -------
    float64, shape (units,)
    """
    return np.array([_of_unit(row[np.isfinite(row)]) for row in np.asarray(shares, float)])


def most_cases(fewest: NDArray[np.float64], people: NDArray[np.float64]) -> NDArray[np.float64]:
    """The multiple of the fewest cases that is nearest to how many people they may be of, and not more.

    Cases are some of those people, without those who were excepted: a multiple above them would promise more
    certainty than there is.

    Parameters
    ----------
    fewest : float64, shape (units,)
        Of `fewest_cases`.
    people : float64, shape (units,)
        As published, NaN unknown: at another day than the shares, so that `ROUNDING` more are let pass.

    Returns
    -------
    float64, shape (units,)
        The fewest where nobody knows how many people there are, or they are fewer still.
    """
    with np.errstate(invalid="ignore"):
        times = np.floor(people / fewest * (1 + ROUNDING))
    found: NDArray[np.float64] = fewest * np.where(times > 1, times, 1.0)
    return found


def _of_unit(shares: NDArray[np.float64]) -> float:
    cases = 1
    for share in shares:
        fraction = Fraction(float(share)).limit_denominator(LARGEST)
        if float(fraction) != share:
            return float("nan")
        cases = math.lcm(cases, fraction.denominator)
    return float(cases) if len(shares) and cases <= LARGEST else float("nan")
