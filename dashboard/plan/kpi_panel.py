"""The KPI panel: families of figures, each beside the region's value and its development."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from dash import html

from dashboard.components import ids
from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of
from dashboard.kpis import FIRST
from dashboard.kpis.meta import Meta
from dashboard.words.disclosure import by_persons, disclosure_sentence
from dashboard.words.gap import gap_words
from dashboard.words.kpis import kpi_about, kpi_name, kpi_source
from dashboard.words.words import Versus, Words
from geodata.measures.gap import Gap
from geodata.measures.measure import Measure
from geodata.measures.tally import Reading
from geodata.region.region import Region


def kpi_panel(
    kpis: Sequence[Measure], layers: Mapping[str, str], words: Words, region: Region | None = None
) -> html.Div:
    """Rows of all KPIs by family, with empty places for their names and figures.

    Parameters
    ----------
    kpis : sequence of Measure
        In the order shown; those of a family beside each other.
    layers : mapping of str to str
        Names of the layers by key: what pressing a KPI shows.
    words : Words
    region : Region, optional
        Where its counts of visits carry noise their heading says how much.
    """
    return html.Div(
        [
            html.Section(
                [
                    html.H2(
                        [
                            words(f"family.{family}"),
                            *(
                                _noise(region, words)
                                if region and region.protected and family == "flows"
                                else ()
                            ),
                        ]
                    ),
                    *_rows(family, list(members), layers, words),
                    *([html.Div(id=ids.FLOW_LIST, className="flow-list")] if family == "flows" else []),
                ],
                className="family",
            )
            for family, members in groupby(kpis, key=lambda kpi: kpi.family)
        ]
    )


def _noise(region: Region, words: Words) -> tuple[str, html.Abbr]:
    amount = words("ui.noise_by_persons" if by_persons(region) else "ui.noise")
    return " ", html.Abbr(amount, className="noise", title=disclosure_sentence(region, words))


def _rows(
    family: str, kpis: Sequence[Measure], layers: Mapping[str, str], words: Words
) -> list[html.Div | html.Details]:
    """A family's rows; of a large family the first ones, and the rest behind a press."""
    known = {kpi.key: kpi for kpi in kpis}
    first = [known[key] for key in FIRST.get(family, ()) if key in known] or list(kpis[:1])
    rows = [_row(kpi, layers.get(kpi.layer, ""), words) for kpi in first]
    rest = [_row(kpi, layers.get(kpi.layer, ""), words) for kpi in kpis if kpi not in first]
    if not rest:
        return rows
    summary = html.Summary(words("ui.more_figures", count=len(rest)))
    return [*rows, html.Details([summary, *rest], className="more-figures")]


def _row(kpi: Measure, layer: str, words: Words) -> html.Div:
    """A key figure; one whose layer is not there to be shown cannot be pressed."""
    return html.Div(
        [
            html.Button(
                id=ids.kpi_press(kpi.key),
                className="press",
                title=words("ui.kpi_press", layer=layer) if layer else "",
                disabled=not layer,
                **{
                    "data-kpi-layer": kpi.layer,
                    "data-kpi": kpi.key,
                    "data-kpi-choice": json.dumps(dict(kpi.choice)),
                },
            ),
            html.Div(
                [
                    html.Div(id=ids.kpi_label(kpi.key), className="label"),
                    html.Div(id=ids.kpi_value(kpi.key), className="figure"),
                ]
            ),
            html.Div(id=ids.kpi_trend(kpi.key), className="trend"),
            html.Div(id=ids.kpi_against(kpi.key), className="against"),
        ],
        className="kpi",
    )


def label(kpi: Measure, meta: Meta, words: Words) -> list[Markup]:
    """A KPI's name and what it means, which follow the question: "Residents within 20 min"."""
    name = kpi_name(kpi, meta, words)
    about = tuple(kpi_about(kpi, meta, words))
    return _label(name, words("ui.about", what=name), about, kpi_source(meta, words))


@lru_cache(maxsize=512)
def _label(name: str, mark: str, about: tuple[str, ...], source: str) -> list[Markup]:
    return markup_of([html.Span(name), info_mark(mark, about, source)])


def press_name(kpi: Measure, meta: Meta, words: Words) -> str:
    """What a screen reader calls the button that shows a KPI on the map."""
    return f"{kpi_name(kpi, meta, words)}: {words('ui.kpi_shows')}"


def against(
    measure: Reading, reference: Reading, better: str, short: str, words: Words, *, since: bool = False
) -> list[html.Span]:
    """How a value stands to the region's, or (`since`) to today's: the difference, and that value."""
    if reference.value is None:
        return []
    beside = html.Span(f"{short} {words.measure(reference.value, reference.unit)}")
    if measure.value is None:
        return [beside]
    versus: Versus = "today" if since else "region"
    difference = words.difference(measure.value, reference.value, measure.unit, better, versus=versus)
    return [html.Span(difference.text, className=f"difference {difference.css}".strip()), beside]


def between(of: Gap, words: Words) -> list[html.Span]:
    """How a value stands to that of the scenario compared with: the gap, which is better, and that value."""
    found = gap_words(of, words)
    second = words(of.second.why or "why.missing")
    if of.second.value is not None:
        second = words.measure(of.second.value, of.second.unit)
    side = {"is-better": "gap.other_worse", "is-worse": "gap.other_better"}.get(found.css, "gap.other_alone")
    return [
        html.Span(found.text, className=f"difference {found.css}".strip()),
        html.Span(words(side, value=second)),
    ]


def shown_at_once(kpis: Sequence[Measure]) -> int:
    """How many of the panel's figures show without a press."""
    families = {kpi.family for kpi in kpis}
    keys = {kpi.key for kpi in kpis}
    return sum(sum(key in keys for key in FIRST.get(family, ())) or 1 for family in families)


def before(now: Reading, then: Reading, better: str, period: str, words: Words) -> html.Span | None:
    """What a figure was in an earlier period, and how far it has come from there."""
    if now.value is None or then.value is None:
        return None
    difference = words.difference(now.value, then.value, now.unit, better, versus="before")
    return html.Span(
        [
            html.Span(difference.text, className=f"difference {difference.css}".strip()),
            html.Span(
                words(
                    "ui.then", period=words.period_short(period), value=words.measure(then.value, then.unit)
                )
            ),
        ],
        className="before",
    )
