"""SVG as text: elements, paths and numbers as short as they can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from numpy.typing import NDArray


def element(name: str, *content: str, **attributes: object) -> str:
    """An element; attribute names with `_` for `-` (a last `_` falls), None and "" left out."""
    attribute_text = "".join(
        f" {key.removesuffix('_').replace('_', '-')}={quoteattr(written(value))}"
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    inner = "".join(content)
    return f"<{name}{attribute_text}>{inner}</{name}>" if inner else f"<{name}{attribute_text}/>"


def written(value: object) -> str:
    """A number with at most two decimals; anything else as it is."""
    if not isinstance(value, float | np.floating):
        return str(value)
    digits = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def text(words: str, x: float, y: float, size: float, **attributes: object) -> str:
    """Words with their middle at a height, so that every renderer agrees; anchored as `text_anchor` says."""
    return element("text", escape(words), x=x, y=y + 0.36 * size, font_size=size, **attributes)


def line_to(points: NDArray[np.float64], closed: bool = False) -> str:
    """A path along some points, pixels with one decimal, each relative to the one before."""
    tenths = np.rint(points * 10).astype(np.int64)
    steps = np.diff(tenths, axis=0)
    first = f"M{_tenth(tenths[0, 0])} {_tenth(tenths[0, 1])}"
    moved = steps[(steps != 0).any(axis=1)]
    if not len(moved):
        return ""
    return (
        first
        + "l"
        + " ".join(f"{_tenth(x)} {_tenth(y)}" for x, y in moved.tolist())
        + ("z" if closed else "")
    )


def _tenth(value: int) -> str:
    whole, part = divmod(abs(int(value)), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def polygon(points: Iterable[Sequence[float]]) -> str:
    """A closed path through corners."""
    return line_to(np.array(list(points), dtype=float), closed=True)


def document(
    content: str, width: float, height: float, *, title: str, about: str, language: str, ground: str = ""
) -> str:
    """A whole picture with its name and what it shows in words, for those who do not see it."""
    back = element("rect", width=width, height=height, fill=ground) if ground else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {written(width)} {written(height)}" '
        f'width="{written(width)}" height="{written(height)}" role="img" aria-labelledby="title about" '
        f'lang="{language}" xml:lang="{language}" font-family="Inter, Arial, sans-serif">'
        f'<title id="title">{escape(title)}</title><desc id="about">{escape(about)}</desc>'
        f"{back}{content}</svg>\n"
    )
