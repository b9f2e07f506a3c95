"""Coordinate reference systems of the interface: WGS 84 in degrees, and the region's own in metres.

OGC API - Features, Part 2 (OGC 18-058r1): a reference system is named by its address, and coordinates stand
in the order of its own definition. That is longitude first in CRS84, but northing first in EPSG:3006.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from geodata.geometry.degrees import to_degrees
from geodata.region.region import Region

Geometries = NDArray[np.object_]
Coordinates = NDArray[np.float64]

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
METRE_DECIMALS, DEGREE_DECIMALS = 2, 7
"""A centimetre either way."""


@lru_cache(maxsize=8)
def own_address(crs: str) -> str:
    """Address of a reference system; CRS84's where no authority has given it a number."""
    found = CRS.from_user_input(crs).to_authority()
    return CRS84 if found is None else f"http://www.opengis.net/def/crs/{found[0]}/0/{found[1]}"


def addresses(region: Region) -> list[str]:
    """Those that features can be had in: CRS84 first, then the one that they are stored in."""
    return list(dict.fromkeys((CRS84, own_address(region.settings.crs))))


@lru_cache(maxsize=8)
def northing_first(crs: str) -> bool:
    """Whether the definition of a reference system puts the northern coordinate first."""
    return bool(CRS.from_user_input(crs).axis_info[0].direction == "north")


def written_in(geometry: Geometries, region: Region, address: str) -> Geometries:
    """Geometries of a region as they are to be written in a reference system.

    Parameters
    ----------
    geometry : array of geometry or None
        In the region's own CRS, x (east) first.
    region : Region
    address : str
        One of `addresses(region)`.

    Returns
    -------
    array of geometry or None
        Coordinates in the order of the definition, rounded to a centimetre; exterior rings of polygons
        anticlockwise on the map (RFC 7946).
    """
    geometry = shapely.orient_polygons(shapely.force_2d(geometry), exterior_cw=False)
    if address == CRS84:
        degrees = to_degrees(region.settings.crs)
        return _moved(
            geometry, lambda xy: np.column_stack(degrees.transform(xy[:, 0], xy[:, 1])), DEGREE_DECIMALS
        )
    swapped = slice(None, None, -1) if northing_first(region.settings.crs) else slice(None)
    return _moved(geometry, lambda xy: xy[:, swapped], METRE_DECIMALS)


def _moved(geometry: Geometries, move: Callable[[Coordinates], Coordinates], decimals: int) -> Geometries:
    def rounded(xy: Coordinates) -> Coordinates:
        return np.asarray(np.round(move(xy), decimals), dtype=np.float64)

    moved: Geometries = shapely.transform(geometry, rounded)
    return moved
