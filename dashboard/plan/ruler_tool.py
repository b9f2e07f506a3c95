"""The tool that measures between two places on the map, by pointer or by keyboard."""

from __future__ import annotations

from dash import html

from dashboard.words.words import Words


def ruler_button(words: Words) -> html.Button:
    """What begins the measuring; over the map."""
    return html.Button(
        words("ruler.name"),
        className="button ruler-open",
        **{"data-ruler": "open", "aria-expanded": "false", "aria-controls": "ruler-bar"},
    )


def ruler_bar(words: Words) -> html.Div:
    """What to do next while places are set, then what lies between them."""
    return html.Div(
        [
            html.Div(
                role="status",
                **{
                    "data-ruler": "text",
                    "data-first": words("ruler.first"),
                    "data-second": words("ruler.second"),
                    "data-loading": words("ui.recounting"),
                    "data-failed": words("ruler.failed"),
                },
            ),
            html.P(words("ruler.keys"), className="hint not-phone", **{"data-ruler": "keys"}),
            html.Div(
                [
                    html.Button(words("ruler.set"), className="button is-main", **{"data-ruler": "set"}),
                    html.Button(words("ruler.again"), className="button", **{"data-ruler": "again"}),
                    html.Button(words("ui.close"), className="button", **{"data-ruler": "close"}),
                ],
                className="draw-acts",
            ),
        ],
        id="ruler-bar",
        className="draw-bar ruler-bar",
        hidden=True,
        role="group",
        **{"aria-label": words("ruler.name")},
    )
