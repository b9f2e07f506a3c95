"""Routes beside the pages: the map's geometry, health, and what is said when nothing is published."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from dash import Dash
from flask import Flask, Response, abort, jsonify, request

from dashboard.serve.compression import UNCHANGING, accepted_encoding, compress_answers, pack_ahead
from dashboard.serve.ground import add_ground_route
from dashboard.serve.headers import secure_answers
from dashboard.serve.links import PAGES
from dashboard.serve.publication import Publication
from dashboard.serve.reduced_documents import is_reduced, reduced_answer
from dashboard.serve.version_document import document_of_version
from geodata.contract.errors import SnapshotError
from geodata.publish.manifest import file_content, folder_of

DOCUMENTS: Final = re.compile(r"(shapes|units|search|addresses-\d{1,3})\.json")
BODY_MOST: Final = 64 * 1024
"""Bytes that a request may bring, many times what a page sends; a route that takes files says so itself."""
ALWAYS: Final = ("/healthz", "/readyz", "/metrics", *UNCHANGING)

DAMAGED: Final = "published_version_damaged"
"""What `/readyz` says where what was published last cannot be read."""

NOTHING_PUBLISHED: Final = """<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>Utbudskarta</title>
<style>
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1c2430; background: #f4f3ef }
main { max-width: 36rem; margin: 12vh auto; padding: 0 1.5rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem }
code { background: #e6e4dd; padding: .1em .35em; border-radius: 3px }
section + section { margin-top: 2.5rem; padding-top: 2rem; border-top: 1px solid #d5d2c8 }
</style>
</head>
<body>
<main>
<section>
<h1>Ingen karta är publicerad än</h1>
<p>Kör <code>utbudskarta build KATALOG</code> för en egen region, eller <code>utbudskarta demo</code>
för exempelregionen. Sidan öppnar kartan av sig själv när den finns.</p>
</section>
<section lang="en">
<h1>No map has been published yet</h1>
<p>Run <code>utbudskarta build FOLDER</code> for a region of your own, or <code>utbudskarta demo</code>
for the example region. This page opens the map by itself once it is there.</p>
</section>
</main>
</body>
</html>
"""
NOTHING_WHOLE: Final = (
    NOTHING_PUBLISHED[: NOTHING_PUBLISHED.index("<section>")]
    + """<section>
<h1>Kartan går inte att läsa just nu</h1>
<p>Filerna till det som är publicerat är skadade eller stängda på servern. Den som publicerar data kan bygga
om versionen med <code>utbudskarta build KATALOG</code> eller lägga tillbaka den från en säkerhetskopia.
Sidan öppnar kartan av sig själv när den går att läsa.</p>
</section>
<section lang="en">
<h1>The map cannot be read right now</h1>
<p>The files of what is published are damaged or closed on the server. Whoever publishes data can build the
version again with <code>utbudskarta build FOLDER</code>, or put it back from a copy. This page opens the map
by itself once it can be read.</p>
</section>
</main>
</body>
</html>
"""
)


def register_routes(app: Dash, publication: Publication, frame_ancestors: str = "none") -> None:
    """Make an app a whole server: its own routes, compressed and guarded answers.

    Parameters
    ----------
    app : Dash
        With its layout and every callback, whose inline scripts are let through by name.
    publication : Publication
    frame_ancestors : str
        Who may show the embedded map in a frame; see `secure_answers`.
    """
    app.server.config["MAX_CONTENT_LENGTH"] = BODY_MOST
    add_routes(app.server, publication)
    compress_answers(app.server)
    secure_answers(app.server, app.csp_hashes(), frame_ancestors)


def ready(app: Dash) -> Flask:
    """The WSGI server of an app, its scripts and styles compressed before it is asked.

    Parameters
    ----------
    app : Dash

    Returns
    -------
    Flask
    """
    server: Flask = app.server
    for address in ("/", PAGES["find"]):  # the first may not be everybody's
        with server.test_request_context(address):
            page = app.index()
        if isinstance(page, str):
            pack_ahead(server, page)
            break
    return server


def add_routes(
    server: Flask, publication: Publication, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> None:
    """Add `/geo/<version>/...`, `/healthz`, `/readyz` and the page for when nothing is published.

    Parameters
    ----------
    server : Flask
        Before its first request.
    publication : Publication
    now : callable
        The moment, for the age of the data.
    """

    @server.before_request
    def say_nothing_is_published() -> Response | None:
        if request.path.startswith(ALWAYS) or publication.current() is not None:
            return None
        page = NOTHING_WHOLE if publication.damaged else NOTHING_PUBLISHED
        return Response(page, status=503, headers={"Cache-Control": "no-store", "Retry-After": "5"})

    @server.get("/healthz")
    def health() -> Response:
        return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})

    @server.get("/readyz")
    def readiness() -> Response:
        region = publication.current()
        if region is None:
            problem = {"problem": DAMAGED} if publication.damaged else {}
            answer = jsonify(ready=False, version=None, **problem)
            answer.status_code = 503
        else:
            age = now() - datetime.fromisoformat(region.built)
            answer = jsonify(
                ready=True,
                version=region.version,
                region=region.settings.id,
                built=region.built,
                age_s=max(0, round(age.total_seconds())),
                **({"problem": DAMAGED} if region.stands_in else {}),
            )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @server.get("/geo/<version>/<name>")
    def geometry(version: str, name: str) -> Response:
        if DOCUMENTS.fullmatch(name) is None:
            abort(404)
        try:
            folder = folder_of(publication.out, version)
        except SnapshotError:
            abort(404)
        if publication.access().roles:
            region = publication.region_for(version)
            if region is None:
                abort(404)  # nobody knows what of it is whose
            if is_reduced(region):
                return reduced_answer(region, folder, name) or abort(404)
        encoding = accepted_encoding()
        suffix = {"br": ".br", "gzip": ".gz", "": ""}[encoding]
        try:
            content = file_content(folder, f"{name}{suffix}")
        except SnapshotError:
            abort(404)  # what is not whole would be kept by the browser for ever
        return document_of_version(content, encoding, f"{version}-{name}{suffix}")

    add_ground_route(server, publication)
