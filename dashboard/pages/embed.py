"""One layer of the map with its legend, for a page of somebody else's site to show in a frame."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from dash import dcc, html

from dashboard.components import ids
from dashboard.components.base_map import base_map
from dashboard.components.messages import message, try_again
from dashboard.components.misread_notice import misread_sentences, page_notice
from dashboard.components.text_page import text_page
from dashboard.layers import NEEDS, layers_of
from dashboard.layers.base import Layer
from dashboard.question.address_checks import misread_display
from dashboard.question.defaults import defaults, published_limits
from dashboard.question.misread import Misread
from dashboard.question.state import STORES, read_scenario
from dashboard.serve.links import PAGES, page_href
from dashboard.words.layers import layer_words
from dashboard.words.map import map_texts
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment, assess
from geodata.region.region import Region

SHOWN = ("scenario", "display", "selection")
"""Stores that the address fills: there is no table."""


def embed_href(layer: str, language: str, query: str = "") -> str:
    """Address of the view with one layer."""
    return page_href(f"{PAGES['embed']}/{layer}", language, query)


def layer_at(path: str, region: Region) -> Layer | None:
    """The layer that a path of an embedded map names; None where the region has none of that name."""
    key = path.rstrip("/").rpartition("/")[2]
    return next((layer for layer in layers_of(region) if layer.key == key and key not in NEEDS), None)


def embeddable(region: Region, assessment: Assessment) -> list[Layer]:
    """Layers that can be shown on their own; layers of a scenario's changes cannot.

    Parameters
    ----------
    region : Region
    assessment : Assessment

    Returns
    -------
    list of Layer
    """
    return [layer for layer in layers_of(region) if layer.key not in NEEDS and layer.available(assessment)]


def embed_page(region: Region, words: Words, path: str, query: Mapping[str, str]) -> html.Div:
    """The map with the layer that the path names; which there are where it names none.

    Parameters
    ----------
    region : Region
    words : Words
    path : str
        "/inbadda/nearest".
    query : mapping
        Address keys of the question, and what is chosen in the layer.
    """
    scenario, _ = read_scenario(region, {key: query[key] for key in STORES["scenario"] if key in query})
    assessment = assess(region, scenario)
    layers = {layer.key: layer for layer in embeddable(region, assessment)}
    key = path.rstrip("/").rpartition("/")[2]
    if key not in layers:
        return _none(region, layers.values(), words, "" if path.rstrip("/") == PAGES["embed"] else key)
    layer, form = layers[key], region.settings.care_forms[scenario.care_form]
    record = {name: query[name] for name in (*STORES["scenario"], *STORES["display"]) if name in query}
    record |= {"layers": f"{key},labels"}
    held = {store: {name: record[name] for name in STORES[store] if name in record} for store in SHOWN}
    name = layer_words(layer, "name", words)
    notice = region.settings.notice
    chosen = {key: value for key, value in query.items() if key != "layers"}  # the path says which
    address_notice = page_notice(
        region, words, query, misread_display(region, chosen), tells_version=False, assessment=assessment
    )
    sources = "; ".join(sorted({source.publisher for source in region.settings.sources}))
    return html.Div(
        [
            html.Header(
                [
                    html.H1(f"{name} – {words.of(form.name)}"),
                    html.P(f"{words.of(region.settings.name)} · {words.date(region.built[:10])}"),
                ],
                className="embed-head",
            ),
            html.Main(
                [
                    html.Section(
                        [
                            base_map(region),
                            html.Div(
                                [
                                    *([address_notice] if address_notice else []),
                                    html.Div(id=ids.MESSAGES, style={"display": "contents"}),
                                    html.Div(id=ids.FAILURES, style={"display": "contents"}),
                                    html.Div(
                                        message([words("ui.late"), " ", try_again(words)], error=True),
                                        id="late",
                                        hidden=True,
                                    ),
                                ],
                                className="messages",
                            ),
                        ],
                        className="stage",
                        **{"aria-label": words("ui.map")},
                    ),
                    html.Section(
                        html.Div(id=ids.legend(key), className="legend"),
                        className="embed-legend",
                        tabIndex="0",
                        **{"aria-label": words("embed.legend")},
                    ),
                ],
                className="embed-main",
            ),
            html.Footer(
                [
                    *([html.Strong(words.of(notice), className="embed-tag")] if notice else []),
                    html.Span(words("embed.source", sources=sources) if sources else ""),
                    html.A(
                        words("embed.whole"),
                        href=page_href("/", words.language, urlencode(record)),
                        target="_blank",
                        rel="noopener",
                    ),
                ],
                className="embed-foot",
            ),
            html.Div(
                id="state-keys",
                hidden=True,
                **{
                    "data-stores": json.dumps({store: STORES[store] for store in SHOWN}),
                    "data-defaults": json.dumps(defaults(region)),
                    "data-limits": json.dumps(published_limits(region)),
                    "data-kinds": "{}",
                    "data-version": region.version,
                    "data-region": region.settings.id,
                    "data-lang": words.language,
                    "data-geo": "/geo/",
                    "data-still": "yes",
                },
            ),
            *[dcc.Store(id=store, data=data) for store, data in held.items()],
            dcc.Store(
                id=ids.VERSION,
                data={"version": region.version, "language": words.language, "linked": query.get("v", "")},
            ),
            *[dcc.Store(id=store) for store in (ids.ANSWER, ids.PAINTED)],
            dcc.Store(id=ids.MAP_TEXTS, data=map_texts(region, words)),
        ],
        className="app app-embed",
    )


def _none(region: Region, layers: Iterable[Layer], words: Words, named: str) -> html.Div:
    """The layers to choose from; `named` is one that is not among them, "" where none was named."""
    rows = [
        html.Li(html.A(layer_words(layer, "name", words), href=embed_href(layer.key, words.language)))
        for layer in layers
    ]
    missing = [Misread("embedded", named, "none")] if named else []
    unknown = [html.P(sentence, className="message") for sentence in misread_sentences(missing, words)]
    return text_page(region, words, "embed", "", [*unknown, html.P(words("embed.choose")), html.Ul(rows)])
