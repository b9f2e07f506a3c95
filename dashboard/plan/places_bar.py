"""The list of places that somebody has drawn or put together, named and kept in the browser."""

from __future__ import annotations

import json

from dash import html

from dashboard.components.labelled_input import labelled_input
from dashboard.question.state import NAME_MOST
from dashboard.words.words import Words
from geodata.contract.constants import CONSTANTS

WORDS = (
    "saved",
    "renamed",
    "removed",
    "name_wrong",
    "not_kept",
    "save",
    "rename",
    "remove",
    "drawn",
    "areas",
)
"""What the page's script says, by the catalogue's `places.<key>`."""


def places_button(words: Words, text: str = "places.title", look: str = "button") -> html.Button:
    """Button that opens the list."""
    return html.Button(words(text), className=look, **{"data-places": "open", "aria-controls": "places-bar"})


def places_bar(words: Words) -> html.Div:
    """Hidden list of the saved places, with a field that names the one in focus."""
    most = CONSTANTS["most"]["places"]
    texts = {key: words(f"places.{key}", name="{name}", count="{count}") for key in WORDS}
    return html.Div(
        [
            html.H2(words("places.title"), id="places-title"),
            html.Div(
                [
                    labelled_input(
                        words("places.name"),
                        {
                            "type": "text",
                            "maxlength": str(NAME_MOST),
                            "autocomplete": "off",
                            "data-places": "name",
                        },
                    ),
                    html.Button(words("places.save"), className="button is-main", **{"data-places": "keep"}),
                ],
                className="places-form",
                hidden=True,
                **{"data-places": "form"},
            ),
            html.P("", role="status", **{"data-places": "told"}),
            html.P(words("places.none"), **{"data-places": "none"}),
            html.Ul(className="places", **{"data-places": "list"}),
            html.Button(words("ui.close"), className="button", **{"data-places": "close"}),
        ],
        id="places-bar",
        className="draw-bar places-bar",
        hidden=True,
        role="group",
        **{
            "aria-labelledby": "places-title",
            "data-words": json.dumps({**texts, "most": words("places.most", most=most)}, ensure_ascii=False),
        },
    )
