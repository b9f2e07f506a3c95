"""A browser of a few lines: keeps cookies, reads the forms of a page and sends them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.login.cookies import Cookies
from dashboard.login.gate import Gate, current_gate
from tests.dashboard.site import Site


def gate_of_site(site: Site) -> Gate:
    with site.server.app_context():
        found = current_gate()
    assert found is not None
    return found


def fields(page: str, action: str) -> dict[str, str]:
    """Fields of the form with an action, and what stands in them."""
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if f'action="{action}"' in form)
    found = {}
    for field in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', field))
        found[attributes["name"]] = unescape(attributes.get("value", ""))
    return found


def send(client: FlaskClient, page: TestResponse, action: str, **typed: str) -> TestResponse:
    """Fill in the form of a page and send it, as a browser would."""
    origin = f"http://{page.request.host}"
    return client.post(
        action,
        data=fields(page.text, action) | typed,
        headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"},
    )


def enter(client: FlaskClient, name: str, password: str, address: str = "/login") -> TestResponse:
    """Open the page and log in with a password."""
    return send(client, client.get(address), "/login", name=name, password=password)


def browsers_of(site: Site, password: str) -> Callable[[str], FlaskClient]:
    """A browser in which somebody is logged in; the same each time."""
    known: dict[str, FlaskClient] = {}

    def browser(name: str) -> FlaskClient:
        if name not in known:
            known[name] = site.client
            assert enter(known[name], name, password).status_code == 303
        return known[name]

    return browser


def cookie(client: FlaskClient, name: str) -> str:
    found = client.get_cookie(name)
    return found.value if found else ""


def set_cookies(answer: TestResponse, cookies: Cookies) -> dict[str, str]:
    """What follows the value of each cookie that an answer sets."""
    names = (cookies.session, cookies.visit, cookies.token)
    return {
        line.partition("=")[0]: line.partition(";")[2].strip()
        for line in answer.headers.getlist("Set-Cookie")
        if line.partition("=")[0] in names
    }


def query_of(address: str) -> dict[str, Any]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
