"""Choices: which units people use, how far that takes them, and whose units they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from dashboard.kpis.base import Measure
from dashboard.kpis.flows import FlowFigure
from dashboard.kpis.shares import share_of
from dashboard.layers.flows import in_focus
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import OPERATORS
from geodata.disclosure.shares import may_be_shown
from geodata.flows import choice_measures, market
from geodata.flows.flows import Flows
from geodata.flows.journey_minutes import JourneyMinutes, journey_minutes
from geodata.focus.focus import Focus, focus_on
from geodata.focus.units_used import used_by_residents, used_in
from geodata.focus.visits import committed, exchange_of, staying, visits_of_residents
from geodata.region.region import Region
from geodata.scenario.scenario import operators


def _enough(assessment: Assessment, found: Measure) -> Measure:
    """A figure that is no share, but of protected visits: it is shown of as many as a share is."""
    if not assessment.region.protected or not found.denominator or may_be_shown(found.denominator):
        return found
    return Measure(None, found.unit, why="why.too_few")


def _active(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    tally = choice_measures.actively_chosen(flows, assessment.access.nearest_min)
    return share_of(*tally.at(in_focus(flows, focus)).total())


def _leakage(assessment: Assessment, _: Flows, focus: Focus) -> Measure:
    stays, whole = staying(assessment, focus)
    return share_of(max(whole - stays, 0.0), whole)


def _commitment(assessment: Assessment, _: Flows, focus: Focus) -> Measure:
    if focus.kind != "region":
        found = exchange_of(assessment, focus)
        return share_of(float(found.inside), float(found.inside + found.inflow))
    return share_of(*committed(assessment).total())


def _concentration(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    part, whole = choice_measures.concentrated(flows, len(assessment.persons)).at(focus.areas).total()
    return _enough(assessment, Measure(part / whole if whole else np.nan, "number", part, whole))


def _market(assessment: Assessment, _: Flows, focus: Focus) -> Measure:
    if focus.kind != "unit":
        shares = used_by_residents(assessment, focus)
        together = market.of_their_kind(shares, assessment.supply.columns.organisation)
        return share_of(float(together.part.max(initial=0.0)), float(together.whole.max(initial=0.0)))
    if not len(focus.units):  # one that a scenario opens is none of today's
        return Measure(None, "share", why="why.no_visits_here")
    home = int(assessment.units["area"].iloc[focus.units[0]])
    if home < 0:
        why = "why.outside" if assessment.supply.placed[focus.units[0]] else "why.no_place"
        return Measure(None, "share", why=why)
    around = focus_on(assessment, "municipality", assessment.region.areas["municipality_id"].iloc[home])
    return share_of(*used_by_residents(assessment, around).at(focus.units).total())


def _penetration(assessment: Assessment, flows: Flows, focus: Focus) -> Measure:
    persons = float(assessment.persons[focus.areas].sum())
    if not persons:
        return Measure(None, "index", why="why.nobody")
    visits = visits_of_residents(assessment, focus)
    if focus.kind == "unit":
        ours = np.isin(flows.area, focus.areas) & np.isin(flows.unit, focus.units)
        visits = float(flows.visits[ours].sum())
    whole = visits_of_residents(assessment, focus_on(assessment, "region"))
    found = market.penetration(visits, persons, whole, float(assessment.persons.sum()))
    return Measure(found.index, "index", found.visits, found.persons)


def _minutes(told: Callable[[JourneyMinutes], float]) -> Callable[[Assessment, Flows, Focus], Measure]:
    def of(assessment: Assessment, _: Flows, focus: Focus) -> Measure:
        found = _journeys(assessment, focus)
        return _enough(assessment, Measure(told(found), "minutes", None, found.visits))

    return of


@lru_cache(maxsize=8)
def _journeys(assessment: Assessment, focus: Focus) -> JourneyMinutes:
    """Of the visits in focus: four figures are made of it."""
    flows = assessment.use.flows
    assert flows is not None  # or no figure of visits is asked for
    return journey_minutes(flows, assessment.access.nearest_min, in_focus(flows, focus))


def _at(operator: str) -> Callable[[Assessment, Flows, Focus], Measure]:
    def of(assessment: Assessment, _: Flows, focus: Focus) -> Measure:
        if focus.kind == "unit":
            return Measure(None, "share", why="why.not_for_a_unit")
        run_by = assessment.supply.columns.operator
        if not set(run_by.tolist()) & set(OPERATORS):
            return Measure(None, "share", why="why.no_operators")
        visits = used_in(assessment, focus)
        theirs = visits.part[run_by == operator].sum()
        return share_of(float(theirs), float(visits.whole.max(initial=0.0)))

    return of


ACTIVE = FlowFigure("active_choice", "share", "", _active, "choices", ("units",))

CHOICES = (
    ACTIVE,
    FlowFigure("leakage", "share", "", _leakage, "choices"),
    FlowFigure("commitment", "share", "", _commitment, "choices"),
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
