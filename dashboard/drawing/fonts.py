"""The page's typeface for pictures and pages: unpacked once, to measure words and to set them."""

from __future__ import annotations

import io
import re
import tempfile
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

WOFF2 = Path(__file__).resolve().parents[2] / "assets" / "fonts" / "inter-variable.woff2"
ADDRESS_PART = re.compile(r"[^&,;/?]*[&,;/?]?")
MEASURED_AT = 200
"""Pixels at which words are measured: fine enough for any size."""


@cache
def unpacked() -> bytes:
    """The variable typeface, weights 400 to 700, as TrueType."""
    font = TTFont(WOFF2)
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def _letters() -> frozenset[int]:
    return frozenset(TTFont(io.BytesIO(unpacked())).getBestCmap())


def settable(text: str) -> str:
    """Words with a question mark for every letter that the typeface lacks, which no page may hold."""
    return "".join(letter if ord(letter) in _letters() or letter in "\n\t" else "?" for letter in text)


@cache
def _kept() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="utbudskarta-type-")
    (Path(folder.name) / "Inter.ttf").write_bytes(unpacked())
    return folder


def folder() -> str:
    """A folder with the typeface and nothing else, for as long as the process lives."""
    return _kept().name


@cache
def _face(weight: int) -> ImageFont.FreeTypeFont:
    face = ImageFont.truetype(io.BytesIO(unpacked()), MEASURED_AT)
    face.set_variation_by_axes([weight])
    return face


@lru_cache(maxsize=8192)
def width(text: str, size: float, weight: int = 400) -> float:
    """How wide words are when set, pixels."""
    return float(_face(weight).getlength(text)) * size / MEASURED_AT


def fitted(text: str, size: float, weight: int, room: float) -> str:
    """Words cut to a width, with an ellipsis where they are."""
    if width(text, size, weight) <= room:
        return text
    while text and width(text + "…", size, weight) > room:
        text = text[:-1].rstrip()
    return text + "…"


def lines(text: str, size: float, weight: int, room: float) -> list[str]:
    """Words broken into lines no wider than a width; a word that is wider has a line of its own.

    An address that is wider goes on after a sign between two of its parts.
    """
    found: list[str] = []
    for word in text.split(" "):
        longer = f"{found[-1]} {word}" if found else word
        if found and width(longer, size, weight) <= room:
            found[-1] = longer
        elif width(word, size, weight) <= room:
            found.append(word)
        else:
            found += _parts(word, size, weight, room)
    return found


def _parts(word: str, size: float, weight: int, room: float) -> list[str]:
    found: list[str] = []
    for part in ADDRESS_PART.findall(word):
        if found and width(found[-1] + part, size, weight) <= room:
            found[-1] += part
        else:
            found.append(part)
    return found
