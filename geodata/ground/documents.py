"""Squares of ground as compact documents: whole numbers from a corner, each point a step from the last."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.ground.classes import SPARED
from geodata.ground.features import Features
from geodata.ground.squares import STEPS, WORLD, Floats, Geometries, Level, from_world, metres_a_unit

OVERLAP: Final = 16
"""Steps that water reaches beyond its square, so that no seam shows."""

BYTES_MOST: Final = 384 * 1024
"""What a square may hold as text, before it is compressed (to about a third)."""

COARSER: Final = (1, 2, 4, 8)
"""How much coarser lines are drawn, in turn, where a square would hold more; then classes are left out."""

Document = dict[str, Any]


def square_documents(
    features: Features, squares: list[tuple[int, int]], level: Level
) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Column and row of each square that has any ground, and its document.

    Parameters
    ----------
    features : Features
    squares : list of (column, row)
    level : Level

    Yields
    ------
    (column, row), bytes
        JSON: `lines` (by class, each first point and then steps, flat), `water` (polygons of rings, likewise)
        and `stops` (x, y, kind, name); at most `BYTES_MOST`.
    """
    unit = WORLD / 2**level.zoom
    corners = np.array(squares, float).reshape(-1, 2)
    reach = OVERLAP / STEPS
    boxes = shapely.box(*((corners - reach) * unit).T, *((corners + 1 + reach) * unit).T)
    lines = {name: _by_square(boxes, features.lines[name]) for name in level.classes}
    water = _by_square(boxes, features.water)
    at = np.floor(features.places / unit).astype(int)
    for number, (column, row) in enumerate(squares):
        within = np.flatnonzero((at == (column, row)).all(axis=1) & level.stops)
        parts = {name: features.lines[name][lines[name][number]] for name in level.classes}
        square = _Square(column, row, level)
        stops = [[*square.steps(features.places[[i]])[0].tolist(), *features.stops[i]] for i in within]
        document = square.fitted(parts, features.water[water[number]], stops)
        if document:
            yield (column, row), document


def _by_square(boxes: Geometries, shapes: Geometries) -> list[NDArray[np.int64]]:
    box, shape = shapely.STRtree(shapes).query(boxes)
    order = np.lexsort((shape, box))
    return np.split(shape[order], np.searchsorted(box[order], np.arange(1, len(boxes))))


class _Square:
    """One square, and how places become steps in it."""

    def __init__(self, column: int, row: int, level: Level) -> None:
        self.level = level
        self.unit = WORLD / 2**level.zoom
        self.corner = np.array([column, row], float) * self.unit
        middle = from_world((self.corner + self.unit / 2)[None])[0, 1]
        self.metre = 1 / metres_a_unit(float(middle))

    def steps(self, places: Floats) -> NDArray[np.int64]:
        """Places as whole numbers."""
        return np.asarray(np.rint((places - self.corner) / self.unit * STEPS), np.int64)

    def fitted(self, lines: dict[str, Geometries], water: Geometries, stops: list[list[Any]]) -> bytes:
        """The document as it is allowed to be; empty where there is nothing to draw."""
        for coarser in COARSER:
            document = self._document(lines, water, stops, coarser)
            text = _compact(document)
            if len(text) <= BYTES_MOST:
                return text if any(document.values()) else b""
        for spared in (*SPARED, None):
            if spared is None:
                document["stops"] = document["water"] = []
            else:
                document["lines"].pop(spared, None)
            text = _compact(document)
            if len(text) <= BYTES_MOST:
                return text
        return b""

    def _document(
        self, lines: dict[str, Geometries], water: Geometries, stops: list[list[Any]], coarser: int
    ) -> Document:
        tolerance = self.level.tolerance_m * coarser * self.metre
        drawn = {name: self._lines(some, tolerance) for name, some in lines.items() if len(some)}
        return {
            "lines": {name: some for name, some in drawn.items() if some},
            "water": self._water(water, tolerance, coarser),
            "stops": stops,
        }

    def _clipped(self, shapes: Geometries, beyond: float) -> Geometries:
        west, north = self.corner - beyond
        east, south = self.corner + self.unit + beyond
        found: Geometries = shapely.clip_by_rect(shapes, west, north, east, south)
        return found[~shapely.is_empty(found)]

    def _lines(self, shapes: Geometries, tolerance: float) -> list[list[int]]:
        parts = shapely.get_parts(self._clipped(shapes, 0.0))
        parts = parts[shapely.get_dimensions(parts) == 1]
        merged = (
            shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts))) if len(parts) else parts
        )
        simple = shapely.simplify(merged, tolerance)
        return [points for each in simple if len(points := self._deltas(each)) >= 4]

    def _water(self, shapes: Geometries, tolerance: float, coarser: int) -> list[list[list[int]]]:
        parts = shapely.get_parts(shapely.simplify(shapes, tolerance)) if len(shapes) else shapes
        parts = parts[shapely.area(parts) >= self.level.smallest_m2 * coarser * self.metre**2]
        parts = shapely.get_parts(self._clipped(shapely.make_valid(parts), OVERLAP / STEPS * self.unit))
        polygons = []
        for polygon in parts[shapely.get_dimensions(parts) == 2]:
            rings = [self._deltas(ring) for ring in shapely.get_rings(polygon)]
            if len(rings[0]) >= 8:
                polygons.append([ring for ring in rings if len(ring) >= 8])
        return polygons

    def _deltas(self, line: shapely.LineString) -> list[int]:
        """First point, then steps, flat; without repeated points."""
        points = self.steps(shapely.get_coordinates(line))
        moves = np.diff(points, axis=0, prepend=points[:1] - 1)
        points = points[(moves != 0).any(axis=1)]
        deltas: list[int] = np.diff(points, axis=0, prepend=0).ravel().tolist()
        return deltas


def _compact(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
