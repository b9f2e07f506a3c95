"""A server with a login: its accounts, its addresses, and the look at every write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from flask import Flask, Response, request

from dashboard.login.cookies import cookies_of
from dashboard.login.csrf import token_of
from dashboard.login.current import current
from dashboard.login.foreign_writes import refuse_foreign_writes
from dashboard.login.gate import gate_of, install
from dashboard.login_page.answers import Answers
from dashboard.login_page.provider_routes import register_providers
from dashboard.login_page.routes import register_login
from dashboard.records.database import Database
from dashboard.serve.audience import LOGIN_ADDRESS, set_audience
from dashboard.serve.compression import UNCHANGING
from dashboard.serve.publication import Publication
from dashboard.serve.settings import Settings

WITHOUT_LOGIN: Final = "_csrf_token"
"""Dash's own name for the cookie of a token, which nobody sets."""


def token_cookie(settings: Settings) -> str:
    """Cookie whose content Dash is to send with its callbacks."""
    return WITHOUT_LOGIN if settings.login == "off" else cookies_of(settings).token


def add_login(
    server: Flask,
    publication: Publication,
    settings: Settings,
    database: Database,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Let people log in, as the settings say: `login` is not "off".

    Before anything that reads a region: what is read depends on who asks.

    Parameters
    ----------
    server : Flask
        Before its first request.
    publication : Publication
    settings : Settings
    database : Database
        With every step done.
    now : callable

    Raises
    ------
    SettingsError
        If the settings do not go together.
    """
    gate = gate_of(settings, database, now)
    install(server, gate)
    refuse_foreign_writes(server, gate, settings.language or "sv")

    @server.before_request
    def answer_for_whoever_asks() -> None:
        if gate.cookies.session in request.cookies and not request.path.startswith(UNCHANGING):
            set_audience(current().audience)

    server.config[LOGIN_ADDRESS] = "/login"
    answers = Answers(gate, publication, settings)
    register_login(server, answers)
    register_providers(server, answers)

    @server.after_request
    def repeat_token(answer: Response) -> Response:
        """Give a page its token again, where the browser lost it and kept the session."""
        number = request.cookies.get(gate.cookies.session)
        lost = number and request.cookies.get(gate.cookies.token) != token_of(number)
        if lost and answer.mimetype == "text/html" and "Set-Cookie" not in answer.headers:
            gate.cookies.put(answer, gate.cookies.token, token_of(str(number)), script=True)
        return answer
