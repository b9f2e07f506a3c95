"""Minutes from any place to any other, in the region's own model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geodata.contract.errors import RegionError
from geodata.region.area_at import areas_at
from geodata.region.region import Region
from geodata.travel import RoadNetwork, StraightLine
from geodata.travel.model import travel_of

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
    travel = travel_of(region)
    begins = np.array([origin])
    if isinstance(travel, StraightLine):
        density = travel.density
        if density is not None:
            area = areas_at(region, begins[:, 0], begins[:, 1])
            density = np.where(area >= 0, density[area], np.nan)
        travel = replace(travel, origins=begins, density=density)
    elif isinstance(travel, RoadNetwork):
        travel = replace(travel, origins=begins)
    else:
        raise RegionError("the region brings its own travel times, and they say nothing of other places")
    return float(travel.to(*destination)[0])
