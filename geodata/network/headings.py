"""In which direction one leaves a junction along each road."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LOOK_M: Final = 30.0
"""Metres along a road that its direction is taken over, as Valhalla does: junctions have many small bends."""


def headings(places: Floats, start: NDArray[np.int64]) -> Floats:
    """Degrees clockwise from north, 0 to 360, in which edges leave their first point, and their last.

    Parameters
    ----------
    places : float64, shape (points, 2)
        Metres.
    start : int64, shape (edges + 1,)
        Where each edge's points begin.

    Returns
    -------
    float64, shape (edges, 2)
        NaN for an edge without length.
    """
    edges = len(start) - 1
    lines = shapely.linestrings(places, indices=np.repeat(np.arange(edges), np.diff(start)))
    found = np.full((edges, 2), np.nan)
    for side, (at, look) in enumerate(((start[:-1], LOOK_M), (start[1:] - 1, -LOOK_M))):
        ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines, look))
        east, north = (ahead - places[at]).T
        real = (east != 0) | (north != 0)
        found[real, side] = np.degrees(np.arctan2(east[real], north[real])) % 360
    return found
