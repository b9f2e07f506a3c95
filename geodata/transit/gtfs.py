"""What is read of a GTFS feed: its files, their columns, and what kinds of lines are called.

https://gtfs.org/documentation/schedule/reference, with the extended route types that many
feeds of Europe have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class GtfsTable:
    """A file of a feed: the columns that must be there, and those that may."""

    name: str
    required: bool
    needed: tuple[str, ...]
    more: tuple[str, ...] = ()


DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

COLUMNS: Final = {
    table.name: table
    for table in (
        GtfsTable("stops", True, ("stop_id",), ("stop_lat", "stop_lon", "location_type", "parent_station")),
        GtfsTable("routes", True, ("route_id", "route_type")),
        GtfsTable("trips", True, ("route_id", "service_id", "trip_id")),
        GtfsTable(
            "stop_times",
            True,
            ("trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time"),
            ("pickup_type", "drop_off_type", "shape_dist_traveled"),
        ),
        GtfsTable("calendar", False, ("service_id", *DAYS, "start_date", "end_date")),
        GtfsTable("calendar_dates", False, ("service_id", "date", "exception_type")),
        GtfsTable(
            "frequencies", False, ("trip_id", "start_time", "end_time", "headway_secs"), ("exact_times",)
        ),
        GtfsTable(
            "transfers",
            False,
            ("from_stop_id", "to_stop_id"),
            (
                "transfer_type", "min_transfer_time", "from_route_id", "to_route_id", "from_trip_id",
                "to_trip_id",
            ),
        ),
        GtfsTable(
            "pathways",
            False,
            ("from_stop_id", "to_stop_id", "pathway_mode", "is_bidirectional"),
            ("traversal_time", "length"),
        ),
    )
}  # fmt: skip

KINDS: Final = {
    **dict.fromkeys((0, 5, *range(900, 1000)), "tram"),
    **dict.fromkeys((1, 12, *range(400, 700)), "metro"),
    **dict.fromkeys((2, *range(100, 200), *range(300, 400)), "rail"),
    **dict.fromkeys((3, 11, *range(200, 300), *range(700, 900)), "bus"),
    **dict.fromkeys((4, *range(1000, 1100), *range(1200, 1300)), "ferry"),
    **dict.fromkeys((6, 7, *range(1300, 1500)), "lift"),
    **dict.fromkeys(range(1100, 1200), "air"),
    **dict.fromkeys(range(1500, 1600), "taxi"),
    **dict.fromkeys(range(1600, 1800), "other"),
}
"""Kind of line by `route_type`; all are ridden alike, and counted by kind."""
RAIL: Final = ("rail", "metro")
"""Kinds whose stops count as stations of a railway."""
