"""What a scenario changes, in words on the map: plates at the marks, rings of the limit, ways moved."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.drawing import fonts
from dashboard.drawing.clusters import Mark, Marks, unit_radius
from dashboard.drawing.labels import Name, Style
from dashboard.drawing.room import Room, about
from dashboard.drawing.seen import Seen
from dashboard.drawing.svg import element, line_to, text
from dashboard.drawing.tokens import Palette
from dashboard.drawing.world import Floats, Frame, world

EARTH_M = 6_371_008.8
MANY = 6
"""Rings above which they are drawn finer."""
WIDEST, AWAY = 260, 28


@dataclass(frozen=True)
class Plate:
    """Words about a changed unit: their middle and size, pixels; `leader` where a line leads there."""

    mark: Mark
    text: str
    x: float
    y: float
    width: float
    height: float
    leader: bool


def lay_out(marks: Marks, room: Room, *, meeting: bool) -> list[Plate]:
    """A plate for each thing changed, beside its mark or in rows about it; what was done last first."""
    size = 16.0 if meeting else 13.0
    found = []
    for mark in reversed([one for one in marks.singles if one.change]):
        assert mark.change is not None
        for label in mark.change.labels:
            said = fonts.fitted(label, size, 600, WIDEST)
            width, height = fonts.width(said, size, 600) + 18, size + 12
            spot = next(
                (
                    one
                    for bold in (False, True)
                    for one in _spots(mark, width, height)
                    if room.free(about(one[0], one[1], width, height, 3), bold=bold)
                ),
                None,
            )
            if spot is not None:
                room.take(about(spot[0], spot[1], width, height, 3))
                found.append(Plate(mark, said, spot[0], spot[1], width, height, spot[2]))
    return found


def _spots(mark: Mark, width: float, height: float) -> list[tuple[float, float, bool]]:
    assert mark.change is not None
    gap = mark.r + (10 if mark.change.sized else 7)
    beside = [(mark.x + side * (gap + width / 2), mark.y, False) for side in (1, -1)]
    onto = [(mark.x, mark.y + up * (gap + height / 2), False) for up in (-1, 1)]
    rows = [
        (mark.x + shift * width, mark.y + up * (gap + height / 2 + step * AWAY), step > 0)
        for step in (0, 1, 2)
        for up in (-1, 1)
        for shift in (0, 0.35, -0.35, 0.6, -0.6)
    ]
    return [*(onto + beside if mark.change.kind == "close" else beside + onto), *rows]


def limits(seen: Seen, marks: Marks, frame: Frame, room: Room, *, meeting: bool) -> list[Name]:
    """The words at the rings: below, above or beside them."""
    style = Style(16 if meeting else 13, 600, "ink")
    found = []
    for mark in [one for one in marks.singles if one.change and one.change.limit][::-1][:2]:
        assert mark.change is not None
        if mark.change.kind not in ("add", "move") or not seen.ring_m:
            continue
        points = frame.pixels(circle(seen.units[mark.unit], seen.ring_m))
        width = fonts.width(mark.change.limit, style.size, style.weight)
        top, right, bottom, left = (points[round(part * len(points))] for part in (0, 0.25, 0.5, 0.75))
        gap = style.size * 0.58 + 5
        spots = [
            (bottom[0], bottom[1] + gap), (top[0], top[1] - gap), (bottom[0], bottom[1] - gap),
            (right[0] + width / 2 + 8, right[1]), (left[0] - width / 2 - 8, left[1]),
        ]  # fmt: skip
        for x, y in spots:
            if room.free(about(x, y, width, style.size, 3), bold=True):
                room.take(about(x, y, width, style.size, 3))
                found.append(Name(mark.change.limit, float(x), float(y), style))
                break
    return found


def draw_rings(seen: Seen, frame: Frame, palette: Palette) -> str:
    """A dotted ring as far as the longest acceptable journey, about what is new or moved."""
    about_ = [unit for unit, one in seen.changes.items() if one.kind in ("add", "move")]
    if not seen.ring_m:
        return ""
    quiet = len(about_) > MANY
    pens = [(palette.print, 1.5)] if quiet else [(palette.paper, 3.8), (palette.print, 2.2)]
    return "".join(
        element(
            "path", d=line_to(frame.pixels(circle(seen.units[unit], seen.ring_m)), closed=True), fill="none",
            stroke=colour, stroke_width=width, stroke_linecap="round", stroke_dasharray="0.01 5.6",
            stroke_opacity=0.6 if quiet else None,
        )
        for unit in about_
        if np.isfinite(seen.units[unit]).all()
        for colour, width in pens
    )  # fmt: skip


def draw_ways(marks: Marks, frame: Frame, palette: Palette) -> str:
    """From a moved unit's old place, a hollow ring, to where it stands now."""
    said = []
    r = max(5.0, unit_radius(frame.zoom))
    for mark in marks.singles:
        if mark.change is None or mark.change.before is None:
            continue
        ax, ay = frame.pixels(np.array([mark.change.before]))[0]
        length = math.hypot(mark.x - ax, mark.y - ay)
        way = ""
        if length > r:
            x, y = ax + (mark.x - ax) * r / length, ay + (mark.y - ay) * r / length
            way = f"M{x:.1f} {y:.1f}L{mark.x:.1f} {mark.y:.1f}"
        for colour, width in ((palette.paper, 4), (palette.print, 1.5)):
            pen = {"fill": "none", "stroke": colour, "stroke_width": width}
            said.append(element("circle", cx=ax, cy=ay, r=r, **pen))
            said.append(element("path", d=way, **pen) if way else "")
    return "".join(said)


