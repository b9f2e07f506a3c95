"""How well stops are served: their category by kind of line and by how often one leaves them.

The categories and classes of the Swiss Federal Office for Spatial Development (ARE, *ÖV-Güteklassen:
Berechnungsmethodik*, 2011, revised 2022), without its junctions of railways, which a timetable does not name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geodata.contract.transit_settings import StopSettings
from geodata.transit.feed import Feed
from geodata.transit.runs import Runs, refuse_too_many, runs_of

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CATEGORIES: Final = 5
CLASSES: Final = ("a", "b", "c", "d")
NO_CLASS: Final = len(CLASSES)
DAY_S: Final = 86_400


@dataclass(frozen=True, eq=False)
class StopQuality:
    """Stations and stops that are served often enough to count.

    Attributes
    ----------
    places : float64, shape (stops, 2)
        Metres in the region's CRS.
    category : int8, shape (stops,)
        1, the best, to `CATEGORIES`.
    distances_m : float64, shape (4,)
        How far each ring around a stop reaches.
    """

    places: Floats
    category: NDArray[np.int8]
    distances_m: Floats

    def classes_at(self, places: Floats) -> NDArray[np.int8]:
        """Position in `CLASSES` of the best class that each place lies in, `NO_CLASS` outside all.

        Around a stop of category I the rings are of class A, A, B and C, of II A, B, C and D, of III B, C
        and D, of IV C and D, and of V the first is of class D.

        Parameters
        ----------
        places : float64, shape (places, 2)
            Metres.
        """
        found = np.full(len(places), NO_CLASS, np.int8)
        for category in range(1, CATEGORIES + 1):
            stops = self.places[self.category == category]
            if not len(stops):
                continue
            away, _ = cKDTree(stops).query(places)
            ring = np.searchsorted(self.distances_m, away, side="left")
            own = np.maximum(category + ring - 2, 0)
            own[(ring == len(self.distances_m)) | (own >= NO_CLASS)] = NO_CLASS
            found = np.minimum(found, own).astype(np.int8)
        return found


def stop_quality(feed: Feed, day: date, settings: StopSettings, places: Floats) -> StopQuality | None:
    """Stations of a feed by how often one leaves them on a day; None of a feed that does not tell kinds.

    Departures are those towards the half of the compass that most of a station's leave for: a stop of both
    directions counts as often as one that has a pole for each.

    Parameters
    ----------
    feed : Feed
    day : date
    settings : StopSettings
    places : float64, shape (stops, 2)
        Of the feed's stops, metres, NaN where one has none.

    Raises
    ------
    RegionError
        If more trips run than can be gone through.
    """
    if len(feed.trip_rail) != len(feed.trip_service) or len(feed.stop_station) != len(feed.stop_places):
        return None
    station, rail, towards = _departures(feed, day, settings)
    minutes = settings.to_min - settings.from_min
    category = np.full(len(places), CATEGORIES + 1, np.int64)
    for kind, first in ((True, 1), (False, 2)):
        own = rail == kind
        stations, often = _towards_the_same_side(station[own], towards[own], places)
        rank = _rank(minutes / often, settings.headways_min)
        better = np.minimum(category[stations], np.where(rank < CATEGORIES, first + rank, CATEGORIES + 1))
        category[stations] = better
    kept = np.flatnonzero((category <= CATEGORIES) & np.isfinite(places).all(axis=1))
    return StopQuality(
        places[kept], category[kept].astype(np.int8), np.array(settings.distances_m, np.float64)
    )


def _rank(headway_min: Floats, ends_min: tuple[float, ...]) -> Ints:
    """Place of each headway among the ends: under the first 0, exactly the last still among them."""
    found = np.searchsorted(ends_min, headway_min, side="right")
    found[headway_min == ends_min[-1]] = len(ends_min) - 1
    return np.asarray(found, np.int64)


def _departures(feed: Feed, day: date, settings: StopSettings) -> tuple[Ints, Bools, Ints]:
    """Station, whether by rail, and the next station of each departure in the window."""
    window = settings.from_min * 60, settings.to_min * 60
    latest = int(feed.departure.max(initial=0)) + int(feed.frequency_end.max(initial=0))
    runs = Runs.joined(
        [
            runs_of(feed, feed.running(day + timedelta(days=shift)), shift * DAY_S, window)
            for shift in range((window[0] - latest) // DAY_S, window[1] // DAY_S + 1)
        ]
    )
    refuse_too_many(len(runs.trip))
    first = feed.trip_start[runs.trip]
    count = feed.trip_start[runs.trip + 1] - first - 1  # nobody leaves from the last stop
    run = np.repeat(np.arange(len(count)), count)
    call = first[run] + np.arange(len(run)) - np.repeat(np.cumsum(count) - count, count)
    moment = feed.departure[call] + runs.later_s[run]
    station = feed.stop_station[feed.event_stop]
    own = feed.board[call] & (moment >= window[0]) & (moment < window[1])
    own &= station[call] != station[call + 1]  # between its own poles one does not go anywhere
    call, run = call[own], run[own]
    return station[call].astype(np.int64), feed.trip_rail[runs.trip[run]], station[call + 1].astype(np.int64)


def _towards_the_same_side(station: Ints, towards: Ints, places: Floats) -> tuple[Ints, Ints]:
    """Stations, and how many departures of each are towards the side that most leave for."""
    pairs, count = np.unique(np.column_stack((station, towards)), axis=0, return_counts=True)
    stations, begins = np.unique(pairs[:, 0], return_index=True)
    step = places[pairs[:, 1]] - places[pairs[:, 0]]
    often = np.zeros(len(stations), np.int64)
    ends = np.append(begins[1:], len(pairs))
    for number, (begin, end) in enumerate(zip(begins.tolist(), ends[: len(begins)].tolist(), strict=True)):
        part = slice(begin, end)
        beside = (step[part] @ step[part].T > 0) | np.eye(end - begin, dtype=bool)
        often[number] = (beside @ count[part]).max(initial=0)
    return stations, often
