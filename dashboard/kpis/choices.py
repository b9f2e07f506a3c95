"""Choices: which units people use, how far that takes them, and whose units they are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dashboard.kpis.base import Measure
from dashboard.kpis.flows import FlowFigure
from dashboard.layers.flows import in_focus
from geodata import market, unit_choice
from geodata.assessment import Assessment
from geodata.disclosure.shares import may_be_shown
from geodata.flows import Flows
from geodata.focus import Focus, units_in
from geodata.journey_minutes import JourneyMinutes, journey_minutes
from geodata.region import Region
from geodata.scenario import operators
from geodata.settings import OPERATORS
from geodata.tally import Tally
from geodata.unit_columns import unit_columns

Ints = NDArray[np.int64]


def _told(tally: Tally) -> Measure:
    part, whole = tally.total()
    return Measure(part / whole if whole else np.nan, "share", part, whole)


def _enough(assessment: Assessment, found: Measure) -> Measure:
    """A figure that is no share, but of protected visits: it is shown of as many as a share is."""
    if not assessment.protected or not found.denominator or may_be_shown(found.denominator):
        return found
    return Measure(None, found.unit, why="why.too_few")


def own_places(assessment: Assessment, focus: Focus) -> tuple[Ints, Ints]:
    """What counts as home: codes of areas and units, equal where a unit is an area's own; -1 for none.

    Of the region each municipality is its own; of anything else what is in focus is, and a unit's own
    areas are those that it serves.
    """
    stands = assessment.region.units["area"].to_numpy(np.int64)
    if focus.kind == "region":
        _, home = np.unique(assessment.region.areas["municipality_id"].to_numpy(str), return_inverse=True)
        return home.astype(np.int64), np.append(home, -1)[stands]
    home, there = np.full(len(assessment.persons), -1), np.full(len(stands), -1)
    home[focus.areas] = 0
    there[focus.units if focus.kind == "unit" else units_in(assessment, focus.areas)] = 0
    return home, there


def _active(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    tally = unit_choice.actively_chosen(flows, assessment.nearest_min)
    return _told(tally.at(in_focus(flows, focus)))


def _leakage(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    home, there = own_places(assessment, focus)
    part, whole = unit_choice.staying(flows, home, there).at(np.isin(flows.area, focus.areas)).total()
    return Measure(1 - part / whole if whole else np.nan, "share", whole - part, whole)


def _commitment(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    return _told(unit_choice.committed(flows, *own_places(assessment, focus)))


def _concentration(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    part, whole = unit_choice.concentrated(flows, len(assessment.persons)).at(focus.areas).total()
    return _enough(assessment, Measure(part / whole if whole else np.nan, "number", part, whole))


def _market(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    count = len(assessment.supply)
    if focus.kind != "unit":
        shares = market.market_shares(flows, focus.areas, count)
        return _told(_largest(market.of_their_kind(shares, unit_columns(assessment.region).organisation)))
    if not len(focus.units):  # one that a scenario opens is none of today's
        return Measure(None, "share", why="why.no_visits_here")
    home = int(assessment.region.units["area"].iloc[focus.units[0]])
    if home < 0:
        return Measure(
            None, "share", why="why.outside" if assessment.placed[focus.units[0]] else "why.no_place"
        )
    municipality = assessment.region.areas["municipality_id"].to_numpy(object)
    residents = np.flatnonzero(municipality == municipality[home])
    return _told(market.market_shares(flows, residents, count).at(focus.units))


def _largest(shares: Tally) -> Tally:
    return shares.at(np.array([int(np.argmax(shares.part))] if len(shares.part) else [], np.int64))


def _penetration(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    by_area = assessment.visits_by_area
    if by_area is None or not assessment.persons[focus.areas].sum():
        return Measure(None, "index", why="why.nobody")
    ours = np.isin(flows.area, focus.areas)
    if focus.kind == "unit":
        ours &= np.isin(flows.unit, focus.units)
    visits = float(flows.visits[ours].sum())
    found = market.penetration(by_area, assessment.persons, focus.areas, visits)
    return Measure(found.index, "index", found.visits, found.persons)


def _minutes(told: Callable[[JourneyMinutes], float]) -> Callable[[Assessment, Flows, Focus], Measure]:
    def of(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
        found = journey_minutes(flows, assessment.nearest_min, in_focus(flows, focus))
        return _enough(assessment, Measure(told(found), "minutes", None, found.visits))

    return of


def _at(operator: str) -> Callable[[Assessment, Flows, Focus], Measure]:
    def of(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
        if focus.kind == "unit":
            return Measure(None, "share", why="why.not_for_a_unit")
        run_by = unit_columns(assessment.region).operator
        if not set(run_by.tolist()) & set(OPERATORS):
            return Measure(None, "share", why="why.no_operators")
        here = in_focus(flows, focus)
        theirs = np.append(run_by == operator, False)[flows.unit[here]]
        visits = flows.visits[here].astype(np.float64)
        return _told(Tally(visits * theirs, visits))

    return of


ACTIVE = FlowFigure("active_choice", "share", "", _active, "choices", ("units",))

CHOICES = (
    ACTIVE,
    FlowFigure("leakage", "share", "", _leakage, "service_areas"),
    FlowFigure("commitment", "share", "", _commitment, "service_areas"),
    FlowFigure("concentration", "number", "", _concentration, "choices"),
    FlowFigure("market_share", "share", "", _market, "choices", ("units",)),
    FlowFigure("penetration", "index", "", _penetration, "choices", ("population",)),
    FlowFigure("travel_mean", "minutes", "", _minutes(lambda one: one.mean_min), "choices", ("units",)),
    FlowFigure(
        "nearest_mean", "minutes", "lower", _minutes(lambda one: one.nearest_mean_min), "nearest", ("units",)
    ),
    FlowFigure("travel_p90", "minutes", "", _minutes(lambda one: one.p90_min), "choices", ("units",)),
    FlowFigure(
        "nearest_p90", "minutes", "lower", _minutes(lambda one: one.nearest_p90_min), "nearest", ("units",)
    ),
    *(FlowFigure(f"visits_{one}", "share", "", _at(one), "units", ("units",)) for one in OPERATORS),
)


def choices_of(region: Region) -> tuple[FlowFigure, ...]:
    """Those that say something of a region: shares by operator only where there are several."""
    known = [operator for operator in operators(region) if operator]
    hidden = {f"visits_{one}" for one in OPERATORS if known and (one not in known or len(known) == 1)}
    return tuple(one for one in CHOICES if one.key not in hidden)
