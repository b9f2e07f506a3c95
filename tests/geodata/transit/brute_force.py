"""Journeys found the slow way: every stop at every second, one departure after the other."""

from __future__ import annotations

import heapq
from dataclasses import dataclass


@dataclass(frozen=True)
class Trip:
    """Stops with arrival, departure, and whether one may get on and off."""

    calls: tuple[tuple[int, int, int, bool, bool], ...]


@dataclass(frozen=True)
class Town:
    """Trips, and seconds on foot: home to stops, stops to the place, between stops, home to the place."""

    trips: tuple[Trip, ...]
    to_stops: dict[int, int]
    from_stops: dict[int, int]
    changes: dict[tuple[int, int], int]
    walk: int


def earliest_arrival(town: Town, leave: int) -> int:
    """When one is there who leaves at a moment, by Dijkstra over (moment, stop, how one came there)."""
    best = leave + town.walk
    queue = [(leave + s, stop, False) for stop, s in town.to_stops.items()]  # False: may board
    heapq.heapify(queue)
    done = set()
    while queue:
        moment, stop, alighted = heapq.heappop(queue)
        if (moment, stop, alighted) in done:
            continue
        done.add((moment, stop, alighted))
        if alighted:
            if stop in town.from_stops:
                best = min(best, moment + town.from_stops[stop])
            for (a, b), s in town.changes.items():
                if a == stop:
                    heapq.heappush(queue, (moment + s, b, False))
            continue
        for trip in town.trips:
            for at, (where, _, departure, board, _) in enumerate(trip.calls):
                if where == stop and board and departure >= moment:
                    for there, arrival, _, _, alight in trip.calls[at + 1 :]:
                        if alight:
                            heapq.heappush(queue, (arrival, there, True))
    return best


def latest_departure(town: Town, arrive: int, first: int) -> int:
    """Latest moment from `first` on to leave and be there in time; `first` - 1 where there is none."""
    return max(
        (leave for leave in range(first, arrive + 1) if earliest_arrival(town, leave) <= arrive),
        default=first - 1,
    )
