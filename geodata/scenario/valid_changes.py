"""Whether a region can make some changes of its units."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache

import numpy as np

from geodata.contract.errors import CapacityError, UnknownNameError, WaterError
from geodata.region.changes import Change, checked_list
from geodata.region.dry_land import in_water, nearest_land
from geodata.region.region import Region
from geodata.region.surroundings import is_around
from geodata.scenario.changed_region import place
from geodata.travel.model import model_of

TIMES = 10
"""A unit may be made so many times as large as the largest of its care form: more is a slip of the hand."""


def checked_changes(region: Region, changes: Sequence[Change], care_form: str) -> tuple[Change, ...]:
    """The same changes as an address holds them, if one holds them and the region can make them.

    Parameters
    ----------
    region : Region
        As it was read, without changes.
    changes : sequence of Change
    care_form : str
        Of units that are added.

    Returns
    -------
    tuple of Change

    Raises
    ------
    UnknownNameError
        If `checked_list` raises, a unit does not exist, a capacity is more than `capacity_most`
        (`CapacityError`), a place lies far outside the region or in water (`WaterError`), or the region
        brings its own table of minutes, which knows no new places.
    """
    checked = checked_list(changes)
    for change in checked:
        there = change.id in region.units.index
        if change.kind == "add" and there:
            raise UnknownNameError(f"{change.id!r} is a unit of the region already")
        if change.kind != "add" and not there:
            raise UnknownNameError(f"{change.id!r} is not a unit of this region")
        most = capacity_most(region, form_of(region, change, care_form))
        if change.capacity is not None and change.capacity > most:
            raise CapacityError(f"{change.capacity:g} is more than {most:g}, the most that a unit can have")
        if change.lat is not None:
            _near(region, change)
    return checked


def possible_changes(region: Region, changes: Sequence[Change], care_form: str) -> tuple[Change, ...]:
    """Those among some changes that the region can make, in their order; as `checked_changes`."""
    kept: tuple[Change, ...] = ()
    for change in changes:
        with suppress(UnknownNameError):
            kept = checked_changes(region, (*kept, change), care_form)
    return kept


def form_of(region: Region, change: Change, care_form: str) -> str:
    """Care form of the unit that is changed; `care_form` of one that is added."""
    return care_form if change.kind == "add" else str(region.units["care_form"].loc[change.id])


@lru_cache(maxsize=32)
def capacity_most(region: Region, care_form: str) -> float:
    """The most capacity that a unit of a care form can be given: `TIMES` the largest that any has."""
    units = region.units
    known = units["capacity"].to_numpy(float)[units["care_form"].to_numpy(str) == care_form]
    return float(math.ceil(TIMES * max(np.nanmax(np.append(known, 0.0)), 1.0)))


def _near(region: Region, change: Change) -> None:
    if model_of(region) == "table":
        raise UnknownNameError("the region's own table of minutes has none to a place where no unit stands")
    x, y = place(region, change)
    if not is_around(region, x, y):
        raise UnknownNameError(f"{change.lat:.5f}, {change.lon:.5f} lies far outside the region")
    if in_water(region, x, y):
        name = region.areas["name"].iloc[nearest_land(region, x, y)[2]]
        raise WaterError(f"{change.lat:.5f}, {change.lon:.5f} lies in water; nearest on land is {name}")
