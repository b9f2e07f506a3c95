"""What can be taken along, made by the server: a view of Planera, or a presentation, in every format."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from hashlib import sha256

from flask import Flask, Response, request

from dashboard.exports.file_names import SIGNS, file_name
from dashboard.exports.making import FORMATS, file_of, step_name
from dashboard.exports.saved_files import presentation_file, scenario_file
from dashboard.exports.thumbnail import thumbnail_svg
from dashboard.exports.viewed import told_view
from dashboard.presentation.step_content import StepContent, step_content
from dashboard.presentation.steps import (
    TEXT_MOST,
    PresentationError,
    read_presentation,
    view_of,
    write_presentation,
)
from dashboard.question.request import read_request
from dashboard.serve.own_page import json_sent
from dashboard.serve.publication import Publication
from dashboard.words.words import LANGUAGES, Words, words, words_of
from geodata.contract.errors import RegionError, SnapshotError
from geodata.region.region import Region

AT_ONCE = 2
"""Files that a worker makes at the same time: each takes up to a few seconds of a processor."""
PATIENCE_S = 20.0
"""How long a question waits for its turn before it is told to come again."""
KEPT = "public, max-age=86400"
"""A version's thumbnail is the same until the program is another."""
BODY_MOST = 4 * TEXT_MOST
"""Bytes of a question."""


def register_exports(server: Flask, publication: Publication) -> None:
    """Serve views at `/ta-med/<version>.<format>`, thumbnails, presentations (`POST /ta-med`), scenarios."""
    turn = threading.BoundedSemaphore(AT_ONCE)

    def answered(
        kind: str,
        steps: Callable[[], Sequence[StepContent]],
        own_words: Words,
        name: Callable[[Sequence[StepContent]], str],
    ) -> Response:
        """The file, or why there is none: when too many are being made, it may be asked for again."""
        if not turn.acquire(timeout=PATIENCE_S):
            busy = _sentence(own_words("export.busy"), 503)
            busy.headers["Retry-After"] = "10"
            return busy
        try:
            contents = steps()
            content, mime, ending = file_of(kind, contents)
        except RegionError as error:
            return _sentence(own_words("export.failed", why=str(error)), 422)
        finally:
            turn.release()
        return _file(content, mime, f"{name(contents)}.{ending}")

    @server.get("/ta-med/<version>.<kind>")
    def view(version: str, kind: str) -> Response:
        language = request.args.get("lang", "sv")
        region = publication.region_for(version)
        if region is None or kind not in FORMATS:
            return _sentence(words(language if language in LANGUAGES else "sv")("ui.gone"), 404)
        own_words = words_of(region.settings, language)
        return answered(
            kind,
            lambda: [told_view(region, own_words, request.args)],
            own_words,
            lambda steps: step_name(steps[0]),
        )

    @server.get("/scenario/<version>.json")
    def scenario(version: str) -> Response:
        page = {"version": version, "language": request.args.get("lang", "sv")}
        try:
            question = read_request(publication, page, request.args, request.args)
        except SnapshotError:
            return _sentence(words("sv")("ui.gone"), 404)
        content, name = scenario_file(question, request.args)
        return _file(content.encode(), "application/json", f"{name}.json")

    @server.get("/thumbnail/<version>.svg")
    def thumbnail(version: str) -> Response:
        region = publication.region_for(version)
        if region is None:
            return _sentence(words("sv")("ui.gone"), 404)
        if not turn.acquire(timeout=PATIENCE_S):
            return _sentence(words("sv")("export.busy"), 503)
        try:
            answer = Response(thumbnail_svg(region, view_of(request.args)), mimetype="image/svg+xml")
        except RegionError as error:
            return _sentence(words("sv")("export.failed", why=str(error)), 422)
        finally:
            turn.release()
        answer.headers["Cache-Control"] = KEPT
        return answer

    @server.post("/ta-med")
    def presentation() -> Response:
        request.max_content_length = BODY_MOST
        wanted = json_sent()
        region = _region(publication, wanted)
        kind = str(wanted.get("kind", "")) if isinstance(wanted, dict) else ""
        if not isinstance(wanted, dict) or region is None or kind not in (*FORMATS, "json"):
            return _sentence(words("sv")("ui.gone"), 400)
        own_words = words_of(region.settings, str(wanted.get("language", "")))
        given = wanted.get("presentation")
        text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
        try:
            found = read_presentation(text, "presentation")
        except PresentationError as error:
            return _sentence("\n".join(error.sentences(own_words)), 422)
        at = wanted.get("step")
        many = len(found.steps)
        if at is not None and not (isinstance(at, int) and 1 <= at <= many):
            return _sentence(own_words("export.no_step", most=many), 422)
        which = [at] if isinstance(at, int) else range(1, many + 1)
        name = file_name(found.name) or "utbudskarta"
        digest = sha256(
            f"{write_presentation(found)}{region.version}{own_words.language}".encode()
        ).hexdigest()
        name = f"{name}-{at}-{digest[:SIGNS]}" if isinstance(at, int) else f"{name}-{digest[:SIGNS]}"
        if kind == "json":
            content = presentation_file(found, region, own_words)
            return _file(content.encode(), "application/json", f"{name}.json")
        return answered(
            kind,
            lambda: [step_content(found, number, region, own_words) for number in which],
            own_words,
            lambda _: name,
        )


def _region(publication: Publication, wanted: object) -> Region | None:
    """The region of the version asked for; the newest where that is no longer kept."""
    version = str(wanted.get("version", "")) if isinstance(wanted, dict) else ""
    return (publication.region_for(version) if version else None) or publication.current()


def _file(content: bytes, mime: str, name: str) -> Response:
    answer = Response(content, mimetype=mime)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _sentence(text: str, status: int) -> Response:
    return Response(text, status, mimetype="text/plain")
