"""What Jämför takes over from a question asked in Planera, and what it leaves, in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.components.messages import close, message
from dashboard.components.misread_notice import misread_sentences
from dashboard.question.misread import Misread
from dashboard.question.request import Request
from dashboard.texts.travel_names import travel_name
from dashboard.words.units import units_beside
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.measures.supply import stands_in_region
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
        words.of(travel_name(assessment.region)) if settings.travel_modes else "",
        words("compare.scope.limit", limit=words.number(scenario.limit_min, 0)),
    ]
    return words("compare.scope.all", parts=" · ".join(part for part in parts if part))


def beyond_words(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    """How many units are in no part of the region, said once, and the button that takes them in or out."""
    assessment = comparison.assessment
    beside = units_beside(assessment, words)
    if not beside:
        return []
    inside = stands_in_region(assessment)
    named = [at for at in (comparison.question.unit, *comparison.question.picked) if at >= 0]
    if not comparison.question.beyond:
        return [f" {beside}. ", _turn(words("compare.beyond.take"), "yes")]
    text = f" {words('compare.beyond.taken', count=int((~inside[comparison.among]).sum()))} "
    return [text, _turn(words("compare.beyond.leave"), None)] if inside[named].all() else [text]


def _turn(text: str, value: str | None) -> Markup:
    return tag("button", text, type="button", class_="link", data_set=json.dumps({"beyond": value}))


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
    return markup_of([message([line, " ", close(words)]) for line in lines])
