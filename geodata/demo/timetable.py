"""A made-up timetable of buses, by a rule: no line, stop or time is anybody's."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.contract.problems import Problems
from geodata.demo.geography import DEGREES, METRES, Geography
from geodata.demo.sites import places_in_metres
from geodata.network.files import save_network
from geodata.network.graph import without_roads
from geodata.transit.reading import read_feed

FEED, NETWORK = "timetable.zip", "timetable.npz"
DAYS: Final = (date(2025, 1, 1), date(2025, 12, 31))
"""Weekdays from the first to the last."""
FIRST_S, LAST_S = 5 * 3600, 21 * 3600
COUNTRY_LINES = ((10_000, 10), (3_000, 15), (1_000, 30), (0, 60))
"""Residents of the smaller place from which on a bus runs between two every so many minutes."""
TOWN_LINES = ((500_000, 8, 8), (100_000, 4, 10), (30_000, 2, 15), (10_000, 2, 30))
"""Residents from which on a place has so many lines through its middle, and minutes between their buses."""
COUNTRY_KMH, TOWN_KMH = 45.0, 22.0
COUNTRY_STOP_M, TOWN_STOP_M = 1500.0, 450.0
DETOUR = 1.3
FURTHEST_M = 60_000.0
"""Places further from any larger one have no bus."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Line:
    """Stops along a line and how often a bus leaves its ends. `stops_m` has shape (stops, 2)."""

    stops_m: Floats
    kmh: float
    headway_min: int


def write_timetable(geo: Geography, out_dir: Path) -> None:
    """Write the feed as GTFS, and the network that is made from it.

    Parameters
    ----------
    geo : Geography
        Of a county.
    out_dir : Path
    """
    file = out_dir / FEED
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, table in _tables(list(lines(geo))).items():
            text = table.to_csv(index=False, lineterminator="\n")
            packed.writestr(zipfile.ZipInfo(f"{name}.txt"), text, zipfile.ZIP_DEFLATED)
    read = read_feed(file, Problems())
    assert read is not None, "the demo's own timetable can be read"
    save_network(replace(without_roads(), feed=read.feed), out_dir / NETWORK)


def lines(geo: Geography) -> Iterator[Line]:
    """Lines between each place of a county and the nearest larger one, and through its larger places."""
    land = shapely.union_all(geo.areas.to_crs(METRES).geometry.to_numpy())
    spots, size = places_in_metres(geo.places), geo.places["persons"].to_numpy(np.float64)
    inside = shapely.contains_xy(land, spots[:, 0], spots[:, 1])
    spots, size = spots[inside], size[inside]
    for number, (spot, persons) in enumerate(zip(spots, size, strict=True)):
        away = np.hypot(*(spots[:number] - spot).T)  # the largest stand first
        if number and away.min() <= FURTHEST_M:
            headway = next(minutes for least, minutes in COUNTRY_LINES if persons >= least)
            yield Line(_between(spot, spots[away.argmin()], COUNTRY_STOP_M), COUNTRY_KMH, headway)
        for least, count, headway in TOWN_LINES:
            if persons >= least:
                yield from _through(spot, persons, count, headway)
                break


def _through(middle: Floats, persons: float, count: int, headway_min: int) -> Iterator[Line]:
    reach_m = 2 * (250 + 5 * np.sqrt(persons))
    for at in range(count):
        angle = np.pi * at / count
        arm = reach_m * np.array([np.cos(angle), np.sin(angle)])
        yield Line(_between(middle - arm, middle + arm, TOWN_STOP_M), TOWN_KMH, headway_min)


def _between(begin: Floats, end: Floats, apart_m: float) -> Floats:
    count = max(2, 1 + round(float(np.hypot(*(end - begin))) / apart_m))
    return np.linspace(begin, end, count)


def _tables(every: list[Line]) -> dict[str, pd.DataFrame]:
    first, last = (day.strftime("%Y%m%d") for day in DAYS)
    weekdays = dict(zip(("monday", "tuesday", "wednesday", "thursday", "friday"), [1] * 5, strict=True))
    calendar = {
        "service_id": "V",
        **weekdays,
        "saturday": 0,
        "sunday": 0,
        "start_date": first,
        "end_date": last,
    }
    places = np.concatenate([line.stops_m for line in every])
    degrees = gpd.GeoSeries.from_xy(places[:, 0], places[:, 1], crs=METRES).to_crs(DEGREES)
    stops = pd.DataFrame(
        {"stop_id": range(len(places)), "stop_lat": degrees.y.round(6), "stop_lon": degrees.x.round(6)}
    )
    times = pd.concat(list(_times(every)), ignore_index=True)
    trips = times[["trip_id"]].drop_duplicates()
    return {
        "stops": stops,
        "routes": pd.DataFrame({"route_id": range(len(every)), "route_type": 3}),
        "calendar": pd.DataFrame([calendar]),
        "trips": pd.DataFrame(
            {
                "route_id": trips["trip_id"].str.split("-").str[0],
                "service_id": "V",
                "trip_id": trips["trip_id"],
            }
        ),
        "stop_times": times,
    }


def _times(every: list[Line]) -> Iterator[pd.DataFrame]:
    """Calls of all buses of a line, there and back; lines begin at minutes of their own."""
    begins = 0
    for number, line in enumerate(every):
        count = len(line.stops_m)
        metres = np.hypot(*np.diff(line.stops_m, axis=0).T)
        after_s = np.concatenate(([0], np.cumsum(metres * DETOUR / line.kmh * 3.6))).round().astype(np.int64)
        leaves = np.arange(FIRST_S + 60 * (number * 7 % line.headway_min), LAST_S, 60 * line.headway_min)
        for way, stops in enumerate((range(count), range(count - 1, -1, -1))):
            own = after_s if way == 0 else after_s[-1] - after_s[::-1]
            moments = (leaves[:, None] + own).ravel()
            clock = [f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in moments.tolist()]
            names = np.repeat([f"{number}-{way}-{at}" for at in range(len(leaves))], count)
            yield pd.DataFrame(
                {
                    "trip_id": names,
                    "arrival_time": clock,
                    "departure_time": clock,
                    "stop_id": np.tile(np.array(stops) + begins, len(leaves)),
                    "stop_sequence": np.tile(np.arange(count), len(leaves)),
                }
            )
        begins += count
