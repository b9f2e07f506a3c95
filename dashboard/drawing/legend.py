"""Legends as pictures: what each layer's colours, shapes and widths mean, from the layer's own legend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.drawing import fonts
from dashboard.drawing.engine import sign
from dashboard.drawing.ground import HATCH
from dashboard.drawing.marks import FORM_COLOUR, GAIN_COLOUR, alert, gain_mark, painted_mark, unit_mark
from dashboard.drawing.svg import element, text
from dashboard.drawing.tokens import Palette
from dashboard.layers.base import Legend, Swatch
from dashboard.layers.colours import NOTHING_KNOWN
from dashboard.layers.payment import NO_SIGN
from dashboard.layers.unit_signs import LARGEST
from dashboard.words.layers import legend_text, swatch_text
from dashboard.words.words import Words

POINT = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
RAMP_MOST = 4
"""Letters of a label that stands under its colour rather than beside it; as the page does."""


@dataclass(frozen=True)
class Drawn:
    """A picture's part and how high it is, pixels."""

    content: str
    height: float


def draw_legends(
    legends: Sequence[tuple[str, Legend]],
    words: Words,
    palette: Palette,
    x: float,
    y: float,
    room: float,
    size: float = 13,
) -> Drawn:
    """Legends one under the other, each below the name of its layer.

    Parameters
    ----------
    legends : sequence of (str, Legend)
        The layers' names with their legends.
    words : Words
    palette : Palette
    x, y : float
        Upper left corner, pixels.
    room : float
        Width, pixels.
    size : float
        Of the text, pixels.
    """
    parts, at = [], y
    for name, legend in legends:
        block = _draw(name, legend, words, palette, x, at, room, size)
        parts.append(block.content)
        at += block.height + size
    return Drawn("".join(parts), max(0.0, at - size - y) if legends else 0.0)


def _draw(
    name: str, legend: Legend, words: Words, palette: Palette, x: float, y: float, room: float, size: float
) -> Drawn:
    parts, at = [], y
    for line in fonts.lines(name, size, 700, room):
        parts.append(text(line, x, at + size * 0.6, size, font_weight=700, fill=palette.of("ink")))
        at += size * 1.35
    title, note = legend_text(legend, words)
    if title != name:
        more = _lines(title, palette.of("ink-2"), x, at, room, size)
        parts.append(more.content)
        at += more.height
    at += size * 0.3
    labels = [swatch_text(swatch, words) for swatch in legend.swatches]
    body = (_ramp if is_ramp(legend, words) else _rows)(
        legend.swatches, labels, words, palette, x, at, room, size
    )
    parts.append(body.content)
    at += body.height
    if note:
        more = _lines(note, palette.of("ink-3"), x, at + size * 0.2, room, size * 0.92)
        parts.append(more.content)
        at += more.height + size * 0.2
    return Drawn("".join(parts), at - y)


def is_ramp(legend: Legend, words: Words) -> bool:
    """Whether all labels are short enough to stand under their colours."""
    plain = bool(legend.swatches) and not any(swatch.symbol for swatch in legend.swatches)
    return plain and all(len(swatch_text(swatch, words)) <= RAMP_MOST for swatch in legend.swatches)


def _lines(parts: str, colour: str, x: float, y: float, room: float, size: float) -> Drawn:
    step = size * 1.35
    lines = fonts.lines(parts, size, 400, room)
    return Drawn(
        "".join(text(line, x, y + (at + 0.5) * step, size, fill=colour) for at, line in enumerate(lines)),
        step * len(lines),
    )


def _ramp(
    swatches: Sequence[Swatch], labels: Sequence[str], words: Words, palette: Palette,  # noqa: ARG001
    x: float, y: float, room: float, size: float,
) -> Drawn:  # fmt: skip
    """Colours in a row, what each means below it."""
    wide, high = room / len(swatches), size
    parts = []
    for at, (swatch, label) in enumerate(zip(swatches, labels, strict=True)):
        left = x + at * wide
        parts.append(_colour(swatch, palette, left, y, wide - 1, high))
        parts.append(
            text(label, left + wide / 2, y + high + size * 0.8, size, font_weight=600, text_anchor="middle",
                 fill=palette.of("ink"))
        )  # fmt: skip
    return Drawn("".join(parts), high + size * 1.6)


