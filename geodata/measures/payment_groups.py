"""What units are paid, by who runs them, by municipality, and by the parts of a tariff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.reimbursement_settings import Part
from geodata.contract.settings import OPERATORS
from geodata.focus.place import Place
from geodata.measures.reform_of_units import UnitReform, Words, reform, unit_reform
from geodata.measures.supply import operators_of
from geodata.reimbursement.payment import Payment

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PaidGroups:
    """What units are paid, group by group.

    Attributes
    ----------
    keys : tuple of str
    units : int64, shape (groups,)
        That are paid.
    persons : float64, shape (groups,)
        Listed.
    before, after : int64, shape (groups,)
        Hundredths of the currency.
    """

    keys: tuple[str, ...]
    units: Ints
    persons: Floats
    before: Ints
    after: Ints

    @property
    def change(self) -> Ints:
        """What differs, hundredths. Shape (groups,)."""
        return self.after - self.before

    @property
    def change_share(self) -> Floats:
        """The same as a share of what is paid today; NaN where that is nothing. Shape (groups,)."""
        return _divided(self.change, self.before)

    @property
    def change_per_listed(self) -> Floats:
        """The same in whole currency per listed; NaN where nobody is. Shape (groups,)."""
        return _divided(self.change, self.persons) / 100

    def only(self, at: Ints) -> PaidGroups:
        """Some of the groups, by position."""
        keys = tuple(self.keys[position] for position in at.tolist())
        return PaidGroups(keys, self.units[at], self.persons[at], self.before[at], self.after[at])


@dataclass(frozen=True, slots=True)
class PaidPart:
    """One part of two tariffs: its prices, None where a tariff lacks it, and what it pays in hundredths.

    `part` is as the proposal has it, where that does.
    """

    part: Part
    price_before: Decimal | None
    price_after: Decimal | None
    before: int
    after: int

    @property
    def key(self) -> str:
        """Of the part."""
        return self.part.key

    @property
    def change(self) -> int:
        """What differs, hundredths."""
        return self.after - self.before


def grouped(keys: Sequence[str], group: NDArray[np.integer], place: Place, units: UnitReform) -> PaidGroups:
    """Sums over the paid units of one place, by group.

    Parameters
    ----------
    keys : sequence of str
        Of the groups.
    group : int, shape (units,)
        Position among the keys; below 0 is in none.
    place : Place
        One.
    units : UnitReform
    """
    at = place.units[units.paid[place.units] & (group[place.units] >= 0)]
    of, count = group[at], len(keys)

    def added(values: Floats) -> Floats:
        return np.bincount(of, values[at], minlength=count).astype(np.float64)

    return PaidGroups(
        tuple(keys),
        np.bincount(of, minlength=count).astype(np.int64),
        added(units.persons),
        np.rint(added(units.before)).astype(np.int64),
        np.rint(added(units.after)).astype(np.int64),
    )


def paid_by_operator(assessment: Assessment, place: Place, words: Words = ()) -> PaidGroups:
    """By who runs the units that are paid; "" of whom that is not known, last.

    Raises
    ------
    ReimbursementError
        If the care form has no model, or the words' tariff cannot be worked out.
    """
    units, run_by = unit_reform(assessment, words), operators_of(assessment)
    there = set(run_by[place.units[units.paid[place.units]]].tolist())
    keys = [key for key in (*OPERATORS, "") if key in there]
    group = np.array([keys.index(key) if key in keys else -1 for key in run_by.tolist()], np.int64)
    return grouped(keys, group, place, units)


def paid_by_municipality(assessment: Assessment, place: Place, words: Words = ()) -> PaidGroups:
    """By the municipality that units stand in; "" of those in none, last. Raises as `paid_by_operator`."""
    units, codes = unit_reform(assessment, words), assessment.changed.municipalities
    group = codes.of_unit[:-1].astype(np.int64)
    keys = [*map(str, codes.ids), ""]
    found = grouped(keys, np.where(group >= 0, group, len(codes.ids)), place, units)
    return found.only(np.flatnonzero(found.units))


def paid_by_part(assessment: Assessment, place: Place, words: Words = ()) -> tuple[PaidPart, ...]:
    """By the parts of either tariff, in their order, of a place. Raises as by operator."""
    found, units = reform(assessment, words), unit_reform(assessment, words)
    inside = np.zeros(len(units.paid), bool)
    inside[place.units] = units.paid[place.units]
    before, after = (_parts(payment, inside) for payment in (found.before, found.after))
    return tuple(
        PaidPart(
            (after.get(key) or before[key])[0],
            before[key][0].price if key in before else None,
            after[key][0].price if key in after else None,
            before[key][1] if key in before else 0,
            after[key][1] if key in after else 0,
        )
        for key in _in_order(tuple(before), tuple(after))
    )


def _parts(payment: Payment, inside: NDArray[np.bool_]) -> dict[str, tuple[Part, int]]:
    there = payment.units < len(inside)
    chosen = np.zeros(len(there), bool)
    chosen[there] = inside[payment.units[there]]
    return {part.key: (part, int(payment.amounts[at, chosen].sum())) for at, part in enumerate(payment.parts)}


def _in_order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Keys of both: the first's in their order, each new one after what it follows, a floor last."""
    found = list(before)
    for at, key in enumerate(after):
        if key not in found:
            ahead = next((other for other in reversed(after[:at]) if other in found), None)
            found.insert(0 if ahead is None else found.index(ahead) + 1, key)
    return [*(key for key in found if key != "floor"), *(key for key in found if key == "floor")]


def _divided(part: NDArray[np.generic], whole: NDArray[np.generic]) -> Floats:
    part, whole = part.astype(np.float64), whole.astype(np.float64)
    found: Floats = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole != 0)
    return found
