"""Squares that a map's ground comes in: those of web mercator, found by halving the world again and again.

Places are in the browser's own world, see `geodata.geometry.world`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.contract.errors import RegionError
from geodata.geometry.degrees import to_degrees, to_metres
from geodata.geometry.world import WORLD, lonlat, world

Geometries = NDArray[np.object_]

STEPS = 4096
"""Whole numbers across a square: at its largest on the screen half a pixel each."""

EQUATOR_M = 40_075_016.7
AROUND_M = 3_000.0
"""Metres about the region's areas within which there is ground."""

SQUARES_MOST = 20_000
"""Squares of one level that a region may have: about 400,000 km2."""


@dataclass(frozen=True)
class Level:
    """How the ground is drawn from a zoom on, until the next level begins."""

    start: int  # zoom of the map
    zoom: int  # of its squares: 2 ** zoom of them about the world
    tolerance_m: float  # a line may be drawn so far from where it is
    smallest_m2: float  # water below it is left out
    classes: tuple[str, ...]
    names: bool  # of streets, and stops


LEVELS: Final = (
    Level(12, 11, 8.0, 20_000.0, ("main", "road", "rail", "river"), names=False),
    Level(13, 12, 1.5, 1_000.0, ("main", "road", "street", "path", "rail", "river"), names=True),
)
"""Overview and detail. Squares are about 10 and 5 km wide at 58 degrees north, 512 pixels or more."""


def metres_a_unit(lat: float) -> float:
    """Metres of one unit of the world at a latitude."""
    return float(EQUATOR_M * np.cos(np.radians(lat)) / WORLD)


def degrees_around(areas: Geometries, crs: str) -> tuple[float, float, float, float]:
    """West, south, east and north of some areas and of what lies about them, degrees."""
    west, south, east, north = shapely.total_bounds(areas)
    box = (west - AROUND_M, south - AROUND_M, east + AROUND_M, north + AROUND_M)
    found: tuple[float, float, float, float] = to_degrees(crs).transform_bounds(*box)
    return found


def squares_near(areas: Geometries, crs: str, level: Level) -> list[tuple[int, int]]:
    """Column and row of every square that lies within `AROUND_M` of an area; ascending.

    Raises
    ------
    RegionError
        If they are more than `SQUARES_MOST`.
    """
    west, south, east, north = degrees_around(areas, crs)
    corners = world(np.array([[west, north], [east, south]])) / WORLD * 2**level.zoom
    (left, top), (right, bottom) = np.floor(corners).astype(int)
    if (right - left + 1) * (bottom - top + 1) > 4 * SQUARES_MOST:
        raise RegionError.of("region_too_large")
    grid = np.meshgrid(np.arange(left, right + 1), np.arange(top, bottom + 1), indexing="ij")
    columns, rows = grid[0].ravel(), grid[1].ravel()
    unit = WORLD / 2**level.zoom
    rings = np.stack([columns, rows, columns + 1, rows, columns + 1, rows + 1, columns, rows + 1], axis=1)
    degrees = lonlat(rings.reshape(-1, 2) * unit)
    x, y = to_metres(crs).transform(degrees[:, 0], degrees[:, 1])
    boxes = shapely.polygons(np.column_stack((x, y)).reshape(-1, 4, 2))
    near = np.unique(shapely.STRtree(areas).query(boxes, predicate="dwithin", distance=AROUND_M)[0])
    if len(near) > SQUARES_MOST:
        raise RegionError.of("region_too_large")
    return [(int(columns[i]), int(rows[i])) for i in near]
