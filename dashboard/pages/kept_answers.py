"""Answers kept by question: what depends on version and question alone is worked out and packed once."""

from __future__ import annotations

import hashlib
import json
import threading
import weakref
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dash import Dash
from flask import Flask, Response, g, request

from dashboard.components import ids
from dashboard.login.current import current
from dashboard.pages.envelope import ADDRESS
from dashboard.pages.failures import has_failed
from dashboard.serve.compression import accepted_encoding
from dashboard.serve.links import page_at, read_query
from dashboard.serve.own_page import json_sent
from dashboard.serve.publication import Publication
from dashboard.serve.site_address import site_address, within
from geodata.region.region import Region

KEPT_MOST: Final = 32 * 2**20
"""Bytes of all answers that a worker keeps, packed as they are sent; the longest unasked goes first."""
LARGEST: Final = 2**20
"""Bytes of an answer that is kept."""

PAGE: Final = f"{ids.PAGE}.children"
ANSWERS: Final = {f"{store}.data" for store in (ids.ANSWER, ids.TABLE, ids.TRENDS)}
"""Outputs that are worked out of a region and a question alone."""
CHANGING: Final = {"present", "followup"}
"""Pages that also show what has been written, or what day it is."""


@dataclass(frozen=True, eq=False)
class Kept:
    """One answer as it was sent; it keeps no region from going when nobody holds that any more."""

    region: weakref.ref[Region]
    content: bytes
    mimetype: str
    encoding: str | None
    headers: tuple[tuple[str, str], ...] = ()


class KeptAnswers:
    """The answers of one worker, at most so many bytes of them; safe to ask from many threads.

    Parameters
    ----------
    most : int
        Bytes.
    """

    def __init__(self, most: int = KEPT_MOST) -> None:
        self._most = most
        self._bytes = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: str, region: Region) -> Kept | None:
        """The answer to a question about this very region; None where it has to be worked out."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept.region() is not region:
                return None
            self._kept.move_to_end(key)
            return kept

    def keep(self, key: str, kept: Kept) -> None:
        """Keep an answer, and let go of those that have longest not been asked for."""
        if len(kept.content) > LARGEST:
            return
        with self._lock:
            self._let_go(key)
            self._kept[key] = kept
            self._bytes += len(kept.content)
            while self._bytes > self._most:
                self._let_go(next(iter(self._kept)))

    def _let_go(self, key: str) -> None:
        gone = self._kept.pop(key, None)
        self._bytes -= 0 if gone is None else len(gone.content)

    def __len__(self) -> int:
        return len(self._kept)


def keep_answers(app: Dash, publication: Publication) -> KeptAnswers:
    """Answer a question that has been answered before with what was sent then.

    Nothing of somebody who has logged in is kept, and nothing that could not be answered. Pages name the
    site's address: where that is the one that was asked, another is another question.

    Parameters
    ----------
    app : Dash
        Whose malformed questions are refused before, and whose answers are packed after.
    publication : Publication
    """
    server: Flask = app.server
    path = f"/{ADDRESS}"
    answers = KeptAnswers()

    @server.before_request
    def answer_again() -> Response | None:
        if request.path != path or request.method != "POST" or current().is_logged_in:
            return None
        body = json_sent()
        if not isinstance(body, dict) or not _is_kept(body):
            return None
        newest = publication.current()
        region = publication.region_for(_version(body)) or newest
        if region is None or newest is None:
            return None
        question = {name: body[name] for name in ("output", "inputs", "state") if name in body}
        about = [question, region.version, newest.version, accepted_encoding(), site_address()]
        key = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
        kept = answers.find(key, region)
        if kept is None:
            g.to_keep = key, region
            return None
        answer = Response(kept.content, mimetype=kept.mimetype)
        if kept.encoding:
            answer.content_encoding = kept.encoding
            answer.vary.add("Accept-Encoding")
        return answer

    @server.after_request
    def keep(answer: Response) -> Response:
        key, region = g.pop("to_keep", ("", None))
        if region is not None and answer.status_code == 200 and not has_failed():
            content = answer.get_data()
            answers.keep(
                key, Kept(weakref.ref(region), content, answer.mimetype or "", answer.content_encoding)
            )
        return answer

    return answers


def _is_kept(body: Mapping[str, Any]) -> bool:
    if body["output"] == PAGE:
        return page_at(within(body["inputs"][0].get("value") or "/")) not in CHANGING
    return body["output"] in ANSWERS


def _version(body: Mapping[str, Any]) -> str:
    """The version that a page was made from; of a page that is not there yet that of its address, or ""."""
    if body["output"] == PAGE:
        return read_query(body["state"][0].get("value")).get("v", "")
    records = (part.get("value") for part in body.get("state", []) if part.get("id") == ids.VERSION)
    return str((next(records, None) or {}).get("version", ""))
