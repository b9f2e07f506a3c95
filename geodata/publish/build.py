"""What is computed once for a region: minutes, neighbours, protected visits, choice models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import shapely
from geopandas import GeoSeries
from scipy.sparse import coo_array, csr_array

from geodata.assessment.choice_models import choice_models
from geodata.contract.settings import TravelSettings
from geodata.disclosure.publishing import disclosed
from geodata.ground.reading import ground_of
from geodata.region.in_mode import mode_travel, not_of_travel
from geodata.region.region import Region
from geodata.transit.stop_quality import StopQuality, stop_quality
from geodata.travel import PublicTransport, RoadNetwork
from geodata.travel.area_minutes import area_pairs
from geodata.travel.home_minutes import home_minutes_by, minutes_by
from geodata.travel.laying_timetable import stops_in_metres
from geodata.travel.model import accounts_of, home_travel_of, travel_of

TOLERANCE_M = 2.0
"""Metres that two drawings of the same border may lie apart."""

SHORTEST_BORDER_M = 20.0
"""Metres; areas that share less meet at a corner."""


def computed(region: Region) -> Region:
    """The region with minutes to every unit that has a place, neighbours, protected visits, choice models.

    Parameters
    ----------
    region : Region

    Returns
    -------
    Region
        A copy; the tables are shared. With a road network also `roads`, and accounts of what is too
        far from them. Exact visits are no longer in it.

    Raises
    ------
    RegionError
        If the region brings travel times, but none of its travel mode, or lacks what its model needs.
    DisclosureError
        If its visits may not be published as they are declared, or there is no secret to protect
        them by.
    """
    region = replace(disclosed(region), neighbours=neighbours(region.areas.geometry))
    ways = region.settings.travel_modes or (region.settings.travel,)
    found: dict[str, Region] = {}
    for way in ways:
        if not way.variant_of:
            family = (way, *(each for each in ways if way.key and each.variant_of == way.key))
            found |= zip((each.key for each in family), _travelled(_in_way(region, way), family), strict=True)
    usual = found.pop(ways[0].key)
    others = {key: mode_travel(each) for key, each in found.items()}
    return replace(usual, other_modes=others, stops=_stops(region, ways))


def _stops(region: Region, ways: tuple[TravelSettings, ...]) -> StopQuality | None:
    """How well stops are served, by the first way that has a timetable."""
    for way in ways:
        network = _in_way(region, way).network
        if way.transit is not None and network is not None and network.feed is not None:
            places = stops_in_metres(network.feed, region.settings.crs)
            return stop_quality(network.feed, way.transit.date, way.transit.stops, places)
    return None


def _in_way(region: Region, way: TravelSettings) -> Region:
    """The region that is to be travelled in a way, nothing computed."""
    if way == region.settings.travel:
        return region
    return replace(region, settings=region.settings.in_mode(way.key))


def _travelled(region: Region, family: tuple[TravelSettings, ...]) -> Iterator[Region]:
    """The region with what rests on its way of travelling, and by the same way at its other percentiles."""
    travel = home_travel_of(region)
    known, foot = region, travel
    if isinstance(travel, PublicTransport):
        known, foot = replace(known, timetable=travel.timetable), travel.foot
    if isinstance(foot, RoadNetwork):
        accounts = accounts_of(region, foot)
        if foot is not travel:  # one rides from an island of roads, and from where they end
            accounts = tuple(each for each in accounts if each.reason == "no_road")
        known = replace(known, roads=foot.roads, accounts=(*not_of_travel(known), *accounts))
    percentiles = tuple(each.transit.percentile for each in family if each.transit is not None)
    each_minutes = _minutes(region, percentiles) if len(family) > 1 else [with_minutes(region)]
    for way, each in zip(family, each_minutes, strict=True):
        found = replace(_in_way(known, way), minutes=each.minutes, point_minutes=each.point_minutes)
        yield replace(found, choice_models=choice_models(found))


def with_minutes(region: Region) -> Region:
    """The region with minutes to every unit that has a place, from its population points where it has any."""
    return _minutes(region, ())[0]


def _minutes(region: Region, percentiles: tuple[float, ...]) -> list[Region]:
    """The region with minutes at each of some percentiles; as it says itself where there are none."""
    if region.points is None:
        found = minutes_by(travel_of(region), percentiles)
        return [replace(region, minutes=each, point_minutes=None) for each in found]
    from_points = home_minutes_by(region, percentiles)
    return [replace(region, minutes=area_pairs(region, each), point_minutes=each) for each in from_points]


def with_ground(region: Region) -> Region:
    """The region with the ground that its extract holds, named among its sources; the same without one.

    Raises
    ------
    RegionError
        If the extract is damaged, holds nothing about the region, or too much.
    """
    if region.extract is None:
        return region
    ground = ground_of(region.extract, region.areas.geometry.to_numpy(), region.settings.crs)
    settings = replace(region.settings, sources=(*region.settings.sources, ground.source))
    return replace(region, settings=settings, ground=ground)


def neighbours(geometry: GeoSeries) -> csr_array:
    """Which areas share a border, drawn alike or within `TOLERANCE_M`.

    Areas that only meet at a corner, or across water, do not; an island has no neighbours.

    Parameters
    ----------
    geometry : GeoSeries of polygons
        In metres.

    Returns
    -------
    csr_array of int8, shape (areas, areas)
        1 where they do; symmetric, nothing on the diagonal.
    """
    shapes = np.asarray(geometry.array)
    shapely.prepare(shapes)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=TOLERANCE_M)
    pairs = first < second
    first, second = first[pairs], second[pairs]
    borders = shapely.boundary(shapes)
    reach = shapely.buffer(shapes, TOLERANCE_M, quad_segs=1, join_style="mitre")
    shared = shapely.length(shapely.intersection(borders[first], reach[second])) >= SHORTEST_BORDER_M
    first, second = first[shared], second[shared]
    both = (np.concatenate((first, second)), np.concatenate((second, first)))
    beside = csr_array(coo_array((np.ones(2 * len(first), np.int8), both), shape=(len(shapes), len(shapes))))
    beside.sort_indices()
    return beside
