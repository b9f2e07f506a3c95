"""Questions that only the page itself can send: JSON of bounded size, from the same origin."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from flask import abort, request
from werkzeug.exceptions import RequestEntityTooLarge


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
    return origin is None or urlsplit(origin).netloc == request.host
