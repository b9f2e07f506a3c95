"""Texts that would break what is made of them: letters that write nothing, and more than anybody reads."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pandas import Series

LONGEST: Final = {"code": 200, "name": 400, "text": 10_000, "list": 10_000, "url": 2_000}
"""Characters of a value, many times what any real one has."""
BLANKS: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")
"""Line breaks and their like, which are blanks in a text of several lines."""
CONTROLS: Final = re.compile(
    "[\x00-\x1f\x7f\x85\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""What ends a line, turns those after it around, or may stand in no XML."""
ANGLES: Final = re.compile("[<>]")
"""What no code of anything has, and ends an address in an export."""


def without_blanks(kind: str, text: Series[str]) -> Series[str]:
    """The same, with line breaks of a text of several lines as blanks."""
    if kind not in ("text", "list") or not _where(text, BLANKS).any():
        return text
    return text.str.replace(BLANKS, " ", regex=True)


def broken(kind: str, text: Series[str]) -> dict[str, NDArray[np.bool_]]:
    """Which values cannot be used as they stand, by the code of the problem."""
    too_long = text.str.len().to_numpy() > LONGEST[kind]
    found = {"control_character": _where(text, CONTROLS) & ~too_long, "long_value": too_long}
    return found | ({"angle_in_code": _where(text, ANGLES) & ~too_long} if kind == "code" else {})


def _where(text: Series[str], letters: re.Pattern[str]) -> NDArray[np.bool_]:
    """Values with any of some letters; each is looked through once, however many rows it has."""
    bad = [value for value in text.unique() if letters.search(value)]
    return text.isin(bad).to_numpy(dtype=bool) if bad else np.zeros(len(text), dtype=bool)
