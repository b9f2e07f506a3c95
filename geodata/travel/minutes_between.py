"""Minutes from any place to any other, or to all units, in the region's own model."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import RegionError
from geodata.region.area_at import areas_at
from geodata.region.region import Region
from geodata.travel import PublicTransport, RoadNetwork, StraightLine
from geodata.travel.model import travel_of

Floats = NDArray[np.float64]
Spot = tuple[float, float]
"""Metres in the region's CRS."""


def minutes_between(region: Region, origin: Spot, destination: Spot) -> float:
    """Minutes from one place to another, as `Region.minutes` has them to a unit from an area that is a point.

    A straight line is as fast as it is from the area that it begins in; along roads it is one search,
    no further than the longest journey.

    Parameters
    ----------
    region : Region
    origin, destination : tuple of float
        Metres in the region's CRS.

    Returns
    -------
    float
        inf where the destination is out of reach, or either place is off the roads.

    Raises
    ------
    RegionError
        If the region brings its own table of travel times, which says nothing of other places.
    """
    return float(minutes_from(region, np.array([origin]), destination)[0])


def minutes_from(
    region: Region, origins: Floats, destination: Spot, longest_min: float | None = None
) -> Floats:
    """Minutes to one place from many, wherever they are, by one search from the place backwards.

    Parameters
    ----------
    region : Region
    origins : float64, shape (places, 2)
        Metres in the region's CRS; NaN for what has no place.
    destination : tuple of float
    longest_min : float, optional
        Journeys beyond this are out of reach: the region's own longest where not given.

    Returns
    -------
    float64, shape (places,)
        inf where out of reach, and off the roads.

    Raises
    ------
    RegionError
        If the region brings its own table of travel times.
    """
    travel = travel_of(region)
    if not isinstance(travel, StraightLine | RoadNetwork | PublicTransport):
        raise RegionError("the region brings its own travel times, and they say nothing of other places")
    if longest_min is not None:
        travel = travel.reaching(longest_min)
    if isinstance(travel, StraightLine):
        density = travel.density
        if density is not None:
            area = areas_at(region, origins[:, 0], origins[:, 1])
            density = np.where(area >= 0, density[area], np.nan)
        travel = replace(travel, origins=origins, density=density)
    elif isinstance(travel, RoadNetwork):
        travel = replace(travel, origins=origins)
    else:
        travel = travel.setting_out(origins)
    return travel.to(*destination)


@lru_cache(maxsize=16)
def minutes_along_roads(region: Region, origin: Spot, places: tuple[Spot, ...]) -> Floats | None:
    """Minutes from one place to many along the region's roads: those of `minutes_between`, by one search.

    Parameters
    ----------
    region : Region
    origin : tuple of float
        Metres in the region's CRS.
    places : tuple of tuple of float
        NaN where one is nowhere.

    Returns
    -------
    float64, shape (places,), or None
        inf where out of reach; None where the region's model is not roads.
    """
    travel = travel_of(region)
    if not isinstance(travel, RoadNetwork):
        return None
    return travel.towards(np.array(places).reshape(-1, 2)).from_place(*origin)
