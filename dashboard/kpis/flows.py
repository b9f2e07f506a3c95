"""Flows: how many visits, how many stay, leave or come, and how many pass the nearest unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dashboard.kpis.base import Better, Family, Measure, Meta, UnitOfMeasure
from dashboard.kpis.meta import of_visits
from dashboard.kpis.shares import share_of, shown
from geodata.assessment.assessment import Assessment
from geodata.flows.flows import Bypass, Flows, bypass
from geodata.focus.focus import Focus
from geodata.focus.visits import (
    exchange_of,
    staying,
    visits_in,
    visits_of_residents,
    visits_of_unknown_residence,
)


@dataclass(frozen=True)
class FlowFigure:
    """One figure about visits by the residents, or at the unit, in focus."""

    key: str
    unit: UnitOfMeasure
    better: Better
    of: Callable[[Assessment, Flows, Focus], Measure]
    layer: str = "flows"
    rests_on: tuple[str, ...] = ()  # tables beside the visits
    family: Family = "flows"

    def measure(self, assessment: Assessment, focus: Focus) -> Measure:
        """The figure for what is in focus; why it is not known where the region has no visits."""
        flows = assessment.use.flows
        if flows is None:
            return Measure(None, self.unit, why="why.no_visits")
        found = self.of(assessment, flows, focus)
        if found.value is not None and np.isnan(found.value):
            return Measure(None, self.unit, why="why.no_visits_here")
        return shown(assessment, found)

    def meta(self, assessment: Assessment) -> Meta:
        """Who visits, and what else it rests on, come from; the period."""
        return of_visits(assessment, *self.rests_on)


def _visits(assessment: Assessment, _: Flows, focus: Focus) -> Measure:
    return Measure(visits_in(assessment, focus), "count")


def _per_resident(assessment: Assessment, _: Flows, focus: Focus) -> Measure:
    persons = float(assessment.persons[focus.areas].sum())
    if not persons:
        return Measure(None, "number", why="why.nobody")
    visits = visits_of_residents(assessment, focus)
    return Measure(visits / persons, "number", visits, persons)


def _stays(assessment: Assessment, _: Flows, focus: Focus) -> Measure:
    return share_of(*staying(assessment, focus))


def _inflow(assessment: Assessment, _: Flows, focus: Focus) -> Measure:
    found = exchange_of(assessment, focus)
    return Measure(float(found.inflow), "count", None, float(found.inside + found.inflow))


def _outflow(assessment: Assessment, _: Flows, focus: Focus) -> Measure:
    found = exchange_of(assessment, focus)
    return Measure(float(found.outflow), "count", None, float(found.residents))


def _passing(assessment: Assessment, flows: Flows, focus: Focus) -> Bypass:
    if focus.kind == "unit":
        return bypass(flows, assessment.access.nearest_min, units=focus.units)
    return bypass(flows, assessment.access.nearest_min, areas=focus.areas)


def _bypass(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    found = _passing(assessment, flows, focus)
    return share_of(float(found.past), float(found.visits))


def _extra(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    return Measure(_passing(assessment, flows, focus).extra_min, "minutes")


def _unknown(assessment: Assessment, _: Flows, focus: Focus) -> Measure:
    if focus.kind == "region":  # whichever unit they are to
        return Measure(visits_of_unknown_residence(assessment), "count")
    return Measure(float(exchange_of(assessment, focus).inflow_unknown), "count")


FLOWS = (
    FlowFigure("visits", "count", "", _visits),
    FlowFigure("visits_per_resident", "number", "", _per_resident, rests_on=("population",)),
    FlowFigure("stays", "share", "", _stays, "service_areas"),
    FlowFigure("inflow", "count", "", _inflow),
    FlowFigure("outflow", "count", "", _outflow),
    FlowFigure("bypass", "share", "lower", _bypass, rests_on=("units",)),
    FlowFigure("extra_minutes", "minutes", "lower", _extra, rests_on=("units",)),
    FlowFigure("unknown_residence", "count", "", _unknown),
)
