"""What Jämför takes over from a question asked in Planera, and what it leaves, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.components.markup import Markup, markup_of
from dashboard.components.messages import message
from dashboard.question.request import Asked
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.scenario.scenario import parse


def scope(assessment: Assessment, words: Words) -> str:
    """Which visits and journeys the page counts: what was asked in Planera comes along, but its changes."""
    asked, settings = assessment.scenario, assessment.region.settings
    ages = settings.age_groups
    parts = [
        words("compare.scope.visits", period=words.inside(words.period(asked.period)))
        if asked.period
        else "",
        words.of(ages[asked.age_group].name) if asked.age_group else words("compare.scope.ages"),
        ", ".join(words(f"operator.{one}") for one in asked.operators)
        if asked.operators
        else words("compare.scope.operators"),
        words("compare.scope.limit", limit=words.number(asked.limit_min, 0)),
    ]
    return words("compare.scope.all", parts=" · ".join(one for one in parts if one))


def messages(it: Asked, unknown: tuple[str, ...], record: Mapping[str, str]) -> list[Markup]:
    """Names that do not exist, what was chosen in Planera, and that its changes do not count."""
    words, scenario = it.words, it.assessment.scenario
    said = [words("ui.unknown_name", name=one) for one in (*it.unknown, *unknown)[:3]]
    if scenario != parse(it.region, {"care_form": scenario.care_form}):
        said.append(words("compare.scope.other", all=scope(it.assessment, words)))
    changes = [one for one in record.get("changes", "").split(";") if one]
    if changes:
        said.append(words("compare.scope.changes", count=len(changes)))
    return markup_of([message([one]) for one in said])
