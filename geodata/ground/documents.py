"""Squares of ground as compact documents: whole numbers from a corner, each point a step from the last."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.geometry.world import WORLD
from geodata.ground.classes import NAMED, SPARED
from geodata.ground.features import Features
from geodata.ground.names import square_names
from geodata.ground.square import Square
from geodata.ground.squares import STEPS, Geometries, Level

OVERLAP: Final = 16
"""Steps that water reaches beyond its square, so that no seam shows."""

BYTES_MOST: Final = 384 * 1024
"""What a square may hold as text, before it is compressed (to about a third)."""

COARSER: Final = (1, 2, 4, 8)
"""How much coarser lines are drawn, in turn, where a square would hold more; then classes are left out."""

Document = dict[str, Any]
Rows = list[list[Any]]


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
        JSON: `lines` (by class, each first point and then steps, flat), `water` (polygons of such rings),
        `stops` (x, y, kind, name) and `names` (see `geodata.ground.names`); at most `BYTES_MOST`.
    """
    unit = WORLD / 2**level.zoom
    corners = np.array(squares, float).reshape(-1, 2)
    reach = OVERLAP / STEPS
    boxes = shapely.box(*((corners - reach) * unit).T, *((corners + 1 + reach) * unit).T)
    lines = {name: _by_square(boxes, features.lines[name]) for name in level.classes}
    water = _by_square(boxes, features.water)
    at = np.floor(features.places / unit).astype(int)
    for number, (column, row) in enumerate(squares):
        square = _Square(column, row, level)
        parts = {name: features.lines[name][lines[name][number]] for name in level.classes}
        stops, names = [], []
        if level.names:
            within = np.flatnonzero((at == (column, row)).all(axis=1))
            stops = [[*square.steps(features.places[[i]])[0].tolist(), *features.stops[i]] for i in within]
            own = {name: features.names[name][lines[name][number]] for name in NAMED}
            names = square_names(square, parts, own)
        document = square.fitted(parts, features.water[water[number]], stops, names)
        if document:
            yield (column, row), document


def _by_square(boxes: Geometries, shapes: Geometries) -> list[NDArray[np.int64]]:
    box, shape = shapely.STRtree(shapes).query(boxes)
    order = np.lexsort((shape, box))
    return np.split(shape[order], np.searchsorted(box[order], np.arange(1, len(boxes))))


class _Square(Square):
    """A square that is written."""

    def fitted(self, lines: dict[str, Geometries], water: Geometries, stops: Rows, names: Rows) -> bytes:
        """The document as it is allowed to be; empty where there is nothing to draw."""
        for coarser in COARSER:
            document = self._document(lines, water, coarser) | {"stops": stops, "names": names}
            text = _compact(document)
            if len(text) <= BYTES_MOST:
                return text if any(document.values()) else b""
        document["names"] = []
        for spared in (*SPARED, None):
            if spared is None:
                document["stops"] = document["water"] = []
            else:
                document["lines"].pop(spared, None)
            text = _compact(document)
            if len(text) <= BYTES_MOST:
                return text
        return b""

    def _document(self, lines: dict[str, Geometries], water: Geometries, coarser: int) -> Document:
        tolerance = self.level.tolerance_m * coarser * self.metre
        drawn = {name: self._lines(some, tolerance) for name, some in lines.items() if len(some)}
        return {
            "lines": {name: some for name, some in drawn.items() if some},
            "water": self._water(water, tolerance, coarser),
        }

    def _lines(self, shapes: Geometries, tolerance: float) -> list[list[int]]:
        simple = shapely.simplify(self.merged(shapes), tolerance)
        return [points for each in simple if len(points := self._deltas(each)) >= 4]

    def _water(self, shapes: Geometries, tolerance: float, coarser: int) -> list[list[list[int]]]:
        large = shapes[shapely.area(shapes) >= self.level.smallest_m2 * coarser * self.metre**2]
        clipped = shapely.simplify(self.clipped(large, OVERLAP / STEPS * self.unit), tolerance)
        parts = shapely.get_parts(clipped)
        polygons = []
        for polygon in parts[(shapely.get_dimensions(parts) == 2) & ~shapely.is_empty(parts)]:
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
