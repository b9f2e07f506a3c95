"""Money of each unit and part as a line in what a budget multiplies some prices by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.contract.reimbursement_settings import Part
from geodata.reimbursement.basis import Basis
from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.exact import Exact, added, every, none
from geodata.reimbursement.quantities import persons_of, quantity

Bools = NDArray[np.bool_]
DEPENDENT: Final = ("supplement", "floor")
"""Kinds that are of other parts, and follow them when those are scaled."""


@dataclass(frozen=True, eq=False)
class Line:
    """Money of each unit: what is the same whatever the factor, and what is multiplied by it.

    Attributes
    ----------
    constant : Exact, shape (units,)
    slope : Exact or None, shape (units,)
        None where nothing is scaled.
    """

    constant: Exact
    slope: Exact | None = None

    def at(self, factor: Fraction) -> Exact:
        """Money of each unit, exact. Shape (units,)."""
        return self.constant if self.slope is None else self.constant.plus(self.slope.times(factor))

    def total_at(self, factor: Fraction) -> Fraction:
        """Money of all units."""
        return self.constant.total + (self.slope.total * factor if self.slope else 0)

    def times(self, rate: Fraction) -> Line:
        """All of it multiplied by the same."""
        return Line(self.constant.times(rate), self.slope and self.slope.times(rate))

    def where(self, mask: Bools) -> Line:
        """Nothing where a mask is false."""
        return Line(self.constant.where(mask), self.slope and self.slope.where(mask))


def sum_of(lines: Sequence[Line], units: int) -> Line:
    """The sum of several."""
    slopes = [line.slope for line in lines if line.slope is not None]
    return Line(added([line.constant for line in lines], units), added(slopes, units) if slopes else None)


@dataclass(frozen=True, eq=False)
class Lines:
    """Every part of a tariff on a basis.

    Attributes
    ----------
    parts : tuple of Part
    basis : Basis
    among : bool, shape (units,)
        Units that are paid.
    known : mapping of str to Part
        Parts that a size may be of, those that are off as well.
    scaled : frozenset of str
        Keys of the parts that a factor multiplies.
    """

    parts: tuple[Part, ...]
    basis: Basis
    among: Bools
    known: Mapping[str, Part]
    scaled: frozenset[str] = frozenset()

    def at(self, factor: Fraction) -> tuple[Line, ...]:
        """A line of each part, those that hold at a factor: a least sum lacks for some units there."""
        found: dict[str, Line] = {}
        for part in self.parts:
            paid = self.among & receivers(part, self.basis)
            if part.kind in DEPENDENT:
                below = sum_of([found[key] for key in self._of(part)], len(self.basis.units))
                rate = Fraction(part.price)
                if part.kind == "supplement":
                    line = below.times(rate / 100)
                else:
                    line = self._lacking(part, below, rate, factor)
                found[part.key] = line.where(paid)
            else:
                money = self.money(part, paid)
                found[part.key] = Line(none(len(paid)), money) if part.key in self.scaled else Line(money)
        return tuple(found.values())

    def money(self, part: Part, paid: Bools) -> Exact:
        """Money of each unit by a part that is of no other, before any scaling."""
        of = quantity(part, self.basis, self.known)
        number = of.of_price.where(paid)
        if part.kind == "pot":
            whole = number.total
            return number.times(Fraction(part.price) / whole * part.months) if whole else number
        money = number.times(Fraction(part.price))
        return money if of.without_price is None else money.plus(of.without_price.where(paid))

    def lacking(self, part: Part) -> list[tuple[str, Bools]]:
        """Why some units that a part is for get nothing by it, and which."""
        if part.kind in DEPENDENT:
            return []
        paid = self.among & receivers(part, self.basis)
        return [(why, units & paid) for why, units in quantity(part, self.basis, self.known).lacking]

    def takers(self, part: Part) -> Bools:
        """Units that share a pot. Shape (units,)."""
        shares = quantity(part, self.basis, self.known).of_price.where(receivers(part, self.basis))
        return np.asarray(shares.where(self.among).numerators > 0, dtype=bool)

    def _lacking(self, part: Part, below: Line, rate: Fraction, factor: Fraction) -> Line:
        units = len(self.basis.units)
        per = persons_of(part, self.basis, self.known) if part.per_person else every(units, Fraction(1))
        lack = per.times(rate * part.months).minus(below.at(factor))
        lacks = np.asarray(lack.numerators > 0, dtype=bool)
        if below.slope is None:
            return Line(lack.where(lacks))
        constant = per.times(rate * part.months).minus(below.constant)
        return Line(constant, below.slope.times(Fraction(-1))).where(lacks)

    def _of(self, part: Part) -> list[str]:
        keys = [each.key for each in self.parts]
        earlier = keys[: keys.index(part.key)]
        for key in part.parts_of:
            if key in keys and key not in earlier:
                raise ReimbursementError.of("part_of_later", part=part.key, other=key)
        return [key for key in earlier if not part.parts_of or key in part.parts_of]


def receivers(part: Part, basis: Basis) -> Bools:
    """Units that a part is for, by operator, contract and kind of area. Shape (units,)."""
    found = basis.among(part.contracts, part.unit_kinds)
    if part.operators:
        found &= np.isin(basis.operators.astype(str), part.operators)
    return found
