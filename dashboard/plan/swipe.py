"""Two scenarios on one map, A to the left of a line and B to the right of it."""

from __future__ import annotations

from dash import html

from dashboard.components import ids
from dashboard.words.words import Words


def swipe(words: Words) -> list[html.Div]:
    """The place of the second map, and the line between the two with both names; hidden at first."""
    where = words("swipe.where", share="{share}", first="{first}", second="{second}")
    return [
        html.Div(id=ids.SECOND_MAP, className="second-map", hidden=True, **{"aria-hidden": "true"}),
        html.Div(
            [
                html.Span(id=ids.SWIPE_FIRST, className="swipe-name is-first"),
                html.Span(id=ids.SWIPE_SECOND, className="swipe-name is-second"),
                html.Div(
                    id="swipe-line",
                    className="swipe-line",
                    role="slider",
                    tabIndex="0",
                    **{
                        "aria-label": words("swipe.line"),
                        "aria-orientation": "horizontal",
                        "aria-valuemin": "0",
                        "aria-valuemax": "100",
                        "aria-valuenow": "50",
                        "data-words": where,
                    },
                ),
            ],
            id="swipe",
            className="swipe",
            hidden=True,
        ),
    ]


def swipe_button(words: Words) -> html.Button:
    """What shows both maps; there while two scenarios are compared."""
    return html.Button(
        words("swipe.name"),
        className="button swipe-open",
        hidden=True,
        **{"data-swipe": "toggle", "aria-pressed": "false"},
    )
