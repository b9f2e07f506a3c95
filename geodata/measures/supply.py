"""Supply: how many units are open in a place, run by whom, and how many fall below a threshold."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.settings import OPERATORS
from geodata.focus.place import Place
from geodata.measures.measure import ONE_UNIT, PLAIN_UNITS, Measure, coloured
from geodata.measures.residents import persons_of
from geodata.measures.tally import Tally, counted, divided, nothing, without
from geodata.region.region import Region
from geodata.scenario.scenario import operators

Bools = NDArray[np.bool_]
PER = 10_000


def open_units(assessment: Assessment, place: Place) -> Bools:
    """Units of the question that are open and count in a place: of the region, those that stand in it.

    Units outside the region serve it, and those without a place serve everyone, but neither stands in any
    part of it: they are told beside. Of a unit it is the unit itself. Shape (units,).
    """
    there: Bools = assessment.supply.in_scope & assessment.supply.open
    return there & stands_in_region(assessment) if place.is_whole_region else there


def stands_in_region(assessment: Assessment) -> Bools:
    """Units that stand in an area of the region. Shape (units,)."""
    inside: Bools = assessment.supply.placed & ~assessment.supply.outside
    return inside


def beside_the_region(assessment: Assessment) -> tuple[int, int]:
    """Open units of the question that are in no part of the region: outside it, and without a place."""
    there = assessment.supply.in_scope & assessment.supply.open
    return int((there & assessment.supply.outside).sum()), int((there & ~assessment.supply.placed).sum())


def _units(assessment: Assessment, place: Place) -> Tally:
    return counted(place.over_units(open_units(assessment, place)))


def _per_resident(assessment: Assessment, place: Place) -> Tally:
    units = place.over_units(open_units(assessment, place))
    return divided(units, persons_of(assessment, place), "why.nobody", times=float(PER))


def _run_by(operator: str) -> Callable[[Assessment, Place], Tally]:
    def of(assessment: Assessment, place: Place) -> Tally:
        run_by = operators_of(assessment)
        if not set(run_by.tolist()) & set(OPERATORS):
            return nothing(place.count, "why.no_operators")
        return counted(place.over_units(open_units(assessment, place) & (run_by == operator)))

    return of


def operators_of(assessment: Assessment) -> NDArray[np.str_]:
    """Who runs each unit, "" unknown. Shape (units,)."""
    return assessment.supply.columns.operator


def _below(assessment: Assessment, place: Place) -> Tally:
    indicators = assessment.region.settings.indicators
    judged = [key for key, definition in indicators.items() if definition.threshold is not None]
    if not judged:
        return nothing(place.count, "why.no_threshold")
    counting = open_units(assessment, place)
    units = place.over_units(counting)
    values = assessment.supply.indicator_values.reindex(columns=judged).to_numpy(np.float64)
    judged_units = np.zeros(len(counting), bool)
    judged_units[: len(values)] = np.isfinite(values).any(axis=1)
    below = np.zeros(len(counting), bool)
    below[: len(values)] = assessment.supply.below_threshold[: len(counting)]
    found = counted(place.over_units(counting & below), of=units)
    # Where nobody has been looked at that is not nobody below.
    return without(found, (units > 0) & (place.over_units(counting & judged_units) == 0), "why.no_indicator")


def _capacity(assessment: Assessment, place: Place) -> Tally:
    return counted(assessment.supply.columns.capacity[place.units])


def _listed(assessment: Assessment, place: Place) -> Tally:
    units = assessment.units
    if "listed" not in units:
        return nothing(place.count, "why.missing")
    found = units["listed"].to_numpy(np.float64)[place.units]
    return without(counted(found), np.isnan(found), "why.missing")


UNITS = Measure("units", "supply", "count", "", "units", _units, ("units",), choice=PLAIN_UNITS)
UNITS_PER_10000 = Measure(
    "units_per_10000", "supply", "per_10000", "higher", "figures", _per_resident, ("units", "population"),
    choice=(("areas_by", "units_per_10000"),),
)  # fmt: skip
UNITS_RUN_BY = {
    operator: Measure(
        f"units_{operator}", "supply", "count", "", "units", _run_by(operator), ("units",), choice=PLAIN_UNITS
    )
    for operator in OPERATORS
}
BELOW_THRESHOLD = Measure(
    "below_threshold", "supply", "count", "lower", "units", _below, ("units", "indicators"),
    choice=(*PLAIN_UNITS, ("sort", "below.down")),
)  # fmt: skip
CAPACITY = Measure(
    "capacity", "supply", "number", "", "units", _capacity, ("units",), kinds=ONE_UNIT,
    choice=coloured("", "capacity"),
)  # fmt: skip
LISTED = Measure("listed", "supply", "count", "", "units", _listed, ("units",), kinds=ONE_UNIT)


def operators_told(region: Region) -> tuple[str, ...]:
    """Operators that figures are told by: where there is one alone, or none has any, that says nothing."""
    known = [operator for operator in operators(region) if operator]
    return tuple(operator for operator in OPERATORS if not known or (operator in known and len(known) > 1))
