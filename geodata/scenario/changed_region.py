"""A region with some units opened, closed, moved or resized: the same record, so that all else reads it.

Only the columns of travel minutes that a change touches are worked out; everything else is shared.
What a scenario asks for is mostly of one care form, so the minutes of all units are put together only
for those who want them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.contract.errors import RegionError, UnknownNameError
from geodata.geometry.degrees import to_metres
from geodata.region.changes import Change
from geodata.region.region import Region
from geodata.travel import with_columns
from geodata.travel.model import model_of, travel_of

Floats = NDArray[np.float64]
LONG_AGO = np.datetime64("1900-01-01", "D")
"""A unit closed by a scenario is closed in every period."""
AROUND_M = 50_000.0
"""Metres beyond the region's areas where a unit may still be put: its residents may go there."""


class Changed(Region):
    """A region after some changes of its units; what they change is put together when asked for."""

    care_form: str
    """Of units that are added."""

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where the units that the changes name stand in the table of units."""
        return positions(self.as_read, self.changes)

    @cached_property
    def stands(self) -> dict[int, tuple[float, float, int]]:
        """Metres east and north of each unit added or moved, and the area it stands in; by position."""
        read = self.as_read
        at = {self.positions[one.id]: place(read, one) for one in self.changes if one.kind in ("add", "move")}
        return {unit: (x, y, _area_of(read, shapely.Point(x, y))) for unit, (x, y) in sorted(at.items())}

    @cached_property
    def columns(self) -> dict[int, Floats]:
        """Minutes from every area to each unit that was added or moved, inf out of reach; by position."""
        # The region's own model, which knows its homes already; `to` is what `pairs` has, to the last bit.
        model = travel_of(self.as_read)
        return {unit: model.to(x, y) for unit, (x, y, _) in self.stands.items()}

    @cached_property
    def minutes(self) -> csr_array:
        """As the region's, with the columns of units that were added or moved. Shape (areas, units)."""
        minutes = self.as_read.minutes
        if minutes is None:
            raise RegionError("the region has no travel minutes yet: build it first")
        return with_columns(minutes, self.columns, self.unit_count)

    @cached_property
    def unit_count(self) -> int:
        """How many units there are."""
        return len(self.as_read.units) + sum(change.kind == "add" for change in self.changes)

    @cached_property
    def units(self) -> GeoDataFrame:
        """As the region's, units that were added last."""
        return _units(self)


def checked_changes(region: Region, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The same changes, if the region can make them.

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
        If a unit does not exist, a place lies far outside the region, or the region brings its own
        table of minutes, which knows no new places.
    """
    if not changes:
        return ()
    known, new = region.units.index, set[str]()
    for change in changes:
        if change.kind == "add":
            if change.id in known or change.id in new:
                raise UnknownNameError(f"{change.id!r} is a unit of the region already")
            new.add(change.id)
        elif change.id not in known and change.id not in new:
            raise UnknownNameError(f"{change.id!r} is not a unit of this region")
        if change.lat is not None:
            _near(region, change)
    return tuple(changes)


def changed(region: Region, changes: tuple[Change, ...], care_form: str) -> Region:
    """The region after some changes.

    Parameters
    ----------
    region : Region
        With minutes.
    changes : tuple of Change
        In the order done.
    care_form : str
        Of units that are added.

    Returns
    -------
    Region
        Units keep their positions; those added stand last, in the order added. Its `changes` are
        those; the same record when asked again soon.
    """
    return _changed(region, changes, care_form) if changes else region


@lru_cache(maxsize=16)
def _changed(region: Region, changes: tuple[Change, ...], care_form: str) -> Region:
    after = object.__new__(Changed)  # units and minutes are no fields of it
    same = {one.name: getattr(region, one.name) for one in fields(region)}
    del same["units"], same["minutes"]
    after.__dict__.update(same, before=region, changes=changes, care_form=care_form)
    return after


def _units(region: Changed) -> GeoDataFrame:
    read, units = region.as_read, region.as_read.units
    known = len(units)
    new = [change.id for change in region.changes if change.kind == "add"]
    rows = np.minimum(np.arange(known + len(new)), known)
    made = {name: column.take(rows) for name, column in _with_a_blank(read).items()}
    where = str(units.geometry.name)
    for change in region.changes:
        at = region.positions[change.id]
        if change.capacity is not None:
            made["capacity"][at] = change.capacity
        if change.kind == "close":
            made["closed"][at] = LONG_AGO
    for at, (x, y, area) in region.stands.items():
        made[where][at], made["area"][at] = shapely.Point(x, y), area
    if new:
        names = read.areas["name"]
        made["name"][known:] = [f"+ {names.iloc[one]}" if one >= 0 else "+" for one in made["area"][known:]]
        made["care_form"][known:] = region.care_form
    index = units.index.append(pd.Index(new, dtype=units.index.dtype)) if new else units.index
    return GeoDataFrame(made, index=index.rename(units.index.name), geometry=where, copy=False)


@lru_cache(maxsize=4)
def _with_a_blank(region: Region) -> dict[str, Any]:
    """Columns of the units, each with one row more: a unit of which nothing is known."""

    def longer(column: pd.Series[Any]) -> Any:
        text, whole = isinstance(column.dtype, pd.StringDtype), column.dtype.kind == "i"
        blank = "" if text else -1 if whole else None
        return pd.concat([column, pd.Series([blank], dtype=column.dtype)]).array

    return {str(name): longer(column) for name, column in region.units.items()}


def positions(region: Region, changes: Sequence[Change]) -> dict[str, int]:
    """Where the units of some changes stand in the table of units after them; -1 for an unknown one."""
    known = _position(region)
    new = [change.id for change in changes if change.kind == "add"]
    old = {change.id: known.get(change.id, -1) for change in changes if change.id not in new}
    return old | {id_: len(known) + at for at, id_ in enumerate(new)}


@lru_cache(maxsize=4)
def _position(region: Region) -> dict[str, int]:
    """Where every unit stands in the table: one at a time is found faster than by the table's index."""
    return {id_: at for at, id_ in enumerate(region.units.index.to_list())}


def place(region: Region, change: Change) -> tuple[float, float]:
    """Where a change puts a unit, metres in the region's CRS."""
    x, y = to_metres(region.settings.crs).transform(change.lon, change.lat)
    return float(x), float(y)


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


def _area_of(region: Region, point: shapely.Point) -> int:
    found = region.areas.sindex.query(point, predicate="intersects")
    return int(found.min()) if len(found) else -1
