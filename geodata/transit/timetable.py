"""The timetable of a day and window: lines with the same stops, and their departures in order."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.transit.feed import NOT_POSSIBLE, Feed
from geodata.transit.runs import Runs, in_order, refuse_too_many, runs_of

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DAY_S = 86_400
NEVER = np.int32(-(2**30))
"""A moment that is too early for anything."""


@dataclass(frozen=True, eq=False)
class Row:
    """A stop of a pattern: when its trips are there, and what one may do."""

    stop: int
    board: bool
    alight: bool
    arrival: NDArray[np.int32]
    departure: NDArray[np.int32]  # with `NEVER` first: that of no trip


@dataclass(frozen=True, eq=False)
class Timetable:
    """Patterns of trips that call at the same stops and do not overtake each other.

    Attributes
    ----------
    names : tuple of str
        Of the feeds.
    places : float64, shape (stops, 2)
        Metres in the region's CRS; NaN where a stop has no place.
    pattern_start : int64, shape (patterns + 1,)
        Where each pattern's stops begin in the next three.
    stops : int32, shape (stops of patterns,)
    board, alight : bool, shape (stops of patterns,)
    trips : int32, shape (patterns,)
    arrival, departure : int32, shape (stops of patterns x their trips,)
        Seconds since the day began: pattern after pattern, stop after stop, in the order of the trips.
    link_start : int64, shape (stops + 1,)
        Where each stop's changes begin in the next two.
    link_to, link_s : int32, shape (changes,)
        Stop that one boards at, the same one too, and the seconds that it takes.
    """

    names: tuple[str, ...]
    places: Floats
    pattern_start: Ints
    stops: NDArray[np.int32]
    board: Bools
    alight: Bools
    trips: NDArray[np.int32]
    arrival: NDArray[np.int32]
    departure: NDArray[np.int32]
    link_start: Ints
    link_to: NDArray[np.int32]
    link_s: NDArray[np.int32]

    @cached_property
    def rows(self) -> list[list[Row]]:
        """Each pattern's stops in the order that they are called at."""
        found, at = [], 0
        for pattern, trips in enumerate(self.trips.tolist()):
            rows = []
            for position in range(self.pattern_start[pattern], self.pattern_start[pattern + 1]):
                times = slice(at, at + trips)
                departure = np.concatenate(([NEVER], self.departure[times]))
                stop, board, alight = (
                    each[position].item() for each in (self.stops, self.board, self.alight)
                )
                rows.append(Row(stop, board, alight, np.ascontiguousarray(self.arrival[times]), departure))
                at += trips
            found.append(rows)
        return found

    @cached_property
    def calls(self) -> list[list[tuple[int, int]]]:
        """The pattern and position of each stop's calls at which one may get off."""
        found: list[list[tuple[int, int]]] = [[] for _ in range(len(self.places))]
        for pattern, rows in enumerate(self.rows):
            for position, row in enumerate(rows):
                if row.alight:
                    found[row.stop].append((pattern, position))
        return found

    @cached_property
    def departures(self) -> int:
        """How many trips."""
        return int(self.trips.sum())


ARRAYS = tuple(field.name for field in fields(Timetable) if field.name != "names")
"""Names of the arrays, as they are stored."""


def timetable_of(feed: Feed, day: date, between_s: tuple[int, int], places: Floats, near: Bools) -> Timetable:
    """What runs on a day between two moments, stops too far away left out.

    Trips of the day before that run past midnight are there, and of the day after.

    Parameters
    ----------
    feed : Feed
    day : date
    between_s : tuple of int
        Seconds since the day began; trips that are over before, or begin after, are left out.
    places : float64, shape (stops, 2)
        Of the feed's stops, metres, NaN where one has none.
    near : bool, shape (stops,)
        Stops that matter.

    Returns
    -------
    Timetable
        Without changes by walking; see `with_walks`. It has no trips where none run.

    Raises
    ------
    RegionError
        If more trips run than a search can go through.
    """
    # A trip that is repeated begins before its last second, whatever its own times are.
    latest = int(feed.departure.max(initial=0)) + int(feed.frequency_end.max(initial=0))
    every = [
        runs_of(feed, feed.running(day + timedelta(days=shift)), shift * DAY_S, between_s)
        for shift in range((between_s[0] - latest) // DAY_S, between_s[1] // DAY_S + 1)
    ]
    runs = Runs.joined(every)
    refuse_too_many(len(runs.trip))
    patterns = in_order(feed, runs, near)
    used = np.unique(np.concatenate([stops for stops, *_ in patterns])) if patterns else np.empty(0, np.int64)
    position = np.full(len(near), -1, np.int64)
    position[used] = np.arange(len(used))
    of_stops = [
        np.concatenate([np.empty(0, np.int64), *(each[part] for each in patterns)]) for part in range(5)
    ]
    link = (position[feed.link_from] >= 0) & (position[feed.link_to] >= 0)
    start, to, s = _by_stop(
        len(used), position[feed.link_from][link], position[feed.link_to][link], feed.link_s[link]
    )
    return Timetable(
        names=feed.names,
        places=places[used],
        pattern_start=np.concatenate(([0], np.cumsum([len(each[0]) for each in patterns]))).astype(np.int64),
        stops=position[of_stops[0].astype(np.int64)].astype(np.int32),
        board=of_stops[1].astype(bool),
        alight=of_stops[2].astype(bool),
        trips=np.array([len(each[3]) // len(each[0]) for each in patterns], np.int32),
        arrival=of_stops[3].astype(np.int32),
        departure=of_stops[4].astype(np.int32),
        link_start=start,
        link_to=to,
        link_s=s,
    )


def with_walks(timetable: Timetable, walk_s: csr_array) -> Timetable:
    """The timetable with walks between stops where the feed says nothing of the change.

    Parameters
    ----------
    timetable : Timetable
        Of `timetable_of`.
    walk_s : csr_array, shape (stops, stops)
        Seconds on foot; not stored where too far. Staying at a stop takes none.
    """
    count = len(timetable.places)
    listed_from = np.repeat(np.arange(count), np.diff(timetable.link_start))
    listed = listed_from * count + timetable.link_to
    every = np.arange(count)
    row = np.concatenate((np.repeat(every, np.diff(walk_s.indptr)), every))
    column = np.concatenate((walk_s.indices.astype(np.int64), every))
    s = np.concatenate((walk_s.data, np.zeros(count)))
    key, order = np.unique((row * count + column)[::-1], return_index=True)  # the last: staying
    new = ~np.isin(key, listed)
    s = s[::-1][order]
    possible = timetable.link_s != NOT_POSSIBLE
    begin = np.concatenate((key[new] // max(1, count), listed_from[possible]))
    end = np.concatenate((key[new] % max(1, count), timetable.link_to[possible]))
    seconds = np.concatenate((s[new], timetable.link_s[possible]))
    start, to, link_s = _by_stop(count, begin, end, seconds)
    return replace(timetable, link_start=start, link_to=to, link_s=link_s)


def _by_stop(
    count: int, begin: Ints, end: Ints, seconds: NDArray[np.generic]
) -> tuple[Ints, NDArray[np.int32], NDArray[np.int32]]:
    order = np.lexsort((end, begin))
    start = np.concatenate(([0], np.cumsum(np.bincount(begin.astype(np.int64), minlength=count))))
    return start.astype(np.int64), end[order].astype(np.int32), seconds[order].astype(np.int32)
