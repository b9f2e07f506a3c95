"""Names of roads and streets, each where the road is longest straight in its square."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.ground.classes import NAMED
from geodata.ground.square import Square
from geodata.ground.squares import Geometries

STRAIGHT_M: Final = 8.0
"""A road that bends less than this is straight enough to write along."""

SHORTEST_M: Final = 70.0
"""What no name fits on, as close as the map goes."""


def square_names(
    square: Square, lines: Mapping[str, Geometries], names: Mapping[str, NDArray[np.object_]]
) -> list[list[Any]]:
    """Each name of a square once a class: main roads first.

    Parameters
    ----------
    square : Square
    lines : dict of str to array of LineString
    names : dict of str to array of str
        Of each line of the classes that have names.

    Returns
    -------
    list of [x, y, angle, length, name]
        Middle and length of the stretch, steps; angle in whole degrees, clockwise, from -90 to 90.
    """
    found = []
    for kind in NAMED:
        for name in sorted(set(names[kind]) - {""}):
            stretch = _longest(square, lines[kind][names[kind] == name])
            if stretch is not None:
                found.append([*stretch, name])
    return found


def _longest(square: Square, lines: Geometries) -> list[int] | None:
    simple = shapely.simplify(square.merged(lines), STRAIGHT_M * square.metre)
    points, of_line = shapely.get_coordinates(simple, return_index=True)
    first, second = points[:-1], points[1:]
    along = np.where(of_line[1:] == of_line[:-1], np.hypot(*(second - first).T), 0.0)
    if not len(along) or along.max() < SHORTEST_M * square.metre:
        return None
    at = int(along.argmax())
    dx, dy = (second[at] - first[at]).tolist()
    angle = round(math.degrees(math.atan2(dy, dx)))
    upright = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
    (x, y), (start, end) = (
        square.steps((first[[at]] + second[[at]]) / 2)[0],
        square.steps(np.stack([first[at], second[at]])),
    )
    return [int(x), int(y), upright, round(float(np.hypot(*(end - start))))]
