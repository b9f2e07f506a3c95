"""What Jämför takes over from a question asked in Planera, and what it leaves, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.components.markup import Markup, markup_of
from dashboard.components.messages import message
from dashboard.components.misread_notice import misread_sentences
from dashboard.question.misread import Misread
from dashboard.question.request import Request
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.scenario.scenario import parse


def scope(assessment: Assessment, words: Words) -> str:
    """Sentence on which visits and journeys the page counts: Planera's filters apply, its changes do not."""
    scenario, settings = assessment.scenario, assessment.region.settings
    ages = settings.age_groups
    parts = [
        words("compare.scope.visits", period=words.inside(words.period(scenario.period)))
        if scenario.period
        else "",
        words.of(ages[scenario.age_group].name) if scenario.age_group else words("compare.scope.ages"),
        ", ".join(words(f"operator.{operator}") for operator in scenario.operators)
        if scenario.operators
        else words("compare.scope.operators"),
        words("compare.scope.limit", limit=words.number(scenario.limit_min, 0)),
    ]
    return words("compare.scope.all", parts=" · ".join(part for part in parts if part))


def messages(request: Request, misread: Iterable[Misread], record: Mapping[str, str]) -> list[Markup]:
    """Messages above the page: what is not to be had, filters of Planera, changes that do not count.

    Parameters
    ----------
    request : Request
    misread : iterable of Misread
        Of the page's own address keys.
    record : mapping
        Of the address.

    Returns
    -------
    list of Markup
    """
    words, scenario = request.words, request.assessment.scenario
    lines = misread_sentences([*request.misread, *misread], words, request.assessment)
    if scenario != parse(request.region, {"care_form": scenario.care_form}):
        lines.append(words("compare.scope.other", all=scope(request.assessment, words)))
    changes = [change for change in record.get("changes", "").split(";") if change]
    if changes:
        lines.append(words("compare.scope.changes", count=len(changes)))
    return markup_of([message([line]) for line in lines])
