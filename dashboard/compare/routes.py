"""What Jämför fetches: its answer to an address, and the library of its large plot when that is opened."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import brotli
import plotly
from flask import Flask, Response, abort, jsonify, request

from dashboard.compare.answer import compare_answer
from dashboard.compare.file import comparison_about, comparison_csv, file_name
from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.compare.state import read_comparison_question
from dashboard.question.request import Request, read_request
from dashboard.question.state import STORES
from dashboard.serve.modules import FOR_EVER
from dashboard.serve.publication import Publication
from dashboard.words.words import LANGUAGES
from geodata.contract.errors import SnapshotError

PLOTLY = f"/chart/{plotly.__version__}/plotly.min.js"
"""Where the library is: its address changes with its version, so that browsers may keep it."""


FILES = {"csv": (comparison_csv, "text/csv"), "txt": (comparison_about, "text/plain")}
"""The table's rows, and what they are, by the ending of their file."""


def register_compare(server: Flask, publication: Publication) -> None:
    """Serve `/compare/<version>/<language>` and the library of charts."""

    def question(version: str, language: str) -> tuple[Request, dict[str, str]]:
        if language not in LANGUAGES:
            abort(404)
        record = dict(request.args)
        asked_for = {key: record[key] for key in STORES["scenario"] if key in record and key != "changes"}
        try:
            page = {"version": version, "language": language}
            return read_request(publication, page, asked_for, None), record
        except SnapshotError:
            abort(404)

    def file(version: str, language: str, ending: str) -> Response:
        page_request, record = question(version, language)
        comparison_question = read_comparison_question(page_request.assessment, record)
        if comparison_question is None:
            abort(404)
        comparison = IndicatorComparison(page_request.assessment, comparison_question)
        make, kind = FILES[ending]
        answer = Response(make(comparison, page_request.words), mimetype=f"{kind}; charset=utf-8")
        name = f"{file_name(comparison)}.{ending}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    for ending in FILES:
        server.add_url_rule(
            f"/compare/<version>/<language>.{ending}", f"compare_{ending}", file, defaults={"ending": ending}
        )

    @server.get("/compare/<version>/<language>")
    def compare(version: str, language: str) -> Response:
        answer = jsonify(compare_answer(*question(version, language)))
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
