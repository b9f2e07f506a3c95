"""One square of ground: what of lines and water lies in it, and places as steps from its corner."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.geometry.world import WORLD, Floats, lonlat
from geodata.ground.squares import STEPS, Geometries, Level, metres_a_unit


class Square:
    """A square of a level.

    Parameters
    ----------
    column, row : int
    level : Level

    Attributes
    ----------
    metre : float
        A metre in units of the world.
    """

    def __init__(self, column: int, row: int, level: Level) -> None:
        self.level = level
        self.unit = WORLD / 2**level.zoom
        self.corner = np.array([column, row], float) * self.unit
        middle = lonlat((self.corner + self.unit / 2)[None])[0, 1]
        self.metre = 1 / metres_a_unit(float(middle))

    def steps(self, places: Floats) -> NDArray[np.int64]:
        """Places as whole numbers."""
        return np.asarray(np.rint((places - self.corner) / self.unit * STEPS), np.int64)

    def clipped(self, shapes: Geometries, beyond: float) -> Geometries:
        """What of some shapes lies in the square, and so far beyond it."""
        west, north = self.corner - beyond
        east, south = self.corner + self.unit + beyond
        found: Geometries = shapely.clip_by_rect(shapes, west, north, east, south)
        return found[~shapely.is_empty(found)]

    def merged(self, shapes: Geometries) -> Geometries:
        """What of some lines lies in the square, those that go on from each other as one."""
        parts = shapely.get_parts(self.clipped(shapes, 0.0))
        parts = parts[shapely.get_dimensions(parts) == 1]
        return shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts))) if len(parts) else parts
