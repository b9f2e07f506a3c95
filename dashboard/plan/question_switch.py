"""The switch among the questions that the one map answers."""

from __future__ import annotations

from dash import html

from dashboard.question.questions import PAYMENT, offered_questions
from dashboard.question.tariffs import offered_forms
from dashboard.words.words import Words
from geodata.region.region import Region


def question_switch(region: Region, words: Words) -> html.Div:
    """A button a question that the region can be held to; the page's script marks the one that is chosen."""
    every = offered_questions(region.hidden)
    offered = [question for question in every if question != PAYMENT or offered_forms(region)]
    return html.Div(
        [html.Button(words(f"ui.asks.{question}"), **{"data-question": question}) for question in offered],
        className="segments questions",
        role="group",
        **{"aria-label": words("ui.asks.name")},
    )
