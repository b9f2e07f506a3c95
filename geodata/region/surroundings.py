"""What lies in and around a region: which area a place stands in, and how far out places still count."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.region.region import Region

AROUND_M = 50_000.0
"""Metres beyond the box around the region's areas where places still count: its residents may go there."""


def is_around(region: Region, x: float, y: float) -> bool:
    """Whether a place, metres in the region's CRS, lies in the region or its surroundings."""
    west, south, east, north = _bounds(region)
    return west - AROUND_M <= x <= east + AROUND_M and south - AROUND_M <= y <= north + AROUND_M


def standing(region: Region, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """Area that each of some places stands in.

    Parameters
    ----------
    region : Region
    x, y : float64, shape (places,)
        Metres in the region's CRS.

    Returns
    -------
    int64, shape (places,)
        Positions, the lower on a border; -1 outside them all.
    """
    at, found = region.areas.sindex.query(shapely.points(x, y), predicate="intersects")
    area = np.full(len(x), len(region.areas))
    np.minimum.at(area, at, found)
    return np.where(area < len(region.areas), area, -1)


@lru_cache(maxsize=4)
def _bounds(region: Region) -> tuple[float, ...]:
    return tuple(region.areas.total_bounds.tolist())
