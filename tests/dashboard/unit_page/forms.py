"""Forms of the pages of cases, filled in and sent as a browser does."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

UNIT, CHANGES = "/min-enhet", "/folj-upp/andringar"


def form_with(page: str, mark: str) -> str:
    """The form of a page that holds a mark."""
    return next(form for form in re.findall(r"<form.*?</form>", page, re.S) if mark in form)


def filled(form: str) -> MultiDict[str, str]:
    """What a browser would send of a form as it stands."""
    found: MultiDict[str, str] = MultiDict()
    for attributes in re.findall(r"<(?:input|select|textarea)([^>]*)>", form):
        name = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        kind = name.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" not in name:
            continue
        found.add(name["name"], unescape(name.get("value", "")))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


def post(client: FlaskClient, address: str, data: MultiDict[str, Any], /, **typed: Any) -> TestResponse:
    """Send what a form holds, with some of it typed anew; a file is its content and its name."""
    for name, text in typed.items():
        data[name] = text
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    return client.post(address, data=data, headers=headers)


def ask(client: FlaskClient, do: str, address: str = UNIT, /, **typed: Any) -> TestResponse:
    """Open Min enhet, fill in its form and press a button."""
    page = client.get(address).text
    usual = {"effective": "2027-03-01", "source": "decision", "comment": "Beslutat i november."}
    return post(client, address, filled(form_with(page, "facts-card")), **(usual | typed), do=do)


def decide(client: FlaskClient, do: str, **typed: str) -> TestResponse:
    """Open Ändringar and decide the first case."""
    page = client.get(CHANGES).text
    return post(client, CHANGES, filled(form_with(page, f'name="do" value="{do}"')), **typed)
