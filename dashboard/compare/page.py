"""Jämför: how units stand on one indicator, how surely, who like us does better; frame of the page."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dash import html

from dashboard.compare.cards import funnel_card, table_card
from dashboard.compare.contents import contents
from dashboard.compare.head import compare_head, scope_line, select_field
from dashboard.compare.routes import PLOTLY
from dashboard.compare.state import KEYS
from dashboard.components import ids
from dashboard.components.base_map import base_map
from dashboard.components.header import header
from dashboard.components.messages import message, try_again
from dashboard.components.misread_notice import page_notice
from dashboard.question.defaults import defaults, published_limits
from dashboard.question.state import STORES
from dashboard.serve.links import read_query
from dashboard.words.map import map_texts
from dashboard.words.words import Words
from geodata.comparison.peers import TRAITS
from geodata.region.region import Region

SCRIPT_TEXTS = (
    "points", "printed", "axis", "mean", "target", "no_unit", "upper", "lower", "above", "below", "within",
    "numbered", "ours", "threshold", "draw", "draw_stop",
    "view", "nobody", "loading", "funnel_alt", "scatter_alt", "late",
)  # fmt: skip
"""Texts that the page's scripts say, `compare.say.<key>`, with their blanks as they stand."""


def compare_page(region: Region, words: Words, search: str) -> html.Div:
    """Frame of the page; assets/page-compare fills it from `/compare/<version>/<language>`."""
    notice = region.settings.notice
    address_notice = page_notice(region, words, read_query(search))
    return html.Div(
        [
            html.A(words("compare.skip"), href="#compare-table-box", className="skip"),
            header(region, words, "compare", search),
            html.Main(
                [
                    compare_head(region, words),
                    html.Div(
                        [
                            *([address_notice] if address_notice else []),
                            html.Div(id="compare-messages", className="compare-messages"),
                            html.Div(id=ids.FAILURES, style={"display": "contents"}),
                            html.Div(
                                message([words("ui.late"), " ", try_again(words)], error=True),
                                id="late",
                                hidden=True,
                            ),
                            html.P(id="compare-none", className="note"),
                            contents(words),
                            funnel_card(words),
                            _card(
                                "better",
                                words,
                                [
                                    html.Div(id="compare-better-about", className="about"),
                                    html.Div(id="compare-better", className="fill"),
                                ],
                            ),
                            table_card(words),
                            html.Section(
                                [
                                    base_map(region),
                                    *([html.Div(words.of(notice), className="tag")] if notice else []),
                                    html.Div(
                                        [
                                            html.Button(
                                                words("compare.say.draw"),
                                                className="button",
                                                **{"data-compare": "draw", "aria-pressed": "false"},
                                            ),
                                            html.Button(
                                                words("compare.say.view"),
                                                className="button",
                                                **{"data-compare": "view"},
                                            ),
                                        ],
                                        className="compare-draw",
                                    ),
                                ],
                                className="stage compare-map",
                                **{"aria-label": words("ui.map")},
                            ),
                            _card("threshold", words, [html.Div(id="compare-threshold")]),
                            _card(
                                "profile", words, [scope_line(words, search), html.Div(id="compare-profile")]
                            ),
                            _card("goals", words, [html.Div(id="compare-goals")]),
                            _card("choice", words, [html.Div(id="compare-choice")]),
                            _pairs(words),
                            _card("costs", words, [html.Div(id="compare-costs")]),
                            _municipality(region, words),
                        ],
                        className="compare-grid",
                    ),
                    html.P(id="compare-printed", className="only-print"),
                ],
                id="compare",
                className="compare-page",
                tabIndex="-1",
            ),
            _facts(region, words),
        ],
        className="app app-compare",
    )


def _card(key: str, words: Words, inside: Sequence[object]) -> html.Section:
    return html.Section(
        [html.H2(words(f"compare.{key}.title"), id=f"compare-{key}-title"), *inside],
        className=f"compare-card is-{key}",
        **{"aria-labelledby": f"compare-{key}-title"},
    )


def _pairs(words: Words) -> html.Section:
    return _card(
        "pairs",
        words,
        [
            html.P(words("compare.pairs.about"), className="about"),
            html.Div(id="compare-matrix"),
            html.Details(
                [
                    html.Summary(words("compare.scatter.open"), className="button"),
                    select_field("with", words("compare.scatter.with"), [], "compare-with"),
                    html.Div(id="compare-scatter", className="scatter"),
                    html.Details(
                        [
                            html.Summary(words("compare.scatter.as_table"), className="link"),
                            html.Div(id="compare-pairs"),
                        ]
                    ),
                ],
                id="compare-scatter-box",
            ),
        ],
    )  # fmt: skip


def _municipality(region: Region, words: Words) -> html.Section:
    pairs = dict(zip(region.areas["municipality_id"], region.areas["municipality"], strict=True))
    named = sorted(pairs.items(), key=lambda option: words.sort_key(str(option[1])))
    options = [("", words("compare.muni.none")), *((str(key), str(name)) for key, name in named)]
    return _card(
        "muni",
        words,
        [select_field("muni", words("compare.muni.select"), options), html.Div(id="compare-muni")],
    )


def _facts(region: Region, words: Words) -> html.Div:
    """What the scripts need to know; `state-keys` is where assets/app/address.js looks."""
    start = defaults(region)
    first_values = {"form": start["form"], "like": ",".join(TRAITS)}
    return html.Div(
        id="state-keys",
        hidden=True,
        **{
            "data-stores": json.dumps({"compare": []}),
            "data-keys": json.dumps([*STORES["scenario"], *KEYS]),
            "data-defaults": json.dumps(first_values),
            "data-limits": json.dumps(published_limits(region)),
            "data-version": region.version,
            "data-region": region.settings.id,
            "data-lang": words.language,
            "data-geo": "/geo/",
            "data-plotly": PLOTLY,
            "data-said": json.dumps(
                {key: words(f"compare.say.{key}") for key in SCRIPT_TEXTS}, ensure_ascii=False
            ),
            "data-texts": json.dumps(map_texts(region, words), ensure_ascii=False),
        },
    )
