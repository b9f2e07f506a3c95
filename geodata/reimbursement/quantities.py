"""What a price is multiplied by, of each unit and kind of part: exact, and worked out once a basis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.contract.reimbursement_settings import Goal, Part
from geodata.reimbursement.basis import Basis
from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.exact import Exact, added, every, exact, none
from geodata.reimbursement.output import output
from geodata.reimbursement.sizes import size

Bools = NDArray[np.bool_]
COVERAGE_DIGITS: Final = 6
"""Decimals of a percentage of coverage: what a price is multiplied by is then a decimal number too."""


@dataclass(frozen=True, eq=False)
class Quantity:
    """What a part's price is multiplied by.

    Attributes
    ----------
    of_price : Exact, shape (units,)
    without_price : Exact or None, shape (units,)
        Money that bands add by prices of their own.
    lacking : tuple of (str, bool array)
        Why some units get nothing, and which: "weight", "indicator" or "output" is not known of them.
    """

    of_price: Exact
    without_price: Exact | None = None
    lacking: tuple[tuple[str, Bools], ...] = ()


def quantity(part: Part, basis: Basis, known: Mapping[str, Part]) -> Quantity:
    """What a part's price is multiplied by, kept in the basis for the next price.

    Parameters
    ----------
    part : Part
        Of any kind but `supplement` and `floor`, which are of other parts.
    basis : Basis
    known : mapping of str to Part
        Parts that a size may be of.
    """
    key = _key(part, known)
    if key not in basis.ready:
        basis.ready[key] = _KINDS[part.kind](part, basis, known)
    found: Quantity = basis.ready[key]
    return found


def _key(part: Part, known: Mapping[str, Part]) -> tuple[object, ...]:
    """All that a quantity depends on: whether it is paid, by what price and to whom does not count."""
    of = [part, known[part.size]] if part.size in known else [part]
    return tuple(getattr(each, name) for each in of for name in _COUNTS)


_CALLED: Final = ("key", "name", "source", "produced")
"""What a part is called, which nothing is worked out by."""
_COUNTS: Final = tuple(
    each.name
    for each in fields(Part)
    if each.name not in (*_CALLED, "price", "operators", "contracts", "unit_kinds", "scale")
)


def _per_person(part: Part, basis: Basis, known: Mapping[str, Part]) -> Quantity:
    del known
    weighed = size(part, basis)
    lacking = np.zeros(len(basis.units), dtype=bool)
    for key in part.weights:
        values, unknown = _weight(basis, key)
        weighed = weighed.product(values)
        lacking |= unknown
    return _of(part, weighed, ("weight", lacking))


def _above(part: Part, basis: Basis, known: Mapping[str, Part]) -> Quantity:
    excess, lacking = _excess(part, basis)
    if not part.by_excess:
        excess = Exact((excess.numerators > 0).astype(np.int64))
    return _of(part, excess.product(persons_of(part, basis, known)), ("weight", lacking))


def _pot(part: Part, basis: Basis, known: Mapping[str, Part]) -> Quantity:
    points, lacking = _excess(part, basis)
    shares = points.product(persons_of(part, basis, known))
    return _of(replace(part, months=1), shares, ("weight", lacking))


def _excess(part: Part, basis: Basis) -> tuple[Exact, Bools]:
    """Points, or what they exceed a threshold by; without a weight of units each has one point."""
    if not part.weight:
        return every(len(basis.units), Decimal(1)), np.zeros(len(basis.units), dtype=bool)
    points, lacking = _weight(basis, part.weight)
    excess = points.above(part.threshold or Decimal(0))
    return (excess if part.by_excess else points.where(excess.numerators > 0)), lacking


def _target(part: Part, basis: Basis, known: Mapping[str, Part]) -> Quantity:
    units = len(basis.units)
    reached, lacking = [], np.zeros(units, dtype=bool)
    for goal in part.goals:
        values = basis.indicators.get(goal.indicator, np.full(units, np.nan))
        unknown = ~np.isfinite(values)
        reached.append(points_reached(exact(np.where(unknown, 0.0, values)), goal).where(~unknown))
        lacking |= unknown
    points = added(reached, units)
    return _of(part, points.product(persons_of(part, basis, known)), ("indicator", lacking))


def points_reached(values: Exact, goal: Goal) -> Exact:
    """Points of an indicator: none until its lower limit, all from its upper, linear between.

    Where `lower` is above `upper`, less is better.

    Raises
    ------
    ReimbursementError
        If both limits are the same.
    """
    lower, upper = Fraction(goal.lower), Fraction(goal.upper)
    if lower == upper:
        raise ReimbursementError.of("same_limits", indicator=goal.indicator, limit=goal.lower)
    if lower > upper:
        lower, upper, values = -lower, -upper, values.times(Fraction(-1))
    part_of_way = values.above(lower).most(upper - lower).times(1 / (upper - lower))
    return part_of_way.times(Fraction(goal.points))


def _coverage(part: Part, basis: Basis, known: Mapping[str, Part]) -> Quantity:
    if part.weight:
        per_cent, lacking = _weight(basis, part.weight)
        reason = "weight"
    else:
        per_cent, lacking = _own_of_all(part, basis)
        reason = "output"
    covered = per_cent if part.upto is None else per_cent.most(part.upto)
    points = covered.above(part.threshold or Decimal(0))
    return _of(part, points.product(persons_of(part, basis, known)), (reason, lacking))


def _own_of_all(part: Part, basis: Basis) -> tuple[Exact, Bools]:
    """Per cent of the output to a unit's own listed that it gave itself: the rest they had elsewhere."""
    own, elsewhere = (output(replace(part, of=(of,)), basis) for of in ("own", "elsewhere"))
    whole = own.plus(elsewhere)
    shares = own.times(Fraction(100 * 10**COVERAGE_DIGITS) * whole.denominator)
    tops = shares.times(Fraction(shares.denominator)).numerators.astype(object)
    bottoms = whole.numerators.astype(object) * shares.denominator
    lacking = np.asarray(whole.numerators == 0, dtype=bool)
    bottoms[lacking] = 1
    rounded = (2 * tops + bottoms) // (2 * bottoms)
    return Exact(np.where(lacking, 0, rounded).astype(np.int64), 10**COVERAGE_DIGITS), lacking


