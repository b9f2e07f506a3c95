"""What follow-up says of a care form, worked out once: terms, thresholds, goals, follow-ups and treatment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.comparison.choice_goals import ChoiceGoal, choice_goals
from geodata.followup.below import Below, units_below
from geodata.followup.done import FollowUpRow, KindSum, Treatment, by_kind, follow_ups, treatment
from geodata.followup.goals import YearGoal, goal_years, year_goals
from geodata.followup.listed import listed_with
from geodata.measures.contract_terms import NO, UNKNOWN, YES, follow_up_day, term_answers
from geodata.measures.supply import stands_in_region

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class TermSum:
    """How many units fulfil a term, do not, and are not known."""

    term: str
    fulfilled: int
    broken: int
    unknown: int


@dataclass(frozen=True, eq=False)
class Overview:
    """Follow-up of the open units of an assessment that stand in the region."""

    assessment: Assessment

    @property
    def day(self) -> date:
        """Day that it is judged on."""
        return follow_up_day(self.assessment.region)

    @cached_property
    def among(self) -> Bools:
        """The units: those that the measure `units` counts of the region. Shape (units,)."""
        supply = self.assessment.supply
        found: Bools = supply.in_scope & supply.open & stands_in_region(self.assessment)
        return found

    @property
    def units(self) -> int:
        """How many they are."""
        return int(self.among.sum())

    @cached_property
    def terms(self) -> list[TermSum]:
        """Each term of the care form, in the order of `region.toml`."""
        found = term_answers(self.assessment)
        answers = found.answers[self.among]
        return [
            TermSum(key, *(int((answers[:, at] == kind).sum()) for kind in (YES, NO, UNKNOWN)))
            for at, key in enumerate(found.terms)
        ]

    def fulfilling_all(self, day: date | None = None) -> int | None:
        """Units that fulfil every term on a day; None where nothing was known then."""
        found = term_answers(self.assessment, day)
        if not found.terms or not found.answered[self.among].any():
            return None
        return int(found.all_fulfilled[self.among].sum())

    @cached_property
    def below(self) -> list[Below]:
        """Thresholds that units are on the wrong side of, those longest in a row first."""
        return units_below(self.assessment, self.among)

    @property
    def units_below(self) -> int:
        """Units on the wrong side of any threshold."""
        return len({each.unit for each in self.below})

    @property
    def listed_below(self) -> float | None:
        """Persons on the lists of those units; None where that is not known of every one of them."""
        return listed_with(self.assessment, {each.unit for each in self.below})

    @property
    def judged(self) -> bool:
        """Whether any indicator has a threshold, and any of the units a figure of it."""
        indicators = self.assessment.region.settings.indicators
        keys = [key for key, each in indicators.items() if each.threshold is not None]
        values = self.assessment.supply.indicator_values.reindex(columns=keys).to_numpy(np.float64)
        return bool(np.isfinite(values[self.among]).any())

    @property
    def year(self) -> int | None:
        """Year of the goals: that of the period where it has any, else the newest that has."""
        years = goal_years(self.assessment)
        wanted = self.assessment.scenario.period[:4]
        return int(wanted) if wanted and int(wanted) in years else years[0] if years else None

    @cached_property
    def goals(self) -> Sequence[YearGoal]:
        """Goals of the year."""
        return [] if self.year is None else year_goals(self.assessment, self.year, self.among)

    @cached_property
    def follow_ups(self) -> list[FollowUpRow]:
        """Follow-ups by the day they are due."""
        return follow_ups(self.assessment, self.among)

    @cached_property
    def kinds(self) -> list[KindSum]:
        """Sums of each kind of follow-up."""
        return by_kind(self.assessment, self.among)

    @cached_property
    def treatment(self) -> list[Treatment]:
        """How densely the units of each operator are followed up."""
        return treatment(self.assessment, self.among)

    @cached_property
    def choice(self) -> list[ChoiceGoal]:
        """Whether choosing has reached what was set out for it."""
        return choice_goals(self.assessment)


@lru_cache(maxsize=32)
def overview(assessment: Assessment) -> Overview:
    """Follow-up of an assessment, kept as long as the assessments are."""
    return Overview(assessment)
