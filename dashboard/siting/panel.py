"""Suggest places for new units: how many, to what end, and what the search says while it goes on."""

from __future__ import annotations

from dash import html

from dashboard.words.words import Words
from geodata.siting.question import Objective

OBJECTIVES: tuple[Objective, ...] = ("coverage", "all", "mean-minutes")
SITES_MOST = 10


def siting_panel(words: Words) -> html.Details:
    """Collapsible part of the rail that starts, shows and stops a search."""
    return html.Details(
        [
            html.Summary(words("siting.panel")),
            html.Div(
                [
                    html.P(words("siting.panel_about"), className="hint"),
                    html.Label(
                        [
                            html.Span(words("siting.count")),
                            html.Select(
                                [
                                    html.Option(str(number), value=str(number))
                                    for number in range(1, SITES_MOST + 1)
                                ],
                                className="select",
                                id="siting-sites",
                            ),
                        ]
                    ),
                    html.Label(
                        [
                            html.Span(words("siting.goal")),
                            html.Select(
                                [
                                    html.Option(words(f"siting.goal_{objective}"), value=objective)
                                    for objective in OBJECTIVES
                                ],
                                className="select",
                                id="siting-objective",
                            ),
                        ]
                    ),
                    html.Button(
                        words("siting.start"),
                        id="siting-start",
                        className="button",
                        **{
                            "data-start": words("siting.start"),
                            "data-stop": words("siting.stop"),
                            "data-stopped": words("siting.stopped"),
                            "data-failed": words("siting.failed"),
                        },
                    ),
                    html.P("", id="siting-said", role="status"),
                ],
                className="siting-body",
            ),
        ],
        className="siting",
    )
