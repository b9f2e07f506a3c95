"""Trips as they are run on one day, and which of them are of one pattern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import RegionError
from geodata.transit.feed import Feed

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Pattern = tuple[Ints, Bools, Bools, Ints, Ints]
"""Stops; where one may board and alight; arrivals and departures, stop after stop in the order of trips."""
MOST_RUNS = 500_000
"""Trips of one window; a whole country has a tenth of it."""


@dataclass(frozen=True, eq=False)
class Runs:
    """Trips and by how many seconds each is run later than the feed has it.

    Attributes
    ----------
    trip, later_s : int64, shape (runs,)
    """

    trip: Ints
    later_s: Ints

    @classmethod
    def joined(cls, runs: Sequence[Runs]) -> Runs:
        """Several after one another."""
        return cls(*(np.concatenate([getattr(each, name) for each in runs]) for name in ("trip", "later_s")))


def runs_of(feed: Feed, running: Bools, later_s: int, between_s: tuple[int, int]) -> Runs:
    """Runs of some services that are under way between two moments.

    A trip that stands in `frequencies` is run once each headway from the first second on, as long as it
    begins before the last.

    Parameters
    ----------
    feed : Feed
    running : bool, shape (services,)
    later_s : int
        Seconds from the beginning of the day asked for to that of the services.
    between_s : tuple of int
        Seconds since the day asked for began.

    Raises
    ------
    RegionError
        If more than `MOST_RUNS` are repeated: they are counted before they are held.
    """
    begins = feed.departure[feed.trip_start[:-1]].astype(np.int64)
    ends = feed.arrival[feed.trip_start[1:] - 1].astype(np.int64)
    runs = running[feed.trip_service]
    templates = np.zeros(len(runs), bool)
    templates[feed.frequency_trip] = True
    trip = [np.flatnonzero(runs & ~templates)]
    later = [np.full(len(trip[0]), later_s, np.int64)]
    bounds = np.column_stack((feed.frequency_start, feed.frequency_end, feed.headway))
    repeated, count = np.flatnonzero(runs[feed.frequency_trip]), len(trip[0])
    for each in repeated.tolist():
        number = int(feed.frequency_trip[each])
        first, last, headway = bounds[each].tolist()
        early = between_s[0] - later_s - int(ends[number] - begins[number]) - first  # over before the window
        first += max(0, early // headway) * headway
        start = np.arange(first, min(last, between_s[1] - later_s + 1), headway, dtype=np.int64)
        count += len(start)
        refuse_too_many(count)
        trip.append(np.full(len(start), number, np.int64))
        later.append(start - begins[number] + later_s)
    found = Runs(np.concatenate(trip), np.concatenate(later))
    under_way = (ends[found.trip] + found.later_s >= between_s[0]) & (
        begins[found.trip] + found.later_s <= between_s[1]
    )
    return Runs(found.trip[under_way], found.later_s[under_way])


def refuse_too_many(count: int) -> None:
    """Refuse more trips than a search can go through; `RegionError` says how many may run."""
    if count > MOST_RUNS:
        raise RegionError.of("too_many_trips", trips=count, most=MOST_RUNS)


def in_order(feed: Feed, runs: Runs, near: Bools) -> list[Pattern]:
    """Runs with the same stops and rights together, those that overtake others apart.

    Parameters
    ----------
    feed : Feed
    runs : Runs
    near : bool, shape (stops,)
        Stops that matter; others are ridden past.
    """
    groups: dict[bytes, list[tuple[Ints, Ints]]] = {}
    shapes: dict[bytes, tuple[Ints, Bools, Bools]] = {}
    kept = near[feed.event_stop]
    for trip, later in zip(runs.trip.tolist(), runs.later_s.tolist(), strict=True):
        calls = np.arange(feed.trip_start[trip], feed.trip_start[trip + 1])
        calls = calls[kept[calls]]
        if len(calls) < 2:  # a ride has two ends
            continue
        stops, board, alight = feed.event_stop[calls], feed.board[calls], feed.alight[calls]
        key = stops.tobytes() + board.tobytes() + alight.tobytes()
        shapes.setdefault(key, (stops.astype(np.int64), board, alight))
        times = feed.arrival[calls].astype(np.int64) + later, feed.departure[calls].astype(np.int64) + later
        groups.setdefault(key, []).append(times)
    patterns: list[Pattern] = []
    for key, group in groups.items():
        for arrivals, departures in _without_overtaking(group):
            arrival, departure = (np.stack(each, axis=1).ravel() for each in (arrivals, departures))
            patterns.append((*shapes[key], arrival, departure))
    return patterns


def _without_overtaking(times: list[tuple[Ints, Ints]]) -> list[tuple[list[Ints], list[Ints]]]:
    """Trips in rows in each of which nobody comes later than the next, anywhere."""
    rows: list[tuple[list[Ints], list[Ints]]] = []
    for arrival, departure in sorted(times, key=lambda each: (each[1].tolist(), each[0].tolist())):
        for arrivals, departures in rows:
            if (arrival >= arrivals[-1]).all() and (departure >= departures[-1]).all():
                arrivals.append(arrival)
                departures.append(departure)
                break
        else:
            rows.append(([arrival], [departure]))
    return rows
