"""A selection drawn on the map: its corners as text, and the areas whose point lies inside."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.contract.constants import CONSTANTS
from geodata.contract.errors import UnknownNameError
from geodata.geometry.degrees import rounded_degrees, to_degrees
from geodata.region.region import Region
from geodata.region.unit_places import unit_places

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MOST_CORNERS: int = CONSTANTS["most"]["corners"]
DECIMALS: int = CONSTANTS["decimals"]["corner"]
"""Of a degree: about ten metres."""


def corners(text: str) -> Floats:
    """Corners of a drawn selection.

    Parameters
    ----------
    text : str
        "57.7012,11.9342;57.71,11.95;57.69,11.99": latitude and longitude, degrees.

    Returns
    -------
    float64, shape (corners, 2)
        Latitude and longitude, rounded to `DECIMALS`.

    Raises
    ------
    UnknownNameError
        If it is not 3 to `MOST_CORNERS` places on earth.
    """
    try:
        found = np.array([[float(degrees) for degrees in part.split(",")] for part in text.split(";")])
    except ValueError:
        found = np.empty(0)
    fits = found.ndim == 2 and found.shape[1] == 2 and 3 <= len(found) <= MOST_CORNERS
    if not fits or not (np.abs(found) <= (85, 180)).all():
        raise UnknownNameError(
            f"{text[:60]!r} is not a drawn selection: write 3 to {MOST_CORNERS} corners as "
            "latitude,longitude with semicolons between"
        )
    return found.round(DECIMALS)


def is_drawing(text: str) -> bool:
    """Whether a text is a drawn selection, wherever it lies."""
    try:
        corners(text)
    except UnknownNameError:
        return False
    return True


def areas_inside(region: Region, drawn: Floats) -> NDArray[np.int64]:
    """Positions of the areas whose point lies inside, ascending.

    A point counts where the map has it, to `DECIMALS`, so that the count while a shape is drawn is the
    count of the answer; one on a western or southern edge is inside, on an eastern or northern is not.

    Parameters
    ----------
    region : Region
    drawn : float64, shape (corners, 2)
        From `corners`. Where it crosses itself, inside is what an odd number of its lines surround.

    Returns
    -------
    int64
    """
    degrees = to_degrees(region.settings.crs)
    lon, lat = rounded_degrees(region.areas["x"], region.areas["y"], degrees, DECIMALS)
    return np.flatnonzero(inside(*_on_map(lat, lon), *_on_map(*drawn.T)))


def units_inside(region: Region, drawn: Floats) -> NDArray[np.int64]:
    """Positions of the units that stand inside, ascending; takes what `areas_inside` does."""
    lon, lat = unit_places(region.units, region.settings.crs)
    placed = np.flatnonzero(np.isfinite(lon))
    return placed[inside(*_on_map(lat[placed], lon[placed]), *_on_map(*drawn.T))]


def inside(x: Floats, y: Floats, ring_x: Floats, ring_y: Floats) -> Bools:
    """Whether points lie inside a ring: a line to the east crosses it an odd number of times.

    Shimrat 1962, "Algorithm 112: Position of point relative to polygon", doi 10.1145/368637.368653.

    Parameters
    ----------
    x, y : float64, shape (points,)
    ring_x, ring_y : float64, shape (corners,)
        The last corner is joined to the first.

    Returns
    -------
    bool, shape (points,)
    """
    ax, ay, bx, by = ring_x, ring_y, np.roll(ring_x, -1), np.roll(ring_y, -1)
    across = (ay > y[:, None]) != (by > y[:, None])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        at = ax + (y[:, None] - ay) / (by - ay) * (bx - ax)
    odd: Bools = ((across & (x[:, None] < at)).sum(axis=1) % 2).astype(bool)
    return odd


def _on_map(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """Places on the map as it is drawn, where a line between two corners is straight (web mercator)."""
    return np.radians(lon), np.arcsinh(np.tan(np.radians(lat)))
