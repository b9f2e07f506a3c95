"""What somebody has put on the map: the pin of a place that was searched for, the line that was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.drawing import fonts
from dashboard.drawing.boxes import Box
from dashboard.drawing.svg import element, text
from dashboard.drawing.tokens import Palette
from dashboard.drawing.world import Frame
from geodata.geometry.world import world

Degrees = tuple[float, float]
"""Latitude and longitude."""
SIZE, AWAY = 14.0, 18.0
"""Pixels of a label's letters, and from the middle of the pin or an end to it."""
RADIUS = 9.0


@dataclass(frozen=True)
class Pointed:
    """A pin with its name and a line with its length, each where there is one."""

    pin: Degrees | None = None
    name: str = ""
    line: Sequence[Degrees] = ()
    length: str = ""


def label_boxes(pointed: Pointed, frame: Frame) -> list[Box]:
    """Pixels that the labels take: no names of the map are put there."""
    return [
        (x - wide / 2 - 4, y - SIZE, x + wide / 2 + 4, y + SIZE)
        for label, x, y in _labels(pointed, frame)
        for wide in [fonts.width(label, SIZE, 600)]
    ]


def draw_pointed(pointed: Pointed, frame: Frame, palette: Palette) -> str:
    """The line with its ends numbered, the pin as a disc in a halo, and what each is."""
    drawn = ""
    ends = _pixels(pointed.line, frame)
    if len(ends) == 2:
        path = f"M{ends[0][0]:.1f} {ends[0][1]:.1f}L{ends[1][0]:.1f} {ends[1][1]:.1f}"
        for colour, width in ((palette.of("surface"), 7), (palette.of("ink"), 3)):
            drawn += element("path", d=path, fill="none", stroke=colour, stroke_width=width)
        for number, (x, y) in enumerate(ends, 1):
            drawn += element(
                "circle", cx=x, cy=y, r=RADIUS, fill=palette.of("surface"), stroke=palette.of("ink"),
                stroke_width=2,
            )  # fmt: skip
            drawn += text(
                str(number), x, y, 12, font_weight=600, text_anchor="middle", fill=palette.of("ink")
            )
    for x, y in _pixels([pointed.pin] if pointed.pin else [], frame):
        drawn += element("circle", cx=x, cy=y, r=14.0, fill=palette.of("accent"), fill_opacity=0.25)
        drawn += element(
            "circle", cx=x, cy=y, r=7.0, fill=palette.of("accent"), stroke=palette.paper, stroke_width=2
        )
    return drawn + "".join(
        text(
            label, x, y, SIZE, font_weight=600, text_anchor="middle", fill=palette.of("ink"),
            stroke=palette.of("surface"), stroke_width=4, stroke_linejoin="round", paint_order="stroke",
        )
        for label, x, y in _labels(pointed, frame)
    )  # fmt: skip


def _labels(pointed: Pointed, frame: Frame) -> list[tuple[str, float, float]]:
    """Text and middle of each label in the picture."""
    found = []
    if pointed.pin and pointed.name:
        ((x, y),) = _pixels([pointed.pin], frame)
        found.append((pointed.name, x, y - AWAY - SIZE / 2))
    if len(pointed.line) == 2 and pointed.length:
        (x0, y0), (x1, y1) = _pixels(pointed.line, frame)
        found.append((pointed.length, (x0 + x1) / 2, (y0 + y1) / 2 + AWAY))
    return [(label, x, y) for label, x, y in found if 0 <= x <= frame.width and 0 <= y <= frame.height]


def _pixels(places: Sequence[Degrees], frame: Frame) -> list[tuple[float, float]]:
    if not places:
        return []
    at = frame.pixels(world(np.array([[lon, lat] for lat, lon in places])))
    return [(float(x), float(y)) for x, y in at]
