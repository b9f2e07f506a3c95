"""The interface as pages to read: plain HTML that needs no script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from dashboard.api.call import BASE, Call
from dashboard.api.collections import UNREACHABLE, collections_of
from dashboard.api.documents import description_of, title_of
from dashboard.api.items import Item, Items
from dashboard.components.markup import Markup, document_start, html_of, tag
from dashboard.serve.site_address import beneath
from dashboard.tables.rows import heading_text

STYLES = ("/assets/fonts.css", "/assets/tokens.css", "/assets/page-api/reading.css")


def page(call: Call, title: str, content: Iterable[Markup], trail: Sequence[tuple[str, str]] = ()) -> str:
    """A whole page: where one is, what is told, and the same as JSON.

    Parameters
    ----------
    call : Call
    title : str
    content : iterable of Markup
    trail : sequence of (str, str)
        Name and address of the pages above this one, below the start.
    """
    words = call.words
    trail = [
        (words("ui.product"), f"{call.root}/?lang={words.language}"),
        (words("api.name"), call.href()),
        *trail,
    ]
    links = [tag("li", tag("a", name, href=href)) for name, href in trail]
    other = "en" if words.language == "sv" else "sv"
    same = {key: value for key, value in call.query.items() if key not in ("f", "lang")}
    body: list[Markup] = [
        tag(
            "header",
            tag("nav", tag("ol", *links), aria_label=words("api.trail")),
            tag(
                "p",
                tag("a", "JSON", href=call.href(call.path, **same, f="json")),
                " ",
                tag(
                    "a",
                    words(f"ui.language.{other}"),
                    href=call.href(call.path, **(same | {"lang": other, "f": "html"})),
                    lang=other,
                ),
            ),
        ),
        tag("main", tag("h1", title), *content),
    ]
    styles = "".join(f'<link rel="stylesheet" href="{beneath(href)}">' for href in STYLES)
    return (
        f'{document_start(words.language)}<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"{styles}</head><body>{''.join(html_of(element) for element in body)}</body></html>"
    )


def landing_page(call: Call, document: Mapping[str, Any]) -> str:
    """The start, with a link to everything."""
    links = [link for link in document["links"] if link["rel"] not in ("self", "alternate")]
    return page(call, document["title"], [tag("p", document["description"]), _links(links)])


def conformance_page(call: Call, document: Mapping[str, Any]) -> str:
    """The conformance classes."""
    rows = [tag("li", tag("code", address)) for address in document["conformsTo"]]
    return page(call, call.words("api.link.conformance"), [tag("ul", *rows)])


def openapi_page(call: Call, document: Mapping[str, Any]) -> str:
    """Every address with its parameters."""
    content: list[Markup] = [tag("p", document["info"]["description"])]
    for path, methods in document["paths"].items():
        operation = methods["get"]
        rows = [
            tag("tr", tag("td", tag("code", each["name"])), tag("td", each["description"]))
            for each in operation["parameters"]
        ]
        heads = [tag("th", call.words(f"api.head.{key}"), scope="col") for key in ("parameter", "means")]
        content += [
            tag("h2", operation["summary"]),
            tag("p", tag("code", f"GET {BASE}{path}")),
            _wide(tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows)), operation["summary"]),
        ]
    return page(call, call.words("api.link.openapi"), content)


def collections_page(call: Call, document: Mapping[str, Any]) -> str:  # noqa: ARG001  the same as it says
    """Every collection, with what it holds."""
    content: list[Markup] = []
    for id_, data_set in collections_of(call.region).items():
        name = tag("a", title_of(data_set, call.words), href=call.href(f"/collections/{id_}"))
        content += [tag("h2", name), tag("p", description_of(data_set, call.words))]
    return page(call, call.words("api.link.collections"), content)


def collection_page(call: Call, document: Mapping[str, Any]) -> str:
    """One collection: what it is, its properties, its sources."""
    rows = [
        tag("tr", tag("td", tag("code", attribute["name"])), tag("td", attribute["title"]))
        for attribute in document["attributes"]
    ]
    heads = [tag("th", call.words(f"api.head.{key}"), scope="col") for key in ("property", "means")]
    links = [link for link in document["links"] if link["rel"] in ("items", "describedby")]
    content: list[Markup] = [
        tag("p", document["description"]),
        _links(links),
        tag("h2", call.words("api.head.properties")),
        _wide(tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows)), document["title"]),
        tag("h2", call.words("api.head.systems")),
        tag("ul", *(tag("li", tag("code", system)) for system in document["crs"])),
        tag("h2", call.words("api.head.sources")),
        tag("ul", *(tag("li", line) for line in document["attribution"])),
    ]
    return page(call, document["title"], content, [_collections(call)])


def items_page(call: Call, found: Items) -> str:
    """A page of features as a table."""
    words, data_set = call.words, found.collection
    heads = [tag("th", "id", scope="col")]
    heads += [tag("th", heading_text(column, words), scope="col") for column in data_set.properties.values()]
    rows = []
    for at in found.page.at:
        id_ = found.features.ids[at]
        link = tag("a", id_, href=call.href(f"/collections/{data_set.id}/items/{id_}"))
        cells = [tag("td", _cell(call, found, at, key)) for key in data_set.properties]
        rows.append(tag("tr", tag("td", link), *cells))
    first, last = found.page.offset + 1, found.page.offset + len(found.page.at)
    shown = words("api.shown", first=first, last=last, matched=found.page.matched)
    turn = [link for link in found.links if link["rel"] in ("prev", "next")]
    content: list[Markup] = [tag("p", shown if rows else words("api.none"))]
    if rows:
        content.append(
            _wide(
                tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows)), title_of(data_set, words)
            )
        )
    return page(
        call,
        title_of(data_set, words),
        [*content, _links(turn)],
        [_collections(call), _collection(call, found)],
    )


def item_page(call: Call, found: Item) -> str:
    """One feature: everything that is known of it."""
    data_set = found.collection
    rows = [
        tag(
            "tr",
            tag("th", heading_text(column, call.words), scope="row"),
            tag("td", _cell(call, found, found.at, key)),
        )
        for key, column in data_set.properties.items()
    ]
    title = str(found.features.ids[found.at])
    table = _wide(tag("table", tag("tbody", *rows)), title)
    return page(call, title, [table], [_collections(call), _collection(call, found)])


def _cell(call: Call, found: Items | Item, at: int, key: str) -> str:
    row = found.features.rows[at]
    value = row[key]
    if row.get(key + UNREACHABLE):
        return call.words("format.unreachable")
    if value is None or value == "":
        return call.words("why.missing")
    kind = found.collection.properties[key].kind
    return value if isinstance(value, str) and kind in ("text", "date") else call.words.value(value, kind)


def _collections(call: Call) -> tuple[str, str]:
    return call.words("api.link.collections"), call.href("/collections", f="html")


def _collection(call: Call, found: Items | Item) -> tuple[str, str]:
    data_set = found.collection
    return title_of(data_set, call.words), call.href(f"/collections/{data_set.id}", f="html")


def _links(links: Iterable[Mapping[str, str]]) -> Markup:
    return tag(
        "ul",
        *(
            tag("li", tag("a", f"{link['title']} ({_short(link['type'])})", href=link["href"]))
            for link in links
        ),
    )


def _short(type_: str) -> str:
    return {"text/html": "HTML", "application/geo+json": "GeoJSON"}.get(type_, "JSON")


def _wide(table: Markup, name: str) -> Markup:
    """A table that scrolls by itself, also by keyboard."""
    return tag("div", table, class_="wide", tabindex="0", role="region", aria_label=name)


def shown_json(content: object) -> str:
    """JSON as it is sent: small, letters as they are."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
