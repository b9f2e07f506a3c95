"""The texts of each language, read from `locales/`, by dotted key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

LANGUAGES = ("sv", "en")
LOCALES = Path(__file__).parent / "locales"
ELSEWHERE = "elsewhere."
"""Begins the keys of texts that stand in for others where there are no Swedish systems of choice."""


class UnknownWordsError(KeyError):
    """A catalogue key that does not exist: a mistake in the program, found by its tests."""


@cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of a language by dotted key.

    Parameters
    ----------
    language : {"sv", "en"}

    Returns
    -------
    dict of str
        "ui.loading" to the text, its blanks in braces. Read once; not to be written to.
    """
    flat: dict[str, str] = {}
    _flatten(tomllib.loads((LOCALES / f"{language}.toml").read_text(encoding="utf-8")), "", flat)
    return flat


@cache
def elsewhere(language: str) -> Mapping[str, str]:
    """The same where there are no Swedish systems of choice: with the texts of `elsewhere` in place."""
    texts = catalogue(language)
    return texts | {
        key.removeprefix(ELSEWHERE): text for key, text in texts.items() if key.startswith(ELSEWHERE)
    }


def blanks(text: str) -> set[str]:
    """Names of the blanks in a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _flatten(branch: Mapping[str, object], prefix: str, into: dict[str, str]) -> None:
    for key, value in branch.items():
        if isinstance(value, Mapping):
            _flatten(value, f"{prefix}{key}.", into)
        else:
            into[prefix + key] = str(value)
