"""The switch among the questions that the one map answers."""

from __future__ import annotations

from dash import html

from dashboard.question.questions import QUESTIONS
from dashboard.words.words import Words


def question_switch(words: Words) -> html.Div:
    """A button a question; the page's script marks the one that is asked."""
    return html.Div(
        [html.Button(words(f"ui.asks.{question}"), **{"data-question": question}) for question in QUESTIONS],
        className="segments questions",
        role="group",
        **{"aria-label": words("ui.asks.name")},
    )
