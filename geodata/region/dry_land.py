"""Where a unit can stand: on land, in the region or outside it, and not in a lake or in the sea."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.region.region import Region

SHORE_M = 150.0
"""Shores are drawn more coarsely than they run: so near to land counts as land."""
INLAND_M = 50.0
"""As far inland as a place that is proposed is put, where there is room."""

Shapes = NDArray[np.object_]


def in_water(region: Region, x: float, y: float) -> bool:
    """Whether a place lies in water, as far as the region's areas and background tell.

    Parameters
    ----------
    region : Region
    x, y : float
        Metres, in the region's CRS.

    Returns
    -------
    bool
        Never where an area has its own point; outside the areas only where the region brings land.
    """
    point, (land, lakes) = shapely.Point(x, y), _background(region)
    for lake in lakes[shapely.intersects(lakes, point)]:
        if shapely.distance(lake.boundary, point) > SHORE_M:
            return not _own_point(region, x, y)
    if not len(land) or len(region.areas.sindex.query(point, predicate="dwithin", distance=SHORE_M)):
        return False
    return not shapely.dwithin(land, point, SHORE_M).any() and not _own_point(region, x, y)


def nearest_land(region: Region, x: float, y: float) -> tuple[float, float, int]:
    """Place in the region's areas that is nearest to another, metres, and the area it lies in."""
    point = shapely.Point(x, y)
    area = int(region.areas.sindex.nearest(point, return_all=False)[1][0])
    shape = region.areas.geometry.iloc[area]
    inland = shapely.buffer(shape, -INLAND_M)
    target = shape if shapely.is_empty(inland) else inland
    found = shapely.get_point(shapely.shortest_line(target, point), 0)
    return float(found.x), float(found.y), area


@lru_cache(maxsize=4)
def _background(region: Region) -> tuple[Shapes, Shapes]:
    """Land outside the region, and lakes."""
    background = region.background
    kinds = background["kind"].to_numpy(str) if len(background) else np.empty(0, str)
    shapes: Shapes = np.asarray(background.geometry.array, dtype=object)
    land, lakes = shapes[kinds == "land"], shapes[kinds == "water"]
    for each in (land, lakes):
        shapely.prepare(each)
    return land, lakes


def _own_point(region: Region, x: float, y: float) -> bool:
    areas = region.areas
    return bool((np.hypot(areas["x"].to_numpy(float) - x, areas["y"].to_numpy(float) - y) < SHORE_M).any())
