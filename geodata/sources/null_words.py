"""Words that registers write where nothing is known; never read as nothing until a table says so."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import Series

NULL_WORDS: Final = frozenset(
    {
        "-", "--", "\u2013", "\u2014", "\u2212", ".", "..", "...", "\u2026", ":", "?",
        "null", "(null)", "<null>", "na", "n/a", "n.a.", "#n/a", "#na", "nan", "nat", "none", "nil", "\\n",
        "missing", "unknown", "saknas", "uppgift saknas", "ok\u00e4nd", "ok\u00e4nt", "#saknas!",
        "0000-00-00", "00000000",
    }
)  # fmt: skip
"""In lower case. The last two are a database's way to write no date."""

TICKS: Final = frozenset({"x", "*"})
"""Nothing among numbers and days, but perhaps a yes among words."""


def null_words(text: Series[str], ticks: bool) -> NDArray[np.bool_]:
    """Which texts are such words; `ticks` tells whether `TICKS` are, too."""
    words = NULL_WORDS | TICKS if ticks else NULL_WORDS
    codes, different = pd.factorize(text)
    return np.array([is_null_word(each, words) for each in different], dtype=bool)[codes]


def is_null_word(text: str, words: frozenset[str] = NULL_WORDS | TICKS) -> bool:
    """Whether one text is such a word."""
    return text.lower() in words


def null_line(words: list[str], declared: tuple[str, ...]) -> str:
    """The line of `region.toml` that reads words as nothing, those that it reads already among them."""
    every = dict.fromkeys([*declared, *words])
    return f"null = [{', '.join(map(quoted, every))}]"


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in escaped) + '"'
