"""The tool that asks from where a place is reached: pressed on the map, set in its middle, or written."""

from __future__ import annotations

from dash import html

from dashboard.layers.reach_words import KEY
from dashboard.words.words import Words
from geodata.assessment.start import MOST_SIGNS
from geodata.region.region import Region


def reach_open(region: Region, words: Words) -> list[html.Button]:
    """What begins it, over the map; none for those who are not to see it."""
    if KEY in region.hidden.hide_layers:
        return []
    open_ = {"data-reach": "open", "aria-expanded": "false", "aria-controls": "reach-bar"}
    return [html.Button(words("reach.name"), className="button reach-open", **open_)]


def reach_bar(words: Words) -> html.Div:
    """What to do while a place is chosen."""
    return html.Div(
        [
            html.P(words("reach.press"), role="status"),
            html.P(words("reach.keys"), className="hint not-phone"),
            html.Div(
                [
                    html.Div(
                        className="reach-field",
                        **{
                            "data-text": "",
                            "data-label": words("reach.field"),
                            "data-longest": str(MOST_SIGNS),
                        },
                    ),
                    html.Button(words("reach.ask"), className="button is-main", **{"data-reach": "write"}),
                ],
                className="reach-write",
            ),
            html.P(words("reach.example"), className="hint"),
            html.Div(
                [
                    html.Button(words("reach.set"), className="button", **{"data-reach": "set"}),
                    html.Button(words("ui.close"), className="button", **{"data-reach": "close"}),
                ],
                className="draw-acts",
            ),
        ],
        id="reach-bar",
        className="draw-bar ruler-bar",
        hidden=True,
        role="group",
        **{"aria-label": words("reach.name")},
    )
