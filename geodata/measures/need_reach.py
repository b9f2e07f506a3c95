"""Residents to come within and beyond the limit, from where they will live to a scenario's units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.measure import Better
from geodata.measures.tally import Tally, counted, share, without
from geodata.needs.errors import NeedsError
from geodata.needs.homes_ahead import persons_ahead
from geodata.needs.need import Need
from geodata.needs.of_region import need_model_of


class Reach(NamedTuple):
    """How a figure is counted, in what unit, and which way is better."""

    of: Callable[[Assessment, Place, Need, int], Tally]
    unit: str
    better: Better


def why_no_ages(assessment: Assessment) -> str:
    """Why residents to come of the scenario's age group cannot be told; "" where they can.

    A key of the catalogue.
    """
    region, scenario = assessment.region, assessment.scenario
    if not scenario.age_group:
        return ""
    group = region.settings.age_groups[scenario.age_group]
    try:
        need_model_of(region, scenario.care_form).classes.between(group.age_from, group.age_to)
    except NeedsError:
        return "why.no_such_ages"
    return ""


def _covered(assessment: Assessment, place: Place, need: Need, _: int) -> Tally:
    persons, within = persons_ahead(assessment, need.outlook)
    return share(place.over_areas(within), place.over_areas(persons), "why.nobody")


def _beyond(assessment: Assessment, place: Place, need: Need, _: int) -> Tally:
    persons, within = (place.over_areas(each) for each in persons_ahead(assessment, need.outlook))
    return without(counted(persons - within, of=persons), persons == 0, "why.nobody")


REACH_FIGURES: Mapping[str, Reach] = {
    "covered_ahead": Reach(_covered, "share", "higher"),
    "residents_beyond_ahead": Reach(_beyond, "count", "lower"),
}
"""By key of the measure. Ages are the projection's classes, and operators a matter of units: these can be
told of both, where use cannot."""
