"""Travel minutes to any places, such as those where a unit might stand, in the region's own model."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from geodata.contract.errors import RegionError
from geodata.region.region import Region
from geodata.travel import RoadNetwork, StraightLine
from geodata.travel.model import travel_of

Floats = NDArray[np.float64]


def minutes_to_places(region: Region, x: Floats, y: Floats, longest_min: float | None = None) -> csr_array:
    """Minutes from every area to some places, as `Region.minutes` has them to the units.

    Parameters
    ----------
    region : Region
    x, y : float64, shape (places,)
        Metres in the region's CRS; NaN for a place that is nowhere, which nobody can travel to.
    longest_min : float, optional
        Journeys beyond this are out of reach: the region's own where not given; inf for every pair.

    Returns
    -------
    csr_array, shape (areas, places)
        Not stored where out of reach.

    Raises
    ------
    RegionError
        If the region brings its own table of travel times, which says nothing of other places.
    """
    travel = travel_of(region)
    if not isinstance(travel, StraightLine | RoadNetwork):
        raise RegionError(
            "The region brings its own travel times, and they say nothing of places without a unit: "
            "take `travel_times` out of region.toml to use its travel model instead."
        )
    if longest_min is not None:
        travel = travel.reaching(longest_min)
    if isinstance(travel, RoadNetwork):
        return travel.towards(np.column_stack((x, y))).pairs()
    rows, columns, begins = [], [], [0]
    for place in zip(x, y, strict=True):
        to_there = travel.to(*place)
        reached = np.flatnonzero(np.isfinite(to_there))
        rows.append(reached)
        columns.append(to_there[reached])
        begins.append(begins[-1] + len(reached))
    parts = (np.concatenate(columns or [np.empty(0)]), np.concatenate(rows or [np.empty(0, np.int64)]))
    return csr_array(csc_array((*parts, begins), shape=(len(region.areas), len(x))))


def minutes_to_all_units(region: Region) -> tuple[csr_array, float]:
    """Minutes from every area to every unit, as far as the region's model goes, and that limit.

    A straight line goes all the way. A table ends where it does, and along roads the region's minutes
    end at its longest journey: to search the whole network for every unit would take minutes.

    Returns
    -------
    csr_array, shape (areas, units)
    float
        Beyond so many minutes nothing is known; inf where every pair is.

    Raises
    ------
    RegionError
        If the region has no travel minutes yet.
    """
    if not isinstance(travel_of(region), StraightLine):
        if region.minutes is None:
            raise RegionError("the region has no travel minutes yet: build it first")
        return region.minutes, region.settings.travel.longest_min
    x, y = (np.asarray(axis, np.float64) for axis in (region.units.geometry.x, region.units.geometry.y))
    return minutes_to_places(region, x, y, math.inf), math.inf
