"""What is reached of a place: outlines for the map, and the same to be taken along as a file."""

from __future__ import annotations

import json
from threading import BoundedSemaphore

from flask import Flask, Response, jsonify, request

from dashboard.layers.reach_words import ReachWords
from dashboard.question.request import read_request
from dashboard.reached.answer import reach_csv, reach_features
from dashboard.serve.publication import Publication
from dashboard.serve.site_address import site_address
from dashboard.words.reach import hidden_from
from dashboard.words.words import LANGUAGES, words
from geodata.contract.errors import RegionError, SnapshotError

GEOJSON, CSV = "application/geo+json", "text/csv; charset=utf-8"
PATIENCE_S = 10.0
ENDINGS = {"json": "geojson", "csv": "csv"}


def register_reached(server: Flask, publication: Publication) -> None:
    """Serve `/reach/<version>` to the map, and the same as files at `/reach/<version>.<json or csv>`.

    `reach` and `reach_min` beside a scenario's keys, as the address holds them, and the language.
    """
    turn = BoundedSemaphore(1)  # each worker draws for one map at a time, and no other question waits

    def answered(version: str, kind: str, *, on_map: bool = False) -> Response:
        language = request.args.get("lang", "sv")
        page = {"version": version, "language": language if language in LANGUAGES else "sv"}
        gone = Response(words(page["language"])("ui.gone"), 404, mimetype="text/plain")
        try:
            page_request = read_request(publication, page, request.args, None)
        except SnapshotError:
            return gone
        if hidden_from(page_request.assessment) or kind not in ENDINGS:
            return gone
        reach = ReachWords(*(request.args.get(key, "") for key in ReachWords._fields))
        try:
            if kind == "csv":
                return Response(
                    reach_csv(reach, page_request.assessment, page_request.words), content_type=CSV
                )
            features = reach_features(reach, page_request.assessment, page_request.words, site_address())
        except RegionError as error:
            why = error.sentence(page_request.words.language)
            if on_map:  # the card says why: to the map it is a place without outlines
                return jsonify({"type": "FeatureCollection", "features": [], "notes": [why]})
            return Response(why, 404, mimetype="text/plain")
        return Response(json.dumps(features, ensure_ascii=False, allow_nan=False), content_type=GEOJSON)

    @server.get("/reach/<version>")
    def reach_of(version: str) -> Response:
        if not turn.acquire(timeout=PATIENCE_S):
            return Response(words("sv")("export.busy"), 503, {"Retry-After": "10"}, mimetype="text/plain")
        try:
            return answered(version, "json", on_map=True)
        finally:
            turn.release()

    @server.get("/reach/<version>.<kind>")
    def reach_file(version: str, kind: str) -> Response:
        answer = answered(version, kind)
        if answer.status_code == 200:
            answer.headers["Content-Disposition"] = f'attachment; filename="reached.{ENDINGS[kind]}"'
        return answer
