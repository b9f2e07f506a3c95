"""Who may bring files: administrators who are logged in; without a login who sits at this machine."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Flask, current_app, has_app_context

from dashboard.login.cookies import comes_from_this_machine
from dashboard.login.current import current
from dashboard.login.gate import current_gate
from dashboard.login.identity import Identity
from dashboard.serve.loopback import is_on_loopback
from dashboard.serve.settings import Settings
from geodata.contract.errors import RegionError
from geodata.contract.file_switch import finish

ROLE: Final = "administrator"
EXTENSION: Final = "utbudskarta-upload"


@dataclass(frozen=True)
class Desk:
    """What a server does with files that are brought to it.

    Attributes
    ----------
    out : Path
        Folder of published versions.
    source : Path or None
        Folder that the region is built from; None where the server does not know it: then nothing is taken.
    database_url : str
        As the setting.
    without_login : bool
        Whether whoever sits at this machine is let in where nobody can log in.
    """

    out: Path
    source: Path | None
    database_url: str = ""
    without_login: bool = False

    def lets_in(self, identity: Identity, login: bool) -> bool:
        """Whether somebody may bring files.

        Parameters
        ----------
        identity : Identity
        login : bool
            Whether the server has a login at all.
        """
        if self.source is None:
            return False
        if login:
            return identity.is_logged_in and identity.role == ROLE and not _is_limited(identity)
        return self.without_login and comes_from_this_machine()


def desk_of(settings: Settings) -> Desk:
    """The desk of a deployment."""
    source = Path(settings.source_dir) if settings.source_dir and settings.upload != "off" else None
    if source is not None:
        with suppress(RegionError):  # told when the folder is read, which is not done without it
            finish(source)
    return Desk(
        settings.data_dir,
        source,
        settings.database_url,
        settings.upload == "machine" and settings.login == "off" and is_on_loopback(settings),
    )


def _is_limited(identity: Identity) -> bool:
    """Whether an account answers for a part alone: files are of the whole region."""
    audience = identity.audience
    return bool(audience.care_forms or audience.organisations or audience.units)


def use_desk(server: Flask, desk: Desk) -> None:
    """Let a server's requests find its desk."""
    server.extensions[EXTENSION] = desk


def may_bring_files() -> bool:
    """Whether whoever sends the request may bring files."""
    desk: Desk | None = current_app.extensions.get(EXTENSION) if has_app_context() else None
    return desk is not None and desk.lets_in(current(), current_gate() is not None)
