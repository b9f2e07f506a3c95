"""Tabs of the drawer's views, of the need to come and of payment."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard.components import ids
from dashboard.question.questions import NEED, PAYMENT
from dashboard.question.views import (
    FIRST_PAY_VIEW,
    FIRST_VIEW,
    PAY_VIEW,
    PAY_VIEWS,
    SHOWN_WITH,
    VIEW,
    VIEWS,
)
from dashboard.words.words import Words


def view_tabs(words: Words) -> list[html.Div]:
    """A tab for each view of a question; the page's script says which is chosen, as the address has it."""
    return [
        _tabs(
            NEED,
            VIEW,
            FIRST_VIEW,
            {view: (words(f"needs.view.{view}"), words(f"needs.view_short.{view}")) for view in VIEWS},
            words("needs.views"),
        ),
        _tabs(
            PAYMENT,
            PAY_VIEW,
            FIRST_PAY_VIEW,
            {
                view: (words(f"payment_panel.view.{view}"), words(f"payment_panel.view_short.{view}"))
                for view in PAY_VIEWS
            },
            words("payment_panel.views"),
        ),
    ]


def _shown_with(view: str) -> dict[str, str]:
    """The address key without which a view has nothing to show, as its tab says it."""
    return {"data-shown-with": SHOWN_WITH[view]} if view in SHOWN_WITH else {}


def _tabs(question: str, key: str, first: str, texts: Mapping[str, tuple[str, str]], name: str) -> html.Div:
    """Tabs of one question; each view's text, and a shorter one for a narrow page."""
    css = {NEED: "need-tabs", PAYMENT: "pay-tabs"}[question]
    return html.Div(
        [
            html.Button(
                [
                    html.Span(long, className="is-long"),
                    html.Span(short, className="is-short"),
                ],
                role="tab",
                tabIndex="0" if view == first else "-1",
                **{"data-view": view, "aria-controls": ids.TABLE_BODY, **_shown_with(view)},
            )
            for view, (long, short) in texts.items()
        ],
        className=f"view-tabs {css}",
        role="tablist",
        **{"aria-label": name, "data-under": question, "data-view-key": key},
    )
