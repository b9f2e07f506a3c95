"""A timetable as arrays, of all its days: what is kept of one feed or of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

NOWHERE = np.iinfo(np.int32).min
"""Coordinate of a stop without a place: ridden past, and changed at where the feed says how."""

NOT_POSSIBLE = -1
"""Seconds of a change that the feed forbids."""


@dataclass(frozen=True, eq=False)
class Feed:
    """Stops, trips of every day, and the days that they run.

    Attributes
    ----------
    names : tuple of str
        Of the files that it was read from.
    service_feed : int32, shape (services,)
        Which of them each service is of.
    stop_places : int32, shape (stops, 2)
        Longitude and latitude, degrees x 1e7; `NOWHERE` where not known.
    service_weekdays : bool, shape (services, 7)
        Monday first.
    service_days : int32, shape (services, 2)
        Ordinals of the first and the last day of that week's round.
    exception_service, exception_day : int32, shape (exceptions,)
    exception_added : bool, shape (exceptions,)
        Whether the service runs on that day after all, or does not.
    trip_service : int32, shape (trips,)
    trip_start : int64, shape (trips + 1,)
        Where each trip's stops begin in the following.
    event_stop, arrival, departure : int32, shape (stops of trips,)
        Stop, and seconds since the service day began; never going back within a trip.
    board, alight : bool, shape (stops of trips,)
        Whether one may get on and off there.
    frequency_trip, frequency_start, frequency_end, headway : int32, shape (frequencies,)
        A trip that is run every so many seconds; its own times are a pattern only.
    link_from, link_to, link_s : int32, shape (links,)
        Changes that the feed says how long take, or forbids with `NOT_POSSIBLE`.
    stop_station : int32, shape (stops,)
        The first stop of the station that each is of; its own where it is of none.
    trip_rail : bool, shape (trips,)
        Whether by train or underground. This and the stations are empty in networks of older programs.
    """

    names: tuple[str, ...]
    service_feed: NDArray[np.int32]
    stop_places: NDArray[np.int32]
    service_weekdays: Bools
    service_days: NDArray[np.int32]
    exception_service: NDArray[np.int32]
    exception_day: NDArray[np.int32]
    exception_added: Bools
    trip_service: NDArray[np.int32]
    trip_start: Ints
    event_stop: NDArray[np.int32]
    arrival: NDArray[np.int32]
    departure: NDArray[np.int32]
    board: Bools
    alight: Bools
    frequency_trip: NDArray[np.int32]
    frequency_start: NDArray[np.int32]
    frequency_end: NDArray[np.int32]
    headway: NDArray[np.int32]
    link_from: NDArray[np.int32]
    link_to: NDArray[np.int32]
    link_s: NDArray[np.int32]
    stop_station: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    trip_rail: Bools = field(default_factory=lambda: np.empty(0, bool))

    def services_of(self, number: int) -> Ints:
        """Services of a file that any trip is of."""
        used = np.unique(self.trip_service)
        return np.asarray(used[self.service_feed[used] == number], np.int64)

    def running(self, day: date) -> Bools:
        """Services that run on a day, shape (services,)."""
        ordinal = day.toordinal()
        first, last = self.service_days.T
        found = self.service_weekdays[:, day.weekday()] & (first <= ordinal) & (ordinal <= last)
        today = self.exception_day == ordinal
        found[self.exception_service[today & ~self.exception_added]] = False
        found[self.exception_service[today & self.exception_added]] = True
        return np.asarray(found, bool)

    def span(self, number: int) -> tuple[date, date] | None:
        """First and last day that any trip of a file may run; None where none ever does."""
        used = self.services_of(number)
        some = used[self.service_weekdays[used].any(axis=1)]
        added = self.exception_day[self.exception_added & np.isin(self.exception_service, used)]
        first = np.concatenate((self.service_days[some, 0], added))
        last = np.concatenate((self.service_days[some, 1], added))
        if not len(first):
            return None
        return date.fromordinal(int(first.min())), date.fromordinal(int(last.max()))


ARRAYS = tuple(each.name for each in fields(Feed) if each.name != "names")
"""Names of the arrays, as they are stored."""

_COUNTED_FROM = {
    "service_feed": "names",
    "exception_service": "service_days", "trip_service": "service_days", "event_stop": "stop_places",
    "frequency_trip": "trip_service", "link_from": "stop_places", "link_to": "stop_places",
    "stop_station": "stop_places",
}  # fmt: skip
"""Arrays of positions, and of which rows they are the positions."""


def joined(feeds: Sequence[Feed]) -> Feed:
    """Several feeds as one; nothing of them is the same, not even ids that are alike."""
    parts: dict[str, list[NDArray[np.generic]]] = {name: [] for name in ARRAYS}
    for number, feed in enumerate(feeds):
        for name in ARRAYS:
            array = getattr(feed, name)
            if name in _COUNTED_FROM:
                array = array + sum(len(getattr(each, _COUNTED_FROM[name])) for each in feeds[:number])
            elif name == "trip_start":
                array = array[number > 0 :] + sum(int(each.trip_start[-1]) for each in feeds[:number])
            parts[name].append(array.astype(getattr(feed, name).dtype))
    names = tuple(name for feed in feeds for name in feed.names)
    return Feed(names, **{name: np.concatenate(arrays) for name, arrays in parts.items()})
