"""What a plain route says where it cannot answer: a sentence, never the server's own page."""

from __future__ import annotations

from typing import Final

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from dashboard.records.errors import RecordsError
from dashboard.serve.own_page import KIND_MOST, json_sent
from dashboard.serve.publication import Publication
from dashboard.serve.workshop import REFUSED
from dashboard.serve.workshop_lines import AWAY, BUSY, FELL, LARGE, LATE, OFTEN, Head
from dashboard.words.words import LANGUAGES, Words, words

STATUS: Final = {BUSY: 503, OFTEN: 429, LATE: 422, LARGE: 422, FELL: 500, AWAY: 503}
"""By why the workshop has no answer."""
WAIT_S: Final = 30
"""Seconds after which a database that did not answer may be asked again."""


def say_failures(server: Flask, publication: Publication, language: str) -> None:
    """Answer in words, as text, where a body is too large, the database does not answer, or we have failed.

    Parameters
    ----------
    server : Flask
    publication : Publication
    language : {"sv", "en", ""}
        The deployment's; "" is the region's own.
    """

    def spoken() -> Words:
        wanted = request.args.get("lang", "")
        region = publication.current()
        usual = language or (region.settings.language if region else "sv")
        return words(wanted if wanted in LANGUAGES else usual)

    @server.before_request
    def say_what_the_workshop_said() -> Response | None:
        head = request.environ.get(REFUSED)
        if not isinstance(head, Head):
            return None
        request.max_content_length = KIND_MOST  # it has come already, and is asked for its language alone
        answer = _plain(
            _asked_words()(f"ui.workshop.{head.refused}", seconds=head.wait_s), STATUS[head.refused]
        )
        if head.refused in (BUSY, OFTEN, AWAY):
            answer.headers["Retry-After"] = str(head.wait_s)
        return answer

    def _asked_words() -> Words:
        """Those of the language that a body names, as questions of pages do; else as spoken."""
        body = json_sent() if request.mimetype == "application/json" else None
        wanted = body.get("language") if isinstance(body, dict) else None
        return words(wanted) if wanted in LANGUAGES else spoken()

    @server.errorhandler(RequestEntityTooLarge)
    def too_large(error: HTTPException) -> Response:
        return _plain(spoken()("ui.body_too_large"), error.code or 413)

    @server.errorhandler(DependencyException)
    def no_such_script(_: DependencyException) -> Response:  # Dash has none of that name
        return _plain(spoken()("ui.gone"), 404)

    @server.errorhandler(RecordsError)
    def no_database(error: RecordsError) -> Response:
        server.logger.error("the database did not answer", exc_info=error)
        if error.reason == "disk_full":
            return _plain(error.sentence(spoken().language), 507)
        answer = _plain(error.sentence(spoken().language), 503)
        answer.headers["Retry-After"] = str(WAIT_S)
        return answer

    @server.errorhandler(InternalServerError)
    def failed(_: InternalServerError) -> Response:  # Flask has written down what went wrong
        return _plain(spoken()("ui.failed"), 500)


def _plain(sentence: str, status: int) -> Response:
    return Response(sentence, status, mimetype="text/plain", headers={"Cache-Control": "no-store"})
