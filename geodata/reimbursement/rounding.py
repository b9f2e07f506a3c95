"""Sums of money in hundredths, so that they add up to the rounded sum of all."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.exact import FITS, Exact, Whole, whole_sum

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

HUNDREDTHS_MOST: Final = 10**17
"""A part of more could not be added to others in 64 bits; no country pays it."""


def hundredths(money: Exact, units: Ints) -> Ints:
    """Sums of money rounded to hundredths by largest remainders.

    Every sum goes down to a whole hundredth, and what the rounded total then lacks goes to those that lost
    most (Hamilton's method: Balinski & Young 1982, Fair Representation). Of those that lost the same, the
    first by `units` come first, whatever order they stand in.

    Parameters
    ----------
    money : Exact, shape (units,)
    units : int64, shape (units,)
        Which they are.

    Returns
    -------
    int64, shape (units,)
        They sum to the exact total, rounded half up.

    Raises
    ------
    ReimbursementError
        If they are more than 64 bits hold.
    """
    if not len(units):
        return np.zeros(0, dtype=np.int64)
    sums = money.times(Fraction(100))
    divisor = sums.denominator
    if sums.largest // divisor * len(units) >= HUNDREDTHS_MOST:
        raise ReimbursementError.of("money_too_large", most=HUNDREDTHS_MOST // 100)
    down = sums.numerators // divisor
    lost = sums.numerators - down * divisor
    rounded = (2 * whole_sum(sums) + divisor) // (2 * divisor)
    amounts: Ints = down.astype(np.int64)
    extra = rounded - int(amounts.sum())
    if extra:
        amounts[_most_lost(lost, units, divisor)[:extra]] += 1
    return amounts


def _most_lost(lost: Whole, units: Ints, divisor: int) -> Ints:
    if divisor < FITS:
        return np.lexsort((units, -lost.astype(np.int64)))
    lots, places = lost.tolist(), units.tolist()
    return np.array(sorted(range(len(lots)), key=lambda row: (-lots[row], places[row])), dtype=np.int64)


def spread(whole: int, weights: Ints, units: Ints) -> Ints:
    """A whole number of hundredths in proportion to weights, by largest remainders.

    Parameters
    ----------
    whole : int
        At least 0.
    weights : int64, shape (units,)
        At least 0, and some above.
    units : int64, shape (units,)
    """
    of = Exact(weights)
    return hundredths(of.times(Fraction(whole, 100) / of.total), units)
