"""The timetable of a region's day and window, with the walks between its stops; and how one walks there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import RegionError
from geodata.contract.settings import TravelSettings
from geodata.geometry.degrees import to_metres
from geodata.network.lengths import DEGREE
from geodata.network.roads import MARGIN_M, Roads, roads_of
from geodata.network.speeds import WALKING
from geodata.region.region import Region
from geodata.transit.feed import NOWHERE, Feed
from geodata.transit.timetable import Timetable, timetable_of, with_walks
from geodata.travel.public_transport import OnFoot, walks_s
from geodata.travel.road_network import RoadNetwork
from geodata.travel.straight_line import StraightLine

Floats = NDArray[np.float64]
Box = tuple[float, ...]
"""West, south, east and north, metres."""


def foot_roads(region: Region, around: Box) -> Roads | None:
    """What walkers may use around the region; None where its network was built of timetables alone.

    Raises
    ------
    RegionError
        If no network is named, or it has no roads around.
    """
    if region.roads is not None or region.timetable is not None:
        return region.roads
    if region.network is None:
        raise RegionError.of("no_network_named")
    if not len(region.network.ends):
        return None
    return roads_of(region.network, "foot", region.settings.crs, around)


def on_foot(origins: Floats, units: Floats, roads: Roads | None, settings: TravelSettings) -> OnFoot:
    """Walking: along roads where there are any, else on a straight line with the region's detour."""
    if roads is not None:
        return RoadNetwork(origins, units, roads, settings)
    return StraightLine(origins, units, replace(settings, speed_kmh=WALKING, kinds={}))


def stops_in_metres(feed: Feed, crs: str) -> Floats:
    """Where a feed's stops are, metres in a CRS, NaN where one has no place. Shape (stops, 2)."""
    degrees = np.where(feed.stop_places == NOWHERE, np.nan, feed.stop_places * DEGREE)
    places: Floats = np.column_stack(to_metres(crs).transform(*degrees.T)).reshape(-1, 2)
    places[~np.isfinite(places)] = np.nan
    return places


def timetable_for(region: Region, around: Box, foot: OnFoot) -> Timetable:
    """The timetable of the day and window that the region names, of stops around it.

    Parameters
    ----------
    region : Region
    around : tuple of float
        Stops more than `MARGIN_M` outside are ridden past.
    foot : RoadNetwork or StraightLine
        How one walks between stops.

    Returns
    -------
    Timetable
        The region's own where it has been computed.

    Raises
    ------
    RegionError
        If its network has no timetable, or no stop around.
    """
    if region.timetable is not None:
        return region.timetable
    feed = None if region.network is None else region.network.feed
    transit = region.settings.travel.transit
    if feed is None or transit is None:
        raise RegionError.of("no_timetable")
    places = stops_in_metres(feed, region.settings.crs)
    west, south, east, north = around
    low, high = np.array([west, south]) - MARGIN_M, np.array([east, north]) + MARGIN_M
    lacking = np.isnan(places).any(axis=1)
    near = ((places > low) & (places < high)).all(axis=1)
    if not near.any():
        raise RegionError.of("no_stops_near", name=", ".join(feed.names))
    longest_s = round(region.settings.travel.longest_min * 60)
    first, last = transit.from_min * 60, transit.to_min * 60
    between_s = (first - longest_s, last) if transit.when == "arrive" else (first, last + longest_s)
    found = timetable_of(feed, transit.date, between_s, places, near | lacking)
    return with_walks(found, walks_s(foot, found.places, found.places, transit.longest_walk_min))
