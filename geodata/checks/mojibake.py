"""Texts that were read in one encoding and saved in another: VÃ¥rdcentral, V�rdcentral."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.checks.sheet import Sheet
from geodata.contract.problems import Problems

LOST = "\N{REPLACEMENT CHARACTER}"
"""What stands where a letter could not be read."""

KINDS = ("code", "name", "text", "list")
"""Kinds of column whose texts people read, or that tables refer to each other by."""

TIMES = 3
"""How often a text may have been spoiled, one time upon the other."""


def _windows(byte: int) -> str:
    """A byte as Windows-1252 reads it; those that it has no letter for as the first 256 of Unicode."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTES = {letter: byte for byte in range(0x80, 0x100) for letter in (_windows(byte), chr(byte))}
_FOLLOWING = "".join(sorted(re.escape(letter) for letter, byte in _BYTES.items() if byte < 0xC0))
_SPOILED = re.compile(f"[ÂÃ][{_FOLLOWING}]|â[{_FOLLOWING}][{_FOLLOWING}]|ï»¿")
_OF_DOS = {
    "├Ñ": "å", "├ñ": "ä", "├Â": "ö", "├à": "Å", "├ä": "Ä", "├û": "Ö", "├®": "é", "├╝": "ü", "├©": "ø",
    "├ª": "æ", "├╢": "ö", "├⌐": "é", "├¥": "å", "├¤": "ä", "├¶": "ö",
}  # fmt: skip
_OF_MAC = {"√•": "å", "√§": "ä", "√∂": "ö", "√Ö": "Å", "√Ñ": "Ä", "√ñ": "Ö", "√©": "é", "√º": "ü"}
_OTHERS = {**_OF_DOS, **_OF_MAC}
_OTHER = re.compile("|".join(map(re.escape, _OTHERS)))


def mended(text: str) -> str:
    """The text as it was before it was spoiled; itself where it does not look spoiled."""
    plain = _OTHER.sub(lambda found: _OTHERS[found[0]], text)
    for _ in range(TIMES):
        before, plain = plain, _SPOILED.sub(lambda found: _decoded(found[0]), plain)
        if plain == before:
            break
    return plain


def _decoded(spoiled: str) -> str:
    try:
        return bytes(_BYTES[letter] for letter in spoiled).decode("utf-8")
    except UnicodeDecodeError:
        return spoiled


def warn_of_mojibake(sheet: Sheet, problems: Problems) -> None:
    """Warn of texts of one file that look spoiled, each with what it may have been."""
    for column in sheet.table.columns:
        if column.kind in KINDS and column.name in sheet.frame:
            _warn(sheet, column.name, problems)


def _warn(sheet: Sheet, column: str, problems: Problems) -> None:
    codes, values = pd.factorize(sheet.frame[column])
    better = [mended(str(value)) for value in values]
    for code, spoiled in _codes_of(list(map(str, values)), better):
        where = spoiled[codes] if len(codes) else np.zeros(0, dtype=bool)
        expected = [(better[number],) for number in codes[where].tolist()]
        sheet.report(problems, code, where, column, expected=expected, severity="warning")


def _codes_of(values: list[str], better: list[str]) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    lost = np.array([LOST in value for value in values], dtype=bool)
    other = np.array([a != b for a, b in zip(values, better, strict=True)], dtype=bool)
    if (other & ~lost).any():
        yield "mojibake", other & ~lost
    if lost.any():
        yield "lost_letters", lost
