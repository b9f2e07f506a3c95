"""Flows: how many visits, how many stay, leave or come, and how many pass the nearest unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.kpis.base import Better, Family, Measure, Meta, UnitOfMeasure
from dashboard.kpis.meta import of_visits
from geodata.assessment import Assessment
from geodata.exchange import Exchange, exchange
from geodata.flows import Bypass, Flows, bypass
from geodata.focus import Focus, units_in


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
        flows = assessment.flows
        if flows is None:
            return Measure(None, self.unit, why="why.no_visits")
        found = self.of(assessment, flows, focus)
        if found.value is not None and np.isnan(found.value):
            return Measure(None, self.unit, why="why.no_visits_here")
        return found

    def meta(self, assessment: Assessment) -> Meta:
        """Who visits, and what else it rests on, come from; the period."""
        return of_visits(assessment, *self.rests_on)


def exchanged(assessment: Assessment, flows: Flows, focus: Focus) -> Exchange:
    """Visits within, out of and into what is in focus.

    Inside are the units that stand in the areas, or the one unit in focus; of the region all that
    stand in any of its areas.
    """
    units = focus.units if focus.kind == "unit" else units_in(assessment, focus.areas)
    return exchange(flows, focus.areas, units, assessment.placed)


def _visits(_: Assessment, flows: Flows, focus: Focus) -> Measure:
    counted: NDArray[np.bool_] = np.isin(flows.area, focus.areas)
    if focus.kind == "region":
        counted[:] = True
    elif focus.kind == "unit":
        counted = np.isin(flows.unit, focus.units)
    return Measure(float(flows.visits[counted].sum()), "count")


def _per_resident(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    persons = float(assessment.persons[focus.areas].sum())
    if not persons:
        return Measure(None, "number", why="why.nobody")
    visits = float(flows.visits[np.isin(flows.area, focus.areas)].sum())
    return Measure(visits / persons, "number", visits, persons)


def _stays(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    if focus.kind == "region":
        whole = int(flows.visits[flows.area >= 0].sum())
        inside = int(flows.visits[_same_municipality(assessment, flows)].sum())
    else:
        found = exchanged(assessment, flows, focus)
        whole, inside = found.residents, found.inside
    return Measure(inside / whole if whole else np.nan, "share", float(inside), float(whole))


def _same_municipality(assessment: Assessment, flows: Flows) -> NDArray[np.bool_]:
    _, home = np.unique(assessment.region.areas["municipality_id"].to_numpy(str), return_inverse=True)
    stands = np.append(assessment.region.units["area"].to_numpy(np.int64), -1)[flows.unit]
    same: NDArray[np.bool_] = (flows.area >= 0) & (stands >= 0) & (home[flows.area] == home[stands])
    return same


def _inflow(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    found = exchanged(assessment, flows, focus)
    return Measure(float(found.inflow), "count", None, float(found.inside + found.inflow))


def _outflow(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    found = exchanged(assessment, flows, focus)
    return Measure(float(found.outflow), "count", None, float(found.residents))


def _passing(assessment: Assessment, flows: Flows, focus: Focus) -> Bypass:
    if focus.kind == "unit":
        return bypass(flows, assessment.nearest_min, units=focus.units)
    return bypass(flows, assessment.nearest_min, areas=focus.areas)


def _bypass(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    found = _passing(assessment, flows, focus)
    return Measure(found.share, "share", float(found.past), float(found.visits))


def _extra(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    return Measure(_passing(assessment, flows, focus).extra_min, "minutes")


def _unknown(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    if focus.kind == "region":  # whichever unit they are to
        return Measure(float(flows.visits[flows.area < 0].sum()), "count")
    return Measure(float(exchanged(assessment, flows, focus).inflow_unknown), "count")


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
