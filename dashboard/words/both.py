"""A text of the catalogue in every language at once, for what is not of one page: headings of tables."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.words import LANGUAGES, words


def in_both(key: str, **values: object) -> dict[str, str]:
    """A catalogue key with its blanks filled, by language; a blank may be words of the region's settings."""
    return {
        language: words(language)(key, **{name: _of(value, language) for name, value in values.items()})
        for language in LANGUAGES
    }


def _of(value: object, language: str) -> object:
    return words(language).of(value) if isinstance(value, Mapping) else value
