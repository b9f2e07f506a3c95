"""Cookies of a login: what they are called, and that no other site, script or network can take them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from flask import Response, request

from dashboard.serve.loopback import is_loopback, is_on_loopback
from dashboard.serve.settings import Settings
from dashboard.serve.site_address import path_of

FORWARDED: Final = ("Forwarded", "X-Forwarded", "X-Real-Ip", "X-Client-Ip", "True-Client-Ip", "Cf-", "Via")
"""How headers begin that tell of a proxy: whoever sends one is not sitting at this machine."""
WITHOUT_A_BROWSER: Final = ("HTTP/0.9", "HTTP/1.0")
"""What some proxies speak with whom they ask, telling of nothing else, and no browser does."""


@dataclass(frozen=True)
class Cookies:
    """Names of the cookies of a deployment, and whether they are sent over TLS alone.

    Attributes
    ----------
    session : str
        Holds the id of a session; no script reads it.
    visit : str
        Ties a form or a login under way to the browser that began it; no script reads it.
    token : str
        Repeats to our own scripts what they are to send with a write. It opens nothing by itself.
    secure : bool
    path : str
        Addresses that they are sent to: "/", or what the site has of its host.
    """

    session: str
    visit: str
    token: str
    secure: bool
    path: str = "/"

    def put(self, answer: Response, name: str, value: str, *, script: bool = False) -> None:
        """Set a cookie that ends with the browser's session."""
        answer.set_cookie(
            name, value, secure=self.secure, httponly=not script, samesite="Lax", path=self.path, max_age=None
        )

    def drop(self, answer: Response, *names: str) -> None:
        """Take cookies away from the browser."""
        for name in names:
            answer.delete_cookie(name, secure=self.secure, httponly=True, samesite="Lax", path=self.path)


OVER_TLS: Final = Cookies(
    "__Host-utbudskarta", "__Host-utbudskarta-visit", "__Host-utbudskarta-token", secure=True
)
"""Everywhere but below: a browser takes these from this very site, over TLS, and from nobody else."""
ON_THIS_MACHINE: Final = Cookies(
    "utbudskarta-local", "utbudskarta-local-visit", "utbudskarta-local-token", secure=False
)
"""On loopback without TLS, where a browser refuses the others. Under other names, so that they are never
taken for each other."""


def cookies_of(settings: Settings) -> Cookies:
    """Those of a deployment: without TLS only on loopback, where there is no public address.

    Below a path of a host that others have the rest of they are sent to that path alone, which a browser
    does not allow for those of a whole host.
    """
    path = path_of(settings.public_url)
    cookies = ON_THIS_MACHINE if is_on_loopback(settings) else OVER_TLS
    if not path:
        return cookies
    session, visit, token = (
        name.replace("__Host-", "__Secure-") for name in (cookies.session, cookies.visit, cookies.token)
    )
    return replace(cookies, session=session, visit=visit, token=token, path=path)


def comes_from_this_machine() -> bool:
    """Whether the request was sent by a browser on this very machine, by all that can be known of it.

    The other end of the connection, the address that was asked for, and no word of a proxy. What headers
    say can close this, never open it.
    """
    host = urlsplit(f"//{request.host}").hostname or ""
    return (
        is_loopback(request.remote_addr or "")
        and is_loopback(host)
        and request.environ.get("SERVER_PROTOCOL") not in WITHOUT_A_BROWSER
        and not any(name.title().startswith(FORWARDED) for name, _ in request.headers)
    )
