"""A file of settings: TOML whose keys are the settings' own names, in lower case."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

from dashboard.texts.catalogue import catalogue
from geodata.contract.errors import SettingsError

PATHS: Final = ("data_dir", "presentations_dir", "probe_dir", "source_dir", "oidc_file")
"""Settings that name a folder or a file: in a file they begin where it lies, so that both can be moved."""
AT_LINE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def read_file(file: Path, language: str) -> dict[str, str]:
    """What a file says, each as the text that a variable would hold; whether it is a setting is not asked.

    Parameters
    ----------
    file : Path
    language : {"sv", "en"}
        Of what is said.

    Returns
    -------
    dict of str
        `true` as "yes", `false` as "no", a list as its texts with spaces between.

    Raises
    ------
    SettingsError
        If the file is not there or is no TOML; with the line.
    """
    texts = catalogue(language)
    try:
        content = file.read_text(encoding="utf-8")
        found = tomllib.loads(content)
    except OSError as error:
        raise SettingsError(texts["settings.file.unread"].format(file=file, why=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(texts["settings.file.not_utf8"].format(file=file)) from error
    except tomllib.TOMLDecodeError as error:
        at = AT_LINE.search(str(error))
        line = at[1] if at and at[1] else str(len(content.splitlines()))
        why = AT_LINE.sub("", str(error))
        raise SettingsError(texts["settings.file.no_toml"].format(file=file, line=line, why=why)) from error
    values = {name: _text(value) for name, value in found.items()}
    return {
        name: str(file.parent / text) if name in PATHS and text.strip() else text
        for name, text in values.items()
    }


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return " ".join(value)
    return str(value)
