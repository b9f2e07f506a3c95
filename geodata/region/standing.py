"""Which area a place stands in: a unit or point of the data, and a unit that a scenario adds or moves."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.contract.tables import the_table
from geodata.region.area_at import areas_at
from geodata.region.region import Region
from geodata.region.visits import NOWHERE

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]

AT_A_TIME = 500_000
"""Places that are held as shapes at the same time."""


def standing(shapes: NDArray[np.object_], x: Floats, y: Floats, snap_m: Floats) -> Codes:
    """The area that each unit or point stands in, as a position in `shapes`; -1 outside them all.

    On a border the lower position; outside every area, but within `snap_m` metres of one, the nearest.

    Parameters
    ----------
    shapes : array of Polygon or MultiPolygon
    x, y : float64, shape (places,)
        Metres in the CRS of the shapes; not finite where a unit has no place.
    snap_m : float64, shape (places,)
    """
    has_place = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    area = np.full(len(x), NOWHERE, dtype=np.int32)
    for begin in range(0, len(has_place), AT_A_TIME):
        at = has_place[begin : begin + AT_A_TIME]
        area[at] = _standing(shapes, x[at], y[at], snap_m[at])
    return area


def _standing(shapes: NDArray[np.object_], x: Floats, y: Floats, snap_m: Floats) -> Codes:
    points = np.array(shapely.points(x, y), dtype=object)
    area = np.full(len(x), NOWHERE, dtype=np.int32)
    # the tree is of the points: shapes are prepared once each, however long their borders
    found, point = shapely.STRtree(points).query(shapes, predicate="intersects")
    order = np.argsort(-found, kind="stable")
    area[point[order]] = found[order]  # of several, the lowest is written last
    near = np.flatnonzero((area == NOWHERE) & (snap_m > 0))
    if len(near):
        closest = shapely.STRtree(shapes).nearest(points[near])
        reached = shapely.distance(points[near], shapes[closest]) <= snap_m[near]
        area[near[reached]] = closest[reached]
    return area


def areas_of_new_units(region: Region, x: Floats, y: Floats) -> Codes:
    """The same of units that are added or moved on the map: what is seen there, else as the data's stand.

    Inside the borders that the map draws, the area that it shows; off them as `standing` has it, with the
    widest `snap_m` of the region's tables of units, for a new one is in none of them.

    Parameters
    ----------
    region : Region
    x, y : float64, shape (units,)
        Metres in the region's CRS.
    """
    area = areas_at(region, x, y).astype(np.int32)
    off = np.flatnonzero(area == NOWHERE)
    if len(off):
        shapes = region.areas.geometry.to_numpy()
        area[off] = standing(shapes, x[off], y[off], np.full(len(off), _snap_m(region)))
    return area


@lru_cache(maxsize=4)
def _snap_m(region: Region) -> float:
    tables = region.settings.tables.items()
    return max((each.snap_m for key, each in tables if the_table(key).name == "units"), default=0.0)
