"""What it takes to find minutes from any place to every unit, outside the program: in a browser, say.

Where a person stands is nobody else's business, so the model travels to the person rather than the place
to the model. Of a straight line that is a pace for each area; of roads and tables, whose minutes are those of
an area, all of those minutes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.region.region import Region
from geodata.travel import StraightLine
from geodata.travel.model import travel_of

Floats = NDArray[np.float64]
TENTHS_MOST = 65_535
"""Longest journey that is told, tenths of a minute: four days and a half."""


def paces(region: Region) -> tuple[Floats, float] | None:
    """How far one comes in a minute in a straight line, from each area and from outside them all.

    Returns
    -------
    tuple of (float64 of shape (areas,), float) or None
        Metres a minute, the same numbers that the region's own minutes come from; the last is that of
        the model without any kind of place. None where minutes are no straight line.
    """
    travel = travel_of(region)
    if not isinstance(travel, StraightLine):
        return None
    settings = region.settings.travel
    return travel.metres_per_minute, settings.speed_kmh * 1000 / 60 / settings.detour


def minutes_by_area(region: Region) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint16]]:
    """The region's own minutes from every area to every unit within reach, packed small.

    Returns
    -------
    begins : uint32, shape (areas + 1,)
        Where each area's units begin in the other two.
    units : uint32, shape (pairs,)
        Positions, ascending within each area.
    tenths : uint16, shape (pairs,)
        Tenths of a minute.
    """
    minutes = region.minutes
    assert minutes is not None  # a region that is served has been through `geodata.publish.build.computed`
    return minutes.indptr.astype(np.uint32), minutes.indices.astype(np.uint32), tenths(minutes.data)


def tenths(minutes: Floats) -> NDArray[np.uint16]:
    """Minutes as they are sent: whole tenths, at most `TENTHS_MOST`."""
    return np.minimum(np.rint(10 * minutes), TENTHS_MOST).astype(np.uint16)


def paces_as_the_crow_flies(region: Region) -> Floats:
    """How far in a straight line one comes in a minute by the region's own minutes.

    Only for a guess while no journey is worked out: metres of all an area's journeys in a straight line, by
    their minutes.

    Parameters
    ----------
    region : Region
        With minutes.

    Returns
    -------
    float64, shape (areas,)
        Metres a minute; that of all areas together where an area reaches no unit, NaN where none does.
    """
    minutes = region.minutes
    assert minutes is not None  # as above
    row = np.repeat(np.arange(minutes.shape[0]), np.diff(minutes.indptr))
    home = region.areas[["x", "y"]].to_numpy(np.float64)[row]
    there = np.column_stack((region.units.geometry.x, region.units.geometry.y))[minutes.indices]
    metres = np.sqrt(((home - there) ** 2).sum(axis=1))
    far = np.bincount(row, metres, minlength=minutes.shape[0])
    long = np.bincount(row, minutes.data, minlength=minutes.shape[0])
    overall = far.sum() / long.sum() if long.sum() else np.nan
    found: Floats = np.divide(far, long, out=np.full(len(far), overall), where=long > 0)
    return found
