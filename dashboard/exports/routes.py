"""What can be taken along, made by the server: a view of Planera, or a presentation, in every format."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Callable, Sequence

from flask import Flask, Response, request

from dashboard.exports.making import FORMATS, file_of
from dashboard.exports.viewed import told_view
from dashboard.presentation.step_content import StepContent, step_content
from dashboard.presentation.steps import TEXT_MOST, PresentationError, read_presentation
from dashboard.serve.publication import Publication
from dashboard.words.words import LANGUAGES, Words, words, words_of
from geodata.contract.errors import RegionError
from geodata.region.region import Region

AT_ONCE = 2
"""Files that a worker makes at the same time: each takes up to a few seconds of a processor."""
PATIENCE_S = 20.0
"""How long a question waits for its turn before it is told to come again."""
BODY_MOST = 4 * TEXT_MOST
"""Bytes of a question."""
NAME_MOST = 60


def register_exports(server: Flask, publication: Publication) -> None:
    """Serve `/ta-med/<version>.<format>` of a view, and `POST /ta-med` of a presentation."""
    turn = threading.BoundedSemaphore(AT_ONCE)

    def answered(
        kind: str, steps: Callable[[], Sequence[StepContent]], own_words: Words, name: str
    ) -> Response:
        """The file, or why there is none: when too many are being made, it may be asked for again."""
        if not turn.acquire(timeout=PATIENCE_S):
            busy = _sentence(own_words("export.busy"), 503)
            busy.headers["Retry-After"] = "10"
            return busy
        try:
            content, mime, ending = file_of(kind, steps())
        except RegionError as error:
            return _sentence(own_words("export.failed", why=str(error)), 422)
        finally:
            turn.release()
        answer = Response(content, mimetype=mime)
        answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(name)}.{ending}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @server.get("/ta-med/<version>.<kind>")
    def view(version: str, kind: str) -> Response:
        language = request.args.get("lang", "sv")
        region = publication.region_for(version)
        if region is None or kind not in FORMATS:
            return _sentence(words(language if language in LANGUAGES else "sv")("ui.gone"), 404)
        own_words = words_of(region.settings, language)
        layer = request.args.get("layers", "").split(",")[0]
        name = "-".join(part for part in (region.settings.id, layer, version[:6]) if part)
        return answered(kind, lambda: [told_view(region, own_words, request.args)], own_words, name)

    @server.post("/ta-med")
    def presentation() -> Response:
        request.max_content_length = BODY_MOST
        wanted = request.get_json(silent=True)
        region = _region(publication, wanted)
        kind = str(wanted.get("kind", "")) if isinstance(wanted, dict) else ""
        if not isinstance(wanted, dict) or region is None or kind not in FORMATS:
            return _sentence(words("sv")("ui.gone"), 400)
        own_words = words_of(region.settings, str(wanted.get("language", "")))
        content = wanted.get("presentation")
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        try:
            found = read_presentation(text, "presentation")
        except PresentationError as error:
            return _sentence("\n".join(error.sentences(own_words)), 422)
        at = wanted.get("step")
        many = len(found.steps)
        if at is not None and not (isinstance(at, int) and 1 <= at <= many):
            return _sentence(own_words("export.no_step", most=many), 422)
        which = [at] if isinstance(at, int) else range(1, many + 1)
        name = f"{found.name} {at}" if isinstance(at, int) else found.name
        return answered(
            kind,
            lambda: [step_content(found, number, region, own_words) for number in which],
            own_words,
            name,
        )


def file_name(text: str) -> str:
    """A name that every system takes: letters without marks, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:NAME_MOST] or "utbudskarta"


def _region(publication: Publication, wanted: object) -> Region | None:
    """The region of the version asked for; the newest where that is no longer kept."""
    version = str(wanted.get("version", "")) if isinstance(wanted, dict) else ""
    return (publication.region_for(version) if version else None) or publication.current()


def _sentence(text: str, status: int) -> Response:
    return Response(text, status, mimetype="text/plain")
