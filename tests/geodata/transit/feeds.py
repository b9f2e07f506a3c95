"""GTFS feeds made by hand: a file is a text, and what is not said is what a small town would say."""

from __future__ import annotations

import zipfile
from pathlib import Path

STOPS = "stop_id,stop_lat,stop_lon\nA,58.40,13.80\nB,58.41,13.80\nC,58.42,13.80\n"
SMALL = {
    "stops.txt": STOPS,
    "routes.txt": "route_id,route_type\nR,3\n",
    "trips.txt": "route_id,service_id,trip_id\nR,W,T\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
    "start_date,end_date\n"
    "W,1,1,1,1,1,0,0,20260101,20261231\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "T,08:00:00,08:00:00,A,1\nT,08:05:00,08:06:00,B,2\nT,08:10:00,08:10:00,C,3\n",
}
"""One bus at eight on weekdays of 2026 from A by B to C."""


def write_feed(file: Path, changed: dict[str, str | None] | None = None) -> Path:
    """`SMALL` as a zip, some of its files instead, or not there."""
    files = {**SMALL, **(changed or {})}
    with zipfile.ZipFile(file, "w") as packed:
        for name, text in files.items():
            if text is not None:
                packed.writestr(name, text)
    return file
