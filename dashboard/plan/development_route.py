"""One key figure over all periods, asked for when its small line is pressed."""

from __future__ import annotations

from flask import Flask, Response, jsonify, request

from dashboard.plan.development import development
from dashboard.question.request import read_request
from dashboard.serve.publication import Publication
from dashboard.words.words import LANGUAGES, words
from geodata.contract.errors import SnapshotError, UnknownNameError


def register_development(server: Flask, publication: Publication) -> None:
    """Serve `/development/<version>/<key>`: a scenario's and a selection's keys, and the language."""

    @server.get("/development/<version>/<key>")
    def development_of(version: str, key: str) -> Response:
        language = request.args.get("lang", "sv")
        page = {"version": version, "language": language if language in LANGUAGES else "sv"}
        try:
            return jsonify(development(read_request(publication, page, request.args, request.args), key))
        except SnapshotError:
            return Response(words(page["language"])("ui.gone"), 404, mimetype="text/plain")
        except UnknownNameError:
            return Response(words(page["language"])("development.failed"), 404, mimetype="text/plain")
