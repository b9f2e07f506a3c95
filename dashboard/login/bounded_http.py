"""Answers of a provider, never longer than they may be, never waited for longer than they may take."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

import requests

from dashboard.login.errors import LoginRefusedError
from dashboard.serve.loopback import is_loopback
from geodata.http.bounded import BoundedAdapter, Limits

LIMITS: Final = Limits(bytes_most=256 * 1024, connect_s=4.0, piece_s=5.0, whole_s=10.0)
"""Of an answer; the metadata and keys of a provider are a few kilobytes."""


def bound(session: requests.Session) -> None:
    """Let a session fetch nothing but bounded answers, and follow no answer that sends it elsewhere."""
    session.mount("https://", BoundedAdapter(LIMITS))
    session.mount("http://", BoundedAdapter(LIMITS))
    session.max_redirects = 0


def is_safe(url: object) -> bool:
    """Whether an address of a provider may be asked: over TLS, or on this machine, where tests run."""
    if not isinstance(url, str):
        return False
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    )


def fetch_json(url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """A JSON object at an address.

    Raises
    ------
    LoginRefusedError
        "provider", if it is not to be had.
    """
    if not is_safe(url):
        raise LoginRefusedError("provider", f"{url} is not https")
    with requests.Session() as session:
        bound(session)
        try:
            answer = session.get(url, headers=headers or {}, allow_redirects=False)
            if answer.status_code != 200:
                raise LoginRefusedError("provider", f"{url} answers {answer.status_code}")
            content = answer.json()
        except (requests.RequestException, ValueError, RecursionError) as error:
            raise LoginRefusedError("provider", f"{url}: {type(error).__name__} {error}") from error
    if not isinstance(content, dict):
        raise LoginRefusedError("provider", f"{url} is no JSON object")
    return content
