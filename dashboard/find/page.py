"""Hitta: units near a resident, with the same told of each, and up to four side by side."""

from __future__ import annotations

import json

from dash import html

from dashboard.components import ids
from dashboard.components.base_map import base_map
from dashboard.components.header import header
from dashboard.components.info import info_mark
from dashboard.components.messages import message, try_again
from dashboard.components.misread_notice import page_notice
from dashboard.components.search_field import search_field
from dashboard.find.address import GROUPS, asked_form, misread_find
from dashboard.find.facts import SERVES
from dashboard.serve.links import PAGES, page_href, read_query
from dashboard.words.map import map_texts
from dashboard.words.titles import site_title
from dashboard.words.travel import by_mode, from_area_key, place_sentence, travel_sentence
from dashboard.words.words import Words
from geodata.contract.settings import OPERATORS
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms

SCRIPT_TEXTS = (
    "title_compare", "loading", "late", "count", "count_one", "sort", "sort_near", "sort_name",
    "sort_figure", "sort_unsure", "municipality", "by_name", "nearest", "nowhere", "from", "from_home",
    "from_area", "in_area", "middle_of", "point", "clear", "own", "own_asking", "own_denied", "own_failed",
    "own_far", "own_private", "own_link", "own_linked", "outside", "only_km", "km", "min", "min_none",
    "ring", "beyond", "no_place", "distance", "missing", "show_map", "map", "call", "all_facts", "compare",
    "compare_unit", "choose", "chosen_one", "most", "more", "chosen", "compare_count", "choose_more",
    "accepts_yes", "accepts_no", "accepts_untold", "accepts_idle", "remove", "remove_short", "form",
    "nothing", "undo_all", "undo_one", "show_untold", "hide_untold", "no_facts", "shut", "shut_one",
    "town", "field", "differs", "alike", "chance", "back", "print", "table", "compare_note", "close",
    "share_unit", "share_done", "share_failed", "print_from", "first_only", "takes_all", "has", "has_not",
    "takes_any", "compare_first", "open_now", "open_until", "opens", "shut_now", "shut_until", "on_day",
)  # fmt: skip
"""Texts that the page's script says, `find.say.<key>`, with their blanks as they stand."""


def find_page(region: Region, words: Words, search: str) -> html.Div:
    """Frame of the page; assets/page-find fills it from `/find/<version>/<language>.json`."""
    notice, query = region.settings.notice, read_query(search)
    assessment = asked_form(region, query)
    misread = misread_find(assessment, query, words)
    address_notice = page_notice(region, words, query, misread, assessment=assessment)
    return html.Div(
        [
            html.A(words("find.skip"), href="#search-field", className="skip"),
            header(region, words, "find", search),
            html.Main(
                [
                    _question(words),
                    html.Section(
                        [
                            html.P(id="find-tray-count", role="status"),
                            html.Div(id="find-tray", className="find-tray-in"),
                        ],
                        className="find-tray",
                        **{"aria-label": words("find.tray")},
                    ),
                    _results(region, words, address_notice),
                    html.Section(
                        [
                            base_map(region),
                            _legend(words),
                            *([html.Div(words.of(notice), className="tag")] if notice else []),
                            html.Button(
                                words("find.map_large"),
                                className="button find-large only-phone",
                                **{
                                    "data-find": "map",
                                    "aria-pressed": "false",
                                    "data-close": words("ui.close"),
                                },
                            ),
                        ],
                        className="stage find-map",
                        **{"aria-label": words("ui.map")},
                    ),
                ],
                id="find",
                className="find",
            ),
            html.Section(
                id="find-compare",
                className="find-compare",
                hidden=True,
                tabIndex="-1",
                **{"aria-labelledby": "find-compare-title"},
            ),
            html.Dialog(
                id="find-details", className="find-details", **{"aria-labelledby": "find-details-title"}
            ),
            _facts(region, words),
        ],
        className="app app-find",
    )


def _question(words: Words) -> html.Section:
    return html.Section(
        [
            html.H1(words("find.title")),
            html.Div(
                [
                    search_field(words, words("find.search")),
                    html.Button(words("find.own"), className="button find-own", **{"data-find": "own"}),
                ],
                className="find-where",
            ),
            html.Div(id="find-origin", className="find-origin"),
            html.Div(
                id="find-filters",
                className="find-filters",
                role="group",
                **{"aria-label": words("ui.filter")},
            ),
        ],
        className="find-question",
    )


