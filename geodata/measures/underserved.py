"""Where supply is lacking: by the published rules, and by five measures of access."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.coverage import BOTH, Of, at_a_point, living
from geodata.measures.measure import ONE_AREA, Measure
from geodata.measures.tally import Tally, nothing, without


def _underserved(assessment: Assessment, place: Place) -> Tally:
    if why := assessment.lacking.unruled:
        return nothing(place.count, f"why.{why}")
    return living(assessment, place, assessment.lacking.underserved)


def _at_edge(assessment: Assessment, place: Place) -> Tally:
    if not assessment.access.beyond_border[1]:
        return nothing(place.count, "why.no_edge")
    return living(assessment, place, assessment.access.at_edge)


def _agreed(least: int) -> Of:
    def of(assessment: Assessment, place: Place) -> Tally:
        return living(assessment, place, assessment.lacking.agreement >= least)

    return of


def _lived_in(of: Of, why_none: Callable[[Assessment], str] = lambda _: "") -> Of:
    """The same of areas where somebody lives: nobody lacks anything where nobody lives."""

    def counts(assessment: Assessment, place: Place) -> Tally:
        why = why_none(assessment)
        found = nothing(place.count, f"why.{why}") if why else of(assessment, place)
        return without(found, np.asarray(assessment.persons[place.areas] == 0), "why.nobody")

    return counts


UNDERSERVED = Measure("underserved", "coverage", "share", "lower", "underserved", _underserved, BOTH)
AT_EDGE = Measure("at_edge", "coverage", "share", "", "access", _at_edge, BOTH)
RULES_FAILED = Measure(
    "severity", "coverage", "count", "lower", "underserved",
    _lived_in(
        at_a_point(lambda assessment: assessment.lacking.severity),
        lambda assessment: assessment.lacking.unruled,
    ), BOTH, kinds=ONE_AREA,
)  # fmt: skip
AGREED_ALL = Measure("agreed_all", "coverage", "share", "lower", "agreement", _agreed(len(METHODS)), BOTH)
AGREED_ANY = Measure("agreed_any", "coverage", "share", "lower", "agreement", _agreed(1), BOTH)
AGREEING = Measure(
    "agreement", "coverage", "count", "lower", "agreement",
    _lived_in(at_a_point(lambda assessment: assessment.lacking.agreement)), BOTH, kinds=ONE_AREA,
)  # fmt: skip
