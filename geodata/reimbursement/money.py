"""Sums of money of units: exact numbers times exact rates, looked at in floats where that is sure enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geodata.reimbursement.exact import Exact

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROUNDING: Final = 2.0**-52
"""What a float is off at most, of what it is."""


@dataclass(frozen=True, eq=False)
class Money:
    """Of the currency, of each unit.

    Attributes
    ----------
    units : int
        How many.
    terms : tuple of (Exact, Fraction)
        What is multiplied, shape (units,), and by what; the money is their sum.
    """

    units: int
    terms: tuple[tuple[Exact, Fraction], ...] = ()

    def plus(self, *others: Money) -> Money:
        """Together with others."""
        return Money(self.units, sum((other.terms for other in others), self.terms))

    def times(self, rate: Fraction) -> Money:
        """All of it multiplied by the same."""
        return Money(self.units, tuple((number, of * rate) for number, of in self.terms if of * rate))

    def where(self, mask: Bools) -> Money:
        """Nothing where a mask is false."""
        return Money(self.units, tuple((number.where(mask), rate) for number, rate in self.terms))

    @cached_property
    def total(self) -> Fraction:
        """Of all units, exact."""
        return sum((number.total * rate for number, rate in self.terms), Fraction(0))

    @cached_property
    def near(self) -> Floats:
        """The nearest floats but for `slack`. Shape (units,)."""
        return self._floats(lambda terms: terms)

    @cached_property
    def slack(self) -> Floats:
        """What `near` is off at most; 0 where nothing is multiplied. Shape (units,)."""
        return self._floats(np.abs) * ROUNDING * (len(self.terms) + 4)

    def _floats(self, of: Any) -> Floats:
        found = np.zeros(self.units)
        for number, rate in self.terms:
            found += of(number.floats * float(rate / number.denominator))
        return found

    def exactly(self, rows: Ints) -> tuple[NDArray[Any], int]:
        """Numerators of some units, and the denominator of them all."""
        rates = [rate / number.denominator for number, rate in self.terms]
        common = lcm(1, *(rate.denominator for rate in rates))
        found = np.zeros(len(rows), dtype=object)
        for (number, _), rate in zip(self.terms, rates, strict=True):
            whole = rate.numerator * (common // rate.denominator)
            found += number.numerators[rows].astype(object) * whole
        return found, common

    @property
    def positive(self) -> Bools:
        """Whether each is more than nothing, without any doubt. Shape (units,)."""
        found: Bools = self.near > 0
        doubtful = np.flatnonzero((np.abs(self.near) <= self.slack) & (self.slack > 0))
        if len(doubtful):
            found[doubtful] = self.exactly(doubtful)[0] > 0
        return found


def sum_of(every: Iterable[Money], units: int) -> Money:
    """The sum of several."""
    return Money(units).plus(*every)
