"""Supply: how many units there are, run by whom, and how many fall below a threshold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.kpis.base import Better, Family, Measure, Meta
from dashboard.kpis.meta import of_units
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import OPERATORS
from geodata.focus.focus import Focus
from geodata.region.region import Region
from geodata.scenario.scenario import operators

PER = 10_000
RESTS_ON = {"units_per_10000": ("population",), "below_threshold": ("indicators",)}
"""Tables beside the units that a figure is made of."""


@dataclass(frozen=True)
class Supply:
    """One figure about the units in focus that are open, also those without a place."""

    key: str
    better: Better
    of: Callable[[Assessment, Focus], Measure]
    layer: str = "units"
    family: Family = "supply"

    def measure(self, assessment: Assessment, focus: Focus) -> Measure:
        """The figure for the units in focus."""
        return self.of(assessment, focus)

    def meta(self, assessment: Assessment) -> Meta:
        """Who units, and what else it rests on, come from; the day they are open on."""
        return of_units(assessment, *RESTS_ON.get(self.key, ()))


def open_units(assessment: Assessment, focus: Focus) -> NDArray[np.int64]:
    """Positions of the units in focus that are open, with or without a place."""
    here = assessment.supply.in_scope & assessment.supply.open
    if focus.kind == "region":  # units outside the region serve it, but are not its own
        here = here & ((assessment.units["area"].to_numpy() >= 0) | ~assessment.supply.placed)
    return focus.units[here[focus.units]]


def _units(assessment: Assessment, focus: Focus) -> Measure:
    return Measure(float(len(open_units(assessment, focus))), "count")


def _density(assessment: Assessment, focus: Focus) -> Measure:
    persons = float(assessment.persons[focus.areas].sum())
    if not persons:
        return Measure(None, "per_10000", why="why.nobody")
    units = float(len(open_units(assessment, focus)))
    return Measure(PER * units / persons, "per_10000", units, persons)


def _run_by(operator: str) -> Callable[[Assessment, Focus], Measure]:
    def of(assessment: Assessment, focus: Focus) -> Measure:
        operators = assessment.units["operator"].to_numpy(object)
        if not set(operators) & set(OPERATORS):
            return Measure(None, "count", why="why.no_operators")
        return Measure(float((operators[open_units(assessment, focus)] == operator).sum()), "count")

    return of


def _below(assessment: Assessment, focus: Focus) -> Measure:
    indicators = assessment.region.settings.indicators
    judged = [key for key, one in indicators.items() if one.threshold is not None]
    if not judged:
        return Measure(None, "count", why="why.no_threshold")
    here = open_units(assessment, focus)
    values = assessment.supply.indicator_values.reindex(columns=judged).to_numpy(np.float64)[here]
    if len(here) and np.isnan(values).all():  # nobody has been looked at: that is not nobody below
        return Measure(None, "count", why="why.no_indicator")
    return Measure(float(assessment.supply.below_threshold[here].sum()), "count", None, float(len(here)))


SUPPLY = (
    Supply("units", "", _units),
    Supply("units_per_10000", "higher", _density),
    *(Supply(f"units_{operator}", "", _run_by(operator)) for operator in OPERATORS),
    Supply("below_threshold", "lower", _below),
)


def supply_of(region: Region) -> tuple[Supply, ...]:
    """Those that say something of a region: of its units by operator only where there are several."""
    known = [operator for operator in operators(region) if operator]
    hidden = {f"units_{one}" for one in OPERATORS if known and (one not in known or len(known) == 1)}
    return tuple(one for one in SUPPLY if one.key not in hidden)
