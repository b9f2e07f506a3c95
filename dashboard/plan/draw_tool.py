"""The tool that chooses areas by drawing on the map, and by keyboard those in view."""

from __future__ import annotations

from dash import html

from dashboard.plan.places_bar import places_button
from dashboard.words.words import Words
from geodata.contract.constants import CONSTANTS


def draw_button(words: Words) -> html.Button:
    """What begins the drawing; over the map."""
    return html.Button(
        words("ui.draw.name"),
        className="button draw-open",
        **{
            "data-draw": "open",
            "aria-expanded": "false",
            "aria-controls": "draw-bar",
            "data-most": words("ui.several_areas.most", most=CONSTANTS["most"]["areas"]),
        },
    )


def draw_bar(words: Words) -> html.Div:
    """What can be done while something is drawn."""
    return html.Div(
        [
            html.P(
                [words("ui.draw.told"), " ", html.Span(words("ui.draw.escape"), className="not-phone")],
            ),
            html.P(
                words("ui.draw.nothing"),
                className="problem",
                role="status",
                hidden=True,
                **{"data-draw": "nothing"},
            ),
            html.Div(
                [
                    html.Button(words("ui.draw.done"), className="button is-main", **{"data-draw": "done"}),
                    html.Button(words("ui.draw.view"), className="button", **{"data-draw": "view"}),
                    places_button(words),
                    html.Button(words("ui.draw.cancel"), className="button", **{"data-draw": "cancel"}),
                ],
                className="draw-acts",
            ),
        ],
        id="draw-bar",
        className="draw-bar",
        hidden=True,
        role="group",
        **{"aria-label": words("ui.draw.name")},
    )
