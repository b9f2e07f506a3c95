"""What is written on the map: names in a halo, plates of what a scenario changes, rings of the limit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.drawing.placed import Name, Plate, Point
from dashboard.drawing.svg import element, line_to, text
from dashboard.drawing.tokens import Palette

MANY = 6
"""Rings above which they are drawn finer."""


def draw_names(names: Sequence[Name], palette: Palette) -> str:
    """Names as text, each in a halo."""
    return "".join(
        text(
            name.text, name.x, name.y, name.size,
            font_weight=name.weight, text_anchor="middle", fill=palette.of(name.colour),
            stroke=palette.of("surface"), stroke_width=3.2, stroke_opacity=0.92, stroke_linejoin="round",
            paint_order="stroke",
        )
        for name in names
    )  # fmt: skip


def draw_rings(rings: Sequence[Sequence[Point]], palette: Palette) -> str:
    """A dotted ring as far as the longest acceptable journey, about each unit that is new or moved."""
    quiet = len(rings) > MANY
    pens = [(palette.print, 1.5)] if quiet else [(palette.paper, 3.8), (palette.print, 2.2)]
    return "".join(
        element(
            "path", d=line_to(np.array(ring), closed=True), fill="none",
            stroke=colour, stroke_width=width, stroke_linecap="round", stroke_dasharray="0.01 5.6",
            stroke_opacity=0.6 if quiet else None,
        )
        for ring in rings
        for colour, width in pens
    )  # fmt: skip


def draw_leaders(plates: Sequence[Plate], palette: Palette) -> str:
    """Lines to plates that stand off."""
    return "".join(
        element(
            "path", d=f"M{plate.leader[0]:.1f} {plate.leader[1]:.1f}L{plate.x:.1f} {plate.y:.1f}",
            stroke=palette.of(colour), stroke_width=width,
        )
        for plate in plates
        if plate.leader
        for colour, width in (("surface", 3.4), ("ink", 1.2))
    )  # fmt: skip


def draw_plates(plates: Sequence[Plate], palette: Palette) -> str:
    """Dark for what comes, light for what goes or only grows."""
    drawn = []
    for plate in plates:
        dark = plate.kind in ("add", "move")
        box = {
            "x": plate.x - plate.w / 2, "y": plate.y - plate.h / 2, "width": plate.w, "height": plate.h,
            "rx": 4,
        }  # fmt: skip
        if not dark:
            drawn.append(element("rect", **box, fill="none", stroke=palette.of("surface"), stroke_width=4))
        drawn.append(
            element(
                "rect", **box, fill=palette.of("ink" if dark else "surface"),
                stroke=palette.of("surface" if dark else "ink"), stroke_width=2 if dark else 1.4,
                paint_order="stroke" if dark else None,
            )
        )  # fmt: skip
        drawn.append(
            text(
                plate.text, plate.x, plate.y, plate.size, font_weight=600, text_anchor="middle",
                fill=palette.of("surface" if dark else "ink"),
            )
        )  # fmt: skip
    return "".join(drawn)
