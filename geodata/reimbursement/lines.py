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
from geodata.reimbursement.exact import every
from geodata.reimbursement.money import Money, sum_of
from geodata.reimbursement.quantities import persons_of, quantity

Bools = NDArray[np.bool_]
DEPENDENT: Final = ("supplement", "floor")
"""Kinds that are of other parts, and follow them when those are scaled."""


@dataclass(frozen=True, eq=False)
class Line:
    """Money of each unit: what is the same whatever the factor, and what is multiplied by it.

    Attributes
    ----------
    constant, slope : Money, shape (units,)
    """

    constant: Money
    slope: Money

    def at(self, factor: Fraction) -> Money:
        """Money of each unit. Shape (units,)."""
        return self.constant.plus(self.slope.times(factor))

    def times(self, rate: Fraction) -> Line:
        """All of it multiplied by the same."""
        return Line(self.constant.times(rate), self.slope.times(rate))

    def where(self, mask: Bools) -> Line:
        """Nothing where a mask is false."""
        return Line(self.constant.where(mask), self.slope.where(mask))


def line_of(lines: Sequence[Line], units: int) -> Line:
    """The sum of several."""
    return Line(
        sum_of((line.constant for line in lines), units), sum_of((line.slope for line in lines), units)
    )


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
        nothing = Money(len(self.among))
        for part in self.parts:
            paid = self.among & receivers(part, self.basis)
            if part.kind == "supplement":
                line = self._of(part, found).times(Fraction(part.price) / 100).where(paid)
            elif part.kind == "floor":
                line = self._lacking(part, self._of(part, found), factor, paid)
            elif part.key in self.scaled:
                line = Line(nothing, self._money(part, paid))
            else:
                line = Line(self._money(part, paid), nothing)
            found[part.key] = line
        return tuple(found.values())

    def _money(self, part: Part, paid: Bools) -> Money:
        of = quantity(part, self.basis, self.known)
        number, rate = of.of_price.where(paid), Fraction(part.price)
        if part.kind == "pot":
            rate = rate * part.months / number.total if number.total else Fraction(0)
        terms = [(number, rate)]
        if of.without_price is not None:
            terms.append((of.without_price.where(paid), Fraction(1)))
        return Money(len(paid), tuple(term for term in terms if term[1]))

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

    def _lacking(self, part: Part, below: Line, factor: Fraction, paid: Bools) -> Line:
        unity = every(len(paid), Fraction(1))
        per = persons_of(part, self.basis, self.known) if part.per_person else unity
        least = Money(len(paid), ((per, Fraction(part.price) * part.months),))
        lack = Line(least, Money(len(paid))), below.times(Fraction(-1))
        of = line_of(lack, len(paid))
        return of.where(paid & of.at(factor).positive)

    def _of(self, part: Part, found: Mapping[str, Line]) -> Line:
        keys = [each.key for each in self.parts]
        for key in part.parts_of:
            if key in keys and key not in found:
                raise ReimbursementError.of("part_of_later", part=part.key, other=key)
        lines = [line for key, line in found.items() if not part.parts_of or key in part.parts_of]
        return line_of(lines, len(self.among))


def receivers(part: Part, basis: Basis) -> Bools:
    """Units that a part is for, by operator, contract and kind of area. Shape (units,)."""
    key = "receivers", part.operators, part.contracts, part.unit_kinds
    found: Bools | None = basis.ready.get(key)
    if found is None:
        found = basis.among(part.contracts, part.unit_kinds)
        if part.operators:
            found &= np.isin(basis.operators.astype(str), part.operators)
        basis.ready[key] = found
    return found
