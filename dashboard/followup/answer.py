"""Följ upp's whole answer to one address: what stands in each place of the page."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.compare.choice_table import choice_table
from dashboard.components.markup import Markup, markup_of
from dashboard.components.messages import close, message
from dashboard.components.misread_notice import misread_sentences
from dashboard.followup.below_list import below_list
from dashboard.followup.cards import cards
from dashboard.followup.equal import treatment_bars
from dashboard.followup.goal_bars import goal_bars, term_bars
from dashboard.followup.ground import numbers_on_map
from dashboard.followup.head import file_links
from dashboard.followup.timeline import timeline
from dashboard.question.request import Request
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.followup.overview import Overview, overview

Places = dict[str, list[Markup]]


def followup_answer(request: Request, record: Mapping[str, str], planner: bool = False) -> dict[str, object]:
    """The answer as JSON: `places` to fill.

    Parameters
    ----------
    request : Request
    record : mapping
        Keys and values of the address.
    planner : bool
        Whether the reader plans follow-ups.
    """
    words, assessment = request.words, request.assessment
    found = overview(assessment)
    places: Places = {
        "followup-messages": _messages(request),
        "followup-scope": [scope(found, words)],
        "followup-cards": cards(found, words),
        "followup-below": below_list(found, words),
        "followup-numbers": numbers_on_map(found, words),
        "followup-terms": term_bars(found, words),
        "followup-goals": goal_bars(found, words),
        "followup-plan": timeline(found, words, planner),
        "followup-equal": treatment_bars(found, words),
        "followup-choice": _choice(assessment, words),
        "followup-files": file_links(request.region.version, record, words),
    }
    return {"places": places}


def scope(found: Overview, words: Words) -> str:
    """Sentence on which units are followed up, and on which day."""
    form = found.assessment.region.settings.care_forms[found.assessment.scenario.care_form]
    return words(
        "followup.scope",
        units=found.units,
        forms=words.of(form.plural),
        day=words.date(found.day.isoformat()),
    )


def _choice(assessment: Assessment, words: Words) -> list[Markup]:
    if assessment.region.visits is None:
        return [words("followup.none.choice_how")]
    return choice_table(assessment, words)


def _messages(request: Request) -> list[Markup]:
    lines = misread_sentences(request.misread, request.words, request.assessment)
    return markup_of([message([line, " ", close(request.words)]) for line in lines])
