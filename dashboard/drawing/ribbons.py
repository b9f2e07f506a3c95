"""Visits on the way: ribbons thick at home and thin at the unit, half-arrows between municipalities."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.drawing.geography import Geography
from dashboard.drawing.seen import Seen
from dashboard.drawing.svg import element, line_to, polygon
from dashboard.drawing.tokens import Palette
from dashboard.drawing.world import Floats, Frame
from geodata.focus.end_cells import HERE

REGIONAL = 8.5
"""Below this zoom flows run between municipalities."""
BEND = 0.16
"""Of the distance, always to the same hand: the way back bends the other way."""
DASH = 4
GAP, CLEAR = 0.8, 5
NAMED = 4


@dataclass(frozen=True)
class Flow:
    """One flow of what is chosen: its ends in world units, its width in pixels."""

    home: tuple[float, float]
    unit: tuple[float, float]
    to: int
    wide: float
    share: float | None
    past: bool


def draw_flows(geo: Geography, seen: Seen, frame: Frame, palette: Palette) -> str:
    """A region's largest flows, those that the legend counts; faint where something is chosen over them."""
    if seen.flows is None:
        return ""
    halves = frame.zoom < REGIONAL and bool(seen.flows["municipalities"]["from"])
    flows: Mapping[str, Sequence[Any]] = seen.flows["municipalities" if halves else "areas"]
    starts, ends = (geo.middles, geo.middles) if halves else (geo.points, seen.units)
    widest = 5.0 if halves else 3.5 if frame.zoom < 10.5 else 4.5
    if not len(flows["from"]):
        return ""
    home, unit = frame.pixels(starts[list(flows["from"])]), frame.pixels(ends[list(flows["to"])])
    visits = np.asarray(flows["visits"], dtype=float)
    root = np.sqrt(visits / max(1.0, visits[0]))
    said = []
    for at in reversed(range(len(visits))):
        (ax, ay), (bx, by) = home[at], unit[at]
        if not _crosses(frame, ax, ay, bx, by) or abs(ax - bx) + abs(ay - by) < 3:
            continue
        wide = 0.7 + widest * root[at]
        past = not halves and bool(flows["past"][at])
        strength = 0.2 + 0.5 * root[at] if halves else 0.13 + 0.35 * root[at]
        if halves:
            path = half_arrow(ax, ay, bx, by, wide)
        elif past:
            path = broken(edges(ax, ay, bx, by, wide, 0.5, DASH))
        else:
            path = whole(edges(ax, ay, bx, by, wide, 0.5))
        if path:
            colour = palette.of("flow-past" if past else "flow")
            said.append(element("path", d=path, fill=colour, fill_opacity=float(strength)))
    chosen = any(seen.focus["flows"]["line"]) if seen.focus["flows"] else False
    return element("g", *said, opacity=0.1 if chosen else None)


def chosen_flows(geo: Geography, seen: Seen) -> list[Flow]:
    """The flows of what is in focus that have a line, largest first."""
    flows = seen.focus["flows"]
    if not flows:
        return []
    here = (math.nan, math.nan) if flows["whole"] else _middle(geo, seen.focus["areas"])
    lines = [at for at, line in enumerate(flows["line"]) if line]
    most = max([1, *(flows["visits"][at] for at in lines)])
    found = []
    for at in lines:
        home, unit = flows["from"][at], flows["to"][at]
        start = here if home == HERE else tuple(geo.points[home]) if home >= 0 else (math.nan, math.nan)
        end = here if unit == HERE else tuple(seen.units[unit]) if unit >= 0 else (math.nan, math.nan)
        if not all(map(math.isfinite, (*start, *end))):
            continue
        wide = max(2.2, 12 * math.sqrt(min(1, flows["visits"][at] / most)))
        found.append(Flow(start, end, unit, wide, flows["share"][at], bool(flows["past"][at])))
    return found


