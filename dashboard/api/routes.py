"""The addresses of the open interface: what stands at each, in which forms, kept by what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, request
from werkzeug.routing import BaseConverter

from dashboard.api import documents, pages
from dashboard.api.call import BASE, GEOJSON, HTML, JSON, OPENAPI, Call
from dashboard.api.collections import Collection, collections_of
from dashboard.api.figures import figure_parameters, figures, kpis
from dashboard.api.items import item, items
from dashboard.api.news import news
from dashboard.api.openapi import openapi
from dashboard.api.pages import shown_json
from dashboard.api.parameters import LANG, VERSION, Parameter, checked_parameters, form_of
from dashboard.api.query import crs_parameters, item_parameters
from dashboard.api.reach import reach, reach_parameters
from dashboard.api.refusal import RefusedError
from dashboard.serve.publication import Publication
from dashboard.serve.settings import Settings
from dashboard.serve.site_address import site_address
from dashboard.words.words import LANGUAGES, Words, words_of
from geodata.contract.errors import SnapshotError
from geodata.region.region import Region

Answer = Callable[[Call], Response]
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Crs, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}
"""Open data: a page of any site may read it, and asks each time whether it has changed."""


class _AnyText(BaseConverter):
    """The rest of an address, whatever signs are in it: ids are the region's own."""

    regex = r"[\s\S]+"
    part_isolating = False


