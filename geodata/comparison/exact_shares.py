"""How many cases shares were divided by, where they are published undivided by rounding."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

LARGEST = 20_000
"""No unit has more cases than this; below it no two different fractions are the same number."""


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


def _of_unit(shares: NDArray[np.float64]) -> float:
    cases = 1
    for share in shares:
        fraction = Fraction(float(share)).limit_denominator(LARGEST)
        if float(fraction) != share:
            return float("nan")
        cases = math.lcm(cases, fraction.denominator)
    return float(cases) if len(shares) and cases <= LARGEST else float("nan")
