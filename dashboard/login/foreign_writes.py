"""No other site's page changes anything here: every request that may is looked at before it is answered."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

from dashboard.login.csrf import SAFE, has_token, is_of_our_origin
from dashboard.login.gate import Gate
from dashboard.texts.catalogue import LANGUAGES, catalogue

FROM_PROVIDERS: Final = ("login_backchannel",)
"""Endpoints that a provider itself asks: no browser, no cookie, and a signed token instead."""

OF_LOGIN: Final = ("/login", "/logout")
"""How addresses begin that log in and out."""


def refuse_foreign_writes(server: Flask, gate: Gate, language: str) -> None:
    """Answer 403, in words, to a write that another site's page has sent or may have.

    A request with a cookie of ours must bring its token, whatever it asks for and however it was sent,
    callbacks of Dash too. One without opens nothing by itself, and must only not come of another site;
    but nobody is logged in, or out, by a form that this browser has not opened.

    Parameters
    ----------
    server : Flask
        Before its first request.
    gate : Gate
    language : {"sv", "en"}
        Of what is said where the request names none.
    """

    @server.before_request
    def refuse() -> Response | None:
        if request.method in SAFE or request.endpoint in FROM_PROVIDERS:
            return None
        cookies = gate.cookies
        needs_token = request.path.startswith(OF_LOGIN)
        held = [request.cookies.get(name, "") for name in (cookies.session, cookies.visit)]
        if is_of_our_origin() and (
            any(has_token(secret) for secret in held) or not (any(held) or needs_token)
        ):
            return None
        wanted = request.args.get("lang", "")
        texts = catalogue(wanted if wanted in LANGUAGES else language)
        return Response(
            texts["login.refused.csrf"], 403, mimetype="text/plain", headers={"Cache-Control": "no-store"}
        )
