"""What a deployment decides, read from the environment. Documented in `docs/settings.md`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from geodata.contract.errors import SettingsError
from geodata.disclosure.secret import KEY_FILE_VARIABLE

PREFIX = "UTBUDSKARTA_"
ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?")


@dataclass(frozen=True)
class Settings:
    """Settings of a running dashboard.

    Attributes
    ----------
    data_dir : Path
        Folder of published versions.
    language : {"sv", "en", ""}
        Of a page whose address names none; "" means the region's own.
    refresh_s : float
        Seconds between two looks for a newly published version, 0 to 5.
    frame_ancestors : str
        Sites whose pages may show `/inbadda` in a frame: "none", or their origins with spaces between.
    public_url : str
        The site's own address, "https://map.example"; "" means the one that each request was made to.
    presentations_dir : str
        Folder of saved presentations; "" is `presentations` in `data_dir`.
    save_presentations : {"yes", "no"}
        Whether whoever can open the page may save presentations with the deployment.
    probe_dir : str
        Folder of scripts that tests add to every page; "" where residents are served.
    """

    data_dir: Path = Path("var/published")
    language: str = ""
    refresh_s: float = 2.0
    frame_ancestors: str = "none"
    public_url: str = ""
    presentations_dir: str = ""
    save_presentations: str = "no"
    probe_dir: str = ""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read settings from `UTBUDSKARTA_DATA_DIR`, `UTBUDSKARTA_LANGUAGE` and so on.

    Parameters
    ----------
    environment : mapping of str to str
        `os.environ`, as a rule; names without the prefix are not looked at.

    Returns
    -------
    Settings

    Raises
    ------
    SettingsError
        If a setting is unknown or its value impossible.
    """
    given = {
        name.removeprefix(PREFIX): value for name, value in environment.items() if name.startswith(PREFIX)
    }
    known = {field.name.upper() for field in fields(Settings)}
    if KEY_FILE_VARIABLE in environment:
        raise SettingsError(
            f"{KEY_FILE_VARIABLE} names the secret that visits are protected by: only `utbudskarta build` and"
            " its like may have it, never the server. Start the server without it"
        )
    if unknown := sorted(set(given) - known):
        names = ", ".join(PREFIX + name for name in sorted(known))
        raise SettingsError(f"{PREFIX}{unknown[0]} is not a setting; those there are: {names}")
    return Settings(
        data_dir=Path(given.get("DATA_DIR", Settings.data_dir)),
        language=_language(given.get("LANGUAGE", Settings.language)),
        refresh_s=_seconds(given.get("REFRESH_S", str(Settings.refresh_s))),
        frame_ancestors=_origins(given.get("FRAME_ANCESTORS", Settings.frame_ancestors)),
        public_url=_url(given.get("PUBLIC_URL", Settings.public_url)),
        presentations_dir=given.get("PRESENTATIONS_DIR", Settings.presentations_dir),
        save_presentations=_yes_or_no(given.get("SAVE_PRESENTATIONS", Settings.save_presentations)),
        probe_dir=_folder(given.get("PROBE_DIR", Settings.probe_dir)),
    )


def _language(text: str) -> str:
    if text not in ("sv", "en", ""):
        raise SettingsError(f"{PREFIX}LANGUAGE must be sv or en, not “{text}”")
    return text


def _yes_or_no(text: str) -> str:
    if text not in ("yes", "no"):
        raise SettingsError(f"{PREFIX}SAVE_PRESENTATIONS must be yes or no, not “{text}”")
    return text


def _folder(text: str) -> str:
    if text and not Path(text).is_dir():
        raise SettingsError(f"{PREFIX}PROBE_DIR must be a folder of scripts, not “{text}”")
    return text


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 5:
        raise SettingsError(f"{PREFIX}REFRESH_S must be a number of seconds from 0 to 5, not “{text}”")
    return seconds


def _url(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", text):
        raise SettingsError(
            f"{PREFIX}PUBLIC_URL must be the address of the site, such as https://map.example, not “{text}”"
        )
    return text.rstrip("/")


def _origins(text: str) -> str:
    origins = text.split()
    for origin in origins:
        if origins != ["none"] and not ORIGIN.fullmatch(origin):
            raise SettingsError(
                f"{PREFIX}FRAME_ANCESTORS must be none, or origins with spaces between such as"
                f" https://www.kommun.example https://*.region.example, not “{origin}”"
            )
    return " ".join(origins) or "none"
