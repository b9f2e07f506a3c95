"""The gate of every address: who may not see what stands there is told so, and no cache keeps an answer.

What an answer holds has been decided before: regions are handed out as whoever asks may see them.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify, request

from dashboard.pages.refused import needed_sentence
from dashboard.serve.audience import audience_of_request
from dashboard.serve.compression import UNCHANGING
from dashboard.serve.own_page import KIND_MOST, json_sent
from dashboard.serve.publication import Publication
from dashboard.serve.route_needs import CALLBACKS, EVERYBODY, ROUTES, Needs
from dashboard.words.words import LANGUAGES, Words, words_of
from geodata.region.audience import EVERYBODY as EVERYBODY_ASKS
from geodata.region.region import Region

CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
SAME_FOR_ALL = (*UNCHANGING, "/chart/", "/healthz", "/readyz", "/metrics", "/static/")
"""How addresses begin of what is no region's."""


def guard(server: Flask, publication: Publication, language: str) -> None:
    """Put the gate before every route, and what it means for caches after it.

    Parameters
    ----------
    server : Flask
        Before its first request and before any other of its hooks: what it says of caches is said last.
    publication : Publication
    language : {"sv", "en", ""}
        The deployment's; "" is the region's own.
    """

    @server.after_request
    def keep_apart(answer: Response) -> Response:
        if not publication.access().roles or request.path.startswith(SAME_FOR_ALL):
            return answer
        answer.vary.add("Cookie")
        if _is_own():
            answer.headers["Cache-Control"] = "private, no-store"
            answer.headers.pop("ETag", None)
            answer.headers.pop("Access-Control-Allow-Origin", None)
        return answer

    @server.before_request
    def refuse() -> Response | None:
        if not publication.access().roles or request.path.startswith(SAME_FOR_ALL):
            return None
        if _is_own():  # what a browser has kept may be what everybody is answered
            for name in CONDITIONS:
                request.environ.pop(name, None)
        region = publication.current()
        if region is None:
            return None
        needs = _needs()
        if not needs.refused_to(region.hidden, _kind() if needs.export == "*" else ""):
            return None
        return _refusal(needs, _words(region, language), publication)


def _is_own() -> bool:
    """Whether whoever asks may be told other things than everybody."""
    return audience_of_request() != EVERYBODY_ASKS


def _needs() -> Needs:
    if request.endpoint == "/_dash-update-component":
        body = json_sent()
        output = body.get("output") if isinstance(body, dict) else None
        return CALLBACKS.get(output.partition(".")[0], EVERYBODY) if isinstance(output, str) else EVERYBODY
    return ROUTES.get(request.endpoint or "", EVERYBODY)


def _kind() -> str:
    """The kind of file that is asked for."""
    if request.method == "POST":
        request.max_content_length = KIND_MOST
        body = json_sent()
        return str(body.get("kind", "")) if isinstance(body, dict) else ""
    return str((request.view_args or {}).get("kind", ""))


def _words(region: Region, language: str) -> Words:
    wanted = request.args.get("lang", "")
    return words_of(region.settings, wanted if wanted in LANGUAGES else language or region.settings.language)


def _refusal(needs: Needs, words: Words, publication: Publication) -> Response:
    text = needed_sentence(needs.pages, words, publication.access())
    answer: Any
    if request.path.startswith(("/api", "/compare", "/siting", "/development", "/ruler")):
        answer = jsonify(code="not_for_role", description=text)
    elif request.path.startswith("/presentations"):
        answer = jsonify(problems=[text])
    else:
        answer = Response(text, mimetype="text/plain")
    answer.status_code = 403
    answer.headers["Cache-Control"] = "no-store"
    return answer  # type: ignore[no-any-return]
