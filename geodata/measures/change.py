"""Change: minutes against today where a scenario has changes, and visits against another period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from geodata.assessment.assessment import Assessment, assess
from geodata.disclosure.shares import may_be_shown
from geodata.focus.place import Place
from geodata.focus.visits import visits_of_residents
from geodata.measures.coverage import BOTH, at_a_point
from geodata.measures.measure import AREAL, ONE_AREA, Measure
from geodata.measures.tally import Tally, divided, nothing, without
from geodata.region import periods

DIFFERENCE = Measure(
    "difference", "coverage", "change", "lower", "change",
    at_a_point(lambda assessment: assessment.difference_min), BOTH, kinds=ONE_AREA,
)  # fmt: skip


@lru_cache(maxsize=64)
def use_change(since: str = "") -> Measure:
    """Visits by residents more or fewer than in another period, as a share of those.

    Parameters
    ----------
    since : str
        The period compared with; see `compared`.
    """

    def of(assessment: Assessment, place: Place) -> Tally:
        before = past(assessment, since)
        if before is None or before.use.flows is None:
            return nothing(place.count, "why.one_period")
        now, then = (visits_of_residents(each, place) for each in (assessment, before))
        found = divided(now - then, then, "why.too_few")
        return without(found, ~may_be_shown(then), "why.too_few")

    return Measure("use_change", "flows", "share", "", "use_change", of, ("visits",), kinds=AREAL)


def past(assessment: Assessment, since: str = "") -> Assessment | None:
    """The same question, without changes, in the period compared with; None where there is none."""
    period = compared(assessment, since)
    if not period:
        return None
    question = replace(assessment.scenario, region=assessment.region, changes=(), rules=(), period=period)
    return assess(assessment.region, question)


def comparable(assessment: Assessment) -> Sequence[str]:
    """Periods as long as the scenario's, other than it, newest first."""
    visits, period = assessment.region.visits, assessment.scenario.period
    if visits is None:
        return ()
    parts = len(periods.covered(period, visits.periods))
    return [
        other
        for other in periods.choices(visits.periods)
        if other != period
        and len(other) == len(period)
        and len(periods.covered(other, visits.periods)) == parts
    ]


def compared(assessment: Assessment, wanted: str = "") -> str:
    """The period compared with: the one asked for, else the same of the year before, else the one before.

    Returns
    -------
    str
        "" where there is none.
    """
    among = comparable(assessment)
    if wanted in among:
        return wanted
    period = assessment.scenario.period
    before = [other for other in among if other < period]
    year_before = f"{int(period[:4]) - 1}{period[4:]}" if period else ""
    return year_before if year_before in before else next(iter([*before, *among]), "")
