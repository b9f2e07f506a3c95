"""Compress what is sent: scripts and styles once each, answers as they are made."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from typing import Final

import brotli
from flask import Flask, Response, request

AHEAD: Final = "utbudskarta.ahead"
"""Marks a request that the program itself sends before anybody asks."""
Pack = Callable[[bytes], bytes]

TEXT: Final = re.compile(r"(text/|application/(json|javascript|[\w.]+\+(json|xml))|image/(svg|x-icon|vnd))")
UNCHANGING: Final = ("/_dash-component-suites/", "/assets/")
SMALLEST: Final = 500
"""Bytes below which compressing costs more than it saves."""

BEST: Final[dict[str, Pack]] = {
    "br": lambda content: brotli.compress(content, quality=11),
    "gzip": lambda content: gzip.compress(content, compresslevel=9, mtime=0),
}
"""For what is packed once: 1.5 MB of scripts take two seconds and become 314 KB."""

QUICK: Final[dict[str, Pack]] = {
    "br": lambda content: brotli.compress(content, quality=5),
    "gzip": lambda content: gzip.compress(content, compresslevel=6, mtime=0),
}
"""For answers, packed each time: a tenth larger, sixty times as fast."""


def accepted_encoding() -> str:
    """Best encoding the browser takes that we have: "br", "gzip" or "" for none."""
    accepted = request.accept_encodings
    return next((encoding for encoding in ("br", "gzip") if accepted[encoding] > 0), "")


def compress_answers(server: Flask) -> None:
    """Compress every text the server sends, and let browsers keep fingerprinted files for ever.

    Parameters
    ----------
    server : Flask
        Before its first request.
    """
    packed: dict[tuple[bytes, str], bytes] = {}  # by digest: contents are few, addresses of them are not

    def pack(content: bytes, encoding: str) -> bytes:
        if not request.path.startswith(UNCHANGING):
            return QUICK[encoding](content)
        key = hashlib.sha256(content).digest(), encoding
        if key not in packed:
            packed[key] = BEST[encoding](content)
        return packed[key]

    @server.after_request
    def compress(answer: Response) -> Response:
        if answer.status_code != 200 or not TEXT.match(answer.mimetype or ""):
            return answer
        answer.vary.add("Accept-Encoding")
        encoding = accepted_encoding()
        if not encoding or answer.content_encoding:
            return answer
        answer.direct_passthrough = False  # a file: read it instead of handing it on
        content = answer.get_data()
        if len(content) >= SMALLEST:
            answer.set_data(pack(content, encoding))
            answer.content_encoding = encoding
            if (tag := answer.get_etag()[0]) is not None:
                answer.set_etag(tag, weak=True)  # the same for every encoding of it
        return answer

    @server.after_request
    def keep(answer: Response) -> Response:
        if request.path.startswith("/assets/") and answer.status_code in (200, 304):
            # Dash writes the time of a file's last change in its address; fonts are named by the styles.
            if "m" in request.args:
                answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            elif request.path.endswith(".woff2"):
                answer.headers["Cache-Control"] = "public, max-age=604800"
        return answer


def pack_ahead(server: Flask, page: str) -> None:
    """Compress what a page loads before the first visitor asks, so that all workers have it.

    Parameters
    ----------
    server : Flask
    page : str
        Its HTML, whose own scripts and styles are fetched.
    """
    client = server.test_client()
    for address in re.findall(r'(?:src|href)="(/[^"]+)"', page):
        for encoding in BEST:
            accepted = {"Accept-Encoding": encoding}
            client.get(address, headers=accepted, environ_overrides={AHEAD: True}, buffered=True)
