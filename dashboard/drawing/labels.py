"""Names on the map: by population, never on each other, with a halo in the colour of paper."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.drawing import fonts
from dashboard.drawing.clusters import Circle, Marks
from dashboard.drawing.geography import Geography
from dashboard.drawing.ribbons import NAMED, Flow
from dashboard.drawing.room import Room
from dashboard.drawing.seen import Seen
from dashboard.drawing.svg import text
from dashboard.drawing.tokens import Palette
from dashboard.drawing.world import Frame
from dashboard.words.words import Words

LARGE = 25_000
"""Residents of a place that is named even in a crowd."""
Spot = tuple[float, float]


@dataclass(frozen=True)
class Style:
    """How a name is set; `colour` is a token."""

    size: float
    weight: int
    colour: str


@dataclass(frozen=True)
class Name:
    """A name where it stands: its middle, pixels."""

    text: str
    x: float
    y: float
    style: Style


class Names:
    """Names as they are put down, each keeping clear of all before it."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.found: list[Name] = []

    def put(
        self, said: str, spots: Sequence[Spot], style: Style, margin: float, *, bold: bool = False
    ) -> bool:
        """Stand at the first spot that is free."""
        width, height = fonts.width(said, style.size, style.weight), style.size * 1.15
        for x, y in spots:
            box = (
                x - width / 2 - margin, y - height / 2 - margin / 2,
                x + width / 2 + margin, y + height / 2 + margin / 2,
            )  # fmt: skip
            if self.room.free(box, bold=bold):
                self.room.take(box)
                self.found.append(Name(said, x, y, style))
                return True
        return False


def lay_out(
    geo: Geography,
    seen: Seen,
    marks: Marks,
    flows: Sequence[Flow],
    frame: Frame,
    room: Room,
    words: Words,
    *,
    meeting: bool,
    plated: Collection[int] = (),
) -> list[Name]:
    """All names of a picture: shares of the largest flows first, then places, units and areas."""
    names = Names(room)
    _shares(names, flows, frame, words)
    if seen.labels:
        _places(names, geo, marks, frame, meeting)
        if frame.zoom >= 12:
            _units(names, seen, marks, plated)
        if frame.zoom >= 10.75:
            _areas(names, geo, frame)
    return names.found


def draw_names(names: Sequence[Name], palette: Palette) -> str:
    """Names as text, each in a halo."""
    return "".join(
        text(
            name.text, name.x, name.y, name.style.size,
            font_weight=name.style.weight, text_anchor="middle", fill=palette.of(name.style.colour),
            stroke=palette.of("surface"), stroke_width=3.2, stroke_opacity=0.92, stroke_linejoin="round",
            paint_order="stroke",
        )
        for name in names
    )  # fmt: skip


def _shares(names: Names, flows: Sequence[Flow], frame: Frame, words: Words) -> None:
    """Beside the largest flows: at the unit, or at home when all go to one place."""
    home = len(flows) > 1 and len({flow.to for flow in flows}) == 1
    for flow in flows[:NAMED]:
        if not isinstance(flow.share, float | int):
            continue
        x, y = frame.pixels(np.array([flow.home if home else flow.unit]))[0]
        style = Style(13, 700, "flow-past" if flow.past else "flow")
        said = words.share(float(flow.share))
        above, right, below, left, *_ = _spots(x, y, said, style, 10)
        west = (flow.unit[0] < flow.home[0]) != home
        order = [left, right, above, below] if west else [right, left, above, below]
        if not names.put(said, order, style, 1):
            names.put(said, order, style, 0, bold=True)


def _places(names: Names, geo: Geography, marks: Marks, frame: Frame, meeting: bool) -> None:
    fewest = _fewest(frame.zoom)
    spots = frame.pixels(np.array([(one.x, one.y) for one in geo.places]).reshape(-1, 2))
    for place, (px, py) in zip(geo.places, spots, strict=True):
        if place.weight < fewest:
            break
        if not (0 <= px <= frame.width and 0 <= py <= frame.height):
            continue
        large = place.persons > LARGE
        size = (13 if large or frame.zoom >= 10.5 else 12) + (3 if meeting else 0)
        style = Style(size, 600 if large else 500, "map-label")
        x, y, gap = _beside(px, py, marks.circles)

        def around(more: float, x: float = x, y: float = y, gap: float = gap) -> list[Spot]:
            return _spots(x, y, place.name, style, gap + more)  # noqa: B023  called at once

        if names.put(place.name, around(0), style, 4 if frame.zoom < 8.5 else 3) or not large:
            continue
        # A town is named even in a crowd: farther off, then over single units.
        _ = (
            names.put(place.name, around(9), style, 1)
            or names.put(place.name, around(0), style, 0, bold=True)
            or names.put(place.name, around(18), style, 0, bold=True)
        )


def _units(names: Names, seen: Seen, marks: Marks, plated: Collection[int]) -> None:
    style = Style(12, 500, "ink")
    for mark in marks.singles:
        if mark.unit not in plated:
            said = seen.unit_names[mark.unit]
            names.put(said, _spots(mark.x, mark.y, said, style, mark.r + 4.5)[1:4], style, 2)


def _areas(names: Names, geo: Geography, frame: Frame) -> None:
    style, said = Style(12, 400, "ink-3"), {name.text for name in names.found}
    places = frame.pixels(geo.points)
    for area in np.argsort(-geo.persons, kind="stable").tolist():
        name, (x, y) = geo.names[area], places[area]
        if name not in said and math.isfinite(x):
            names.put(name, _spots(x, y, name, style, 6), style, 4)


def _fewest(zoom: float) -> float:
    """Fewest residents of a named place."""
    steps = ((6, 40_000), (7.25, 12_000), (8.5, 2500), (9.5, 1000), (10.5, 400))
    return next((fewest for below, fewest in steps if zoom < below), 0)


def _beside(x: float, y: float, circles: Sequence[Circle]) -> tuple[float, float, float]:
    """A place under a circle is named around the circle."""
    over = next((one for one in circles if math.hypot(one.x - x, one.y - y) < one.r + 4), None)
    return (over.x, over.y, over.r + 3) if over else (x, y, 5)


def _spots(x: float, y: float, said: str, style: Style, gap: float) -> list[Spot]:
    """Where a name may stand about its place, in the order tried."""
    mx, my = fonts.width(said, style.size, style.weight) / 2, style.size / 2
    up, down = y - gap - my, y + gap + my
    return [
        (x, up), (x + gap + mx, y), (x, down), (x - gap - mx, y),
        (x + mx * 0.7, up), (x + mx * 0.7, down), (x - mx * 0.7, down), (x - mx * 0.7, up),
    ]  # fmt: skip
