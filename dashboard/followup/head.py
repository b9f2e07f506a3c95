"""The head of Följ upp: its tabs, what is followed up, and what can be taken along."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard.components.header import save_step_button
from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of
from dashboard.followup.tabs import tab_row
from dashboard.login.current import current
from dashboard.planned.rights import may_plan
from dashboard.serve.links import FORM_PAGES, download_href, page_href
from dashboard.tables.follow_ups import FOLLOW_UP_TABLES
from dashboard.words.words import Words
from geodata.region import periods
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms, operators

FILES: Mapping[str, str] = {"xlsx": "Excel", "zip": "CSV"}
"""Formats of a table, by their ending."""


def followup_head(region: Region, words: Words, search: str) -> html.Div:
    """Name of the page, tabs, filters and downloads; the links of the last come with the answer."""
    return html.Div(
        [
            html.H1(words("followup.title")),
            tab_row(region, words, "followup", search),
            html.Div(
                [
                    *_filters(region, words),
                    save_step_button(words, "button is-near"),
                    html.Details(
                        [
                            html.Summary(words("ui.take"), className="button"),
                            html.Div(id="followup-files", className="take-menu"),
                        ],
                        className="take is-down not-phone",
                    ),
                ],
                className="followup-filters",
            ),
        ],
        className="followup-head",
    )


def plan_links(region: Region, words: Words) -> list[html.A]:
    """The way to the form of follow-ups, for who plans them."""
    if not may_plan(current(), region):
        return []
    address = page_href(FORM_PAGES["planning"], words.language)
    return [html.A(words("planning.open"), href=address, className="button part-way")]


def _filters(region: Region, words: Words) -> list[html.Label]:
    """Care form, period and who runs the units; what the region has one alone of is no filter."""
    settings = region.settings
    base = region.visits.periods if region.visits else ()
    known = [key for key in operators(region) if key]
    choices = (
        ("form", [(key, words.of(settings.care_forms[key].name)) for key in care_forms(region)]),
        ("period", [(key, words.period(key)) for key in periods.choices(base)]),
        (
            "operator",
            [("", words("followup.all_operators")), *((key, words(f"operator.{key}")) for key in known)]
            if len(known) > 1
            else [],
        ),
    )
    return [
        html.Label(
            [
                html.Span(words(f"followup.filter.{key}"), className="unseen"),
                html.Select(
                    [html.Option(text, value=value) for value, text in options],
                    className="select",
                    **{"data-state": key},
                ),
            ]
        )
        for key, options in choices
        if len(options) > 1
    ]


def file_links(version: str, record: Mapping[str, str], words: Words) -> list[Markup]:
    """Links to every table of the page as files."""
    parts: list[html.P | html.Div] = []
    for key in FOLLOW_UP_TABLES:
        name = words(f"table.{key}")
        parts.append(html.P(name))
        parts.append(
            html.Div(
                [
                    html.A(
                        kind,
                        href=download_href(version, key, ending, record, words.language),
                        className="button",
                        **{"aria-label": words("followup.file", table=name, kind=kind)},
                    )
                    for ending, kind in FILES.items()
                ],
                className="take-links",
            )
        )
    return markup_of(parts)


def about(key: str, words: Words, **values: object) -> list[Markup]:
    """Information mark of a part of the page."""
    label = words("followup.mark", name=words(f"followup.{key}.title"))
    return markup_of([info_mark(label, [words(f"followup.{key}.about", **values)])])
