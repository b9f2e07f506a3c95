"""Whether a region can make some changes of its units."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from geodata.contract.errors import UnknownNameError
from geodata.region.changes import Change, checked_list
from geodata.region.region import Region
from geodata.scenario.changed_region import place
from geodata.travel.model import model_of

AROUND_M = 50_000.0
"""Metres beyond the region's areas where a unit may still be put: its residents may go there."""


def checked_changes(region: Region, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The same changes as an address holds them, if one holds them and the region can make them.

    Parameters
    ----------
    region : Region
        As it was read, without changes.
    changes : sequence of Change

    Returns
    -------
    tuple of Change

    Raises
    ------
    UnknownNameError
        If `checked_list` raises, a unit does not exist, a place lies far outside the region, or the
        region brings its own table of minutes, which knows no new places.
    """
    checked = checked_list(changes)
    for change in checked:
        there = change.id in region.units.index
        if change.kind == "add" and there:
            raise UnknownNameError(f"{change.id!r} is a unit of the region already")
        if change.kind != "add" and not there:
            raise UnknownNameError(f"{change.id!r} is not a unit of this region")
        if change.lat is not None:
            _near(region, change)
    return checked


def _near(region: Region, change: Change) -> None:
    if model_of(region) == "table":
        raise UnknownNameError("the region's own table of minutes has none to a place where no unit stands")
    x, y = place(region, change)
    west, south, east, north = _bounds(region)
    if not (west - AROUND_M <= x <= east + AROUND_M and south - AROUND_M <= y <= north + AROUND_M):
        raise UnknownNameError(f"{change.lat:.5f}, {change.lon:.5f} lies far outside the region")


@lru_cache(maxsize=4)
def _bounds(region: Region) -> tuple[float, ...]:
    return tuple(region.areas.total_bounds.tolist())
