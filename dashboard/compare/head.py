"""The head of Jämför: whose page it is, and the lists that ask."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.compare.state import LIKE
from dashboard.components import ids
from dashboard.serve.links import PAGES, page_href
from dashboard.words.words import Words
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms


def compare_head(region: Region, words: Words) -> html.Div:
    """Head of the page: the unit's name and the selects, whose options come with the answer."""
    settings = region.settings
    likes = [
        (",".join(traits) or "none", words(f"compare.like.{'_'.join(traits) or 'none'}")) for traits in LIKE
    ]
    forms = [(key, words.of(settings.care_forms[key].name)) for key in care_forms(region)]
    return html.Div(
        [
            html.Div([html.H1(id="compare-title"), html.P(id="compare-facts")], className="compare-name"),
            html.Div(
                [
                    *([select_field("form", words("compare.select.form"), forms)] if len(forms) > 1 else []),
                    _unit_search(words),
                    select_field("ind", words("compare.select.indicator"), [], "compare-ind"),
                    select_field("when", words("compare.select.period"), [], "compare-when"),
                    select_field("like", words("compare.select.like"), likes),
                ],
                className="compare-choices",
            ),
        ],
        className="compare-head",
    )


def _unit_search(words: Words) -> html.Div:
    """Field that finds the unit whose page it is, by any part of its name; assets/page-compare wakes it."""
    label, search = words("compare.select.unit"), words("compare.select.no_unit")
    return html.Div(
        [
            html.Span(label, **{"aria-hidden": "true"}),
            html.Div(**{"data-field": "", "data-label": label, "data-short": search}),
            html.Div(
                id=ids.COMPARE_UNIT_LIST,
                className="search-list",
                role="listbox",
                hidden=True,
                **{"aria-label": label},
            ),
            html.Div(
                id=ids.COMPARE_UNIT_STATUS,
                className="unseen",
                role="status",
                **{
                    "data-some": words("ui.search_some", count="{count}"),
                    "data-single": words("ui.search_one"),
                    "data-none": words("compare.unit_none"),
                },
            ),
        ],
        className="unit-search",
    )


def select_field(key: str, label: str, options: Sequence[tuple[str, str]], id_: str = "") -> html.Label:
    """Select bound to an address key; its options may come with the answer, by `id_`."""
    choices = [html.Option(text, value=value) for value, text in options]
    named = {"id": id_} if id_ else {}
    return html.Label(
        [html.Span(label), html.Select(choices, className="select", **{"data-state": key}, **named)]
    )


def scope_line(words: Words, search: str) -> html.P:
    """Line that says which visits and journeys count, with a link to change them in Planera."""
    plan = html.A(
        words("compare.scope.where"),
        href=page_href(PAGES["plan"], words.language, search),
        **{"data-keep": words.language},
    )
    return html.P([html.Span(id="compare-scope"), " ", plan], className="compare-scope")
