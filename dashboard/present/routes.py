"""What Presentera asks the server for: steps told, presentations read, saved, changed and removed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from flask import Flask, Response, abort, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard.present.answer import step_answer
from dashboard.presentation.shelf import PUBLIC, Shelf
from dashboard.presentation.step_content import step_content
from dashboard.presentation.steps import (
    TEXT_MOST,
    Presentation,
    PresentationError,
    read_presentation,
    write_presentation,
)
from dashboard.records.documents import Author, NotKeptError
from dashboard.serve.publication import Publication
from dashboard.words.words import LANGUAGES, Words, words_of
from geodata.region.region import Region

BODY_MOST = 4 * TEXT_MOST
"""Bytes of a question: a file's characters take up to four each."""
STATUS = {"off": 403, "others": 403, "unknown": 404, "changed": 409, "too_large": 413, "full": 507}


def register_present(
    server: Flask, publication: Publication, shelf: Shelf, author: Callable[[], Author] = lambda: PUBLIC
) -> None:
    """Serve `/presentations...`: only to the page itself, as JSON of bounded size.

    Parameters
    ----------
    server : Flask
    publication : Publication
    shelf : Shelf
    author : callable
        Who the request in progress is from.
    """

    @server.post("/presentations/told")
    def tell() -> Response:
        body = _body()
        language = str(body.get("language"))
        region = _region(publication, str(body.get("version", "")))
        words = words_of(region.settings, language)
        presentation = _presentation(body.get("presentation"), words)
        at = body.get("step")
        if isinstance(presentation, Response):
            return presentation
        if not isinstance(at, int) or not 1 <= at <= len(presentation.steps):
            abort(400)
        newest = (publication.current() or region).version
        found = step_content(presentation, at, region, words, before=body.get("before") is True)
        original = presentation.version
        kept = bool(original) and (original == region.version or publication.region_for(original) is not None)
        return jsonify(step_answer(found, presentation, newest, kept=kept))

    @server.post("/presentations/read")
    def read() -> Response:
        body = _body()
        region = _region(publication, "")
        found = _presentation(body.get("presentation"), words_of(region.settings, str(body.get("language"))))
        return found if isinstance(found, Response) else jsonify(presentation=_plain(found))

    @server.get("/presentations/<key>.json")
    def file(key: str) -> Response:
        region = _region(publication, "")
        language = request.args.get("lang", "")
        found = shelf.find(
            key,
            region.settings.id,
            language if language in LANGUAGES else region.settings.language,
            replace(author(), word=request.args.get("word", "")),
        )
        if found is None:
            abort(404)
        answer = Response(write_presentation(found), mimetype="application/json")
        answer.headers["Cache-Control"] = "no-cache"
        answer.headers["Content-Disposition"] = f'attachment; filename="{found.key}.json"'
        return answer

    @server.post("/presentations")
    def add() -> Response:
        body = _body()
        words = words_of(_region(publication, "").settings, str(body.get("language")))
        found = _presentation(body.get("presentation"), words)
        if isinstance(found, Response):
            return found
        try:
            kept, word = shelf.add(found, author())
        except NotKeptError as error:
            return _refused(error, words)
        return jsonify(presentation=_plain(kept), word=word)

    @server.put("/presentations/<key>")
    @server.delete("/presentations/<key>")
    def change(key: str) -> Response:
        body = _body()
        words = words_of(_region(publication, "").settings, str(body.get("language")))
        who = replace(author(), word=str(body.get("word", "")))
        try:
            if request.method == "DELETE":
                shelf.remove(key, who)
                return jsonify(removed=key)
            found = _presentation(body.get("presentation"), words)
            if isinstance(found, Response):
                return found
            if found.key != key:
                abort(400)
            shelf.change(found, who)
        except NotKeptError as error:
            return _refused(error, words)
        return jsonify(presentation=_plain(found))


def _body() -> dict[str, object]:
    """The question of the page itself: JSON, bounded, from the same origin. No other page can send it."""
    if request.mimetype != "application/json" or not _same_origin():
        abort(403)
    request.max_content_length = BODY_MOST
    try:
        content = json.loads(request.get_data())
    except RequestEntityTooLarge:
        abort(413)
    except (ValueError, RecursionError):
        abort(400)
    if not isinstance(content, dict):
        abort(400)
    return content


def _same_origin() -> bool:
    """Whether the browser says that the page is ours; a program that is no browser says nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _region(publication: Publication, version: str) -> Region:
    region = (publication.region_for(version) if version else None) or publication.current()
    if region is None:
        abort(503)
    return region


def _presentation(content: object, words: Words) -> Presentation | Response:
    """The presentation in a question; or the answer that says what is wrong with it."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    try:
        return read_presentation(text, "presentation")
    except PresentationError as error:
        answer = jsonify(problems=error.sentences(words))
        answer.status_code = 422
        return answer


def _refused(error: NotKeptError, words: Words) -> Response:
    answer = jsonify(problems=[words(f"presentation.not_kept.{error.reason}")])
    answer.status_code = STATUS[error.reason]
    return answer


def _plain(presentation: Presentation) -> object:
    return json.loads(write_presentation(presentation))