def draw_chosen(flows: Sequence[Flow], frame: Frame, palette: Palette) -> str:
    """The flows of what is in focus in a casing, the largest on top."""
    said = []
    for flow in reversed(flows):
        (ax, ay), (bx, by) = frame.pixels(np.array([flow.home, flow.unit]))
        wide = max(2.0, min(flow.wide, 0.3 * math.hypot(bx - ax, by - ay)))
        colour = palette.of("flow-past" if flow.past else "flow")
        ribbon = whole(edges(ax, ay, bx, by, wide, 1.2, DASH if flow.past else 8))
        if not ribbon:
            continue
        said.append(
            element(
                "path",
                d=ribbon,
                fill=colour,
                fill_opacity=0.45 if flow.past else 0.9,
                stroke=palette.paper,
                stroke_width=2.2,
                stroke_opacity=0.8,
                paint_order="stroke",
            )
        )
        if flow.past:
            gaps = broken(edges(ax, ay, bx, by, wide, 1.2, DASH))
            said.append(element("path", d=gaps, fill=colour, fill_opacity=0.95))
    return "".join(said)


def draw_homes(flows: Sequence[Flow], frame: Frame, palette: Palette) -> str:
    """A ring where the flows of what is in focus start."""
    homes = {flow.home for flow in flows}
    large = len(homes) == 1
    return "".join(
        element(
            "circle", cx=x, cy=y, r=6 if large else 3.5, fill=palette.paper,
            stroke=palette.of("flow"), stroke_width=2.6 if large else 1.8,
        )
        for x, y in (frame.pixels(np.array([home]))[0] for home in homes)
    )  # fmt: skip


def edges(
    ax: float, ay: float, bx: float, by: float, wide: float, thin: float, every: float = 12
) -> tuple[Floats, Floats]:
    """Both edges of a ribbon along a quadratic curve. Shapes (samples, 2), pixels."""
    start, end = np.array([ax, ay]), np.array([bx, by])
    way = end - start
    length = float(np.hypot(*way))
    bend = (start + end) / 2 + BEND * np.array([-way[1], way[0]])
    steps = max(5, min(90 if every < 12 else 22, round(length / every)))
    t = np.linspace(0, 1, steps + 1)[:, None]
    u = 1 - t
    middle = u * u * start + 2 * u * t * bend + t * t * end
    along = 2 * u * (bend - start) + 2 * t * (end - bend)
    aside = np.column_stack([-along[:, 1], along[:, 0]])
    aside /= np.maximum(np.hypot(*aside.T), 1e-9)[:, None]
    half = (wide + (thin - wide) * t**0.85) / 2
    return middle + aside * half, middle - aside * half


def whole(sides: tuple[Floats, Floats]) -> str:
    """A ribbon as a path."""
    left, right = sides
    return line_to(np.concatenate([left, right[::-1]]), closed=True)


def broken(sides: tuple[Floats, Floats]) -> str:
    """A ribbon with gaps, two parts drawn and one left out: visits that pass the nearest unit."""
    left, right = sides
    last = len(left) - 1
    pieces = ((at, min(at + 2, last)) for at in range(0, last, 3))
    return "".join(whole((left[a : b + 1], right[a : b + 1])) for a, b in pieces)


def half_arrow(ax: float, ay: float, bx: float, by: float, wide: float) -> str:
    """Half an arrow to the right of the way it goes, so that both ways between two places are seen."""
    full = math.hypot(bx - ax, by - ay)
    length = full - 2 * CLEAR
    if length < 6:
        return ""
    ux, uy = (bx - ax) / full, (by - ay) / full
    head, out = min(length / 2, 4 + 1.5 * wide), GAP + 1.8 * wide + 2
    corners = [
        (0, GAP), (length, GAP), (length - head, out), (length - head, GAP + wide), (0, GAP + wide),
    ]  # fmt: skip
    x, y = ax + ux * CLEAR, ay + uy * CLEAR
    return polygon([(x + ux * a - uy * b, y + uy * a + ux * b) for a, b in corners])


def _middle(geo: Geography, areas: Sequence[int]) -> tuple[float, float]:
    """Where the residents of some areas live on average."""
    if not len(areas):
        return (math.nan, math.nan)
    weight = geo.persons[list(areas)] + 1e-6
    x, y = (weight[:, None] * geo.points[list(areas)]).sum(axis=0) / weight.sum()
    return float(x), float(y)


def _crosses(frame: Frame, ax: float, ay: float, bx: float, by: float) -> bool:
    """Whether a flow may be in view; not where an end has no place."""
    across = max(ax, bx) >= 0 and min(ax, bx) <= frame.width
    return bool(across and max(ay, by) >= 0 and min(ay, by) <= frame.height)
