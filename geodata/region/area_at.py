"""Which area a place lies in."""

from __future__ import annotations

import shapely

from geodata.region.region import Region


def area_at(region: Region, x: float, y: float) -> int:
    """Position of the area that a place lies in, the first of those that share a border; -1 outside them all.

    Parameters
    ----------
    region : Region
    x, y : float
        Metres in the region's CRS.
    """
    found = region.areas.sindex.query(shapely.Point(x, y), predicate="intersects")
    return int(found.min()) if len(found) else -1
