"""Never the whole machine without a word: a server that residents reach does not run as root."""

from __future__ import annotations

import os

from dashboard.serve.loopback import is_on_loopback
from dashboard.serve.settings import Settings
from dashboard.texts.catalogue import catalogue
from geodata.contract.errors import SettingsError


def look_at_user(settings: Settings, language: str, user: int | None = None) -> str:
    """What is to be told where the server would run as root: "" where it would not, or was meant to.

    Parameters
    ----------
    settings : Settings
    language : {"sv", "en"}
        Of what is told.
    user : int, optional
        Number of the user who runs it; this process's where not given.

    Returns
    -------
    str
        A warning, of a server that is this machine's own.

    Raises
    ------
    SettingsError
        Where others than this machine reach it, and the settings do not say `as_root`.
    """
    if (os.geteuid() if user is None else user) != 0 or settings.as_root == "yes":
        return ""
    texts = catalogue(language)
    if is_on_loopback(settings):
        return texts["serve.root_warning"]
    raise SettingsError(texts["serve.root"])
