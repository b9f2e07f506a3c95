"""Who is paid what: today, under another tariff, and what differs; of the units that stand in a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.settings import OPERATORS
from geodata.focus.place import PLACE_TYPES, Place, PlaceType
from geodata.measures.measure import REGION, Measure, UnitOfMeasure
from geodata.measures.payment_fit import FIT_FIGURES
from geodata.measures.reform_of_units import UnitReform, Words, of_too_few, unit_reform, why_no_reform
from geodata.measures.supply import operators_of
from geodata.measures.tally import Tally, counted, divided, nothing, without

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Counts = Callable[[Assessment, Place, UnitReform], Tally]
"""Of an assessment, some places, and what a tariff does to each unit."""

MOVES = (2, 5, 10)
"""Per cent of today's payment that a unit moves by more than, either way."""
NO_UNITS = "why.no_paid_units"


def pay_by(key: str) -> tuple[tuple[str, str], ...]:
    """How the layer of payment shows a measure: as what the signs of units tell."""
    return (("pay_by", key),)


class PaymentFigure(NamedTuple):
    """How a figure is counted, in what unit, of which places, and what the map shows it by."""

    of: Counts
    unit: UnitOfMeasure
    kinds: tuple[PlaceType, ...] = PLACE_TYPES
    choice: tuple[tuple[str, str], ...] = ()


def paid_in(place: Place, reform: UnitReform) -> Floats:
    """Units of each place that are paid anything. Shape (places,)."""
    return place.over_units(reform.paid)


def _sum(which: str) -> Counts:
    """Sum over the units of a place, in whole currency exact to its hundredths."""

    def of(_: Assessment, place: Place, reform: UnitReform) -> Tally:
        found = counted(_money(place, getattr(reform, which)), of=_money(place, reform.before))
        return without(found, paid_in(place, reform) == 0, NO_UNITS)

    return of


def _money(place: Place, hundredths: Floats) -> Floats:
    return place.over_units(hundredths) / 100


def _listed(_: Assessment, place: Place, reform: UnitReform) -> Tally:
    return without(counted(place.over_units(reform.persons)), paid_in(place, reform) == 0, NO_UNITS)


def _share(assessment: Assessment, place: Place, reform: UnitReform) -> Tally:
    found = divided(_money(place, reform.change), _money(place, reform.before), "why.nothing_paid_today")
    return _of_enough(assessment, place, reform, found)


def _per_listed(which: str) -> Counts:
    def of(assessment: Assessment, place: Place, reform: UnitReform) -> Tally:
        persons = place.over_units(reform.persons)
        found = divided(_money(place, getattr(reform, which)), persons, "why.nobody_listed")
        return _of_enough(assessment, place, reform, found)

    return of


def _of_enough(assessment: Assessment, place: Place, reform: UnitReform, found: Tally) -> Tally:
    """The same without what is told of too few listed, where lists are protected."""
    found = _of_some(place, reform, found)
    few = of_too_few(assessment.region, place.over_units(reform.persons))
    return without(found, few, "why.too_few")


def _of_some(place: Place, reform: UnitReform, found: Tally) -> Tally:
    """The same, where no unit is paid for that reason, whatever else is lacking."""
    none = paid_in(place, reform) == 0
    return replace(without(found, none, NO_UNITS), why=np.where(none, NO_UNITS, found.why).astype(object))


def _moved(_: Assessment, place: Place, reform: UnitReform) -> Tally:
    """What some units win that others lose: half of all changes, less what all win or lose together."""
    found = counted(_moved_in(place, reform), of=_money(place, reform.before))
    return without(found, paid_in(place, reform) == 0, NO_UNITS)


def _moved_share(_: Assessment, place: Place, reform: UnitReform) -> Tally:
    found = divided(_moved_in(place, reform), _money(place, reform.before), "why.nothing_paid_today")
    return _of_some(place, reform, found)


def _moved_in(place: Place, reform: UnitReform) -> Floats:
    changes, all_together = place.over_units(np.abs(reform.change)), place.over_units(reform.change)
    return (changes - np.abs(all_together)) / 200


def _moving(per_cent: int) -> Counts:
    """Units that move by more than a share of what they are paid today, of those that are paid.

    One that is paid nothing today and something then has moved, by whatever share.
    """

    def of(_: Assessment, place: Place, reform: UnitReform) -> Tally:
        units = paid_in(place, reform)
        # Whole hundredths on both sides: no share that a binary number is a little off decides.
        moves = np.abs(reform.change) * 100 > np.abs(reform.before) * per_cent
        found = counted(place.over_units(moves & reform.paid), of=units)
        return without(found, units == 0, NO_UNITS)

    return of


def _run_by(operator: str) -> Counts:
    def of(assessment: Assessment, place: Place, reform: UnitReform) -> Tally:
        run_by = operators_of(assessment)
        if not set(run_by[reform.paid].tolist()) & set(OPERATORS):
            return nothing(place.count, "why.no_operators")
        ours = (run_by == operator) & reform.paid
        found = counted(
            _money(place, np.where(ours, reform.change, 0.0)),
            of=_money(place, np.where(ours, reform.before, 0.0)),
        )
        return without(found, place.over_units(ours) == 0, NO_UNITS)

    return of


FIGURES: Mapping[str, PaymentFigure] = {
    "payment_before": PaymentFigure(_sum("before"), "currency", choice=pay_by("before")),
    "payment_after": PaymentFigure(_sum("after"), "currency", choice=pay_by("after")),
    "payment_change": PaymentFigure(_sum("change"), "currency", choice=pay_by("change")),
    "payment_change_share": PaymentFigure(_share, "share", choice=pay_by("change_share")),
    "payment_change_per_listed": PaymentFigure(
        _per_listed("change"), "currency", choice=pay_by("change_per_listed")
    ),
    "payment_per_listed": PaymentFigure(_per_listed("after"), "currency"),
    "payment_listed": PaymentFigure(_listed, "count"),
    "payment_moved": PaymentFigure(_moved, "currency"),
    "payment_moved_share": PaymentFigure(_moved_share, "share"),
    **{f"units_moving_{per_cent}": PaymentFigure(_moving(per_cent), "count") for per_cent in MOVES},
    **{f"payment_change_{operator}": PaymentFigure(_run_by(operator), "currency") for operator in OPERATORS},
}
"""By key of the measure, in the order that they are told."""


@lru_cache(maxsize=64)
def payment_measures(words: Words = ()) -> Mapping[str, Measure]:
    """Figures of who is paid what under a tariff, by key.

    Parameters
    ----------
    words : tuple of pairs of str
        What an address says of a tariff, as `geodata.reimbursement.answered` reads it; empty is the current
        model as it is.
    """

    def measured(of: Counts) -> Callable[[Assessment, Place], Tally]:
        def count(assessment: Assessment, place: Place) -> Tally:
            if why := why_no_reform(assessment, words):
                return nothing(place.count, why)
            return of(assessment, place, unit_reform(assessment, words))

        return count

    return {
        key: Measure(
            key, "payment", figure.unit, "", "payment", measured(figure.of), ("lists", "units"),
            kinds=figure.kinds, choice=figure.choice,
        )
        for key, figure in FIGURES.items()
    } | {
        key: Measure(key, "payment", unit, "", "payment", of, ("payments", "lists"), kinds=REGION)
        for key, (of, unit) in FIT_FIGURES.items()
    }  # fmt: skip
