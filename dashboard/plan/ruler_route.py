"""Minutes and metres between two places of the map, asked for when both are set."""

from __future__ import annotations

from flask import Flask, Response, jsonify, request

from dashboard.question.line import read_line
from dashboard.serve.publication import Publication
from dashboard.words.ruler import ruler_answer
from dashboard.words.words import LANGUAGES, words, words_of
from geodata.region.in_mode import modes_of


def register_ruler(server: Flask, publication: Publication) -> None:
    """Serve `/ruler/<version>`: a `line` and a `mode`, as the address holds them, and the language."""

    @server.get("/ruler/<version>")
    def ruler_of(version: str) -> Response:
        language = request.args.get("lang", "sv")
        language = language if language in LANGUAGES else "sv"
        region = publication.region_for(version)
        if region is None:
            return Response(words(language)("ui.gone"), 404, mimetype="text/plain")
        ends = read_line(region, request.args.get("line", ""))
        if ends is None:
            return Response(words(language)("ruler.outside"), 404, mimetype="text/plain")
        mode = request.args.get("mode", "")
        region = region.in_mode(mode if mode in modes_of(region) else "")
        return jsonify(ruler_answer(region, ends, words_of(region.settings, language)))
