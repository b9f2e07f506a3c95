"""Where units stand in a picture: alone, aside of each other, or as one circle with a count."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.drawing.seen import Changed, Seen
from dashboard.drawing.world import Frame

NEAR = 19
"""Pixels within which units may become one circle."""
FEWEST = 4
APART = 13.25
"""From this zoom every unit stands on its own."""


@dataclass(eq=False)
class Mark:
    """A unit's mark, pixels of the picture."""

    unit: int
    x: float
    y: float
    r: float
    alert: bool
    lone: bool
    change: Changed | None


@dataclass(eq=False)
class Circle:
    """Several units as one."""

    x: float
    y: float
    r: float
    members: list[Mark] = field(default_factory=list)

    @property
    def alert(self) -> bool:
        """Whether any of its units is below a threshold."""
        return any(mark.alert for mark in self.members)


@dataclass(frozen=True, eq=False)
class Marks:
    """All marks of a picture."""

    singles: list[Mark]
    circles: list[Circle]


def unit_radius(zoom: float) -> float:
    """Radius of a unit's mark, pixels."""
    return 3.5 if zoom < 8.5 else 5 if zoom < 10.5 else 6.5 if zoom < 12.5 else 8


def change_radius(kind: str, zoom: float) -> float:
    """Radius of the mark of a changed unit, pixels."""
    if kind in ("add", "close"):
        return 9 if zoom < 8.5 else 10.5 if zoom < 10.5 else 12
    return max(6, unit_radius(zoom))


def place(seen: Seen, frame: Frame, lone: Collection[int]) -> Marks:
    """Place the shown units; those in `lone`, and what the scenario changes, are never part of a circle."""
    marks = _marks(seen, frame, lone)
    loose, circles = marks, list[Circle]()
    if frame.zoom < APART:
        loose, circles = _gathered(marks)
    if frame.zoom >= 10:
        _spread([mark for mark in loose if not mark.change], unit_radius(frame.zoom))
    _make_room(loose, circles)
    return Marks(loose, circles)


def _marks(seen: Seen, frame: Frame, lone: Collection[int]) -> list[Mark]:
    small = unit_radius(frame.zoom)
    places = frame.pixels(seen.units)
    found = []
    for unit, (x, y) in enumerate(places):
        change, chosen, state = seen.changes.get(unit), unit in lone, int(seen.state[unit])
        stands = (change is not None and change.kind == "close") or state > 0
        if not (stands or chosen) or not math.isfinite(x):
            continue
        r = change_radius(change.kind, frame.zoom) if change else max(small, 5) if chosen else small
        found.append(Mark(unit, float(x), float(y), r, state == 2, chosen or change is not None, change))
    return found


def _gathered(marks: Sequence[Mark]) -> tuple[list[Mark], list[Circle]]:
    free = [mark for mark in marks if not mark.lone]
    near = _cells(free, NEAR)
    crowd = [(mark, near(mark.x, mark.y)) for mark in free]
    crowd.sort(key=lambda one: (-len(one[1]), one[0].unit))
    taken: set[int] = set()
    circles = []
    for _, around in crowd:
        members = [mark for mark in around if mark.unit not in taken]
        if len(members) >= FEWEST:
            taken |= {mark.unit for mark in members}
            circles.append(_circle(members))
    circles = _merged(circles)
    for mark in free:  # one that would peep out from under a circle belongs to it
        host = next((c for c in circles if math.hypot(c.x - mark.x, c.y - mark.y) < c.r + 3), None)
        if mark.unit not in taken and host:
            taken.add(mark.unit)
            host.members.append(mark)
            host.r = _radius(len(host.members))
    return [mark for mark in marks if mark.unit not in taken], circles


def _cells(marks: Sequence[Mark], reach: float) -> Callable[[float, float], list[Mark]]:
    """Marks by cells as large as the reach, to find neighbours fast."""
    grid: Mapping[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        grid[int(mark.x // reach), int(mark.y // reach)].append(mark)

    def near(x: float, y: float) -> list[Mark]:
        return [
            mark
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for mark in grid.get((int(x // reach) + i, int(y // reach) + j), ())
            if math.hypot(mark.x - x, mark.y - y) <= reach
        ]

    return near


def _radius(count: int) -> float:
    return min(21.0, 8 + 1.35 * math.sqrt(count))


def _circle(members: list[Mark]) -> Circle:
    many = len(members)
    x, y = sum(mark.x for mark in members) / many, sum(mark.y for mark in members) / many
    return Circle(x, y, _radius(many), members)


def _merged(circles: list[Circle]) -> list[Circle]:
    """Join circles that would overlap, until none does."""
    again = True
    while again:
        again = False
        for i, a in enumerate(circles):
            for b in circles[i + 1 :]:
                if math.hypot(a.x - b.x, a.y - b.y) <= a.r + b.r - 2:
                    circles = [one for one in circles if one is not b]
                    circles[i] = _circle([*a.members, *b.members])
                    again = True
                    break
            if again:
                break
    return circles


def _spread(marks: Sequence[Mark], radius: float) -> None:
    """Move marks that lie on each other to a row or ring about their place."""
    near, done = _cells(marks, radius * 0.9), set[int]()
    for mark in marks:
        if mark.unit in done:
            continue
        group = [one for one in near(mark.x, mark.y) if one.unit not in done]
        done |= {one.unit for one in group}
        step, (x, y) = 2 * radius + 2, (mark.x, mark.y)
        ring = len(group) * step / (2 * math.pi)
        for i, one in enumerate(group if len(group) > 1 else ()):
            turn = 2 * math.pi * i / len(group) - math.pi / 2
            row = len(group) < 4
            one.x = x + ((i - (len(group) - 1) / 2) * step if row else ring * math.cos(turn))
            one.y = y if row else y + ring * math.sin(turn)


def _aside(mark: Mark | Circle, other: Mark | Circle, distance: float) -> None:
    away = math.hypot(mark.x - other.x, mark.y - other.y)
    i, j = ((mark.x - other.x) / away, (mark.y - other.y) / away) if away > 0.01 else (1.0, 0.0)
    mark.x, mark.y = other.x + i * distance, other.y + j * distance


def _make_room(singles: Sequence[Mark], circles: Sequence[Circle]) -> None:
    """What the scenario changes is seen: circles and other marks make room for it."""
    changed = [mark for mark in singles if mark.change]
    for i, a in enumerate(changed):
        for b in changed[:i]:
            if math.hypot(a.x - b.x, a.y - b.y) < a.r + b.r + 3:
                _aside(a, b, a.r + b.r + 3)
    order = sorted(circles, key=lambda one: -one.r)
    for _ in range(12):
        moved = False
        for i, circle in enumerate(order):
            others: list[Mark | Circle] = [*order[:i], *changed]
            for other in others:
                if math.hypot(circle.x - other.x, circle.y - other.y) < circle.r + other.r + 2.5:
                    _aside(circle, other, circle.r + other.r + 3)
                    moved = True
        if not moved:
            break
    for mark in changed:
        for one in singles:
            if not one.change and math.hypot(one.x - mark.x, one.y - mark.y) < mark.r + one.r / 2:
                _aside(one, mark, mark.r + one.r + 3)
