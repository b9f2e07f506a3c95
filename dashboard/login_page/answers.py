"""Answers of a login: pages that are kept nowhere, and the cookies that come and go with them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from flask import Response, g, request
from sqlalchemy import Connection

from dashboard.login.csrf import token_of
from dashboard.login.gate import Gate
from dashboard.login.own_address import own_address
from dashboard.login.sessions import BYTES, end_session
from dashboard.login_page.page import View
from dashboard.serve.publication import Publication
from dashboard.serve.settings import Settings
from dashboard.serve.site_address import site_address
from dashboard.words.words import LANGUAGES, Words, words, words_of


@dataclass(frozen=True)
class Answers:
    """What every answer of a login is made with.

    Attributes
    ----------
    gate : Gate
    publication : Publication
    settings : Settings
    """

    gate: Gate
    publication: Publication
    settings: Settings

    def words(self) -> Words:
        """In the language of the request; otherwise of the deployment, or the region."""
        wanted = request.values.get("lang", "")
        language = wanted if wanted in LANGUAGES else self.settings.language
        region = self.publication.current()
        return words_of(region.settings, language) if region else words(language or "sv")

    def back_to(self) -> str:
        """Own address to go to afterwards: what the link says, otherwise the page that it stood on."""
        wanted = request.values.get("next")
        if wanted is None:
            ours = site_address()
            referrer = request.referrer or ""
            wanted = referrer.removeprefix(ours) if referrer.startswith(f"{ours}/") else ""
        return own_address(wanted)

    def view(self, error: str = "") -> View:
        """What a page is made from; the browser is known by the end of it."""
        page_words = self.words()
        region = self.publication.current()
        name = page_words.of(region.settings.name) if region else ""
        return View(page_words, name, token_of(self.secret()), self.back_to(), error)

    def secret(self) -> str:
        """What ties a form to the browser: its session, or its visit, which begins now where it has none."""
        cookies = self.gate.cookies
        held = request.cookies.get(cookies.session, "") or request.cookies.get(cookies.visit, "")
        if not held and "visit" not in g:
            g.visit = secrets.token_urlsafe(BYTES)
        return held or str(g.visit)

    def visit(self) -> str:
        """What ties a login at a provider to the browser, whether somebody is logged in or not."""
        held = request.cookies.get(self.gate.cookies.visit, "")
        if not held and "visit" not in g:
            g.visit = secrets.token_urlsafe(BYTES)
        return held or str(g.visit)

    def shown(self, page: str, status: int = 200) -> Response:
        """A page, with the cookie of a visit that has begun."""
        return self._finished(Response(page, status, mimetype="text/html"))

    def sent_on(self, address: str) -> Response:
        """On to another address, with a plain GET."""
        return self._finished(Response(status=303, headers={"Location": address}))

    def logged_in(self, number: str, address: str) -> Response:
        """On to an address, as somebody: under a number that was not there before.

        The visit goes on, for other tabs may be on their way back from a provider.
        """
        answer = self.sent_on(address)
        cookies = self.gate.cookies
        cookies.put(answer, cookies.session, number)
        cookies.put(answer, cookies.token, token_of(number), script=True)
        return answer

    def logged_out(self, address: str) -> Response:
        """On to an address, as nobody."""
        return self._left(self.sent_on(address))

    def logged_out_page(self, page: str) -> Response:
        """A page to who is nobody now."""
        return self._left(self.shown(page))

    def redirect_uri(self, provider: str) -> str:
        """Our address that a provider sends the browser back to; one for each of them."""
        return f"{self._own()}/login/callback/{provider}"

    def home(self, path: str) -> str:
        """One of our addresses in whole, for a provider."""
        return f"{self._own()}{path}"

    def _own(self) -> str:
        return self.settings.public_url or f"http://{request.host}"

    def _finished(self, answer: Response) -> Response:
        cookies = self.gate.cookies
        if "visit" in g:
            cookies.put(answer, cookies.visit, g.visit)
            if not request.cookies.get(cookies.session):
                cookies.put(answer, cookies.token, token_of(g.visit), script=True)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _left(self, answer: Response) -> Response:
        cookies = self.gate.cookies
        cookies.drop(answer, cookies.session, cookies.token, cookies.visit)
        return answer

    def end_before(self, connection: Connection) -> None:
        """End the session that the browser has, if any: who logs in anew leaves nothing open behind."""
        if number := request.cookies.get(self.gate.cookies.session):
            end_session(connection, number)
