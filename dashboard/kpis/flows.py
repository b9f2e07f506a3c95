"""Flows: how many visits, how many stay, leave or come, and how many pass the nearest unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dashboard.kpis.base import Better, Family, Measure, Meta
from dashboard.kpis.meta import of_visits
from geodata.assessment import Assessment
from geodata.flows import Flows, bypass, localisation_index
from geodata.focus import Focus, units_in

Of = Callable[[Assessment, Flows, Focus], Measure]


@dataclass(frozen=True)
class FlowFigure:
    """One figure about visits by the residents, or at the unit, in focus."""

    key: str
    better: Better
    of: Of
    layer: str = "flows"
    family: Family = "flows"

    def measure(self, assessment: Assessment, focus: Focus) -> Measure:
        """The figure for what is in focus; why it is not known where the region has no visits."""
        flows = assessment.flows
        if flows is None:
            return Measure(None, "count", why="why.no_visits")
        found = self.of(assessment, flows, focus)
        if found.value is not None and np.isnan(found.value):
            return Measure(None, found.unit, why="why.no_visits_here")
        return found

    def meta(self, assessment: Assessment) -> Meta:
        """The visits' source and period."""
        return of_visits(assessment)


def total(assessment: Assessment, flows: Flows, focus: Focus) -> int:
    """Visits of what is in focus: all of the region's; at a unit; by the residents of the areas."""
    if focus.kind == "region":
        return int(flows.visits.sum())
    if focus.kind == "unit":
        return int(flows.visits[np.isin(flows.unit, focus.units)].sum())
    return int(flows.visits[np.isin(flows.area, focus.areas)].sum())


def _visits(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    return Measure(float(total(assessment, flows, focus)), "count")


def _per_resident(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    persons = float(assessment.persons[focus.areas].sum())
    if not persons:
        return Measure(None, "number", why="why.nobody")
    visits = float(flows.visits[np.isin(flows.area, focus.areas)].sum())
    return Measure(visits / persons, "number", visits, persons)


def _stays(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    if focus.kind == "region":
        own = _same_municipality(assessment, flows)
        known = flows.area >= 0
        visits = float(flows.visits[known].sum())
        inside = float(flows.visits[own].sum())
        return Measure(inside / visits if visits else np.nan, "share", inside, visits)
    units = units_in(assessment, focus.areas) if focus.kind != "unit" else focus.units
    return Measure(localisation_index(flows, focus.areas, units), "share")


def _same_municipality(assessment: Assessment, flows: Flows) -> np.ndarray:
    _, home = np.unique(assessment.region.areas["municipality_id"].to_numpy(str), return_inverse=True)
    stands = np.append(assessment.region.units["area"].to_numpy(np.int64), -1)[flows.unit]
    return (flows.area >= 0) & (stands >= 0) & (home[flows.area] == home[stands])


def _inflow(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    units = focus.units if focus.kind in ("unit", "region") else units_in(assessment, focus.areas)
    here = np.isin(flows.unit, units)
    if focus.kind == "region":
        here &= np.append(assessment.region.units["area"].to_numpy() >= 0, False)[flows.unit]
    return Measure(float(flows.visits[here & ~np.isin(flows.area, focus.areas)].sum()), "count")


def _outflow(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    stands = np.append(assessment.region.units["area"].to_numpy(np.int64), -1)[flows.unit]
    ours = np.isin(flows.area, focus.areas)
    inside = np.isin(flows.unit, focus.units) if focus.kind == "unit" else np.isin(stands, focus.areas)
    return Measure(float(flows.visits[ours & ~inside].sum()), "count")


def _past(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    unit = focus.kind == "unit"
    found = bypass(
        flows, assessment.nearest_min, None if unit else focus.areas, focus.units if unit else None
    )
    return Measure(found.share, "share", float(found.past), float(found.visits))


def _extra(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    unit = focus.kind == "unit"
    found = bypass(
        flows, assessment.nearest_min, None if unit else focus.areas, focus.units if unit else None
    )
    return Measure(found.extra_min, "minutes")


def _unknown(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    units = np.isin(flows.unit, focus.units) | (focus.kind == "region")
    return Measure(float(flows.visits[units & (flows.area < 0)].sum()), "count")


FLOWS = (
    FlowFigure("visits", "", _visits),
    FlowFigure("visits_per_resident", "", _per_resident),
    FlowFigure("stays", "", _stays, "service_areas"),
    FlowFigure("inflow", "", _inflow),
    FlowFigure("outflow", "", _outflow),
    FlowFigure("bypass", "lower", _past),
    FlowFigure("extra_minutes", "lower", _extra),
    FlowFigure("unknown_residence", "", _unknown),
)
