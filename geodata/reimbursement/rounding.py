"""Sums of money in hundredths, so that they add up to the rounded sum of all."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.exact import FITS, Exact
from geodata.reimbursement.money import Money

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

HUNDREDTHS_MOST: Final = 10**15
"""More could not be added up in floats and 64 bits; no country pays it by a part."""


def hundredths(money: Money, units: Ints) -> Ints:
    """Sums of money rounded to hundredths by largest remainders.

    Every sum goes down to a whole hundredth, and what the rounded total then lacks goes to those that lost
    most (Hamilton's method: Balinski & Young 1982, Fair Representation). Of those that lost the same, the
    first by `units` come first, whatever order they stand in.

    Parameters
    ----------
    money : Money, shape (units,)
    units : int64, shape (units,)
        Which they are.

    Returns
    -------
    int64, shape (units,)
        They sum to the exact total, rounded half up.

    Raises
    ------
    ReimbursementError
        If they are more than can be counted.
    """
    if not len(units) or not money.terms:
        return np.zeros(len(units), dtype=np.int64)
    sums = money.times(Fraction(100))
    if float(np.abs(sums.near).max(initial=0)) * len(units) >= HUNDREDTHS_MOST * 10:
        raise ReimbursementError.of("money_too_large", most=HUNDREDTHS_MOST // 10)
    total = sums.total
    rounded = (2 * total.numerator + total.denominator) // (2 * total.denominator)
    if len(sums.terms) == 1 and (whole := _whole(*sums.terms[0])):
        return _by_whole_numbers(*whole, rounded, units)
    return _by_floats(sums, rounded, units)


def _whole(number: Exact, rate: Fraction) -> tuple[Ints, int] | None:
    """Numerators and their denominator, where 64 bits hold them."""
    rate = rate / number.denominator
    if number.largest * abs(rate.numerator) >= FITS or rate.denominator >= FITS:
        return None
    return number.numerators * rate.numerator, rate.denominator


def _by_whole_numbers(numerators: Ints, denominator: int, rounded: int, units: Ints) -> Ints:
    amounts = numerators // denominator
    extra = rounded - int(amounts.sum())
    if extra:
        lost = numerators - amounts * denominator
        amounts[np.lexsort((units, -lost))[:extra]] += 1
    return amounts


def _by_floats(sums: Money, rounded: int, units: Ints) -> Ints:
    """In floats, and exactly where a float might be on the wrong side."""
    down = np.floor(sums.near)
    lost = sums.near - down
    doubtful = np.flatnonzero((sums.slack > 0) & ((lost <= sums.slack) | (lost >= 1 - sums.slack)))
    if len(doubtful):
        numerators, denominator = sums.exactly(doubtful)
        exact = numerators // denominator
        down[doubtful] = exact.astype(np.float64)
        lost[doubtful] = ((numerators - exact * denominator) / denominator).astype(np.float64)
    amounts: Ints = down.astype(np.int64)
    extra = rounded - int(amounts.sum())
    if extra:
        amounts[_most_lost(sums, lost, extra, units)] += 1
    return amounts


def _most_lost(sums: Money, lost: Floats, count: int, units: Ints) -> Ints:
    order = np.lexsort((units, -lost))
    last = lost[order[count - 1]]
    near = 2 * float(sums.slack.max()) + 2.0**-50
    doubtful = np.flatnonzero(np.abs(lost - last) <= near)
    if len(doubtful) == 1:
        return order[:count]
    sure = np.flatnonzero(lost > last + near)
    numerators, denominator = sums.exactly(doubtful)
    exact, places = (numerators % denominator).tolist(), units[doubtful].tolist()
    by_loss = sorted(range(len(doubtful)), key=lambda at: (-exact[at], places[at]))
    return np.concatenate([sure, doubtful[by_loss[: count - len(sure)]]])


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
    return hundredths(Money(len(units), ((of, Fraction(whole, 100) / of.total),)), units)
