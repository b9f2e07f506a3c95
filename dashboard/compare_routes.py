"""What Jämför fetches: its answer to an address, and the library of its large plot when that is opened."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import brotli
import plotly
from flask import Flask, Response, abort, jsonify, request

from dashboard.asked import asked
from dashboard.compare_answer import compare_answer
from dashboard.i18n import LANGUAGES
from dashboard.publication import Publication
from dashboard.server import FOR_EVER
from dashboard.state import STORES
from geodata.errors import SnapshotError

PLOTLY = f"/chart/{plotly.__version__}/plotly.min.js"
"""Where the library is: its address changes with its version, so that browsers may keep it."""


def register_compare(server: Flask, publication: Publication) -> None:
    """Serve `/compare/<version>/<language>` and the library of charts."""

    @server.get("/compare/<version>/<language>")
    def compare(version: str, language: str) -> Response:
        if language not in LANGUAGES:
            abort(404)
        record = dict(request.args)
        question = {key: record[key] for key in STORES["scenario"] if key in record and key != "changes"}
        try:
            it = asked(publication, {"version": version, "language": language}, question, None)
        except SnapshotError:
            abort(404)
        answer = jsonify(compare_answer(it, record))
        answer.headers["Cache-Control"] = "no-cache"
        answer.add_etag()
        answer.make_conditional(request)
        return answer

    @server.get(PLOTLY)
    def library() -> Response:
        packed = request.accept_encodings["br"] > 0
        answer = Response(_library(packed), mimetype="text/javascript")
        answer.headers["Cache-Control"] = FOR_EVER
        answer.headers["Vary"] = "Accept-Encoding"
        if packed:
            answer.headers["Content-Encoding"] = "br"
        return answer


@cache
def _library(packed: bool) -> bytes:
    content = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()
    return brotli.compress(content, quality=6) if packed else content
