"""What Följ upp fetches: its answer to an address, and the ground of its map."""

from __future__ import annotations

from flask import Flask, Response, abort, jsonify, request

from dashboard.followup.answer import followup_answer
from dashboard.followup.ground import ground_svg
from dashboard.login.current import current
from dashboard.planned.rights import may_plan
from dashboard.question.request import read_request
from dashboard.question.state import STORES
from dashboard.serve.modules import FOR_EVER
from dashboard.serve.publication import Publication
from dashboard.words.words import LANGUAGES
from geodata.contract.errors import SnapshotError


def register_followup(server: Flask, publication: Publication) -> None:
    """Serve `/followup/<version>/<language>`, and the ground of the map."""

    @server.get("/followup/<version>/<language>")
    def followup(version: str, language: str) -> Response:
        if language not in LANGUAGES:
            abort(404)
        record = dict(request.args)
        asked_for = {key: record[key] for key in STORES["scenario"] if key in record and key != "changes"}
        try:
            page = {"version": version, "language": language}
            found = read_request(publication, page, asked_for, None)
        except SnapshotError:
            abort(404)
        answer = jsonify(followup_answer(found, asked_for, may_plan(current(), found.region)))
        answer.headers["Cache-Control"] = "no-cache"
        answer.add_etag()
        answer.make_conditional(request)
        return answer

    @server.get("/followup/<version>/ground.svg")
    def followup_ground(version: str) -> Response:
        region = publication.region_for(version)
        if region is None:
            abort(404)
        answer = Response(ground_svg(region), mimetype="image/svg+xml")
        answer.headers["Cache-Control"] = FOR_EVER
        return answer