def _per_output(part: Part, basis: Basis, known: Mapping[str, Part]) -> Quantity:
    del known
    given = output(part, basis)
    if part.ceiling is not None:
        given = given.most(part.ceiling)
    if not part.bands:
        return _of(part, given)
    limits = [band.above for band in part.bands]
    if limits != sorted(set(limits)):
        raise ReimbursementError.of("bands_not_in_order", part=part.key)
    own, dear = given.most(limits[0]), none(len(basis.units))
    for band, upto in zip(part.bands, [*limits[1:], None], strict=True):
        above = given.above(band.above)
        within = above if upto is None else above.most(upto - band.above)
        dear = dear.plus(within.times(Fraction(band.price) * part.months))
    return replace(_of(part, own), without_price=dear)


def _fixed(part: Part, basis: Basis, known: Mapping[str, Part]) -> Quantity:
    del known
    return _of(part, every(len(basis.units), Decimal(1)))


def _responsibility(part: Part, basis: Basis, known: Mapping[str, Part]) -> Quantity:
    del known
    return _of(part, output(replace(part, of=part.of or ("elsewhere",)), basis).times(Fraction(-1)))


def persons_of(part: Part, basis: Basis, known: Mapping[str, Part]) -> Exact:
    """Persons listed, or weighed as the part that `size` names weighs them. Shape (units,).

    Raises
    ------
    ReimbursementError
        If there is no such part, or it weighs no persons.
    """
    if not part.size:
        return size(part, basis, by_age=False)
    if part.size not in known:
        raise ReimbursementError.of("size_unknown", part=part.key, size=part.size)
    of = known[part.size]
    if of.kind != "per_person":
        raise ReimbursementError.of("size_of_no_persons", part=part.key, size=part.size)
    return _per_person(replace(of, months=1), basis, known).of_price


def _weight(basis: Basis, key: str) -> tuple[Exact, Bools]:
    values = basis.weights.get(key, np.full(len(basis.units), np.nan))
    unknown = ~np.isfinite(values)
    return exact(np.where(unknown, 0.0, values)), unknown


def _of(part: Part, number: Exact, *lacking: tuple[str, Bools]) -> Quantity:
    found = tuple((reason, units) for reason, units in lacking if units.any())
    return Quantity(number.times(Fraction(part.months)), None, found)


_KINDS: Final[Mapping[str, Callable[[Part, Basis, Mapping[str, Part]], Quantity]]] = {
    "per_person": _per_person,
    "per_output": _per_output,
    "above": _above,
    "pot": _pot,
    "target": _target,
    "coverage": _coverage,
    "fixed": _fixed,
    "responsibility": _responsibility,
}
