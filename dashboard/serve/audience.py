"""Who asks: what signing in has found out of this request, else everybody."""

from __future__ import annotations

from typing import Final

from flask import current_app, g, has_request_context

from geodata.region.audience import EVERYBODY, Audience

LOGIN_ADDRESS: Final = "LOGIN_ADDRESS"
"""Where one logs in, in the server's configuration; not there, or "", where login is off."""


def audience_of_request() -> Audience:
    """The audience of the request at hand; everybody where nobody has logged in or nobody asks."""
    found = g.get("audience", EVERYBODY) if has_request_context() else EVERYBODY
    return found if isinstance(found, Audience) else EVERYBODY


def set_audience(audience: Audience) -> None:
    """Let the request at hand be answered for an audience, before anything is read of a region."""
    g.audience = audience


def login_address() -> str:
    """Address where one logs in; "" where login is off."""
    return str(current_app.config.get(LOGIN_ADDRESS, "")) if has_request_context() else ""
