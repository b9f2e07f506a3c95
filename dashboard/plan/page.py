"""Planera: filters, map, table and figures of one region, all linked."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dash import dcc, html

from dashboard.components import ids
from dashboard.components.header import header, save_step_button, save_view_link
from dashboard.components.save_step import save_step
from dashboard.components.shortcuts import shortcut_sheet
from dashboard.components.take_along import take_status
from dashboard.kpis import kpis_of
from dashboard.layers import NEEDS, layers_of
from dashboard.payment.place import METHOD_ANCHOR, payment_place
from dashboard.payment.rail import tariff_bar
from dashboard.plan.address import plan_notice
from dashboard.plan.carry_parts import carry_panel
from dashboard.plan.development_panel import development_panel
from dashboard.plan.draw_tool import draw_bar
from dashboard.plan.drawer import drawer
from dashboard.plan.kpi_panel import kpi_panel, shown_at_once
from dashboard.plan.places_bar import places_bar
from dashboard.plan.question_switch import question_switch
from dashboard.plan.rail import rail
from dashboard.plan.stage import stage
from dashboard.plan.what_if import pick_bar
from dashboard.question.defaults import defaults, published_limits
from dashboard.question.display import read_display
from dashboard.question.listing import read_listing
from dashboard.question.questions import NEED, PAYMENT, SUPPLY, as_offered, question_of
from dashboard.question.request import request_of
from dashboard.question.state import STORES
from dashboard.question.tariffs import offered_forms
from dashboard.serve.links import page_href
from dashboard.words.layers import layer_words
from dashboard.words.map import map_texts
from dashboard.words.words import Words
from geodata.region.region import Region


def plan_page(
    region: Region, words: Words, query: Mapping[str, str], search: str, *, saving: bool = False
) -> html.Div:
    """The whole page, with what the address asks for already in its stores."""
    request = request_of(region, words, query, query)
    assessment = request.assessment
    today = assessment.today  # a link with every rule off can switch one on again
    # What the address names stands there though there is nothing of it, and its legend says why.
    named = {*read_display(query).layers, read_listing(query).table}
    layers = [
        layer
        for layer in layers_of(region)
        if layer.key in NEEDS or layer.key in named or layer.available(today)
    ]
    kpis = kpis_of(region)
    names = {layer.key: layer_words(layer, "name", words) for layer in layers_of(region)}
    kinds = {
        "muni": words("ui.kind.muni"),
        "area": words.of(region.settings.area_kind),
        "place": words("ui.kind.place"),
        "forms": {key: words.of(form.name) for key, form in region.settings.care_forms.items()},
    }
    return html.Div(
        [
            html.A(words("ui.skip"), href="#panel", className="skip"),
            header(region, words, "plan", search),
            html.Main(
                [
                    question_switch(region, words),
                    rail(region, words),
                    *([tariff_bar(words)] if offered_forms(region) else []),
                    html.Div(
                        [
                            html.Div(
                                id=ids.PAYMENT_STRIP, className="pay-strip-place", **{"data-under": PAYMENT}
                            ),
                            stage(region, layers, words, plan_notice(request, query)),
                        ],
                        className="stage-column",
                    ),
                    pick_bar(words),
                    draw_bar(words),
                    development_panel(words),
                    places_bar(words),
                    drawer(layers, words),
                    html.Section(
                        [
                            html.Button(
                                "",
                                id="sheet-handle",
                                className="sheet-handle",
                                **{"aria-label": words("ui.sheet"), "aria-expanded": "true"},
                            ),
                            carry_panel(words),
                            html.Div(
                                [
                                    html.Div(id=ids.FOCUS_HEAD, className="focus-head"),
                                    html.Button(
                                        words("ui.table_show"),
                                        className="button only-phone",
                                        style={"margin": "8px 16px", "width": "calc(100% - 32px)"},
                                        **{"data-opens": "drawer", "aria-expanded": "false"},
                                    ),
                                    payment_place(words),
                                    html.Div(id=ids.REACH_CARD),
                                    html.Div(id=ids.UNIT_CARD),
                                    html.Div(id=ids.ZONE_LIFT),
                                    html.Div(id=ids.MODES_FIGURES, **{"data-under": SUPPLY}),
                                    html.Div(
                                        kpi_panel(kpis, names, words, region),
                                        **{"data-under": SUPPLY},
                                    ),
                                    html.Div(id=ids.NEED_FIGURES, **{"data-under": NEED}),
                                ],
                                className="panel-scroll",
                                tabIndex="0",
                            ),
                            html.Div(
                                [
                                    html.Span(
                                        words("ui.figures_shown", shown=shown_at_once(kpis), all=len(kpis)),
                                        className="figures-shown",
                                        **{"data-under": SUPPLY},
                                    ),
                                    html.Button(
                                        words("ui.figures_all"),
                                        className="link",
                                        **{
                                            "data-action": "figures",
                                            "data-under": SUPPLY,
                                            "aria-pressed": "false",
                                            "data-few": words("ui.figures_few"),
                                            "data-all": words("ui.figures_all"),
                                        },
                                    ),
                                    html.Span(words("ui.recounting"), className="recounting", role="status"),
                                    html.Span(
                                        "",
                                        className="previewing",
                                        **{
                                            "data-horizon": "note",
                                            "data-text": words(
                                                "ui.outlook.previewed", answered="{answered}", year="{year}"
                                            ),
                                        },
                                    ),
                                    html.Span(id=ids.PAYMENT_LISTED, **{"data-under": PAYMENT}),
                                    html.A(
                                        words("ui.page.method"),
                                        href=page_href("/metod", words.language),
                                        **{"data-keep": words.language},
                                    ),
                                    html.A(
                                        words("payment_panel.how"),
                                        href=f"{page_href('/metod', words.language)}#{METHOD_ANCHOR}",
                                        **{"data-under": PAYMENT},
                                    ),
                                    *save_view_link(words),
                                    save_step_button(words, "button is-near"),
                                ],
                                className="panel-foot",
                            ),
                        ],
                        id="panel",
                        className="panel",
                        tabIndex="-1",
                        **{"aria-label": words("ui.figures")},
                    ),
                ],
                id="plan",
                className="plan sheet-half",
                **{"data-asks": question_of(as_offered(query, region.hidden))},
            ),
            save_step(words),
            take_status(words),
            shortcut_sheet(words),
            html.Div(
                id="state-keys",
                hidden=True,
                **{
                    "data-stores": json.dumps(STORES),
                    "data-defaults": json.dumps(defaults(region)),
                    "data-limits": json.dumps(published_limits(region)),
                    "data-kinds": json.dumps(kinds, ensure_ascii=False),
                    "data-version": region.version,
                    "data-region": region.settings.id,
                    "data-saving": "yes" if saving else "no",
                    "data-lang": words.language,
                    "data-geo": "/geo/",
                },
            ),
            *[
                dcc.Store(id=store, data={key: query[key] for key in keys if key in query})
                for store, keys in STORES.items()
            ],
            dcc.Store(
                id=ids.VERSION,
                data={"version": region.version, "language": words.language, "linked": query.get("v", "")},
            ),
            *[dcc.Store(id=store) for store in (ids.ANSWER, ids.TABLE, ids.TRENDS)],
            dcc.Store(id=ids.PAINTED),
            dcc.Store(id=ids.MAP_TEXTS, data=map_texts(region, words)),
        ],
        className="app",
    )
