"""A region with some units opened, closed, moved or resized: a value that holds the original.

Only the columns of travel minutes that a change touches are worked out; everything else is shared.
What a scenario asks for is mostly of one care form, so the minutes of all units are put together only
for those who want them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count
from typing import Any

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.contract.errors import RegionError
from geodata.geometry.degrees import to_metres
from geodata.region.changes import Change
from geodata.region.municipalities import Municipalities, municipalities
from geodata.region.region import Region
from geodata.region.standing import areas_of_new_units
from geodata.region.unit_columns import UnitColumns, unit_columns
from geodata.travel import with_columns
from geodata.travel.area_minutes import area_column, as_stored
from geodata.travel.model import home_travel_of

Floats = NDArray[np.float64]
LONG_AGO = np.datetime64("1900-01-01", "D")
"""A unit closed by a scenario is closed in every period."""


@dataclass(frozen=True, eq=False)
class ChangedRegion:
    """A region and some changes of its units; what they change is put together when asked for.

    Attributes
    ----------
    original : Region
        As it was read.
    changes : tuple of Change
        In the order done; none is the region as it is.
    care_form : str
        Of units that are added.
    """

    original: Region
    changes: tuple[Change, ...] = ()
    care_form: str = ""

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where the units that the changes name stand in the table of units."""
        known = _position(self.original)
        new = [change.id for change in self.changes if change.kind == "add"]
        old = {change.id: known[change.id] for change in self.changes if change.id not in new}
        return old | {id_: len(known) + at for at, id_ in enumerate(new)}

    @cached_property
    def sites(self) -> dict[int, tuple[float, float, int]]:
        """Metres east and north of each unit added or moved, and the area it stands in; by position."""
        region = self.original
        at = {
            self.positions[change.id]: place(region, change)
            for change in self.changes
            if change.kind in ("add", "move")
        }
        places = np.array([at[unit] for unit in sorted(at)]).reshape(-1, 2)
        areas = areas_of_new_units(region, *places.T).tolist()
        return {unit: (*at[unit], area) for unit, area in zip(sorted(at), areas, strict=True)}

    @cached_property
    def home_columns(self) -> dict[int, Floats]:
        """Minutes from every home to each unit that was added or moved, inf out of reach; by position."""
        # The region's own model, which knows its homes already; `to` is what `pairs` has, to the last bit.
        travel = home_travel_of(self.original)
        return {unit: as_stored(self.original, travel.to(x, y)) for unit, (x, y, _) in self.sites.items()}

    @cached_property
    def minutes_columns(self) -> dict[int, Floats]:
        """Minutes from every area to each unit that was added or moved, inf out of reach; by position."""
        return {unit: area_column(self.original, each) for unit, each in self.home_columns.items()}

    @cached_property
    def minutes(self) -> csr_array:
        """As the region's, with the columns of units that were added or moved. Shape (areas, units)."""
        return with_columns(minutes_of_region(self.original), self.minutes_columns, self.unit_count)

    @cached_property
    def unit_count(self) -> int:
        """How many units there are."""
        return len(self.original.units) + sum(change.kind == "add" for change in self.changes)

    @cached_property
    def units(self) -> GeoDataFrame:
        """As the region's, units that were added last."""
        return _units(self) if self.changes else self.original.units

    @cached_property
    def columns(self) -> UnitColumns:
        """The units as plain arrays."""
        return _columns(self) if self.changes else unit_columns(self.original)

    @cached_property
    def municipalities(self) -> Municipalities:
        """The municipalities of the areas, and where the units stand."""
        return (
            municipalities(self.original.areas, self.units) if self.changes else self.original.municipalities
        )


def minutes_of_region(region: Region) -> csr_array:
    """Minutes of a region that has been built; `RegionError` says to build it where it has none."""
    if region.minutes is None:
        raise RegionError("the region has no travel minutes yet: build it first")
    return region.minutes


@lru_cache(maxsize=16)
def changed(region: Region, changes: tuple[Change, ...], care_form: str) -> ChangedRegion:
    """The region after some changes, the same value when asked again soon.

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
    ChangedRegion
        Units keep their positions; those added stand last, in the order added.
    """
    return ChangedRegion(region, changes, care_form) if changes else unchanged(region)


@lru_cache(maxsize=4)
def unchanged(region: Region) -> ChangedRegion:
    """The region with no changes: one value for all questions that have none."""
    return ChangedRegion(region)


