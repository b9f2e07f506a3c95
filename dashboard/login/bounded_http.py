"""Answers of a provider, never longer than they may be, never waited for longer than they may take."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from dashboard.login.cookies import is_loopback
from dashboard.login.errors import LoginRefusedError

BYTES_MOST: Final = 256 * 1024
"""Of an answer; the metadata and keys of a provider are a few kilobytes."""
TIMEOUT_S: Final = (4.0, 5.0)
"""For the connection, and for each piece of what comes."""
WHOLE_S: Final = 10.0
"""For all of it: a provider that sends a byte a second is not waited for."""
PIECE: Final = 8192


class BoundedAdapter(HTTPAdapter):
    """Reads answers to their end at once, and gives up where they are too long or too slow."""

    def __init__(self, bytes_most: int = BYTES_MOST, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(max_retries=0)
        self._bytes_most, self._clock = bytes_most, clock

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The answer, read.

        Raises
        ------
        requests.RequestException
            If it is too long, takes too long, or does not come.
        """
        until = self._clock() + WHOLE_S
        answer = super().send(request, *args, **{**kwargs, "stream": True, "timeout": TIMEOUT_S})
        content = bytearray()
        for piece in answer.iter_content(PIECE):
            content += piece
            if len(content) > self._bytes_most:
                answer.close()
                raise requests.exceptions.ContentDecodingError(f"more than {self._bytes_most} bytes")
            if self._clock() > until:
                answer.close()
                raise requests.exceptions.ReadTimeout(f"not read within {WHOLE_S:.0f} s")
        answer._content = bytes(content)  # what `requests` itself keeps it in
        return answer


def bound(session: requests.Session) -> None:
    """Let a session fetch nothing but bounded answers, and follow no answer that sends it elsewhere."""
    session.mount("https://", BoundedAdapter())
    session.mount("http://", BoundedAdapter())
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
