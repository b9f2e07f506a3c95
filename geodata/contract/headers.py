"""Names of columns in one form, so that what looks the same is the same in the file and in `region.toml`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

HEADER_MOST = 1000
"""Characters of a name of a column: a longer one is no name, but a file that is no table."""

_UNSEEN = "Cf"
"""The kind of characters that nobody sees: soft hyphens, byte order marks, joiners and marks of direction."""


def header(name: str) -> str:
    """Name in one form of Unicode: blanks of any kind are one blank, what nobody sees is left out.

    A Mac writes `ä` as two characters, a cell of Excel has its name over two lines, and what is copied from
    a page has blanks that do not break: nobody can tell these from the name that is typed.
    """
    plain = unicodedata.normalize("NFKC", name)
    return " ".join("".join(each for each in plain if unicodedata.category(each) != _UNSEEN).split())


def headers(names: Iterable[str]) -> list[str]:
    """Each name in one form."""
    return [header(name) for name in names]


def by_header[T](named: Mapping[str, T]) -> dict[str, T]:
    """What stands under each name, under the name in one form."""
    return {header(name): each for name, each in named.items()}


def pattern_of_headers(pattern: str) -> str:
    """A regular expression that finds in a name in one form what it would find in it as written."""
    plain = unicodedata.normalize("NFC", pattern)
    return "".join(_letter(each) for each in plain)


def _letter(character: str) -> str:
    """A letter or a digit in one form; what may mean something to the expression stays as it is."""
    if character.isascii():
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isalnum() or plain == " " else character
