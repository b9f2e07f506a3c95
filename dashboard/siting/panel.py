"""Suggest places for new units: how many, to what end, and what the search says while it goes on."""

from __future__ import annotations

import json

from dash import html

from dashboard.layers.need import OutlookWords
from dashboard.words.words import Words
from geodata.measures.need import why_no_need
from geodata.needs.of_region import need_model_of
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms
from geodata.siting.question import Objective

OBJECTIVES: tuple[Objective, ...] = ("coverage", "all", "mean-minutes")
SITES_MOST = 10
TODAY, AHEAD = "today", "ahead"
RESIDENTS = (TODAY, AHEAD)
"""Whose journeys count: who lives here today, or in the year of the outlook that the address says."""


def siting_panel(region: Region, words: Words) -> html.Details:
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
                    *_residents(region, words),
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


def try_units_button(words: Words) -> html.Button:
    """Opens the panel above, for the residents to come."""
    return html.Button(words("siting.try_units"), className="button is-main", **{"data-action": "try-units"})


def _residents(region: Region, words: Words) -> list[html.Label]:
    """Whose journeys count; nothing to choose where the region tells of no years ahead."""
    years = {
        form: str(need_model_of(region, form).offer.default().horizon)
        for form in care_forms(region)
        if not why_no_need(region, form)
    }
    if not years:
        return []
    ahead = words("siting.residents_ahead", year=next(iter(years.values())))
    return [
        html.Label(
            [
                html.Span(words("siting.count_residents")),
                html.Select(
                    [
                        html.Option(words("siting.residents_today"), value=TODAY),
                        html.Option(ahead, value=AHEAD),
                    ],
                    className="select",
                    id="siting-residents",
                    **{
                        "data-years": json.dumps(years),
                        "data-outlook": json.dumps(OutlookWords._fields),
                        "data-text": words("siting.residents_ahead", year="{year}"),
                    },
                ),
            ]
        )
    ]
