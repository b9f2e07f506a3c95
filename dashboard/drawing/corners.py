"""Which corner of a picture has the least of the region in it: where something may lie over the map."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from dashboard.drawing.boxes import Box
from dashboard.drawing.world import Frame
from geodata.geometry.world import Floats

INSET = 14.0
"""Pixels from the picture's edge."""
AIR = 16.0
"""Pixels about a box in which points count too: between two may run a border."""


def free_corner(
    points: Floats, frame: Frame, width: float, height: float, taken: Collection[Box] = ()
) -> Box:
    """The box of a size in the corner with the fewest points, and not on another box.

    Parameters
    ----------
    points : float64, shape (points, 2)
        World positions that should be seen.
    frame : Frame
    width, height : float
        Pixels.
    taken : collection of box
        Where something lies already.
    """
    at = frame.pixels(points)
    right, low = frame.width - INSET - width, frame.height - INSET - height
    corners = [(right, low), (INSET, low), (INSET, INSET), (right, INSET)]
    boxes = [(x, y, x + width, y + height) for x, y in corners]
    free = [box for box in boxes if not any(_meet(box, other) for other in taken)] or boxes
    return min(free, key=lambda box: _inside(at, box))


def points_in(points: Floats, frame: Frame, boxes: Collection[Box]) -> int:
    """How many positions that should be seen lie in boxes, and near their edges."""
    at = frame.pixels(points)
    return sum(_inside(at, box) for box in boxes)


def _inside(at: Floats, box: Box) -> int:
    x, y = at[:, 0], at[:, 1]
    across = (x >= box[0] - AIR) & (x <= box[2] + AIR)
    return int(np.count_nonzero(across & (y >= box[1] - AIR) & (y <= box[3] + AIR)))


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
