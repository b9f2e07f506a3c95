"""From the files of a GTFS feed to arrays, with everything that is wrong or left out named."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import Index

from geodata.contract.problems import Problems
from geodata.transit.changes import changes
from geodata.transit.clock import BLANK, interpolated, seconds
from geodata.transit.feed import NOWHERE, Feed
from geodata.transit.feed_files import opened_feed, read_table
from geodata.transit.feed_table import FeedTable
from geodata.transit.gtfs import COLUMNS, KINDS, RAIL
from geodata.transit.services import services

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

DEGREE = 1e-7
NOT_ALLOWED = 1
"""Of `pickup_type` and `drop_off_type`; by agreement (2, 3) is possible."""


@dataclass(frozen=True, eq=False)
class FeedRead:
    """A feed, and what was counted while it was read.

    Attributes
    ----------
    feed : Feed
    lines : dict of str to int
        Lines by kind: bus, tram and so on.
    unused_stops : int
        Stops that no trip calls at; stations and entrances are not among them.
    """

    feed: Feed
    lines: dict[str, int] = field(default_factory=dict)
    unused_stops: int = 0


def read_feed(path: Path, problems: Problems) -> FeedRead | None:
    """A feed as arrays; None where it has errors, which are added to `problems`.

    Parameters
    ----------
    path : Path
        A zip, or a folder.
    problems : Problems

    Raises
    ------
    RegionError
        If it cannot be opened at all.
    """
    before = problems.errors
    with opened_feed(path) as folder:
        tables = {name: read_table(folder, path.name, table, problems) for name, table in COLUMNS.items()}
    if not len(tables["calendar"]) and not len(tables["calendar_dates"]):
        problems.add("feed_without_days", path.name, expected=("calendar.txt", "calendar_dates.txt"))
    if problems.errors > before:
        return None
    found = _compiled(path.name, tables)
    return found if problems.errors == before else None


def _compiled(name: str, tables: dict[str, FeedTable]) -> FeedRead | None:
    stops, routes, trips, times = (tables[name] for name in ("stops", "routes", "trips", "stop_times"))
    stop_ids = stops.index("stop_id")
    route_ids, trip_ids = routes.index("route_id"), trips.index("trip_id")
    weekly = tables["calendar"].index("service_id")
    if any(each.has_duplicates for each in (stop_ids, route_ids, trip_ids, weekly)):
        return None  # nothing tells them apart
    runs = services(weekly, tables["calendar"], tables["calendar_dates"])
    lines, by_rail = _lines(routes)
    trip_service = trips.codes("service_id", runs.ids, "calendar.txt, calendar_dates.txt")
    trip_route = trips.codes("route_id", route_ids, "routes.txt")
    events = _Events.of(times, trip_ids, stop_ids)
    frequency = _frequencies(tables["frequencies"], trip_ids)
    usable = (trip_service >= 0) & (trip_route >= 0)
    count = np.bincount(events.trip, minlength=len(trip_ids))
    trips.report("trip_without_times", count == 0, "trip_id", severity="warning")
    keep = np.flatnonzero(usable & (count > 1) & ~events.left_out)
    kept = np.isin(events.trip, keep)
    start = np.concatenate(([0], np.cumsum(count[keep])))
    number = np.full(len(trip_ids), -1, np.int64)
    number[keep] = np.arange(len(keep))
    used = np.unique(events.stop[kept])
    position = np.full(len(stop_ids), -1, np.int64)
    position[used] = np.arange(len(used))
    parent = _parents(stops, stop_ids)
    kind = stops.numbers("location_type", 0, 4, 0.0)
    links = changes(tables["transfers"], tables["pathways"], stop_ids, parent, used)
    ends = np.array(list(links), np.int64).reshape(-1, 2)
    frequency = frequency[number[frequency[:, 0]] >= 0] if len(frequency) else frequency
    feed = Feed(
        names=(name,),
        service_feed=np.zeros(len(runs.ids), np.int32),
        stop_places=_places(stops, parent, kind)[used],
        service_weekdays=runs.weekdays,
        service_days=runs.days,
        exception_service=runs.exception_service,
        exception_day=runs.exception_day,
        exception_added=runs.exception_added,
        trip_service=trip_service[keep].astype(np.int32),
        trip_start=start.astype(np.int64),
        event_stop=position[events.stop[kept]].astype(np.int32),
        arrival=events.arrival[kept].astype(np.int32),
        departure=events.departure[kept].astype(np.int32),
        board=events.board[kept],
        alight=events.alight[kept],
        frequency_trip=number[frequency[:, 0]].astype(np.int32),
        frequency_start=frequency[:, 1].astype(np.int32),
        frequency_end=frequency[:, 2].astype(np.int32),
        headway=frequency[:, 3].astype(np.int32),
        link_from=position[ends[:, 0]].astype(np.int32),
        link_to=position[ends[:, 1]].astype(np.int32),
        link_s=np.fromiter(links.values(), np.int32, len(links)),
        stop_station=_stations(parent[used], used),
        trip_rail=by_rail[trip_route[keep]],
    )
    return FeedRead(feed, lines, int((np.isin(kind, (0, 4)) & (position < 0)).sum()))


@dataclass(frozen=True, eq=False)
class _Events:
    """Rows of `stop_times.txt` in the order that they are run."""

    trip: Ints
    stop: Ints
    arrival: Ints
    departure: Ints
    board: Bools
    alight: Bools
    left_out: Bools  # of trips

    @classmethod
    def of(cls, times: FeedTable, trip_ids: Index, stop_ids: Index) -> _Events:
        trip = times.codes("trip_id", trip_ids, "trips.txt")
        stop = times.codes("stop_id", stop_ids, "stops.txt")
        sequence = times.numbers("stop_sequence", 0, 1e9)
        times.report("missing_value", (times.frame["stop_sequence"] == "").to_numpy(bool), "stop_sequence")
        known = np.flatnonzero((trip >= 0) & (stop >= 0))
        order = known[np.lexsort((sequence[known], trip[known]))]
        table = FeedTable(times.file, times.frame.iloc[order], times.rows[order], times.problems)
        trip, stop, sequence = trip[order], stop[order], sequence[order]
        same_trip = np.zeros(len(trip), bool)
        same_trip[1:] = trip[1:] == trip[:-1]
        twice = np.zeros(len(trip), bool)
        twice[1:] = same_trip[1:] & (sequence[1:] == sequence[:-1])
        table.report("repeated_id", twice, "stop_sequence")
        arrival, departure = seconds(table, "arrival_time"), seconds(table, "departure_time")
        left_out = np.zeros(len(trip_ids), bool)
        last = np.ones(len(trip), bool)
        last[:-1] = ~same_trip[1:]
        open_end = ((arrival == BLANK) & (departure == BLANK)) & (~same_trip | last)
        table.report("time_missing", open_end, "departure_time", severity="warning")
        left_out[trip[open_end]] = True
        closed = ~left_out[trip]  # of the others, blanks are between known times
        distance = table.numbers("shape_dist_traveled", 0, 1e9)
        arrival[closed], departure[closed] = interpolated(
            arrival[closed], departure[closed], distance[closed]
        )
        back = departure < arrival
        back[1:] |= same_trip[1:] & (arrival[1:] < departure[:-1])
        back &= closed
        table.report("time_goes_back", back, "arrival_time", severity="warning")
        left_out[trip[back]] = True
        board = table.numbers("pickup_type", 0, 3, 0.0) != NOT_ALLOWED
        alight = table.numbers("drop_off_type", 0, 3, 0.0) != NOT_ALLOWED
        return cls(trip, stop, arrival, departure, board, alight, left_out)


def _stations(parent: Ints, used: Ints) -> NDArray[np.int32]:
    """The first of the stops of each stop's station, as positions among those that are used."""
    _, first, station = np.unique(np.where(parent >= 0, parent, used), return_index=True, return_inverse=True)
    return np.asarray(first[station], np.int32)


