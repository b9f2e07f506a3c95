"""What the browser moves a unit with, asked for when one may be moved and when one is lifted."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from dashboard.plan.carry_documents import homes_document, may_be_carried, unit_document
from dashboard.question.request import read_request
from dashboard.serve.publication import Publication
from geodata.contract.errors import RegionError, SnapshotError, UnknownNameError


def register_carry(server: Flask, publication: Publication) -> None:
    """Serve `/carry/<version>/homes.json` and `unit.json`: a scenario's keys, and the unit `carried`.

    Where nothing is told of a unit in hand the answer is empty, 204: that is no fault of whoever asks.
    """

    @server.get("/carry/<version>/<any(homes, unit):part>.json")
    def carry(version: str, part: str) -> Response:
        try:
            found = read_request(publication, {"version": version}, request.args, None).assessment
            if not may_be_carried(found.region):
                return Response(status=204)
            if part == "homes":
                return _answer(homes_document(found.region, found.scenario.age_group))
            return _answer(unit_document(found, request.args.get("carried", "")))
        except SnapshotError:
            abort(404)
        except (UnknownNameError, RegionError):
            return Response(status=204)


def _answer(content: bytes) -> Response:
    answer = Response(content, mimetype="application/json")
    # Of whoever asks; the same until the data, the program or the question changes: asked each time.
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
