"""Where things lie on a map: web mercator, as the browser's, in a world 256 wide at zoom 0, y downwards."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WORLD = 256.0
"""Width and height."""


def world(lonlat: Floats) -> Floats:
    """World positions of longitudes and latitudes, degrees. Shape (points, 2) in and out."""
    sine = np.sin(np.radians(np.clip(lonlat[:, 1], -85, 85)))
    down = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return np.column_stack([(lonlat[:, 0] / 360 + 0.5) * WORLD, down * WORLD])


def lonlat(points: Floats) -> Floats:
    """Longitudes and latitudes of world positions, degrees: the other way of `world`."""
    turn = (0.5 - points[:, 1] / WORLD) * 2 * np.pi
    return np.column_stack([(points[:, 0] / WORLD - 0.5) * 360, np.degrees(np.arctan(np.sinh(turn)))])
