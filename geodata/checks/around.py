"""The region's areas as what places are held against: in one, near one, or within their surroundings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.checks.sheet import Bools, Sheet

Floats = NDArray[np.float64]

SURROUNDINGS_M = 100_000.0
"""How far beyond the areas' bounding box a place may lie unless `outside = "keep"`."""

NEAR_M = 10_000.0
"""Farther from every area than this a place is read wrongly, or of another region.

On an island or over the border units stand nearer; a country's local zones shift places by 30 km or more.
"""


@dataclass(frozen=True, eq=False)
class Around:
    """Areas in the region's CRS, ready to be asked.

    Attributes
    ----------
    tree : STRtree
        Of the areas' shapes.
    bounds : tuple of float
        West, south, east and north of the region's surroundings, metres.
    """

    tree: shapely.STRtree
    bounds: tuple[float, float, float, float]

    def contains(self, x: Floats, y: Floats) -> Bools:
        """Which places stand in some area; metres."""
        found = np.zeros(len(x), dtype=bool)
        at = np.flatnonzero(self.surrounds(x, y))
        point, _ = self.tree.query(shapely.points(x[at], y[at]), predicate="intersects")
        found[at[point]] = True
        return found

    def reaches(self, x: Floats, y: Floats) -> Bools:
        """Which places stand in some area, or within `NEAR_M` of one."""
        found = self.contains(x, y)
        rest = np.flatnonzero(~found & self.surrounds(x, y))
        near = self.tree.query_nearest(
            shapely.points(x[rest], y[rest]), max_distance=NEAR_M, all_matches=False
        )
        found[rest[near[0]]] = True
        return found

    def surrounds(self, x: Floats, y: Floats) -> Bools:
        """Which places lie within the region's surroundings."""
        west, south, east, north = self.bounds
        return np.asarray((x >= west) & (x <= east) & (y >= south) & (y <= north), dtype=bool)

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the region, metres."""
        west, south, east, north = self.bounds
        return (west + east) / 2, (south + north) / 2


def surroundings(areas: Sheet | None) -> Around | None:
    """What the region's places are held against; None without areas."""
    if areas is None or areas.geometry is None or len(areas) == 0:
        return None
    west, south, east, north = shapely.total_bounds(areas.geometry).tolist()
    if not np.isfinite([west, south, east, north]).all():
        return None
    bounds = west - SURROUNDINGS_M, south - SURROUNDINGS_M, east + SURROUNDINGS_M, north + SURROUNDINGS_M
    return Around(shapely.STRtree(areas.geometry), bounds)