def register_api(
    server: Flask,
    publication: Publication,
    settings: Settings,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Serve the interface below `BASE`.

    Parameters
    ----------
    server : Flask
        Before its first request.
    publication : Publication
    settings : Settings
        The language of answers that are not asked for in one.
    now : callable
        The moment an answer is made.
    """
    server.url_map.converters["any_text"] = _AnyText

    def answered(
        path: str,
        write: Answer,
        types: Mapping[str, str],
        parameters: Callable[[Region], Sequence[Parameter]] = lambda _: (),
    ) -> Response:
        words = spoken(publication, settings)
        try:
            region = _region(publication)
            words = words_of(region.settings, request.args.get("lang") or settings.language)
            known = [*parameters(region), form_of(types), LANG, VERSION]
            given = checked_parameters(request.args.items(multi=True), known)
            return write(Call(region, words, site_address(), path, given, _form(given, types), types))
        except RefusedError as refusal:
            return refused(refusal, words)

    def document(
        path: str,
        make: Callable[[Call], Mapping[str, Any]],
        show: Callable[[Call, Mapping[str, Any]], str],
        type_: str = JSON,
    ) -> Response:
        def write(call: Call) -> Response:
            content = make(call)
            return _sent(call, show(call, content) if call.form == "html" else shown_json(content))

        return answered(path, write, {"json": type_, "html": HTML})

    @server.get(BASE, strict_slashes=False)
    def api_landing() -> Response:
        return document("", documents.landing, pages.landing_page)

    @server.get(f"{BASE}/conformance")
    def api_conformance() -> Response:
        return document("/conformance", documents.conformance, pages.conformance_page)

    @server.get(f"{BASE}/openapi")
    def api_openapi() -> Response:
        return document("/openapi", openapi, pages.openapi_page, OPENAPI)

    @server.get(f"{BASE}/collections")
    def api_collections() -> Response:
        return document("/collections", documents.collections, pages.collections_page)

    @server.get(f"{BASE}/collections/<id_>")
    def api_collection(id_: str) -> Response:
        return document(
            f"/collections/{id_}",
            lambda call: documents.collection(call, _collection(call.region, id_)),
            pages.collection_page,
        )

    @server.get(f"{BASE}/collections/<id_>/items")
    def api_items(id_: str) -> Response:
        def write(call: Call) -> Response:
            found = items(call, _collection(call.region, id_))
            html = call.form == "html"
            text = pages.items_page(call, found) if html else found.json(now())
            return _sent(call, text, found.crs, varying=('"timeStamp"', '"numberMatched"'))

        path = f"/collections/{id_}/items"
        return answered(
            path,
            write,
            {"json": GEOJSON, "html": HTML},
            lambda region: item_parameters(_collection(region, id_)),
        )

    @server.get(f"{BASE}/collections/<id_>/items/<any_text:feature>")
    def api_item(id_: str, feature: str) -> Response:
        def write(call: Call) -> Response:
            found = item(call, _collection(call.region, id_), feature)
            text = pages.item_page(call, found) if call.form == "html" else found.json()
            return _sent(call, text, found.crs)

        path = f"/collections/{id_}/items/{feature}"
        return answered(
            path,
            write,
            {"json": GEOJSON, "html": HTML},
            lambda region: crs_parameters(_collection(region, id_))[:1],
        )

    @server.get(f"{BASE}/kpis")
    def api_kpis() -> Response:
        return answered(
            "/kpis", lambda call: _sent(call, shown_json(kpis(call))), {"json": JSON}, figure_parameters
        )

    @server.get(f"{BASE}/report")
    def api_report() -> Response:
        return answered(
            "/report", lambda call: _sent(call, shown_json(figures(call))), {"json": JSON}, figure_parameters
        )

    @server.get(f"{BASE}/reach")
    def api_reach() -> Response:
        return answered(
            "/reach", lambda call: _sent(call, shown_json(reach(call))), {"json": GEOJSON}, reach_parameters
        )

    @server.get(f"{BASE}/news")
    def api_news() -> Response:
        return answered("/news", lambda call: _sent(call, shown_json(news(call))), {"json": JSON})

    @server.get(f"{BASE}/<any_text:rest>")
    def api_nothing(rest: str) -> Response:
        return refused(
            RefusedError(404, "no_such_address", path=f"{BASE}/{rest[:80]}"), spoken(publication, settings)
        )


def _region(publication: Publication) -> Region:
    """The version that a page of features was begun with, else the newest."""
    version = request.args.get("v", "")
    region = publication.region_for(version) if version else publication.current()
    if region is None:
        if not version:
            raise SnapshotError("nothing is published")
        raise RefusedError(404, "no_version", version=version[:80])
    return region


def _collection(region: Region, id_: str) -> Collection:
    found = collections_of(region)
    if id_ not in found:
        raise RefusedError(404, "no_collection", id=id_[:80], known=", ".join(found))
    return found[id_]


def _form(parameters: Mapping[str, str], types: Mapping[str, str]) -> str:
    """The form that the address asks for, else the one that the client would rather have."""
    if "f" in parameters:
        return parameters["f"]
    offered = {type_: form for form, type_ in types.items()} | {JSON: "json"}
    best = request.accept_mimetypes.best_match(list(offered)) if request.accept_mimetypes else types["json"]
    if best is None:
        raise RefusedError(406, "no_such_type", types=", ".join(offered))
    return offered[best]


def spoken(publication: Publication, settings: Settings) -> Words:
    """The words of a request of which nothing else is known."""
    region, language = publication.current(), request.args.get("lang", "")
    known = language if language in LANGUAGES else settings.language
    if region is None:
        raise SnapshotError("nothing is published")
    return words_of(region.settings, known)


def _sent(call: Call, text: str, crs: str = "", varying: tuple[str, str] | None = None) -> Response:
    """Answer with the headers for caches and clients; its ETag leaves out the text between `varying`."""
    answer = Response(text, content_type=call.types[call.form])
    if call.form == "html":
        answer.content_type = f"{HTML}; charset=utf-8"
    if varying and call.form == "json":
        begin, _, rest = text.partition(varying[0])
        text = begin + rest.partition(varying[1])[2]
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    answer.set_etag(f"{call.region.version}-{digest}")
    answer.headers["Content-Language"] = call.words.language
    if crs:
        answer.headers["Content-Crs"] = f"<{crs}>"
    answer.headers.update(OPEN)
    answer.vary.add("Accept")
    answer.make_conditional(request)
    return answer


def refused(refusal: RefusedError, words: Words) -> Response:
    """Why a request is not answered, as JSON."""
    sentence = words(f"api.refused.{refusal.key}", **refusal.values)
    content = shown_json({"code": refusal.key, "description": sentence})
    answer = Response(content, refusal.status, content_type=JSON)
    answer.headers.update(OPEN)
    answer.headers["Content-Language"] = words.language
    return answer
