"""Questions that only the page itself can send: JSON of bounded size, from the same origin."""

from __future__ import annotations

import json
from typing import Final

from flask import abort, request
from werkzeug.exceptions import RequestEntityTooLarge

KIND_MOST: Final = 2_400_000
"""Bytes of the largest body that an address reads, which is looked into before its route is asked."""


def json_sent() -> object:
    """What the request holds as JSON; None where it holds none, or nests deeper than can be read."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def body_of_page(most: int) -> dict[str, object]:
    """The question of the page itself. No other page can send it.

    Parameters
    ----------
    most : int
        Bytes.
    """
    if request.mimetype != "application/json" or not _same_origin():
        abort(403)
    request.max_content_length = most
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
    return origin is None or origin.partition("://")[2] == request.host  # `urlsplit` refuses some of them
