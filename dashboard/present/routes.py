"""What Presentera asks the server for: steps told, presentations read, saved, changed and removed."""

from __future__ import annotations

import json

from flask import Flask, Response, abort, jsonify, request

from dashboard.present.answer import step_answer
from dashboard.present.refusal import refused
from dashboard.presentation.shelf import Shelf
from dashboard.presentation.step_content import step_content
from dashboard.presentation.steps import (
    TEXT_MOST,
    Presentation,
    PresentationError,
    read_presentation,
    write_presentation,
)
from dashboard.records.document_access import NotKeptError
from dashboard.serve.own_page import body_of_page
from dashboard.serve.publication import Publication
from dashboard.words.words import LANGUAGES, Words, words_of
from geodata.region.region import Region

BODY_MOST = 4 * TEXT_MOST
"""Bytes of a question: a file's characters take up to four each."""


def register_present(server: Flask, publication: Publication, shelf: Shelf) -> None:
    """Serve `/presentations...`: only to the page itself, as JSON of bounded size."""

    @server.post("/presentations/told")
    def tell() -> Response:
        body = body_of_page(BODY_MOST)
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
        body = body_of_page(BODY_MOST)
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
            request.args.get("word", ""),
        )
        if found is None:
            abort(404)
        answer = Response(write_presentation(found), mimetype="application/json")
        answer.headers["Cache-Control"] = "no-cache"
        answer.headers["Content-Disposition"] = f'attachment; filename="{found.key}.json"'
        return answer

    @server.post("/presentations")
    def add() -> Response:
        body = body_of_page(BODY_MOST)
        words = words_of(_region(publication, "").settings, str(body.get("language")))
        found = _presentation(body.get("presentation"), words)
        if isinstance(found, Response):
            return found
        try:
            kept, word = shelf.add(found)
        except NotKeptError as error:
            return refused("presentation", error, words)
        return jsonify(presentation=_plain(kept), word=word)

    @server.put("/presentations/<key>")
    @server.delete("/presentations/<key>")
    def change(key: str) -> Response:
        body = body_of_page(BODY_MOST)
        words = words_of(_region(publication, "").settings, str(body.get("language")))
        word = str(body.get("word", ""))
        try:
            if request.method == "DELETE":
                shelf.remove(key, word)
                return jsonify(removed=key)
            found = _presentation(body.get("presentation"), words)
            if isinstance(found, Response):
                return found
            if found.key != key:
                abort(400)
            shelf.change(found, word)
        except NotKeptError as error:
            return refused("presentation", error, words)
        return jsonify(presentation=_plain(found))


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


def _plain(presentation: Presentation) -> object:
    return json.loads(write_presentation(presentation))
