"""A site that lies below a path of its host, whether the proxy in front keeps that path or takes it away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from flask import Flask, Response

from dashboard.serve.links import PAGES
from dashboard.serve.settings import Settings
from dashboard.serve.site_address import beneath, path_of
from dashboard.texts.catalogue import catalogue
from geodata.contract.errors import SettingsError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TAKEN: Final = "utbudskarta.path_taken"
"""Marks a request whose path is without the site's already."""
PERMANENT: Final = "308 Permanent Redirect"


class BelowPath:
    """An application whose requests come with the site's path in front of theirs, or without.

    Parameters
    ----------
    application : WSGI application
    path : str
        "/utbud": without a slash at its end.
    """

    def __init__(self, application: WSGIApplication, path: str) -> None:
        self._application = application
        self._path = path

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does, which knows its own addresses alone."""
        if TAKEN in environ:
            return self._application(environ, start_response)
        path = environ.get("PATH_INFO", "")
        if path == self._path:
            query = environ.get("QUERY_STRING", "")
            address = f"{self._path}/?{query}" if query else f"{self._path}/"
            start_response(PERMANENT, [("Location", address), ("Content-Length", "0")])
            return []
        if path.startswith(f"{self._path}/"):
            environ["PATH_INFO"] = path[len(self._path) :]
        environ["SCRIPT_NAME"], environ[TAKEN] = self._path, "yes"
        return self._application(environ, start_response)


def refuse_own_path(server: Flask, settings: Settings) -> None:
    """Refuse a path that one of the site's own addresses has: nobody could know which of them is asked for.

    Parameters
    ----------
    server : Flask
        With every route.
    settings : Settings

    Raises
    ------
    SettingsError
        With the path, in the deployment's language.
    """
    first = path_of(settings.public_url).partition("/")[2].partition("/")[0]
    rules = (rule.rule for rule in server.url_map.iter_rules())
    ours = {address.split("/")[1].partition(".")[0] for address in (*rules, *PAGES.values())}
    if first and first.partition(".")[0] in ours:
        text = catalogue(settings.language or "en")["settings.own_path"]
        raise SettingsError(text.format(path=f"/{first}"))


def around(server: Flask, application: WSGIApplication) -> WSGIApplication:
    """What is put around a server, asked without the site's path as the server is.

    Parameters
    ----------
    server : Flask
    application : WSGI application
        That hands what it does not answer to the server's own.
    """
    path = server.config["SITE_PATH"]
    return BelowPath(application, path) if path else application


def lie_below(server: Flask, public_url: str) -> None:
    """Let a server lie where its public address says: what it is asked, and where it sends others.

    Parameters
    ----------
    server : Flask
        Before its first request and before any other of its hooks.
    public_url : str
        As of `Settings`; at the root of its host nothing changes.
    """
    path = server.config["SITE_PATH"] = path_of(public_url)
    if not path:
        return
    server.wsgi_app = BelowPath(server.wsgi_app, path)  # type: ignore[method-assign]

    @server.after_request
    def sent_on(answer: Response) -> Response:
        if location := answer.headers.get("Location"):
            answer.headers["Location"] = beneath(location)
        return answer
