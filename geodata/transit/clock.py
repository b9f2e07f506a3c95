"""Times of a timetable: seconds since the service day began, and those that it leaves blank."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.transit.feed_table import FeedTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)$")
BLANK = -1
LATEST_S = 7 * 86_400
"""A trip of more than a week is a mistake."""


def seconds(table: FeedTable, column: str) -> Ints:
    """Clock times of a column as seconds, `BLANK` where nothing stands; `25:10:00` is after midnight."""
    codes, texts = pd.factorize(table.frame[column])
    parsed = np.array([_parsed(str(text)) for text in texts], np.int64)
    found: Ints = parsed[codes] if len(codes) else np.empty(0, np.int64)
    table.report("not_a_time", found < BLANK, column, "07:05:00")
    return found


def _parsed(text: str) -> int:
    if not text:
        return BLANK
    clock = _CLOCK.match(text)
    if clock is None:
        return BLANK - 1
    found = int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3])
    return found if found <= LATEST_S else BLANK - 1


def interpolated(arrival: Ints, departure: Ints, distance: Floats) -> tuple[Ints, Ints]:
    """Arrivals and departures with those filled in that the timetable leaves blank.

    By the distance along the way where that is known on both sides, else evenly by stops.

    Parameters
    ----------
    arrival, departure : int64, shape (stops of trips,)
        Trip after trip; `BLANK` where unknown, but never first or last of a trip.
    distance : float64, shape (stops of trips,)
        Along the way, NaN where not known.
    """
    arrival = np.where(arrival == BLANK, departure, arrival)
    departure = np.where(departure == BLANK, arrival, departure)
    blank = np.flatnonzero(arrival == BLANK)
    if not len(blank):
        return arrival, departure
    every = np.arange(len(arrival))
    known = arrival != BLANK
    before = np.maximum.accumulate(np.where(known, every, 0))[blank]
    after = np.minimum.accumulate(np.where(known, every, len(every))[::-1])[::-1][blank]
    along = np.where(np.isfinite(distance), distance, np.nan)
    whole, part = along[after] - along[before], along[blank] - along[before]
    by_way = np.isfinite(part) & (whole > 0) & (part >= 0) & (part <= whole)
    # A trip's blanks must be placed by the same rule between two known stops, lest they change order.
    stretch = np.unique(before, return_inverse=True)[1]
    by_way = np.logical_and.reduceat(by_way, np.flatnonzero(np.diff(stretch, prepend=-1)))[stretch]
    share = np.where(by_way, part / np.where(by_way, whole, 1.0), (blank - before) / (after - before))
    filled = np.rint(departure[before] + share * (arrival[after] - departure[before])).astype(np.int64)
    arrival[blank] = departure[blank] = filled
    return arrival, departure
