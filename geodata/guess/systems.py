"""Coordinate systems: in which of them points fall where they should, and which a region is measured in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

Floats = NDArray[np.float64]
Bounds = tuple[float, float, float, float]
DEGREES: Final = "EPSG:4326"
CANDIDATES: Final = (
    "EPSG:3006",
    *(f"EPSG:{code}" for code in range(3007, 3019)),
    "EPSG:3021", "EPSG:2400",
    "EPSG:27700", "EPSG:25832", "EPSG:25833", "EPSG:25835", "EPSG:3067", "EPSG:2157", "EPSG:28992",
    "EPSG:2154", "EPSG:3435", "EPSG:3857",
)  # fmt: skip
"""Planar systems that registers write coordinates in, likeliest first."""
_NATIONAL: Final[tuple[tuple[str, Bounds], ...]] = (
    ("EPSG:3006", (10.9, 55.2, 24.2, 69.1)),
    ("EPSG:27700", (-8.7, 49.8, 1.8, 60.9)),
    ("EPSG:25833", (4.4, 57.8, 31.2, 71.3)),
    ("EPSG:3067", (19.0, 59.5, 31.6, 70.1)),
    ("EPSG:25832", (8.0, 54.5, 15.3, 57.8)),
    ("EPSG:28992", (3.3, 50.7, 7.3, 53.6)),
    ("EPSG:2157", (-10.7, 51.3, -5.3, 55.5)),
)
_POINTS_MOST = 400


@dataclass(frozen=True)
class Fall:
    """How points fall when their coordinates are read in one system.

    Attributes
    ----------
    crs : str
    swapped : bool
        Whether the first coordinate is read as north.
    inside : float
        Share of the points that fall inside.
    """

    crs: str
    swapped: bool
    inside: float


def falls(
    first: Floats, second: Floats, where: NDArray[np.object_] | Bounds, more: Iterable[str] = ()
) -> list[Fall]:
    """How points fall in each system and both orders of axes, those with most inside first.

    Parameters
    ----------
    first, second : float, shape (points,)
        As the file has them, first the one that is taken for east.
    where : polygons in degrees, or west, south, east and north
        Where they should be.
    more : systems beside `CANDIDATES`
    """
    step = -(-len(first) // _POINTS_MOST) or 1
    first, second = first[::step], second[::step]
    known = np.isfinite(first) & np.isfinite(second) & ((first != 0) | (second != 0))
    first, second = first[known], second[known]
    if not len(first):
        return []
    degrees = bool((np.abs(first) <= 180).mean() > 0.9 and (np.abs(second) <= 180).mean() > 0.9)
    systems = (DEGREES,) if degrees else dict.fromkeys((*more, *CANDIDATES))
    tree = shapely.STRtree([] if isinstance(where, tuple) else where)
    found = []
    for crs in systems:
        for swapped in (False, True):
            x, y = (second, first) if swapped else (first, second)
            longitude, latitude = in_degrees(x, y, crs)
            if isinstance(where, tuple):
                inside = _within(longitude, latitude, where)
            else:
                inside = _in_tree(longitude, latitude, tree)
            found.append(Fall(crs, swapped, inside))
    return sorted(found, key=lambda fall: -fall.inside)


def in_degrees(x: Floats, y: Floats, crs: str) -> tuple[Floats, Floats]:
    """Longitudes and latitudes of points, inf where there are none."""
    if crs == DEGREES:
        return x, y
    longitude, latitude = _to_degrees(crs).transform(x, y)
    return np.asarray(longitude, dtype=float), np.asarray(latitude, dtype=float)


@cache
def _to_degrees(crs: str) -> Transformer:
    return Transformer.from_crs(crs, DEGREES, always_xy=True)


def _within(longitude: Floats, latitude: Floats, where: Bounds) -> float:
    west, south, east, north = where
    return float(
        ((longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)).mean()
    )


def _in_tree(longitude: Floats, latitude: Floats, tree: shapely.STRtree) -> float:
    good = np.isfinite(longitude) & np.isfinite(latitude)
    points = shapely.points(longitude[good], latitude[good])
    hits = np.unique(tree.query(points, predicate="intersects")[0])
    return float(len(hits) / len(longitude))


def planar(longitude: float, latitude: float) -> tuple[str, bool]:
    """System of metres that a place is measured in, and whether it is the country's own rather than UTM's."""
    for crs, (west, south, east, north) in _NATIONAL:
        if west <= longitude <= east and south <= latitude <= north:
            return crs, True
    zone = int((longitude + 180) // 6) + 1
    return f"EPSG:{(32600 if latitude >= 0 else 32700) + zone}", False


def measures_true(crs: str, longitude: float, latitude: float) -> bool:
    """Whether a system is planar, in metres, and true to scale within one part in a hundred at a place."""
    try:
        system = CRS.from_user_input(crs)
        if not system.is_projected or any(
            axis.unit_name not in ("metre", "meter") for axis in system.axis_info
        ):
            return False
        x, y = Transformer.from_crs(DEGREES, system, always_xy=True).transform(
            [longitude, longitude], [latitude, latitude + 0.01]
        )
    except CRSError:
        return False
    return abs(float(np.hypot(x[1] - x[0], y[1] - y[0])) / 1112.0 - 1) < 0.01


def usable(crs: str) -> bool:
    """Whether places on Earth can be told from coordinates in a system."""
    try:
        _to_degrees(crs)
    except ProjError:
        return False
    return True


def epsg(crs: str) -> str | None:
    """`EPSG:3006` of however a file says it; None where it has no such number."""
    try:
        code = CRS.from_user_input(crs).to_epsg(min_confidence=60)
    except CRSError:
        return None
    return f"EPSG:{code}" if code else None


def points_of(text: Iterable[str]) -> Floats:
    """The last two numbers of each text, as rows, as in `(41.8, -87.6)` and `X: 6402006, Y: 1270642`."""
    found = [re.findall(r"[-+]?\d+(?:\.\d+)?", each)[-2:] for each in text]
    return np.array(
        [[float(a) for a in pair] if len(pair) == 2 else [np.nan, np.nan] for pair in found]
    ).reshape(-1, 2)
