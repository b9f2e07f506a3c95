"""Hämta data: what can be had, in which ways, under which terms, for a person who wants to use it."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.api.collections import TABLE_OF_KIND, collections_of
from dashboard.api.documents import title_of
from dashboard.components.take_along import PLACED
from dashboard.components.text_page import text_page
from dashboard.pages.embed import embed_href, embeddable
from dashboard.serve.links import download_href, page_href
from dashboard.serve.site_address import framing_sites, site_address
from dashboard.words.disclosure import disclosure_sentence, release_sentence
from dashboard.words.layers import layer_words
from dashboard.words.source_line import source_line
from dashboard.words.words import Words
from geodata.assessment.assessment import assess
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario

FILES = {"zip": "CSV", "xlsx": "XLSX", "gpkg": "GeoPackage", "parquet": "GeoParquet"}
QGIS = ("open", "new", "address", "choose", "system", "again")
EXCEL = ("file", "open", "read")
HEIGHT_PX = 480


def data_page(region: Region, words: Words, search: str) -> html.Div:
    """Page of open data: the data sets, QGIS, Excel and programs, the terms, and how to embed the map."""
    root = site_address()
    notice = region.settings.notice
    return text_page(
        region,
        words,
        "data",
        search,
        [
            html.P(words("fetch.intro"), className="data-intro"),
            html.P(words.of(notice), className="data-notice") if notice else None,
            html.Nav(
                html.Ul(
                    [
                        html.Li(html.A(words(f"fetch.{key}.name"), href=f"#{key}"))
                        for key in ("sets", "qgis", "excel", "api", "terms", "protection", "embed")
                    ]
                ),
                className="data-parts",
                **{"aria-label": words("fetch.parts")},
            ),
            *_sets(region, words),
            *_steps("qgis", QGIS, words, address=f"{root}/api"),
            _copied(words, "qgis-address", f"{root}/api"),
            *_steps("excel", EXCEL, words),
            *_programs(words, root),
            *_terms(region, words),
            _head("protection", words),
            html.P(f"{disclosure_sentence(region, words)} {release_sentence(region, words)}".strip()),
            html.P(words("fetch.protection.text")),
            html.P(html.A(words("ui.page.method"), href=page_href("/metod", words.language))),
            *_embed(region, words, root),
        ],
    )


def _head(key: str, words: Words) -> html.H2:
    return html.H2(words(f"fetch.{key}.name"), id=key)


def _sets(region: Region, words: Words) -> list[html.H2 | html.P | html.Div]:
    heads = [html.Th(words(f"fetch.column.{key}"), scope="col") for key in ("set", "rows", "files")]
    heads[1].className = "is-number"
    rows = []
    for data_set in collections_of(region).values():
        key = TABLE_OF_KIND.get(data_set.kind)
        record = {"form": data_set.assessment.scenario.care_form}
        title = title_of(data_set, words)
        files = [
            html.A(
                name,
                href=download_href(region.version, key, kind, record, words.language),
                **{"aria-label": f"{title}, {name}"},
            )
            for kind, name in FILES.items()
            if key and (data_set.has_places or kind not in PLACED)
        ]
        browse = html.A(title, href=f"/api/collections/{data_set.id}?f=html&lang={words.language}")
        json_ = html.A(
            "GeoJSON",
            href=f"/api/collections/{data_set.id}/items?f=json&lang={words.language}",
            **{"aria-label": f"{title}, GeoJSON"},
        )
        rows.append(
            html.Tr(
                [
                    html.Th(browse, scope="row"),
                    html.Td(words.count(len(data_set.table.ids)), className="is-number"),
                    html.Td(
                        [part for file in (json_, *files) for part in (file, " ")], className="data-files"
                    ),
                ]
            )
        )
    table = html.Table(
        [
            html.Caption(words("fetch.sets.name"), className="unseen"),
            html.Thead(html.Tr(heads)),
            html.Tbody(rows),
        ]
    )
    wide = html.Div(
        table, className="data-wide", tabIndex="0", role="region", **{"aria-label": words("fetch.sets.name")}
    )
    return [_head("sets", words), html.P(words("fetch.sets.text")), wide]


def _steps(
    key: str, steps: Sequence[str], words: Words, address: str = ""
) -> list[html.H2 | html.P | html.Ol]:
    blanks = {"address": address} if address else {}
    return [
        _head(key, words),
        html.P(words(f"fetch.{key}.text")),
        html.Ol([html.Li(words(f"fetch.{key}.{step}", **blanks)) for step in steps]),
    ]


def _programs(words: Words, root: str) -> list[html.H2 | html.P | html.Ul]:
    ways = (
        ("start", f"{root}/api"),
        ("openapi", f"{root}/api/openapi"),
        ("kpis", f"{root}/api/kpis"),
        ("report", f"{root}/api/report"),
        ("news", f"{root}/api/news"),
        ("dcat", f"{root}/dcat"),
    )
    return [
        _head("api", words),
        html.P(words("fetch.api.text")),
        html.Ul(
            [html.Li([words(f"fetch.api.{key}"), " ", html.A(html.Code(at), href=at)]) for key, at in ways]
        ),
    ]


def _terms(region: Region, words: Words) -> list[html.H2 | html.P | html.Ul]:
    open_data = region.settings.open_data
    missing = html.Span(words("why.missing"), className="missing")
    licence = (
        html.A(open_data.licence_name or open_data.licence, href=open_data.licence)
        if open_data.licence
        else missing
    )
    publisher = words.of(open_data.publisher) if open_data.publisher else missing
    asks: list[object] = [words.of(open_data.contact)] if open_data.contact else []
    if open_data.email:
        asks += [" " if asks else "", html.A(open_data.email, href=f"mailto:{open_data.email}")]
    rows = (
        ("licence", licence),
        ("publisher", publisher),
        ("contact", asks or missing),
        ("version", f"{region.version}, {words.date(region.built[:10])}"),
    )
    sources = [
        html.Li(f"{source_line(source, words)} ({words.of(source.covers)})")
        for source in region.settings.sources
    ]
    return [
        _head("terms", words),
        html.Ul([html.Li([words(f"fetch.terms.{key}"), ": ", *_listed(value)]) for key, value in rows]),
        html.P(words("fetch.terms.sources")),
        html.Ul(sources),
    ]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _embed(region: Region, words: Words, root: str) -> list[Component]:
    sites = framing_sites()
    layers = embeddable(region, assess(region, default_scenario(region)))
    options = [
        html.Option(layer_words(layer, "name", words), value=embed_href(layer.key, words.language))
        for layer in layers
    ]
    title = words("embed.title", region=words.of(region.settings.name))
    shown = embed_href(layers[0].key, words.language)
    snippet = (
        f'<iframe src="{root}{shown.replace("&", "&amp;")}" title="{title}" width="100%" height="{HEIGHT_PX}"'
        ' style="border:0" loading="lazy"></iframe>'
    )
    may = words("fetch.embed.may", sites=", ".join(sites)) if sites else words("fetch.embed.off")
    return [
        _head("embed", words),
        html.P(words("fetch.embed.text")),
        html.P(may, className="data-may"),
        html.Label(
            [words("fetch.embed.layer"), html.Select(options, id="embed-layer", className="select")],
            className="data-label",
        ),
        _copied(words, "embed-snippet", snippet),
        html.P(html.A(words("fetch.embed.see"), href=shown, id="embed-see")),
    ]


def _copied(words: Words, key: str, text: str) -> html.Div:
    """A text to be copied, with the button that does it."""
    return html.Div(
        [
            html.Pre(
                html.Code(text, id=key),
                tabIndex="0",
                role="region",
                **{"aria-label": words(f"fetch.copied.{key}")},
            ),
            html.Button(
                words("fetch.copy"),
                className="button",
                **{
                    "data-copies": key,
                    "data-done": words("fetch.copy_done"),
                    "data-failed": words("fetch.copy_failed"),
                },
            ),
        ],
        className="data-copied",
    )
