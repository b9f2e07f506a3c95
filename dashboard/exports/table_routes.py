"""Tables as files: the same scenario and focus as on the screen, at an address of their own."""

from __future__ import annotations

from flask import Flask, Response, request

from dashboard.exports.table_files import TABLE_KINDS, table_file
from dashboard.question.request import read_request
from dashboard.serve.links import download_href
from dashboard.serve.publication import Publication
from dashboard.serve.site_address import beneath
from dashboard.tables.payment_models import MODELS
from dashboard.tables.scenarios import COMPARE
from dashboard.tables.tables import table_keys
from dashboard.words.words import LANGUAGES, words
from geodata.contract.errors import SnapshotError


def register_downloads(server: Flask, publication: Publication) -> None:
    """Serve `/download/<version>/<table>.<kind>`, a key of `TABLE_KINDS`.

    A CSV holds its rows alone; its header `Link` says where its metadata are (CSVW).
    """

    @server.get("/download/<version>/<table>.<kind>")
    def download(version: str, table: str, kind: str) -> Response:
        language = request.args.get("lang", "sv")
        page = {"version": version, "language": language if language in LANGUAGES else "sv"}
        gone = Response(words(page["language"])("ui.gone"), 404, mimetype="text/plain")
        try:
            question = read_request(publication, page, request.args, request.args)
        except SnapshotError:
            return gone
        if kind not in TABLE_KINDS or table not in (*table_keys(question.region), COMPARE, MODELS):
            return gone
        write, mime = TABLE_KINDS[kind]
        file = table_file(question, table, request.args)
        answer = Response(write(file), mimetype=mime)
        ending = "csv-metadata.json" if kind == "json" else kind
        answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}.{ending}"'
        if kind == "csv":
            metadata = download_href(version, table, "json", request.args, page["language"])
            answer.headers["Link"] = f'<{beneath(metadata)}>; rel="describedby"; type="application/csvm+json"'
        return answer
