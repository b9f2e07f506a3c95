"""Requests that change something come from our own page: by their origin, and a token that it alone has."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import Final

from flask import request

from dashboard.serve.site_address import site_address

FIELD: Final = "csrf"
"""Of a form."""
HEADER: Final = "X-CSRFToken"
"""Of what scripts send; Dash's own name for it."""
SAFE: Final = ("GET", "HEAD", "OPTIONS", "TRACE")
"""Methods that change nothing."""


def token_of(secret: str) -> str:
    """The token that goes with a cookie: whoever has it was given it, and it does not tell the cookie.

    Parameters
    ----------
    secret : str
        What the cookie holds.
    """
    digest = hmac.digest(secret.encode(), b"utbudskarta csrf 1", hashlib.sha256)
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def has_token(secret: str) -> bool:
    """Whether the request brings the token of a cookie, in its header or its form."""
    sent = request.headers.get(HEADER, "")
    if not sent and request.mimetype in ("application/x-www-form-urlencoded", "multipart/form-data"):
        sent = request.form.get(FIELD, "")
    return bool(secret) and hmac.compare_digest(sent.encode(), token_of(secret).encode())


def is_of_our_origin() -> bool:
    """Whether the browser says that our own page sent the request; a program that is no browser says nothing.

    `Sec-Fetch-Site` and `Origin` are set by the browser, and no page can change them. What says neither is
    no browser of this decade, and is left to the token.
    """
    origin = request.headers.get("Origin")
    if origin is not None and origin.rstrip("/") not in _own_origins():
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _own_origins() -> set[str]:
    """Ours: the public address's where there is one, otherwise the one that was asked."""
    scheme, _, rest = site_address().partition("://")
    return {f"{scheme}://{rest.partition('/')[0]}"}