def _rows(
    swatches: Sequence[Swatch], labels: Sequence[str], words: Words, palette: Palette,
    x: float, y: float, room: float, size: float,
) -> Drawn:  # fmt: skip
    """A row each: the colour or sign, what it means, how many there are."""
    parts, at = [], y
    for swatch, label in zip(swatches, labels, strict=True):
        sign = 2 * LARGEST + size * 0.6 if swatch.symbol == "size" else size * 1.9
        count = "" if swatch.count is None else words.count(swatch.count)
        free = room - sign - (fonts.width(count, size, 400) + size * 0.8 if count else 0)
        lines = fonts.lines(label, size, 400, free)
        high = max(len(lines) * size * 1.35, 2 * swatch.radius + 2)
        at += (high - len(lines) * size * 1.35) / 2
        middle = at + size * 0.7
        parts.append(swatch_sign(swatch, palette, x, middle, size))
        if count:
            parts.append(text(count, x + room, middle, size, text_anchor="end", fill=palette.of("ink-3")))
        for line in lines:
            parts.append(text(line, x + sign, at + size * 0.7, size, fill=palette.of("ink")))
            at += size * 1.35
        at += (high - len(lines) * size * 1.35) / 2 + size * 0.15
    return Drawn("".join(parts), at - y)


def swatch_sign(swatch: Swatch, palette: Palette, x: float, middle: float, size: float) -> str:
    """The colour or sign of a legend's row, from its left edge and middle."""
    if swatch.symbol == "size":
        return element(
            "circle", cx=x + LARGEST, cy=middle, r=swatch.radius, fill="none", stroke=palette.of("ink"),
            stroke_width=1.2,
        )  # fmt: skip
    if swatch.symbol:
        return symbol(swatch.symbol, palette, x + size * 0.7, middle, size)
    return _colour(swatch, palette, x, middle - size * 0.45, size * 1.3, size * 0.95)


def _colour(swatch: Swatch, palette: Palette, x: float, y: float, width: float, height: float) -> str:
    hatched = swatch.colour == NOTHING_KNOWN  # as on the map
    return element(
        "rect", x=x, y=y, width=width, height=height,
        fill=f"url(#{HATCH})" if hatched else palette.resolve(swatch.colour),
        stroke=palette.of("line-strong"), stroke_width=0.6,
    )  # fmt: skip


def symbol(name: str, palette: Palette, x: float, y: float, size: float) -> str:
    """A legend's sign about a middle: "circle-own", "flow", "past", "halves", "alert", "edge"."""
    half = size * 0.7
    shape, _, operator = name.partition("-")
    if shape in FORM_COLOUR:
        return unit_mark(
            shape, operator, x, y, size * 0.42, palette.of(FORM_COLOUR[shape]), palette.of("surface")
        )
    if name.startswith("pay-") and (paint := name.removeprefix("pay-")) in GAIN_COLOUR:
        return gain_mark(paint, x, y, size * (0.2 if paint == "same" else 0.5), palette)
    if name == NO_SIGN:
        return ""
    if name == "alert":
        return alert(x, y, size * 0.45, palette)
    if name == "cluster":
        number = text("4", x, y, size * 0.8, font_weight=700, text_anchor="middle", fill=palette.print)
        return (
            element(
                "circle", cx=x, cy=y, r=size * 0.6, fill=palette.paper, stroke=palette.print, stroke_width=1.4
            )
            + number
        )
    if name == "unknown":
        return painted_mark("circle", x, y, size * 0.42, "", palette)
    if name == "edge":
        return element(
            "path", d=f"M{x - half:.1f} {y:.1f}h{2 * half:.1f}", stroke=palette.of("map-region-line"),
            stroke_width=2,
        )  # fmt: skip
    kind = name if name in ("past", "halves") else "flow"
    drawn = _inside(sign(kind, size), x, y, 2 * half, size * 0.95)
    return element("path", d=drawn, fill=palette.of("flow-past" if name == "past" else "flow"))


def _inside(path: str, x: float, y: float, wide: float, high: float) -> str:
    """A path moved to have its middle at a place, and made smaller where it would go outside."""
    points = np.array(POINT.findall(path), dtype=float)
    low, top = points.min(axis=0), points.max(axis=0)
    part = min(1.0, wide / (top[0] - low[0]), high / (top[1] - low[1]))
    moved = iter(((points - (low + top) / 2) * part + (x, y)).tolist())
    return POINT.sub(lambda _: "{:.2f} {:.2f}".format(*next(moved)), path)
