"""How long journeys take over a window of moments: with waiting, by ride or on foot, whichever is quicker."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.transit.search import latest_boarding
from geodata.transit.timetable import NEVER, Timetable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Seconds = NDArray[np.int32]

SEARCHES = 1_024
"""Searches side by side: few enough that what they write over and over stays near the processor."""

HOMES, SQUARE_M = 4_096, 5_000.0

UNREACHED = np.iinfo(np.int32).max
"""Seconds of a journey that does not arrive in time."""


def ride_s(
    timetable: Timetable,
    to_stops_s: csr_array,
    from_stops_s: csr_array,
    moments_s: Ints,
    longest_s: int,
    percentile: float,
) -> Iterator[tuple[int, Floats]]:
    """Seconds from each home to each place by ride that so many of a hundred journeys keep within.

    There is a journey for each moment that one wants to be there. Waiting is counted, at stops and at the
    end: it lasts from when one must leave to the moment.

    Parameters
    ----------
    timetable : Timetable
        With its walks.
    to_stops_s : csr_array, shape (homes, stops)
        Seconds on foot to stops near enough.
    from_stops_s : csr_array, shape (stops, places)
        The same from stops.
    moments_s : int64, shape (moments,)
        Seconds since the day began.
    longest_s : int
        Longest journey; longer ones are not looked for.
    percentile : float
        As of `kept_within_s`.

    Yields
    ------
    tuple of (int, float64 of shape (homes,))
        A place and its seconds. Places without a stop do not come.
    """
    egress = from_stops_s.tocsc()
    count = len(moments_s)
    with_stops = np.flatnonzero(np.diff(egress.indptr))
    # Places beside each other use the same stops, and are searched for together.
    square = timetable.places[egress.indices[egress.indptr[with_stops]]] // SQUARE_M
    with_stops = with_stops[np.lexsort(square.T)]
    at_once = max(1, SEARCHES // max(1, count))
    for begin in range(0, len(with_stops), at_once):
        places = with_stops[begin : begin + at_once]
        deadline = np.tile(moments_s.astype(np.int32), len(places))
        alight_by = np.full((len(timetable.places), len(deadline)), NEVER, np.int32)
        for number, place in enumerate(places.tolist()):
            part = slice(egress.indptr[place], egress.indptr[place + 1])
            walk = egress.data[part].astype(np.int32)
            searches = slice(number * count, (number + 1) * count)
            alight_by[egress.indices[part], searches] = moments_s.astype(np.int32) - walk[:, None]
        board = latest_boarding(timetable, alight_by, deadline - np.int32(longest_s))
        found = np.full((len(places), to_stops_s.shape[0]), np.inf)
        for first in range(0, to_stops_s.shape[0], HOMES):
            homes = slice(first, first + HOMES)
            leave = _leave(to_stops_s[homes], board)
            lasts = np.where(leave >= deadline - longest_s, deadline - leave, UNREACHED).astype(np.int32)
            for number in range(len(places)):
                journeys = lasts[:, number * count : (number + 1) * count]
                found[number, homes] = kept_within_s(journeys, percentile)
        yield from zip(places.tolist(), found, strict=True)


def _leave(to_stops_s: csr_array, board: Seconds) -> Seconds:
    """Latest moment to leave each home, shape (homes, searches)."""
    found = np.full((to_stops_s.shape[0], board.shape[1]), NEVER, np.int32)
    useful = (board > NEVER).any(axis=1)[to_stops_s.indices]
    row = np.repeat(np.arange(to_stops_s.shape[0]), np.diff(to_stops_s.indptr))[useful]
    stops, seconds = to_stops_s.indices[useful], to_stops_s.data[useful].astype(np.int32)
    homes, first = np.unique(row, return_index=True)
    last = np.append(first, len(row))[1:]
    for home, begin, end in zip(homes.tolist(), first.tolist(), last.tolist(), strict=True):
        found[home] = (board[stops[begin:end]] - seconds[begin:end, None]).max(axis=0)
    return found


def kept_within_s(lasts: Seconds, percentile: float) -> Floats:
    """Seconds that at least so many of a hundred journeys keep within, shape (homes,).

    Parameters
    ----------
    lasts : int32, shape (homes, moments)
        `UNREACHED` where a journey does not arrive.
    percentile : float
        Above 0, at most 100: 80 is what holds for 8 of 10.

    Returns
    -------
    float64
        inf where so many do not arrive.
    """
    count = lasts.shape[1]
    rank = max(0, int(np.ceil(percentile * count / 100 - 1e-9)) - 1)
    found = np.partition(lasts, rank, axis=1)[:, rank]
    return np.where(found == UNREACHED, np.inf, found.astype(np.float64))
