"""Tabs of the drawer's views, of the need to come and of payment."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html

from dashboard.components import ids
from dashboard.question.questions import NEED, PAYMENT
from dashboard.question.views import FIRST_PAY_VIEW, FIRST_VIEW, PAY_VIEW, PAY_VIEWS, VIEW, VIEWS
from dashboard.words.words import Words


def view_tabs(words: Words) -> list[html.Div]:
    """A tab for each view of a question; the page's script says which is chosen, as the address has it."""
    return [
        _tabs(NEED, VIEW, VIEWS, FIRST_VIEW, "needs", words),
        _tabs(PAYMENT, PAY_VIEW, PAY_VIEWS, FIRST_PAY_VIEW, "payment_panel", words),
    ]


def _tabs(question: str, key: str, views: Iterable[str], first: str, texts: str, words: Words) -> html.Div:
    css = {NEED: "need-tabs", PAYMENT: "pay-tabs"}[question]
    return html.Div(
        [
            html.Button(
                [
                    html.Span(words(f"{texts}.view.{view}"), className="is-long"),
                    html.Span(words(f"{texts}.view_short.{view}"), className="is-short"),
                ],
                role="tab",
                tabIndex="0" if view == first else "-1",
                **{"data-view": view, "aria-controls": ids.TABLE_BODY},
            )
            for view in views
        ],
        className=f"view-tabs {css}",
        role="tablist",
        **{"aria-label": words(f"{texts}.views"), "data-under": question, "data-view-key": key},
    )
