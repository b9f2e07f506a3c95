"""Latest departures that still arrive in time: range RAPTOR backwards, many searches side by side.

Delling, Pajor & Werneck 2015 (doi 10.1287/trsc.2014.0534); one search for each moment of a window,
as Conway, Byrd & van der Linden 2017 (doi 10.3141/2653-06). A search is a column here: the same steps
are taken for a place and a moment and for hundreds of others at once, and seconds are whole numbers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.transit.timetable import NEVER, Timetable

Moments = NDArray[np.int32]


def latest_boarding(timetable: Timetable, alight_by: Moments, earliest: Moments) -> Moments:
    """Latest moment to board at each stop and still be in time, however often one changes.

    Parameters
    ----------
    timetable : Timetable
        With its walks, see `with_walks`.
    alight_by : int32, shape (stops, searches)
        Latest moment to get off at each stop and go on from there on foot; `NEVER` where that is too far.
        Written over.
    earliest : int32, shape (searches,)
        Journeys that begin earlier are of no use.

    Returns
    -------
    int32, shape (stops, searches)
        `NEVER` where none is in time.
    """
    board = np.full_like(alight_by, NEVER)
    changed = np.flatnonzero((alight_by >= earliest).any(axis=1))
    while len(changed):
        boarded = _rides(timetable, alight_by, board, changed)
        changed = _walks(timetable, alight_by, board, boarded, earliest)
    return board


def _rides(timetable: Timetable, alight_by: Moments, board: Moments, changed: NDArray[np.int64]) -> set[int]:
    """Go back along every pattern that calls at a changed stop; the stops where one may now board later."""
    last: dict[int, int] = {}
    for stop in changed.tolist():
        for pattern, position in timetable.calls[stop]:
            last[pattern] = max(last.get(pattern, 0), position)
    fresh = set(changed.tolist())
    boarded: set[int] = set()
    for pattern, position in last.items():
        trip: NDArray[np.int64] | None = None  # the latest that is in time; 0 is none, 1 the first
        for row in timetable.rows[pattern][position::-1]:
            if trip is not None and row.board:
                moment = row.departure[trip]
                if (moment > board[row.stop]).any():
                    np.maximum(board[row.stop], moment, out=board[row.stop])
                    boarded.add(row.stop)
            if row.alight and row.stop in fresh:
                found = row.arrival.searchsorted(alight_by[row.stop], "right")
                trip = found if trip is None else np.maximum(trip, found, out=trip)
    return boarded


def _walks(
    timetable: Timetable, alight_by: Moments, board: Moments, boarded: set[int], earliest: Moments
) -> NDArray[np.int64]:
    """Go back over every change to a stop that may be boarded later; the stops to get off at later."""
    if not boarded:
        return np.empty(0, np.int64)
    to = timetable.link_to
    useful = np.zeros(len(board), bool)
    useful[list(boarded)] = True
    touched = np.flatnonzero(useful[to])
    begins = np.searchsorted(timetable.link_start, touched, side="right") - 1
    stops, first = np.unique(begins, return_index=True)
    changed = []
    for stop, links in zip(stops.tolist(), np.split(touched, first[1:]), strict=True):
        moment = (board[to[links]] - timetable.link_s[links, None]).max(axis=0)
        if ((moment > alight_by[stop]) & (moment >= earliest)).any():
            np.maximum(alight_by[stop], moment, out=alight_by[stop])
            changed.append(stop)
    return np.array(changed, np.int64)
