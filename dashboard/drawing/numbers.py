"""The numbers of a ranking, on the map where their places are; the places outlined."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.drawing.arcs import Traced, chains, outline
from dashboard.drawing.ground import cased
from dashboard.drawing.room import Box, about
from dashboard.drawing.svg import element, text
from dashboard.drawing.tokens import Palette

RADIUS = 13.0
"""Pixels; on the page of a meeting, read from afar, they are larger."""


@dataclass(frozen=True)
class Numbered:
    """A number where it stands, pixels, and the areas it is of."""

    number: int
    x: float
    y: float
    areas: tuple[int, ...]

    @property
    def box(self) -> Box:
        """What it covers."""
        return about(self.x, self.y, 2 * RADIUS, 2 * RADIUS, 2)


def place_numbers(traced: Traced, ranked: Sequence[tuple[int, int, tuple[int, ...]]]) -> list[Numbered]:
    """Numbers at their areas, one above another where two would meet.

    Parameters
    ----------
    traced : Traced
    ranked : sequence of (int, int, tuple of int)
        Number, the area it stands in, and all areas it is of.
    """
    found: list[Numbered] = []
    for number, area, areas in ranked:
        x, y = traced.frame.pixels(traced.geo.points[[area]])[0]
        if not (math.isfinite(x) and 0 <= x <= traced.frame.width and 0 <= y <= traced.frame.height):
            continue
        while any(math.hypot(one.x - x, one.y - y) < 2 * RADIUS for one in found):
            y -= RADIUS
        found.append(Numbered(number, float(x), float(y), areas))
    return found


def draw_outlines(traced: Traced, numbers: Sequence[Numbered], palette: Palette) -> str:
    """Each place of several areas outlined."""
    return "".join(
        cased(
            traced, chains(traced.geo, outline(traced.geo, one.areas)), palette.of("map-selected"), 1.6,
            palette.of("surface"), 4, least=6,
        )
        for one in numbers
        if len(one.areas) > 1
    )  # fmt: skip


def draw_numbers(numbers: Sequence[Numbered], palette: Palette) -> str:
    """Dark digits on light discs."""
    return "".join(
        element(
            "circle", cx=one.x, cy=one.y, r=RADIUS, fill=palette.paper, stroke=palette.print, stroke_width=2.4
        )
        + text(
            str(one.number), one.x, one.y, 15, font_weight=700, text_anchor="middle", fill=palette.print
        )
        for one in numbers
    )  # fmt: skip
