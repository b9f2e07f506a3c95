"""Numbers of units as whole numbers over one denominator: nothing is lost in sums and products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, reduce
from math import lcm
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geodata.reimbursement.errors import ReimbursementError

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Whole = NDArray[Any]
"""Of int64, or of Python's whole numbers where they would not fit."""

FITS: Final = 2**62
MOST: Final = 1e15
"""Persons, hours or weights of a unit: a table that holds more is wrong."""
LEAST_DIGIT: Final = Decimal("1e-20")
MASKS_MOST: Final = 16
_TOLD_DIGITS: Final = 10**15  # a float gives back every decimal number of so many


@dataclass(frozen=True, eq=False)
class Exact:
    """A rational number of each unit.

    Attributes
    ----------
    numerators : int64, or Python's whole numbers, shape (units,)
    denominator : int
        Above 0.
    """

    numerators: Whole
    denominator: int = 1

    @cached_property
    def largest(self) -> int:
        """The largest numerator, without its sign."""
        if not self.numerators.size:
            return 0
        return max(int(self.numerators.max()), -int(self.numerators.min()))

    @cached_property
    def total(self) -> Fraction:
        """Of all units."""
        return Fraction(whole_sum(self), self.denominator)

    @cached_property
    def floats(self) -> Floats:
        """Numerators as the nearest floats."""
        return self.numerators.astype(np.float64)

    def times(self, factor: Fraction) -> Exact:
        """Each number multiplied by the same."""
        rate = factor / self.denominator
        return Exact(self._wide(abs(rate.numerator)) * rate.numerator, rate.denominator)

    def product(self, other: Exact) -> Exact:
        """Each number multiplied by that of the same unit."""
        first, second = self._wide(other.largest), other._wide(self.largest)
        return Exact(first * second, self.denominator * other.denominator)

    def plus(self, other: Exact) -> Exact:
        """Each number with that of the same unit added."""
        common = lcm(self.denominator, other.denominator)
        mine, others = common // self.denominator, common // other.denominator
        bound = max(self.largest * mine, other.largest * others, 1)
        wide = object if 2 * bound >= FITS else np.int64
        first, second = self.numerators.astype(wide), other.numerators.astype(wide)
        return Exact(_narrow(first * mine + second * others), common)

    def minus(self, other: Exact) -> Exact:
        """Each number with that of the same unit taken away."""
        return self.plus(Exact(-other.numerators, other.denominator))

    def above(self, threshold: Decimal | Fraction) -> Exact:
        """What each exceeds a threshold by; 0 where it does not."""
        return self.minus(every(len(self.numerators), threshold)).positive()

    def most(self, limit: Decimal | Fraction) -> Exact:
        """Each number, or a limit where it is more."""
        return self.minus(self.above(limit))

    def positive(self) -> Exact:
        """Each number, or 0 where it is less."""
        return Exact(np.where(self.numerators > 0, self.numerators, 0), self.denominator)

    def where(self, mask: Bools) -> Exact:
        """Each number, or 0 where a mask is false; the same of the same mask, with what it has ready."""
        if mask.all():
            return self
        key = mask.tobytes()
        found = self._masked.get(key)
        if found is None:
            if len(self._masked) >= MASKS_MOST:
                self._masked.clear()
            found = self._masked[key] = Exact(np.where(mask, self.numerators, 0), self.denominator)
        return found

    @cached_property
    def _masked(self) -> dict[bytes, Exact]:
        return {}

    def _wide(self, factor: int) -> Whole:
        fits = self.largest * max(factor, 1) < FITS and factor < FITS
        return self.numerators if fits else self.numerators.astype(object)


def none(units: int) -> Exact:
    """0 of each unit."""
    return Exact(np.zeros(units, dtype=np.int64))


def every(units: int, number: Decimal | Fraction) -> Exact:
    """The same number of each unit."""
    same = Fraction(number)
    wide = np.int64 if abs(same.numerator) < FITS else object
    return Exact(np.full(units, same.numerator, dtype=wide), same.denominator)


def added(terms: Sequence[Exact], units: int) -> Exact:
    """The sum of several numbers of each unit."""
    return reduce(Exact.plus, terms, none(units))


def whole_sum(of: Exact) -> int:
    """The sum of all numerators."""
    if of.numerators.dtype == object or of.largest * max(len(of.numerators), 1) >= FITS:
        return sum(of.numerators.tolist())
    return int(of.numerators.sum())


def exact(values: Floats) -> Exact:
    """Decimal numbers as they were written, from the nearest floats.

    Of all decimal numbers a float is nearest to, the shortest is taken: the one that Python writes. What is
    less than 1e-20 is nothing.

    Parameters
    ----------
    values : float64, any shape
        Finite.

    Raises
    ------
    ReimbursementError
        If a value is not finite, or more than 1e15.
    """
    if not np.isfinite(values).all() or np.abs(values).max(initial=0) > MOST:
        raise ReimbursementError.of("number_too_large", most=int(MOST))
    for digits in range(10):
        tens = 10**digits
        whole = np.rint(values * tens)
        if np.abs(whole).max(initial=0) >= _TOLD_DIGITS:
            break
        if np.array_equal(whole / tens, values):
            return Exact(whole.astype(np.int64), tens)
    numbers = [Fraction(Decimal(repr(value)).quantize(LEAST_DIGIT)) for value in values.ravel().tolist()]
    common = reduce(lcm, {number.denominator for number in numbers}, 1)
    flat = np.array([number.numerator * (common // number.denominator) for number in numbers], dtype=object)
    return Exact(_narrow(flat.reshape(values.shape)), common)


def _narrow(numerators: Whole) -> Whole:
    if numerators.dtype == object and max(map(abs, numerators.ravel().tolist()), default=0) < FITS:
        return numerators.astype(np.int64)
    return numerators
