"""How long journeys take over a window of moments: with waiting, by ride or on foot, whichever is quicker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, eq=False)
class Window:
    """The journeys that are looked for: one for each moment.

    Attributes
    ----------
    moments_s : int64, shape (moments,)
        Seconds since the day began, ascending.
    arrive : bool
        Whether one wants to be there at each moment, or sets out at it.
    longest_s : int
        Longer journeys are not looked for.
    percentiles : tuple of float
        As of `kept_within_s`.
    """

    moments_s: Ints
    arrive: bool
    longest_s: int
    percentiles: tuple[float, ...]


def ride_s(
    timetable: Timetable, to_stops_s: csr_array, from_stops_s: csr_array, window: Window
) -> Iterator[tuple[int, Floats]]:
    """Seconds from each home to each place by ride that so many of a hundred journeys keep within.

    Waiting is counted: a journey lasts from when one must leave to the moment that one wants to be there,
    or from the moment that one sets out to when one is there.

    Parameters
    ----------
    timetable : Timetable
        With its walks.
    to_stops_s : csr_array, shape (homes, stops)
        Seconds on foot to stops near enough.
    from_stops_s : csr_array, shape (stops, places)
        The same from stops.
    window : Window

    Yields
    ------
    tuple of (int, float64 of shape (percentiles, homes))
        A place and its seconds. Places without a stop do not come.
    """
    egress = from_stops_s.tocsc()
    with_stops = np.flatnonzero(np.diff(egress.indptr))
    # Places beside each other use the same stops, and are searched for together.
    square = timetable.places[egress.indices[egress.indptr[with_stops]]] // SQUARE_M
    together: list[_Place] = []
    for number in with_stops[np.lexsort(square.T)].tolist():
        part = slice(egress.indptr[number], egress.indptr[number + 1])
        stops, walk = egress.indices[part], egress.data[part].astype(np.int32)
        place = _Place(number, stops, walk, _deadlines(timetable, stops, walk, window))
        if len(place.deadlines) > SEARCHES:
            yield number, _in_parts(timetable, to_stops_s, place, window)
            continue
        together.append(place)
        if sum(len(place.deadlines) for place in together) >= SEARCHES:
            yield from _searched(timetable, to_stops_s, together, window)
            together = []
    if together:
        yield from _searched(timetable, to_stops_s, together, window)


@dataclass(frozen=True, eq=False)
class _Place:
    number: int
    stops: NDArray[np.int32]
    walk: Seconds
    deadlines: Seconds


def _deadlines(timetable: Timetable, stops: NDArray[np.int32], walk: Seconds, window: Window) -> Seconds:
    """Moments to be at a place: those wished for, or all at which one can come who sets out in the window."""
    first, last = int(window.moments_s[0]), int(window.moments_s[-1]) + window.longest_s
    if window.arrive:
        return window.moments_s.astype(np.int32)
    every = [
        timetable.rows[pattern][position].arrival + s
        for stop, s in zip(stops.tolist(), walk, strict=True)
        for pattern, position in timetable.calls[stop]
    ]
    found = np.unique(np.concatenate([np.empty(0, np.int32), *every]))
    return found[(found >= first) & (found <= last)].astype(np.int32)


def _searched(
    timetable: Timetable, to_stops_s: csr_array, places: list[_Place], window: Window
) -> Iterator[tuple[int, Floats]]:
    found = np.full((len(places), len(window.percentiles), to_stops_s.shape[0]), np.inf)
    for number, homes, lasts in _lasts(timetable, to_stops_s, places, window):
        found[number, :, homes] = kept_within_s(lasts, window.percentiles)
    yield from zip((place.number for place in places), found, strict=True)


def _in_parts(timetable: Timetable, to_stops_s: csr_array, place: _Place, window: Window) -> Floats:
    """Seconds to a place that can be come to at so many moments that all at once would not fit in memory."""
    shortest = np.full((to_stops_s.shape[0], len(window.moments_s)), UNREACHED, np.int32)
    for begin in range(0, len(place.deadlines), SEARCHES):
        part = replace(place, deadlines=place.deadlines[begin : begin + SEARCHES])
        for _, homes, lasts in _lasts(timetable, to_stops_s, [part], window):
            np.minimum(shortest[homes], lasts, out=shortest[homes])
    blocks = (slice(first, first + HOMES) for first in range(0, len(shortest), HOMES))
    parts = [kept_within_s(shortest[homes], window.percentiles) for homes in blocks]
    return np.concatenate([np.empty((len(window.percentiles), 0)), *parts], axis=1)


def _lasts(
    timetable: Timetable, to_stops_s: csr_array, places: list[_Place], window: Window
) -> Iterator[tuple[int, slice, Seconds]]:
    """Seconds of each journey, shape (some homes, moments): for every place, some homes at a time."""
    deadline = np.concatenate([place.deadlines for place in places])
    ends = np.cumsum([len(place.deadlines) for place in places]).tolist()
    parts = [slice(begin, end) for begin, end in zip([0, *ends], ends, strict=False)]
    alight_by = np.full((len(timetable.places), len(deadline)), NEVER, np.int32)
    for place, part in zip(places, parts, strict=True):
        alight_by[place.stops, part] = place.deadlines - place.walk[:, None]
    board = latest_boarding(timetable, alight_by, deadline - np.int32(window.longest_s))
    for first in range(0, to_stops_s.shape[0], HOMES):
        homes = slice(first, first + HOMES)
        leave = _leave(to_stops_s[homes], board)
        for number, (place, part) in enumerate(zip(places, parts, strict=True)):
            yield (
                number,
                homes,
                (_until if window.arrive else _since)(leave[:, part], place.deadlines, window),
            )


def _until(leave: Seconds, deadlines: Seconds, window: Window) -> Seconds:
    """Seconds from when one must leave, shape (homes, moments)."""
    in_time = leave >= deadlines - window.longest_s
    return np.where(in_time, deadlines - leave, UNREACHED).astype(np.int32)


def _since(leave: Seconds, deadlines: Seconds, window: Window) -> Seconds:
    """Seconds from each moment to the earliest arrival of who sets out then, shape (homes, moments)."""
    moments = window.moments_s.astype(np.int32)
    found = np.full((len(leave), len(moments)), UNREACHED, np.int32)
    if not len(deadlines):
        return found
    reach = np.maximum.accumulate(leave, axis=1)
    for home in np.flatnonzero(reach[:, -1] >= moments[0]).tolist():
        earliest = reach[home].searchsorted(moments)
        arrives = np.append(deadlines, UNREACHED)[earliest].astype(np.int64)
        lasts = arrives - moments
        found[home] = np.where(lasts <= window.longest_s, lasts, UNREACHED)
    return found


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


def kept_within_s(lasts: Seconds, percentiles: tuple[float, ...]) -> Floats:
    """Seconds that at least so many of a hundred journeys keep within, shape (percentiles, homes).

    Parameters
    ----------
    lasts : int32, shape (homes, moments)
        `UNREACHED` where a journey does not arrive.
    percentiles : tuple of float
        Above 0, at most 100: 80 is what holds for 8 of 10.

    Returns
    -------
    float64
        inf where so many do not arrive.
    """
    count = lasts.shape[1]
    ranks = [max(0, int(np.ceil(each * count / 100 - 1e-9)) - 1) for each in percentiles]
    found = np.partition(lasts, sorted(set(ranks)), axis=1)[:, ranks].T
    return np.where(found == UNREACHED, np.inf, found.astype(np.float64))
