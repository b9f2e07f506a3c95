"""What Hitta fetches once: the units in one language, and minutes where they are no straight line."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from dashboard.find.document import find_document, form_document, minutes_document
from dashboard.serve.publication import Publication
from dashboard.words.words import LANGUAGES
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms


def register_find(server: Flask, publication: Publication) -> None:
    """Serve `/find/<version>/<language>.json`, `<language>/<care form>.json` and `minutes.json`."""

    @server.get("/find/<version>/<name>.json")
    def find(version: str, name: str) -> Response:
        region = publication.region_for(version)
        if region is None or name not in (*LANGUAGES, "minutes"):
            abort(404)
        return _answer(_content(region, name))

    @server.get("/find/<version>/<language>/<form>.json")
    def find_form(version: str, language: str, form: str) -> Response:
        region = publication.region_for(version)
        if region is None or language not in LANGUAGES or form not in care_forms(region):
            abort(404)
        return _answer(form_document(region, language, form))


def _content(region: Region, name: str) -> bytes:
    return minutes_document(region) if name == "minutes" else find_document(region, name)


def _answer(content: bytes) -> Response:
    answer = Response(content, mimetype="application/json")
    answer.headers["Cache-Control"] = (
        "no-cache"  # the same until the data or the program changes: asked each time
    )
    answer.add_etag()
    answer.make_conditional(request)
    return answer
