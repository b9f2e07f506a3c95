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