def draw_leaders(plates: Sequence[Plate], palette: Palette) -> str:
    """Lines to plates that stand off."""
    return "".join(
        element(
            "path", d=f"M{one.mark.x:.1f} {one.mark.y:.1f}L{one.x:.1f} {one.y:.1f}",
            stroke=palette.of(colour), stroke_width=width,
        )
        for one in plates
        if one.leader
        for colour, width in (("surface", 3.4), ("ink", 1.2))
    )  # fmt: skip


def draw_plates(plates: Sequence[Plate], palette: Palette) -> str:
    """Dark for what comes, light for what goes or only grows."""
    said = []
    for one in plates:
        assert one.mark.change is not None
        dark = one.mark.change.kind in ("add", "move")
        box = {
            "x": one.x - one.width / 2, "y": one.y - one.height / 2, "width": one.width, "height": one.height,
            "rx": 4,
        }  # fmt: skip
        if not dark:
            said.append(element("rect", **box, fill="none", stroke=palette.of("surface"), stroke_width=4))
        said.append(
            element(
                "rect", **box, fill=palette.of("ink" if dark else "surface"),
                stroke=palette.of("surface" if dark else "ink"), stroke_width=2 if dark else 1.4,
                paint_order="stroke" if dark else None,
            )
        )  # fmt: skip
        said.append(
            text(
                one.text, one.x, one.y, one.height - 12, font_weight=600, text_anchor="middle",
                fill=palette.of("surface" if dark else "ink"),
            )
        )  # fmt: skip
    return "".join(said)


def circle(middle: Floats, metres: float, steps: int = 96) -> Floats:
    """Places at one distance from a place on the ground, clockwise from the north; world units."""
    lon, lat = (
        middle[0] / 256 * 360 - 180,
        math.degrees(math.atan(math.sinh(math.pi * (1 - middle[1] / 128)))),
    )
    sine, cosine, angle = math.sin(math.radians(lat)), math.cos(math.radians(lat)), metres / EARTH_M
    turn = np.linspace(0, 2 * np.pi, steps + 1)
    north = sine * math.cos(angle) + cosine * math.sin(angle) * np.cos(turn)
    east = np.arctan2(np.sin(turn) * math.sin(angle) * cosine, math.cos(angle) - sine * north)
    return world(np.column_stack([lon + np.degrees(east), np.degrees(np.arcsin(north))]))