def _units(region: ChangedRegion) -> GeoDataFrame:
    original, units = region.original, region.original.units
    known = len(units)
    new = [change.id for change in region.changes if change.kind == "add"]
    rows = np.minimum(np.arange(known + len(new)), known)
    columns = {name: column.take(rows) for name, column in _with_a_blank(original).items()}
    where = str(units.geometry.name)
    for change in region.changes:
        at = region.positions[change.id]
        if change.capacity is not None:
            columns["capacity"][at] = change.capacity
        if change.kind == "close":
            columns["closed"][at] = LONG_AGO
    for at, (x, y, area) in region.sites.items():
        columns[where][at], columns["area"][at] = shapely.Point(x, y), area
    if new:
        names = original.areas["name"]
        added = columns["area"][known:]
        given = [change for change in region.changes if change.kind == "add"]
        columns["name"][known:] = [
            change.name or (f"+ {names.iloc[area]}" if area >= 0 else "+")
            for change, area in zip(given, added, strict=True)
        ]
        columns["operator"][known:] = [change.operator for change in given]
        columns["organisation"][known:] = [change.organisation for change in given]
        columns["care_form"][known:] = region.care_form
    index = units.index.append(pd.Index(new, dtype=units.index.dtype)) if new else units.index
    return GeoDataFrame(columns, index=index.rename(units.index.name), geometry=where, copy=False)


def _columns(region: ChangedRegion) -> UnitColumns:
    """Those of the region as read, and what changes can change."""
    read = unit_columns(region.original)
    new = region.unit_count - len(read.capacity)
    never = np.full(new, np.datetime64("NaT", "D"))
    capacity = np.append(read.capacity, np.full(new, np.nan))
    closed = np.append(read.closed, never)
    placed, outside = (np.append(each, np.zeros(new, bool)) for each in (read.placed, read.outside))
    for change in region.changes:
        at = region.positions[change.id]
        if change.capacity is not None:
            capacity[at] = change.capacity
        if change.kind == "close":
            closed[at] = LONG_AGO
    for at, (_, _, area) in region.sites.items():
        placed[at], outside[at] = True, area < 0
    added = [change for change in region.changes if change.kind == "add"]
    return UnitColumns(
        np.append(read.care_form, np.full(new, region.care_form)),
        np.append(read.operator, np.array([change.operator for change in added], dtype=np.str_)),
        np.append(read.organisation, _organisations(region.original, read, added)),
        np.append(read.organisation_named, _named(read, added)),
        np.append(read.opened, never),
        capacity,
        closed,
        placed,
        outside,
    )


def _named(read: UnitColumns, added: Sequence[Change]) -> NDArray[np.bool_]:
    """Which new units name their organisation, in a region whose own units do."""
    known = bool(read.organisation_named.any())
    return np.array([known and bool(change.organisation) for change in added], dtype=bool)


def _organisations(region: Region, read: UnitColumns, added: Sequence[Change]) -> NDArray[np.int64]:
    """Codes of new units' organisations: by a name that there is, a new one by name, else one of its own."""
    codes = dict(zip(region.units["organisation"].to_list(), read.organisation.tolist(), strict=True))
    free = count(int(read.organisation.max(initial=-1)) + 1)
    found = []
    for change in added:
        name = change.organisation
        found.append(codes.setdefault(name, next(free)) if name else next(free))
    return np.array(found, dtype=np.int64)


@lru_cache(maxsize=4)
def _with_a_blank(region: Region) -> dict[str, Any]:
    """Columns of the units, each with one row more: a unit of which nothing is known."""

    def longer(column: pd.Series[Any]) -> Any:
        text, whole = isinstance(column.dtype, pd.StringDtype), column.dtype.kind == "i"
        blank = "" if text else -1 if whole else None
        return pd.concat([column, pd.Series([blank], dtype=column.dtype)]).array

    return {str(name): longer(column) for name, column in region.units.items()}


@lru_cache(maxsize=4)
def _position(region: Region) -> dict[str, int]:
    """Where every unit stands in the table: one at a time is found faster than by the table's index."""
    return {id_: at for at, id_ in enumerate(region.units.index.to_list())}


def place(region: Region, change: Change) -> tuple[float, float]:
    """Where a change puts a unit, metres in the region's CRS."""
    x, y = to_metres(region.settings.crs).transform(change.lon, change.lat)
    return float(x), float(y)
