"""Where each room and each bend of an arrow stands: few crossings, short ways (Sugiyama, Tagawa & Toda 1981).

Arrows to the same room meet above it and go down together, so that many become one line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.architecture.rooms import Plan

type Stop = tuple[str, int]
"""A room on its floor, or the way to that room where it passes another floor."""

GAP, PASSAGE = 34.0, 24.0
"""Least distance between rooms, and between an arrow and what it passes; pixels."""
SWEEPS = 200
STRAIGHT = 8.0
"""What it weighs that a line goes straight where it passes a floor, against 1 that it ends near its room."""


@dataclass(frozen=True)
class Placing:
    """Middle of every stop from the left, pixels; and the stops that lines go between, downwards."""

    x: Mapping[Stop, float]
    lines: Sequence[tuple[Stop, Stop]]


def placing(plan: Plan, widths: Mapping[str, float], width: float) -> Placing:
    """Places of all stops within a width, the same for the same plan."""
    floor_of = {room: at for at, floor in enumerate(plan.floors) for room in floor}
    lines: set[tuple[Stop, Stop]] = set()
    for user, used in plan.arrows:
        stops = [
            (user, floor_of[user]),
            *((used, at) for at in range(floor_of[user] + 1, floor_of[used] + 1)),
        ]
        lines |= set(pairwise(stops))
    ordered = sorted(lines)
    stops = {stop for line in ordered for stop in line} | set(floor_of.items())
    above = {stop: [user for user, used in ordered if used == stop] for stop in stops}
    below = {stop: [used for user, used in ordered if user == stop] for stop in stops}
    start = [
        [(room, at) for room in floor]
        + sorted(stop for stop in stops if stop[1] == at and stop[0] not in floor)
        for at, floor in enumerate(plan.floors)
    ]
    floors = _fewest_crossings(start, above, below)
    breadth = {stop: widths[stop[0]] if floor_of[stop[0]] == stop[1] else 0.0 for stop in stops}
    x = dict.fromkeys(stops, width / 2)
    for sweep in range(SWEEPS):
        for floor in floors if sweep % 2 == 0 else floors[::-1]:
            wishes = [_wish(stop, x, above[stop] + below[stop]) for stop in floor]
            x.update(zip(floor, _apart(floor, wishes, breadth, width), strict=True))
    ends = [x[stop] + side * breadth[stop] / 2 for stop in stops for side in (-1, 1)]
    middle = (min(ends) + max(ends)) / 2
    return Placing({stop: at + width / 2 - middle for stop, at in x.items()}, ordered)


def _wish(stop: Stop, x: Mapping[Stop, float], near: Sequence[Stop]) -> tuple[float, float]:
    """Where a stop would stand if it stood alone, and how much that weighs."""
    weights = [STRAIGHT if other[0] == stop[0] else 1.0 for other in near]
    if not near:
        return x[stop], 0.1
    return sum(w * x[other] for w, other in zip(weights, near, strict=True)) / sum(weights), sum(weights)


def _apart(
    floor: Sequence[Stop], wishes: Sequence[tuple[float, float]], breadth: Mapping[Stop, float], width: float
) -> list[float]:
    """Places nearest those wished that keep order and distance (pool adjacent violators)."""
    offsets = [0.0]
    for left, right in pairwise(floor):
        gap = GAP if breadth[left] and breadth[right] else PASSAGE
        offsets.append(offsets[-1] + (breadth[left] + breadth[right]) / 2 + gap)
    pools: list[tuple[float, float, int]] = []
    for (wish, weight), offset in zip(wishes, offsets, strict=True):
        mean, count = wish - offset, 1
        while pools and pools[-1][0] > mean:
            other, heavy, many = pools.pop()
            mean = (mean * weight + other * heavy) / (weight + heavy)
            weight, count = weight + heavy, count + many
        pools.append((mean, weight, count))
    least = breadth[floor[0]] / 2
    most = width - breadth[floor[-1]] / 2 - offsets[-1]
    level = [max(least, min(mean, most)) for mean, _, count in pools for _ in range(count)]
    return [base + offset for base, offset in zip(level, offsets, strict=True)]


def _fewest_crossings(
    floors: list[list[Stop]], above: Mapping[Stop, list[Stop]], below: Mapping[Stop, list[Stop]]
) -> list[list[Stop]]:
    best, fewest = floors, _crossings(floors, below)
    current = [list(floor) for floor in floors]
    for sweep in range(SWEEPS):
        near, order = (above, current) if sweep % 2 == 0 else (below, current[::-1])
        for fixed, loose in pairwise(order):
            position = {stop: at for at, stop in enumerate(fixed)}
            here = {stop: at for at, stop in enumerate(loose)}
            scale = len(fixed) / len(loose)

            def middle(
                stop: Stop,
                position: dict[Stop, int] = position,
                here: dict[Stop, int] = here,
                scale: float = scale,
            ) -> float:
                known = [position[other] for other in near[stop] if other in position]  # noqa: B023  used at once
                return sum(known) / len(known) if known else here[stop] * scale

            loose.sort(key=middle)
        crossings = _crossings(current, below)
        if crossings < fewest:
            best, fewest = [list(floor) for floor in current], crossings
    return best


def _crossings(floors: list[list[Stop]], below: Mapping[Stop, list[Stop]]) -> int:
    total = 0
    for upper, lower in pairwise(floors):
        position = {stop: at for at, stop in enumerate(lower)}
        ends = [position[used] for user in upper for used in sorted(below[user], key=lambda s: position[s])]
        total += sum(one > other for at, one in enumerate(ends) for other in ends[at + 1 :])
    return total
