"""Coverage: who lives within reach, and how far the rest have to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dashboard.kpis.base import Better, Family, Measure, Meta, UnitOfMeasure
from dashboard.kpis.meta import of_residents
from geodata.access.nearest import METHODS, covered_share, minutes_quantile
from geodata.assessment.assessment import Assessment
from geodata.focus.focus import Focus

MEDIAN = 0.5


@dataclass(frozen=True)
class Coverage:
    """One figure about residents and their nearest units."""

    key: str
    layer: str
    unit: UnitOfMeasure
    better: Better
    of: Callable[[Assessment, Focus], Measure]
    family: Family = "coverage"

    def measure(self, assessment: Assessment, focus: Focus) -> Measure:
        """The figure for the areas in focus; not known where nobody lives in them."""
        if not int(assessment.persons[focus.areas].sum()):
            return Measure(None, self.unit, why="why.nobody")
        return self.of(assessment, focus)

    def meta(self, assessment: Assessment) -> Meta:
        """Who residents, and units where it is about them, come from; the residents' date."""
        return of_residents(assessment, *(() if self.key == "residents" else ("units",)))


def _persons(assessment: Assessment, focus: Focus) -> Measure:
    return Measure(float(assessment.persons[focus.areas].sum()), "count")


def _covered(assessment: Assessment, focus: Focus) -> Measure:
    persons = assessment.persons[focus.areas]
    share = covered_share(assessment.access.nearest_min[focus.areas], persons, assessment.scenario.limit_min)
    return Measure(share, "share", share * float(persons.sum()), float(persons.sum()))


def _beyond(assessment: Assessment, focus: Focus) -> Measure:
    persons = assessment.persons[focus.areas]
    return Measure(
        float(persons[~assessment.access.covered[focus.areas]].sum()), "count", None, float(persons.sum())
    )


def _quantile(share: float) -> Callable[[Assessment, Focus], Measure]:
    def of(assessment: Assessment, focus: Focus) -> Measure:
        at = focus.areas
        if len(at) == 1 and share != MEDIAN:  # all who live in an area are as far off
            return Measure(None, "minutes", why="why.one_area")
        return Measure(
            minutes_quantile(assessment.access.nearest_min[at], assessment.persons[at], share), "minutes"
        )

    return of


def _choice(assessment: Assessment, focus: Focus) -> Measure:
    if not assessment.supply.organisations_known:
        return Measure(None, "share", why="why.no_organisations")
    persons = assessment.persons[focus.areas]
    several = float(persons[assessment.access.organisations[focus.areas] >= 2].sum())
    return Measure(several / persons.sum(), "share", several, float(persons.sum()))


def _underserved(assessment: Assessment, focus: Focus) -> Measure:
    at = focus.areas
    persons = assessment.persons[at]
    lacking = float(persons[assessment.lacking.underserved[at]].sum())
    return Measure(lacking / persons.sum(), "share", lacking, float(persons.sum()))


def _access(assessment: Assessment, focus: Focus) -> Measure:
    at = focus.areas
    return Measure(float(np.average(assessment.access.index()[at], weights=assessment.persons[at])), "index")


def _agreed(least: int) -> Callable[[Assessment, Focus], Measure]:
    def of(assessment: Assessment, focus: Focus) -> Measure:
        persons = assessment.persons[focus.areas]
        lacking = float(persons[assessment.lacking.agreement[focus.areas] >= least].sum())
        return Measure(lacking / persons.sum(), "share", lacking, float(persons.sum()))

    return of


COVERAGE = (
    Coverage("residents", "population", "count", "", _persons),
    Coverage("covered", "nearest", "share", "higher", _covered),
    Coverage("beyond", "nearest", "count", "lower", _beyond),
    Coverage("median_minutes", "nearest", "minutes", "lower", _quantile(MEDIAN)),
    Coverage("p90_minutes", "nearest", "minutes", "lower", _quantile(0.9)),
    Coverage("choice", "nearest", "share", "higher", _choice),
    Coverage("access", "access", "index", "higher", _access),
    Coverage("agreed_all", "agreement", "share", "lower", _agreed(len(METHODS))),
    Coverage("agreed_any", "agreement", "share", "lower", _agreed(1)),
    Coverage("underserved", "underserved", "share", "lower", _underserved),
)
