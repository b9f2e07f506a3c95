"""How far outside a region places still count."""

from __future__ import annotations

from functools import lru_cache

from geodata.region.region import Region

AROUND_M = 50_000.0
"""Metres beyond the box around the region's areas where places still count: its residents may go there."""


def is_around(region: Region, x: float, y: float) -> bool:
    """Whether a place, metres in the region's CRS, lies in the region or its surroundings."""
    west, south, east, north = _bounds(region)
    return west - AROUND_M <= x <= east + AROUND_M and south - AROUND_M <= y <= north + AROUND_M


@lru_cache(maxsize=4)
def _bounds(region: Region) -> tuple[float, ...]:
    return tuple(region.areas.total_bounds.tolist())
