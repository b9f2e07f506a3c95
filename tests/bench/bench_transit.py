"""Public transport of a region: every home to every unit, once a minute, beside the bare steps of the search.

    python -m tests.bench.bench_transit [homes] [units] [departures]

A region of invented lines: stops where people live, lines from one to another by those between. Times
are processor time of one core, of the search with its walks at both ends and the percentile; beside them
the time that NumPy takes to look as many moments up in as many departures, which nothing of the kind
can go below.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import date

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from geodata.transit.feed import Feed
from geodata.transit.journeys import Window, ride_s
from geodata.transit.timetable import timetable_of, with_walks

DAY = date(2026, 3, 10)
SIDE_M, STOPS, CALLS = 60_000.0, 2_000, 25
WALK_M_S, WALK_S, LONGEST_S = 5.1 / 3.6 / 1.3, 900, 5_400


def invented_feed(departures: int, rng: np.random.Generator) -> tuple[Feed, np.ndarray]:
    """Lines of `CALLS` stops that are run every half an hour both ways; and where the stops are, metres."""
    towns = rng.uniform(0.1 * SIDE_M, 0.9 * SIDE_M, (25, 2))
    places = towns[rng.integers(0, len(towns), STOPS)] + rng.normal(0, 2_500, (STOPS, 2))
    tree, lines = cKDTree(places), max(1, departures // (2 * 16))
    stops, arrivals = [], []
    for _ in range(lines):
        ends = places[rng.integers(0, STOPS, 2)]
        share = np.linspace(0, 1, CALLS)[:, None]
        along = np.unique(tree.query(ends[0] + share * (ends[1] - ends[0]))[1])
        way = along[np.argsort(((places[along] - ends[0]) ** 2).sum(axis=1))]
        gaps = np.hypot(*np.diff(places[way], axis=0).T) / (35 / 3.6) + 20
        times = np.concatenate(([0], np.cumsum(gaps))).astype(int)
        for row, moments in ((way, times), (way[::-1], times[-1] - times[::-1])):
            begin = rng.integers(0, 1_800)
            for run in range(16):
                stops.append(row)
                arrivals.append(moments + 3 * 3_600 + begin + run * 1_800)
    count = [len(each) for each in stops]
    no = np.empty(0, np.int32)
    moments = np.concatenate(arrivals).astype(np.int32)
    feed = Feed(
        ("invented.zip",), np.zeros(1, np.int32),
        np.zeros((STOPS, 2), np.int32), np.ones((1, 7), bool),
        np.array([[DAY.toordinal(), DAY.toordinal()]], np.int32), no, no, no.astype(bool),
        np.zeros(len(stops), np.int32), np.concatenate(([0], np.cumsum(count))),
        np.concatenate(stops).astype(np.int32), moments, moments,
        np.ones(len(moments), bool), np.ones(len(moments), bool), no, no, no, no, no, no, no,
    )  # fmt: skip
    return feed, places


def on_foot(begin: np.ndarray, end: np.ndarray) -> csr_array:
    """Whole seconds between places near enough."""
    near = cKDTree(begin).sparse_distance_matrix(cKDTree(end), WALK_S * WALK_M_S, output_type="coo_matrix")
    found = csr_array(near)
    found.data = np.rint(found.data / WALK_M_S)
    return found


def main(homes: int = 600, units: int = 200, departures: int = 10_000) -> None:
    """Print how large the region is, and how long each step takes."""
    rng = np.random.default_rng(7)
    feed, places = invented_feed(departures, rng)
    found = timetable_of(
        feed, DAY, (7 * 3_600 - LONGEST_S, 9 * 3_600 + LONGEST_S), places, np.ones(STOPS, bool)
    )
    found = with_walks(found, on_foot(found.places, found.places))
    at_home = places[rng.integers(0, STOPS, homes)] + rng.normal(0, 400, (homes, 2))
    at_unit = places[rng.integers(0, STOPS, units)] + rng.normal(0, 200, (units, 2))
    to_stops, from_stops = on_foot(at_home, found.places), on_foot(found.places, at_unit)
    moments = np.arange(7 * 3_600, 9 * 3_600, 60)
    print(
        f"{homes} homes x {units} units x {len(moments)} moments; {len(feed.trip_service)} departures a day, "
        f"{found.departures} of them useful, in {len(found.trips)} patterns at {len(found.places)} stops; "
        f"{len(found.link_to)} changes; load {os.getloadavg()[0]:.1f}"
    )
    for arrive in (True, False):
        begin = time.process_time()
        minutes = np.full((homes, units), np.inf)
        for unit, lasts in ride_s(found, to_stops, from_stops, Window(moments, arrive, LONGEST_S, (50,))):
            minutes[:, unit] = lasts[0] / 60
        search_s = time.process_time() - begin
        reached = np.isfinite(minutes).mean()
        when = "be there" if arrive else "set out"
        print(f"to {when} each minute: {search_s:.1f} s; {reached:.0%} reached")
    rows = [row for pattern in found.rows for row in pattern]
    keys = np.tile(moments.astype(np.int32), units)
    begin = time.process_time()
    for row in rows:
        row.arrival.searchsorted(keys)
    bound_s = time.process_time() - begin
    print(f"every moment once in every row: {bound_s:.1f} s")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
