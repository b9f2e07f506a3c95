"""Whether choosing has reached what the region set out for it: before and after, beside the goal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.assessment.assessment import Assessment, assess_each_period
from geodata.focus.places import whole_region
from geodata.measures.registry import measure_of
from geodata.region import periods

MEASURED = {"active_choice": "active_choice", "private": "visits_choice", "re_choice": ""}
"""What goals are set for, and the measure that tells it; "" where visits cannot."""


@dataclass(frozen=True)
class ChoiceGoal:
    """One goal of the system of choice.

    Attributes
    ----------
    key : str
        Of `MEASURED`.
    goal : float or None
        Share, 0 to 1; None where the region has set none.
    before, after : float or None
        Share, 0 to 1; None where it is not known.
    before_period, after_period : str
        "" where there is no such period.
    why : str
        Catalogue key of why it is not known after; "" where it is, and where visits cannot tell it.
    """

    key: str
    goal: float | None
    before: float | None
    after: float | None
    before_period: str
    after_period: str
    why: str

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None without a goal or a figure."""
        return None if self.goal is None or self.after is None else self.after >= self.goal


def choice_goals(assessment: Assessment) -> list[ChoiceGoal]:
    """Goals of `[choice_goals]` with the region's share before and after the day that it names.

    Before is the last period that ended before the day, or the first of all where no day is named; after is
    the last period of all. Both are of the assessment's care form, operators and age group.

    Parameters
    ----------
    assessment : Assessment

    Returns
    -------
    list of ChoiceGoal
        In the order of `MEASURED`; also those that the data cannot tell.
    """
    settings = assessment.region.settings.choice_goals
    every = assess_each_period(assessment.region, assessment.scenario)
    earlier = [each for each in every if settings.since is None or _end(each[0]) < settings.since]
    before = (earlier[0] if settings.since is None else earlier[-1]) if earlier else None
    after = every[-1] if every else None
    found = []
    for key, measure in MEASURED.items():
        then, now = (_share(each, measure) for each in (before, after))
        found.append(
            ChoiceGoal(
                key,
                settings.goals.get(key),
                then[0],
                now[0],
                before[0] if before else "",
                after[0] if after else "",
                now[1] if measure else "",
            )
        )
    return found


def _end(period: str) -> date:
    return periods.span(period)[1]


def _share(at: tuple[str, Assessment] | None, measure: str) -> tuple[float | None, str]:
    if at is None or not measure:
        return None, "why.no_visits"
    reading = measure_of(at[1], measure).read(at[1], whole_region(at[1]))
    return reading.value, reading.why
