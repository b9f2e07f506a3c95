"""What is computed once for a region: minutes, neighbours, protected visits, choice models."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from geopandas import GeoSeries
from scipy.sparse import coo_array, csr_array

from geodata.assessment.choice_models import choice_models
from geodata.disclosure.publishing import disclosed
from geodata.ground.reading import ground_of
from geodata.region.in_mode import mode_travel, not_of_travel
from geodata.region.region import Region
from geodata.travel import PublicTransport, RoadNetwork
from geodata.travel.area_minutes import area_pairs
from geodata.travel.home_minutes import home_minutes
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
    found = _travelled(region)
    ways = [each.key for each in region.settings.travel_modes[1:]]
    others = {
        key: mode_travel(_travelled(replace(region, settings=region.settings.in_mode(key)))) for key in ways
    }
    return replace(found, other_modes=others)


def _travelled(region: Region) -> Region:
    """The region with what rests on its way of travelling: minutes, roads, choice models."""
    travel = home_travel_of(region)
    found, foot = with_minutes(region), travel
    if isinstance(travel, PublicTransport):
        found, foot = replace(found, timetable=travel.timetable), travel.foot
    if isinstance(foot, RoadNetwork):
        accounts = accounts_of(region, foot)
        if foot is not travel:  # one rides from an island of roads, and from where they end
            accounts = tuple(each for each in accounts if each.reason == "no_road")
        found = replace(found, roads=foot.roads, accounts=(*not_of_travel(found), *accounts))
    return replace(found, choice_models=choice_models(found))


def with_minutes(region: Region) -> Region:
    """The region with minutes to every unit that has a place, from its population points where it has any."""
    if region.points is None:
        return replace(region, minutes=travel_of(region).pairs(), point_minutes=None)
    from_points = home_minutes(region)
    return replace(region, minutes=area_pairs(region, from_points), point_minutes=from_points)


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
