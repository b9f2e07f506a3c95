"""Tabs of the drawer's views of the need to come."""

from __future__ import annotations

from dash import html

from dashboard.components import ids
from dashboard.question.questions import NEED
from dashboard.question.views import FIRST_VIEW, VIEWS
from dashboard.words.words import Words


def view_tabs(words: Words) -> html.Div:
    """A tab for each view; the page's script says which is chosen, as the address has it."""
    return html.Div(
        [
            html.Button(
                [
                    html.Span(words(f"needs.view.{view}"), className="is-long"),
                    html.Span(words(f"needs.view_short.{view}"), className="is-short"),
                ],
                role="tab",
                tabIndex="0" if view == FIRST_VIEW else "-1",
                **{"data-view": view, "aria-controls": ids.TABLE_BODY},
            )
            for view in VIEWS
        ],
        className="need-tabs",
        role="tablist",
        **{"aria-label": words("needs.views"), "data-under": NEED},
    )