def _results(region: Region, words: Words, address_notice: html.Div | None) -> html.Section:
    not_choosing = region.settings.not_choosing
    keep = {"data-keep": words.language}
    return html.Section(
        [
            *([address_notice] if address_notice else []),
            html.Div(
                [
                    html.Div(id="find-status", role="status"),
                    html.Div(id="find-sort", className="find-sort"),
                    html.Div(
                        [
                            html.Span(words("find.fair")),
                            info_mark(
                                words("find.how_sorted"),
                                [
                                    words("find.neutral"),
                                    *_operators(words),
                                    place_sentence(region, words),
                                    travel_sentence(region, words),
                                ],
                            ),
                        ],
                        className="find-order",
                    ),
                ],
                className="find-head",
            ),
            html.Details(
                [
                    html.Summary(words("find.not_choosing")),
                    html.P(words.of(not_choosing) if not_choosing else words("find.not_choosing_untold")),
                    html.P(words("find.advice")),
                ],
                className="find-not-choosing",
                id="find-not-choosing",
            ),
            html.P(id="find-unsure", className="find-unsure"),
            html.Div(id="find-untold", className="find-untold"),
            html.Div(id=ids.FAILURES, style={"display": "contents"}),
            html.Div(
                message([words("find.say.late"), " ", try_again(words)], error=True), id="late", hidden=True
            ),
            html.Div(id="find-municipalities", className="find-municipalities"),
            html.Ol(id="find-list", className="find-list", **{"aria-label": words("find.list")}),
            html.Div(id="find-more", className="find-more"),
            html.P(
                [
                    html.A(words("ui.page.help"), href=page_href(PAGES["help"], words.language), **keep),
                    " · ",
                    html.A(
                        words("ui.page.accessibility"),
                        href=page_href(PAGES["accessibility"], words.language),
                        **keep,
                    ),
                ],
                className="find-foot",
            ),
        ],
        id="find-results",
        className="find-results",
        **{"aria-label": words("find.list")},
    )


def _operators(words: Words) -> list[str]:
    """What each kind of operator is, a sentence each."""
    return [f"{words(f'operator.{key}')}: {words(f'find.operator.{key}')}" for key in OPERATORS]


def _legend(words: Words) -> html.Div:
    return html.Div(
        [
            html.H2([words("find.field.run_by"), info_mark(words("find.who_runs"), _operators(words))]),
            html.Ul(
                [
                    html.Li([html.Span(**{"data-sign": key}), html.Span(words(f"operator.{key}"))])
                    for key in OPERATORS
                ]
            ),
        ],
        className="find-legend not-phone",
    )


def _facts(region: Region, words: Words) -> html.Div:
    """What the script needs to know; `state-keys` is where assets/app/address.js looks."""
    kinds = {
        "muni": words("ui.kind.muni"),
        "area": words.of(region.settings.area_kind),
        "place": words("ui.kind.place"),
        "forms": {key: words.of(region.settings.care_forms[key].name) for key in care_forms(region)},
    }
    texts = {key: words(f"find.say.{key}") for key in SCRIPT_TEXTS} | {
        "from_area": words(from_area_key(region)),
        "page": words("ui.page.find"),
        "site": site_title(region, words),
    }
    for group in (*GROUPS, SERVES):
        texts[f"group_{group}"] = words(f"find.group.{group}")
        texts[f"untold_{group}"] = words(f"find.untold.{group}")
        texts[f"untold_one_{group}"] = words(f"find.untold_one.{group}")
        texts[f"shown_{group}"] = words(f"find.shown.{group}")
    for beside in ("outside", "placeless", "both"):
        texts[f"beside_{beside}"] = words(f"ui.beside.{beside}")
    texts |= {f"day_{day}": words(f"opening.day.{day}") for day in range(7)}
    texts["group_more"] = words("find.group.more")
    texts["published"] = words(
        "find.published",
        region=words.of(region.settings.name),
        date=words.date(region.built[:10]),
        version=region.version[:6],
    )
    texts["by"] = by_mode(region, words)
    return html.Div(
        id="state-keys",
        hidden=True,
        **{
            "data-stores": json.dumps({"find": []}),
            "data-defaults": json.dumps({"form": care_forms(region)[0], "sort": "near"}),
            "data-limits": "{}",
            "data-kinds": json.dumps(kinds, ensure_ascii=False),
            "data-version": region.version,
            "data-region": region.settings.id,
            "data-lang": words.language,
            "data-geo": "/geo/",
            "data-said": json.dumps(texts, ensure_ascii=False),
            "data-texts": json.dumps(map_texts(region, words), ensure_ascii=False),
        },
    )
