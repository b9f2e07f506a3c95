"""Which area a place lies in: by the borders that the map draws, so that what is seen is what is told.

Borders are drawn a little more coarsely than they run. The browser finds the area under a place by the
drawn ones (`assets/map/hit.js`); so is found that of everything that is put on the map: a pin, an end of a
measured line, a unit that a scenario adds or moves, a site that is tried. Units of the data stand where the
data's own borders say, and `geodata.region.standing` has both.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.geometry.degrees import to_degrees
from geodata.geometry.drawable import drawable, in_degrees
from geodata.geometry.shared_borders import SCALE, Geometries, polygons, topology
from geodata.geometry.world import world
from geodata.region.region import Region

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def area_at(region: Region, x: float, y: float) -> int:
    """Position of the area that a place lies in, the first of those that share a border; -1 outside them all.

    Parameters
    ----------
    region : Region
    x, y : float
        Metres in the region's CRS.
    """
    return int(areas_at(region, np.array([x]), np.array([y]))[0])


def areas_at(region: Region, x: Floats, y: Floats) -> Ints:
    """The same of several places, shape (places,) in and out."""
    degrees = np.column_stack(to_degrees(region.settings.crs).transform(x, y))
    at, found = _drawn(region).query(shapely.points(world(degrees)), predicate="intersects")
    area = np.full(len(x), len(region.areas))
    np.minimum.at(area, at, found)
    return np.where(area < len(region.areas), area, -1)


def drawn_areas(region: Region) -> Geometries:
    """Areas as the map draws them, in the world of the map; each MultiPolygon valid, shape (areas,)."""
    if region.drawn is not None:
        return region.drawn
    geometry, _ = drawable(region.areas.geometry.to_numpy())
    drawn = topology(in_degrees(geometry, to_degrees(region.settings.crs)))
    return in_the_world([arc * np.float64(SCALE) for arc in drawn.arcs], drawn.areas)


def in_the_world(arcs: list[Floats], areas: list[list[list[list[int]]]]) -> Geometries:
    """Areas of arcs in degrees, as of `geodata.geometry.shared_borders.Topology`, in the world of the map."""
    placed: Geometries = shapely.make_valid(polygons([world(arc) for arc in arcs], areas))
    return placed


@lru_cache(maxsize=4)
def _drawn(region: Region) -> shapely.STRtree:
    return shapely.STRtree(drawn_areas(region))
