"""The line between two places that an address holds: "57.70000,13.40000;57.90000,13.10000"."""

from __future__ import annotations

import re

from geodata.geometry.degrees import to_metres
from geodata.region.region import Region
from geodata.region.surroundings import is_around
from geodata.travel.minutes_between import Spot

Place = tuple[float, float]
"""Latitude and longitude, degrees."""
DEGREES = r"(-?[0-9]{1,3}(?:\.[0-9]{1,9})?)"
LINE = re.compile(f"{DEGREES},{DEGREES};{DEGREES},{DEGREES}")


def line_ends(text: str) -> tuple[Place, Place] | None:
    """Both ends of a line as it is written, wherever they lie; None where the text is no line."""
    found = LINE.fullmatch(text)
    if found is None:
        return None
    north, east, other_north, other_east = map(float, found.groups())
    return (north, east), (other_north, other_east)


def read_line(region: Region, text: str) -> tuple[Spot, Spot] | None:
    """Both ends of a line, metres in the region's CRS.

    Parameters
    ----------
    region : Region
    text : str
        Latitude and longitude of each end.

    Returns
    -------
    tuple or None
        None where the text is no line, or an end lies outside the region and its surroundings.
    """
    written = line_ends(text)
    if written is None:
        return None
    (north, east), (other_north, other_east) = written
    x, y = to_metres(region.settings.crs).transform([east, other_east], [north, other_north])
    ends = (float(x[0]), float(y[0])), (float(x[1]), float(y[1]))
    return ends if all(is_around(region, *end) for end in ends) else None
