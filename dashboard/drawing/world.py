"""A picture's window on the world of `geodata.geometry.world`."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geodata.geometry.world import Floats, world

Box = tuple[float, float, float, float]
"""West, north, east, south; y grows downwards."""


AIR = 28.0
"""Pixels about what fits in a picture."""


@dataclass(frozen=True)
class Frame:
    """A picture's window on the world.

    `zoom` is the browser's: a world unit is 2 ** zoom pixels; `west` and `north` are pixels of that zoom
    at the upper left corner.
    """

    zoom: float
    west: float
    north: float
    width: float
    height: float

    @property
    def k(self) -> float:
        """Pixels of a world unit."""
        return float(2**self.zoom)

    def pixels(self, points: Floats) -> Floats:
        """World positions as pixels of the picture."""
        return points * self.k - (self.west, self.north)

    @property
    def in_view(self) -> Box:
        """What is in view, world units."""
        k = self.k
        return (
            self.west / k,
            self.north / k,
            (self.west + self.width) / k,
            (self.north + self.height) / k,
        )


def fitted(
    box: Box,
    width: float,
    height: float,
    *,
    covered: tuple[float, float, float, float] = (0, 0, 0, 0),
    most: float = 18,
) -> Frame:
    """The window in which a box of the world fits, in the part of the picture that nothing covers.

    Parameters
    ----------
    box : tuple of float
        World units.
    width, height : float
        Pixels of the picture.
    covered : tuple of float
        Pixels that other things take at the left, top, right and bottom.
    most : float
        Nearest zoom.
    """
    west, north, east, south = box
    left, top, right, bottom = (pixels + AIR for pixels in covered)
    room = max(width - left - right, 1.0), max(height - top - bottom, 1.0)
    across, down = max(east - west, 1e-9), max(south - north, 1e-9)
    zoom = min(math.log2(min(room[0] / across, room[1] / down)), most)
    k = 2**zoom
    return Frame(
        zoom,
        (west + east) / 2 * k - (left + room[0] / 2),
        (north + south) / 2 * k - (top + room[1] / 2),
        width,
        height,
    )


def looking(
    lon: float,
    lat: float,
    zoom: float,
    width: float,
    height: float,
    covered: tuple[float, float, float, float] = (0, 0, 0, 0),
) -> Frame:
    """The window on a place at a zoom, the place in the middle of what nothing covers."""
    x, y = world(np.array([[lon, lat]]))[0] * 2**zoom
    left, top, right, bottom = covered
    return Frame(zoom, x - (left + width - right) / 2, y - (top + height - bottom) / 2, width, height)