def _lines(routes: FeedTable) -> tuple[dict[str, int], Bools]:
    """Lines by kind, and which are by rail; a type that nobody has defined is ridden too, and named."""
    kind = routes.numbers("route_type", 0, 1799)
    routes.report("missing_value", (routes.frame["route_type"] == "").to_numpy(bool), "route_type")
    known = np.isin(kind, list(KINDS)) | ~np.isfinite(kind)
    routes.report("unknown_kind_of_line", ~known, "route_type", severity="warning")
    names = pd.Series([KINDS.get(int(each), "other") for each in kind[np.isfinite(kind)]], dtype=object)
    by_rail = np.array([KINDS.get(int(each), "") in RAIL for each in np.nan_to_num(kind, nan=-1.0)], bool)
    return {str(name): int(count) for name, count in names.value_counts().items()}, by_rail


def _parents(stops: FeedTable, ids: Index) -> Ints:
    """Position of each stop's station, -1 where it has none."""
    named = (stops.frame["parent_station"] != "").to_numpy(bool)
    found = np.full(len(ids), -1, np.int64)
    found[named] = stops.where(named).codes("parent_station", ids, "stops.txt")
    return found


def _places(stops: FeedTable, parent: Ints, kind: NDArray[np.float64]) -> NDArray[np.int32]:
    """Longitude and latitude of each stop, its station's where it has none of its own."""
    latitude, longitude = stops.numbers("stop_lat", -90, 90), stops.numbers("stop_lon", -180, 180)
    nought = (latitude == 0) & (longitude == 0)
    places = np.column_stack((longitude, latitude))
    places[nought] = np.nan
    without = np.isnan(places).any(axis=1)
    helped = without & (parent >= 0)
    places[helped] = places[parent[helped]]
    without = np.isnan(places).any(axis=1)
    stops.report("stop_without_place", without & (kind == 0), "stop_id", severity="warning")
    found: NDArray[np.int32] = np.where(without[:, None], NOWHERE, np.rint(places / DEGREE)).astype(np.int32)
    return found


def _frequencies(table: FeedTable, trip_ids: Index) -> Ints:
    """Trip, first and last second, and seconds between; shape (frequencies, 4)."""
    trip = table.codes("trip_id", trip_ids, "trips.txt")
    start, end = seconds(table, "start_time"), seconds(table, "end_time")
    for column, found in (("start_time", start), ("end_time", end)):
        table.report("missing_value", found == BLANK, column)
    back = (start > end) & (end != BLANK)
    table.report("time_goes_back", back, "end_time", severity="warning")
    headway = table.numbers("headway_secs", 1, 86_400)
    table.report("missing_value", (table.frame["headway_secs"] == "").to_numpy(bool), "headway_secs")
    rows = np.column_stack((trip, start, end, np.nan_to_num(headway, nan=1.0))).astype(np.int64)
    return rows[trip >= 0]
