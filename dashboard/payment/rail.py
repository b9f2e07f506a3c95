"""The editor's frame in the rail: the proposal's name, its parts when they come, and those that are saved."""

from __future__ import annotations

import json

from dash import html

from dashboard.components import ids
from dashboard.question.state import NAME_MOST
from dashboard.question.tariffs import offered_forms
from dashboard.words.words import Words
from geodata.region.region import Region
from geodata.reimbursement.of_region import tariff_offer

TEXTS = (
    *("draft", "unsaved", "kept", "off", "many", "wrong", "wrong_price", "wrong_share", "scaled_least"),
    *(
        "saved",
        "not_kept",
        "renamed",
        "removed",
        "opened",
        "reset_done",
        "name_empty",
        "downloaded",
        "loaded",
    ),
    *("full", "against_model", "added", "removed_part", "choose_unit", "beside_none"),
    *("file_name", "file_other", "file_version", "file_region", "file_form", "file_model", "file_many"),
    *("file_part", "file_budget", "file_floor"),
)
"""Texts that the page's script says, their blanks filled by it."""


def tariff_section(region: Region, words: Words) -> html.Section:
    """The editor, filled when an answer says what the care form's models are.

    Parameters
    ----------
    region : Region
        That has a model.
    words : Words
    """
    return html.Section(
        [
            html.Div(
                [
                    html.H2("", id="tariff-name"),
                    html.Span("", id="tariff-chip", className="chip"),
                    _act("rename", words, "link"),
                ],
                className="tariff-head",
            ),
            _rename(words),
            html.Div(id=ids.TARIFF_FIELDS, className="tariff-fields"),
            html.Div(
                [_act("save", words, "button is-main"), _act("close", words)],
                className="tariff-keep",
            ),
            html.P("", id="tariff-problem", className="problem", hidden=True, role="alert"),
            html.H3(words("tariff_rail.saved_models"), id="tariff-saved"),
            html.Ul(id="tariff-list", className="scenarios", **{"aria-labelledby": "tariff-saved"}),
            html.P(words("tariff_rail.none_saved"), id="tariff-none", className="hint"),
            html.Details(
                [
                    html.Summary(words("tariff_rail.more")),
                    html.Div(
                        [_act(key, words) for key in ("duplicate", "remove", "download", "load")],
                        className="more-acts",
                    ),
                    html.Div(
                        [
                            html.P(words("tariff_rail.beside_about"), id="tariff-beside-about"),
                            html.Div(
                                id="tariff-beside",
                                role="group",
                                **{"aria-labelledby": "tariff-beside-about"},
                            ),
                            _act("compare", words, "button is-main"),
                        ],
                        className="compare",
                    ),
                ],
                className="more-menu",
            ),
        ],
        id="tariff",
        className="tariff",
        **{
            "aria-labelledby": "tariff-name",
            "data-words": json.dumps({key: words(f"tariff_rail.{key}") for key in TEXTS}, ensure_ascii=False),
            "data-parts": json.dumps(_models(region)),
        },
    )


def tariff_bar(words: Words) -> html.Div:
    """Over the map of a phone: what is shown against what, and the way to change it."""
    return html.Div(
        [
            html.P([html.Strong("", id="tariff-bar-name"), " ", html.Span("", id="tariff-bar-against")]),
            html.Button(
                words("tariff_rail.edit"),
                className="button",
                **{"data-opens": "rail", "aria-expanded": "false"},
            ),
        ],
        className="tariff-bar",
        **{"data-under": "payment"},
    )


def _models(region: Region) -> dict[str, list[tuple[str, list[str]]]]:
    """By care form its models, the current one first, each with the parts that may be edited."""
    found = {}
    for form in offered_forms(region):
        offer = tariff_offer(region, form)
        keys = sorted(offer.models, key=lambda key: key != offer.current)
        found[form] = [(key, list(offer.every_part(key))) for key in keys]
    return found


def _rename(words: Words) -> html.Div:
    return html.Div(
        [
            html.Span(
                className="text",
                **{
                    "data-text": "",
                    "data-label": words("tariff_rail.rename_label"),
                    "data-longest": str(NAME_MOST),
                },
            ),
            html.Div(
                [_act("rename-done", words, "button is-main"), _act("rename-stop", words)], className="pair"
            ),
        ],
        id="tariff-rename",
        className="rename",
        hidden=True,
    )


def _act(act: str, words: Words, look: str = "button") -> html.Button:
    text = words(f"tariff_rail.act.{act.replace('-', '_')}")
    return html.Button(text, className=look, type="button", **{"data-tariff": act})
