"""What is asked and how it goes: a line of the log for each request, and sums for whoever watches the server.

Neither says who asks or what for: no address, no account, no query.
"""

from __future__ import annotations

import logging
from time import perf_counter
from typing import Final
from urllib.parse import quote

from flask import Flask, Response, g, request

from dashboard.serve.compression import AHEAD
from dashboard.serve.json_lines import FIELDS
from dashboard.serve.metrics import Metrics
from dashboard.serve.publication import Publication
from dashboard.serve.route_needs import ROUTES
from dashboard.serve.settings import Settings

PATH: Final = "/metrics"
LONGEST: Final = 200
"""Characters of a path that are written."""
SAFE: Final = "/:@,;=~+-._"
KINDS: Final = {
    "page": "/ /<path:path> unit changes saved planning upload upload_state find_form",
    "answer": "/_dash-update-component compare find followup siting development_of ruler_of reach_of tell "
    "read",
    "file": "download view presentation scenario compare_csv compare_txt thumbnail followup_ground unit_map "
    "changes_map unit_file changes_file upload_problems",
    "map": "geometry ground",
    "asset": "_dash_assets.static /_dash-component-suites/<string:package_name>/<path:fingerprinted_path> "
    "module library static /_dash-layout /_dash-dependencies /_reload-hash /_favicon.ico",
    "health": "health readiness metrics",
}
"""What an endpoint is counted as; those of the open interface and of a login begin so, others are "other"."""
KIND_OF: Final = {name: kind for kind, names in KINDS.items() for name in names.split()}

log = logging.getLogger("utbudskarta.access")


def kind_of(endpoint: str | None) -> str:
    """Which of a few kinds an endpoint is counted as, whatever is asked."""
    name = endpoint or ""
    if name in KIND_OF:
        return KIND_OF[name]
    if name.startswith(("api_", "dcat")):
        return "api"
    if name.startswith("log"):
        return "login"
    return "file" if name in ROUTES and ROUTES[name].export else "other"


def watch_traffic(server: Flask, publication: Publication, settings: Settings) -> None:
    """Write and count each answer, where the settings want it; otherwise nothing is added to the server.

    Parameters
    ----------
    server : Flask
        Before its first request and before any other of its hooks, so that all of an answer is measured.
    publication : Publication
    settings : Settings
    """
    writes, counts = settings.access_log == "yes", settings.metrics == "yes"
    metrics = Metrics() if counts else None
    if metrics is not None:

        @server.get(PATH, endpoint="metrics")
        def shown() -> Response:
            region = publication.current()
            text = metrics.text(region.version if region else "", region.built if region else "")
            answer = Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")
            answer.headers["Cache-Control"] = "no-store"
            return answer

    if not writes and metrics is None:
        return
    log.setLevel(logging.INFO)

    @server.before_request
    def begin() -> None:
        g.begun = perf_counter()

    @server.after_request
    def end(answer: Response) -> Response:
        if AHEAD in request.environ:
            return answer
        seconds = perf_counter() - g.get("begun", perf_counter())
        kind = kind_of(request.endpoint)
        if metrics is not None:
            metrics.count(kind, answer.status_code, seconds)
        if writes and kind != "health":
            _write(answer, kind, seconds)
        return answer


def _write(answer: Response, kind: str, seconds: float) -> None:
    fields = {
        "method": request.method if request.method.isalpha() else "?",
        "path": quote(request.path, safe=SAFE)[:LONGEST],
        "kind": kind,
        "status": answer.status_code,
        "bytes": answer.content_length or 0,
        "ms": round(1000 * seconds, 1),
    }
    text = "{method} {path} {status} {bytes} B {ms} ms".format(**fields)
    log.info("%s", text, extra={FIELDS: fields})
