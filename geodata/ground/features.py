"""What an extract holds of the ground around a region: lines, water and stops, in the world of the map."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import osmium
import shapely
from numpy.typing import NDArray

from geodata.contract.errors import RegionError
from geodata.geometry.world import Floats, world
from geodata.ground.classes import LINES, WATER, is_water, line_class, name_of, stop_kind
from geodata.ground.squares import Geometries
from geodata.network.extract import day_of, pieces_of

BYTES_MOST = {".pbf": 512 * 1024**2, ".osm": 4 * 1024**3}
"""By the endings that can be read: compressed in parts, or not at all, so that no small file is endless. A
larger extract is of more than a region: reading it takes too long and too much memory."""

POINTS_MOST = 30_000_000
"""Points of lines and water around the region; as arrays they are 0.5 GB."""

NEAR_DEGREES = 0.003
"""Stops of one name so near each other are one, on either side of a road: about 300 metres."""

Box = tuple[float, float, float, float]


@dataclass
class Features:
    """Lines by class, water as polygons, and stops; all in the world of the map.

    Attributes
    ----------
    lines : dict of str to array of LineString
        By class, see `geodata.ground.classes.LINES`.
    names : dict of str to array of str
        Name of each line, likewise; "" where it has none.
    water : array of MultiPolygon
    stops : list of (kind, name)
    places : float64, shape (stops, 2)
    newest : str
        ISO 8601 day of the latest change to any of it; "" where the extract does not say.
    """

    lines: dict[str, Geometries]
    names: dict[str, NDArray[np.object_]]
    water: Geometries
    stops: list[tuple[int, str]]
    places: Floats
    newest: str


_Stop = tuple[int, str, float, float]  # kind, name, longitude, latitude


@dataclass
class _Found:
    """What is read so far, degrees x 1e7."""

    points: dict[str, array[int]] = field(default_factory=lambda: {name: array("i") for name in LINES})
    starts: dict[str, array[int]] = field(default_factory=lambda: {name: array("q", [0]) for name in LINES})
    names: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in LINES})
    water: list[str] = field(default_factory=list)  # WKB, hexadecimal
    water_bytes: int = 0
    stops: list[_Stop] = field(default_factory=list)
    newest: str = ""

    def total(self) -> int:
        return sum(map(len, self.points.values())) // 2 + self.water_bytes // 32


def read_features(path: Path, box: Box) -> Features:
    """Lines, water and stops of an extract that lie in a box.

    Parameters
    ----------
    path : Path
    box : tuple of float
        West, south, east and north, degrees.

    Raises
    ------
    RegionError
        If it is no OpenStreetMap extract, holds nothing there, or more than is read.
    """
    try:
        found = _read(path, box)
    except RuntimeError as error:  # what osmium raises, whatever is wrong
        why = str(error).rstrip(".")
        raise RegionError.of("ground_unreadable", file=path.name, why=why) from error
    if not found.total():
        raise RegionError.of("ground_elsewhere", file=path.name)
    stops, places = _joined(found.stops)
    return Features(
        {name: _lines(found.points[name], found.starts[name]) for name in LINES},
        {name: np.array(found.names[name], dtype=object) for name in LINES},
        _moved(shapely.from_wkb(np.array(found.water, dtype=object))),
        stops,
        places,
        found.newest,
    )


def _read(path: Path, box: Box) -> _Found:
    found, shape = _Found(), osmium.geom.WKBFactory()
    wanted = osmium.filter.KeyFilter(
        "highway", "railway", "waterway", "natural", "landuse", "public_transport"
    )
    processor = osmium.FileProcessor(str(path)).with_locations()
    for each in processor.with_areas(osmium.filter.TagFilter(*WATER)).with_filter(wanted):
        tags = {tag.k: tag.v for tag in each.tags}
        if isinstance(each, osmium.osm.Node):
            kind = stop_kind(tags)
            if kind is not None and each.location.valid():
                _take_stop(found, kind, name_of(tags), each.lon, each.lat, box)
        elif isinstance(each, osmium.osm.Way):
            line = line_class(tags)
            if line is not None:
                _take_line(found, line, name_of(tags), each, box)
        elif isinstance(each, osmium.osm.Area) and is_water(tags):
            _take_water(found, each, shape, box)
        if found.total() > POINTS_MOST:
            raise RegionError.of("ground_too_much", file=path.name)
    return found


def _take_stop(found: _Found, kind: int, name: str, lon: float, lat: float, box: Box) -> None:
    west, south, east, north = box
    if west <= lon <= east and south <= lat <= north:
        found.stops.append((kind, name, lon, lat))


def _take_line(found: _Found, kind: str, name: str, way: osmium.osm.Way, box: Box) -> None:
    west, south, east, north = (round(side * 1e7) for side in box)
    for piece in pieces_of(way):
        lons, lats = [x for _, x, _ in piece], [y for _, _, y in piece]
        if max(lons) < west or min(lons) > east or max(lats) < south or min(lats) > north:
            continue
        for _, x, y in piece:
            found.points[kind].append(x)
            found.points[kind].append(y)
        found.starts[kind].append(len(found.points[kind]) // 2)
        found.names[kind].append(name)
        found.newest = max(found.newest, day_of(way.timestamp))


def _take_water(found: _Found, area: osmium.osm.Area, shape: osmium.geom.WKBFactory, box: Box) -> None:
    west, south, east, north = box
    places = [node.location for ring in area.outer_rings() for node in ring]
    lons, lats = [place.lon for place in places], [place.lat for place in places]
    if max(lons) < west or min(lons) > east or max(lats) < south or min(lats) > north:
        return
    try:
        drawn = shape.create_multipolygon(area)
    except RuntimeError:  # rings that do not close
        return
    found.water.append(drawn)
    found.water_bytes += len(drawn)
    found.newest = max(found.newest, day_of(area.timestamp))


def _lines(points: array[int], starts: array[int]) -> Geometries:
    degrees = np.frombuffer(points, np.int32).reshape(-1, 2) / 1e7 if points else np.empty((0, 2))
    begins = np.frombuffer(starts, np.int64)
    counts = begins[1:] - begins[:-1]
    of_line = np.repeat(np.arange(len(counts)), counts)
    return np.asarray(shapely.linestrings(world(degrees), indices=of_line))


def _moved(shapes: Geometries) -> Geometries:
    moved: Geometries = shapely.transform(shapes, world)
    return moved


def _joined(stops: list[_Stop]) -> tuple[list[tuple[int, str]], Floats]:
    """Stops of one name near each other as one, at their middle; a station where any of them is."""
    groups: list[list[_Stop]] = []
    of_name: dict[str, list[int]] = {}
    for stop in sorted(stops, key=lambda each: (each[1], each[3], each[2])):
        near = [group for group in of_name.setdefault(stop[1], []) if _beside(groups[group][0], stop)]
        if near:
            groups[near[0]].append(stop)
        else:
            of_name[stop[1]].append(len(groups))
            groups.append([stop])
    middles: NDArray[np.float64] = np.array(
        [[np.mean([s[2] for s in group]), np.mean([s[3] for s in group])] for group in groups]
    ).reshape(-1, 2)
    kinds = [(max(s[0] for s in group), group[0][1]) for group in groups]
    return kinds, world(middles)


def _beside(stop: _Stop, other: _Stop) -> bool:
    return abs(stop[2] - other[2]) < 2 * NEAR_DEGREES and abs(stop[3] - other[3]) < NEAR_DEGREES
