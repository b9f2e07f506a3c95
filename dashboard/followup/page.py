"""Följ upp: frame of the page; assets/page-followup fills it from `/followup/<version>/<language>`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from dash import html

from dashboard.components import ids
from dashboard.components.header import header
from dashboard.components.info import info_mark
from dashboard.components.messages import message, try_again
from dashboard.components.misread_notice import page_notice
from dashboard.components.save_step import save_step
from dashboard.components.text_page import text_page
from dashboard.followup.head import followup_head, plan_links
from dashboard.question.defaults import defaults, published_limits
from dashboard.question.state import STORES
from dashboard.serve.links import read_query
from dashboard.words.words import Words
from geodata.region.region import Region

STEP_VIEW: Final = {"layers": "units,labels"}
"""What the map of a step shows: units, with a mark at those below a threshold."""


def followup_page(region: Region, words: Words, search: str, *, saving: bool = False) -> html.Div:
    """Frame of the page; of a region without anything to follow up, what it would take.

    Parameters
    ----------
    region : Region
    words : Words
    search : str
        The address's query.
    saving : bool
        Whether the reader may save presentations here.
    """
    if not region.has_follow_up:
        text = [html.P(words("followup.none.page")), html.P(words("followup.none.page_how"))]
        text += [html.P(link) for link in plan_links(region, words)]
        return text_page(region, words, "followup", search, text)
    notice = region.settings.notice
    address_notice = page_notice(region, words, read_query(search))
    return html.Div(
        [
            html.A(words("followup.skip"), href="#followup-below", className="skip"),
            header(region, words, "followup", search),
            html.Main(
                [
                    followup_head(region, words, search),
                    html.Div(
                        [
                            *([address_notice] if address_notice else []),
                            html.Div(id="followup-messages", className="followup-messages"),
                            html.Div(id=ids.FAILURES, style={"display": "contents"}),
                            html.Div(
                                message([words("ui.late"), " ", try_again(words)], error=True),
                                id="late",
                                hidden=True,
                            ),
                            html.Div(id="followup-cards", className="followup-cards"),
                            _part("below", words, words("followup.below.hint")),
                            html.Section(
                                [
                                    html.Img(src=f"/followup/{region.version}/ground.svg", alt=""),
                                    html.Div(id="followup-numbers", className="followup-numbers"),
                                    *([html.Div(words.of(notice), className="tag")] if notice else []),
                                ],
                                className="followup-map",
                                **{"aria-label": words("followup.map")},
                            ),
                            _part("terms", words),
                            _part("goals", words),
                            _part("plan", words, words("followup.plan.hint"), plan_links(region, words)),
                            _part("equal", words),
                            _part("choice", words),
                            html.P(id="followup-scope", className="followup-scope"),
                        ],
                        className="followup-grid",
                    ),
                    html.P(words("followup.printed"), className="only-print"),
                ],
                id="followup",
                className="followup-page",
                tabIndex="-1",
            ),
            save_step(
                words,
                view=urlencode(STEP_VIEW),
                heading=words("followup.below.title"),
                figures=("below_threshold",),
            ),
            _facts(region, words, saving=saving),
        ],
        className="app app-followup",
    )


def _part(key: str, words: Words, hint: str = "", more: Sequence[html.A] = ()) -> html.Section:
    title = words(f"followup.{key}.title")
    mark = info_mark(words("followup.mark", name=title), [words(f"followup.{key}.about")])
    parts: Sequence[object] = [
        html.Div(
            [
                html.H2(title, id=f"followup-{key}-title"),
                *([html.Span(hint, className="hint")] if hint else []),
                mark,
                *more,
            ],
            className="part-head",
        ),
        html.Div(id=f"followup-{key}", className="part-in"),
    ]
    return html.Section(
        parts, className=f"followup-card is-{key}", **{"aria-labelledby": f"followup-{key}-title"}
    )


def _facts(region: Region, words: Words, *, saving: bool) -> html.Div:
    """What the scripts need to know; `state-keys` is where assets/app/address.js looks."""
    start = defaults(region)
    return html.Div(
        id="state-keys",
        hidden=True,
        **{
            "data-stores": json.dumps({"followup": []}),
            "data-keys": json.dumps(list(STORES["scenario"])),
            "data-defaults": json.dumps({"form": start["form"], "period": start["period"]}),
            "data-limits": json.dumps(published_limits(region)),
            "data-version": region.version,
            "data-region": region.settings.id,
            "data-lang": words.language,
            "data-saving": "yes" if saving else "no",
        },
    )
