"""What a server with a login holds: where accounts are, its cookies, its providers, and the time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flask import Flask, current_app

from dashboard.login.cookies import Cookies, comes_from_this_machine, cookies_of
from dashboard.login.metadata import KnownProvider
from dashboard.login.passwords import hash_of_nobody
from dashboard.login.provider_settings import read_providers
from dashboard.records.database import Database
from dashboard.serve.loopback import is_on_loopback
from dashboard.serve.settings import Settings
from dashboard.texts.catalogue import catalogue
from geodata.contract.errors import SettingsError

EXTENSION: Final = "utbudskarta-login"


@dataclass(frozen=True)
class Gate:
    """What requests are let in by.

    Attributes
    ----------
    database : Database
        With every step done.
    cookies : Cookies
    is_local : bool
        Whether passwords are kept here.
    providers : mapping of str to KnownProvider
        By key, in the order shown.
    now : callable
        The moment, in UTC.
    """

    database: Database
    cookies: Cookies
    is_local: bool
    providers: Mapping[str, KnownProvider]
    now: Callable[[], datetime]

    def is_open(self) -> bool:
        """Whether a request may carry a login: over TLS, or without it from this very machine.

        Where cookies go without TLS, nobody else's request is one, whatever it brings.
        """
        return self.cookies.secure or comes_from_this_machine()


def gate_of(
    settings: Settings, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Gate:
    """The gate of a deployment that has a login.

    Parameters
    ----------
    settings : Settings
        Whose `login` is not "off".
    database : Database
    now : callable

    Raises
    ------
    SettingsError
        If the settings do not go together, or the file of providers is wrong.
    """
    texts = catalogue(settings.language or "en")
    by_provider = settings.login in ("oidc", "both")
    problems = []
    if by_provider and not settings.oidc_file:
        problems.append(texts["login.settings.no_file"].format(login=settings.login))
    if not is_on_loopback(settings) and not settings.public_url.startswith("https://"):
        problems.append(texts["login.settings.no_tls"].format(login=settings.login))
    if by_provider and not settings.public_url:
        problems.append(texts["login.settings.no_address"].format(login=settings.login))
    if problems:
        raise SettingsError("\n".join(problems))
    hash_of_nobody()  # made now, so that the first name that nobody has is answered as fast as any
    providers = read_providers(Path(settings.oidc_file), settings.language or "en") if by_provider else {}
    return Gate(
        database,
        cookies_of(settings),
        settings.login in ("local", "both"),
        {key: KnownProvider(provider) for key, provider in providers.items()},
        now,
    )


def install(server: Flask, gate: Gate) -> None:
    """Let a server's requests find its gate."""
    server.extensions[EXTENSION] = gate


def current_gate() -> Gate | None:
    """The gate of the server that answers; None where login is off."""
    found: Gate | None = current_app.extensions.get(EXTENSION)
    return found
