"""A region with some units opened, closed, moved or resized: the same record, so that all else reads it.

Only the columns of travel minutes that a change touches are worked out; everything else is shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.changes import Change
from geodata.degrees import to_metres
from geodata.errors import RegionError, UnknownNameError
from geodata.region import Region
from geodata.travel import kept
from geodata.travel.model import model_of, travel_of

Floats = NDArray[np.float64]
LONG_AGO = np.datetime64("1900-01-01", "D")
"""A unit closed by a scenario is closed in every period."""
AROUND_M = 50_000.0
"""Metres beyond the region's areas where a unit may still be put: its residents may go there."""


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
    known = set(region.units.index)
    for change in changes:
        if change.kind == "add":
            if change.id in known:
                raise UnknownNameError(f"{change.id!r} is a unit of the region already")
            known.add(change.id)
        elif change.id not in known:
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
    if region.minutes is None:
        raise RegionError("the region has no travel minutes yet: build it first")
    units = _units(region, changes, care_form)
    after = replace(region, units=units, before=region, changes=changes)
    position = {id_: at for at, id_ in enumerate(units.index)}
    touched = sorted({position[one.id] for one in changes if one.kind in ("add", "move")})
    # The region's own model, which knows its homes already; `to` is what `pairs` has, to the last bit.
    model, points = travel_of(region), shapely.get_coordinates(units.geometry.to_numpy()[touched])
    columns = [model.to(x, y) for x, y in points.tolist()]
    return replace(after, minutes=with_columns(region.minutes, touched, columns, len(units)))


def _units(region: Region, changes: tuple[Change, ...], care_form: str) -> GeoDataFrame:
    units = region.units
    known = len(units)
    new = [change for change in changes if change.kind == "add"]
    index = [*units.index, *(change.id for change in new)]
    position = {id_: at for at, id_ in enumerate(index)}
    after = units.take(np.append(np.arange(known), np.zeros(len(new), np.int64)))  # blanked below
    geometry, area = after.geometry.to_numpy().copy(), after["area"].to_numpy(copy=True)
    capacity, closed = after["capacity"].to_numpy(copy=True), after["closed"].to_numpy(copy=True)
    closed[known:] = np.datetime64("NaT", "D")
    for change in changes:
        at = position[change.id]
        if change.kind in ("add", "move"):
            point = shapely.Point(place(region, change))
            geometry[at], area[at] = point, _area_of(region, point)
        if change.kind in ("add", "size"):
            capacity[at] = change.capacity
        if change.kind == "close":
            closed[at] = LONG_AGO
    made: dict[str, Any] = {"area": area, "capacity": capacity, "closed": closed}
    if new:
        stands = [int(area[position[one.id]]) for one in new]
        names = [f"+ {region.areas['name'].iloc[one]}" if one >= 0 else "+" for one in stands]
        told = {"name": names, "care_form": care_form}
        for name in units.columns:
            if isinstance(units[name].dtype, pd.StringDtype):
                made[name] = column = after[name].array.copy()
                column[known:] = told.get(name, "")
        made["opened"] = opened = after["opened"].to_numpy(copy=True)
        opened[known:] = np.datetime64("NaT", "D")
    plain = pd.DataFrame(after.drop(columns=units.geometry.name)).assign(**made)
    plain.index = pd.Index(index, name=units.index.name)
    return GeoDataFrame(plain, geometry=geometry, crs=units.crs)


def place(region: Region, change: Change) -> tuple[float, float]:
    """Where a change puts a unit, metres in the region's CRS."""
    x, y = to_metres(region.settings.crs).transform(change.lon, change.lat)
    return float(x), float(y)


def with_columns(
    minutes: csr_array, units: Sequence[int], columns: Sequence[Floats], count: int
) -> csr_array:
    """Minutes with some columns in the place of others, and new ones at the end.

    Parameters
    ----------
    minutes : csr_array, shape (areas, units)
        Columns ascending within each row.
    units : sequence of int
        Positions, ascending, of the columns given.
    columns : sequence of float64 arrays, shape (areas,)
        inf where out of reach.
    count : int
        Units afterwards.

    Returns
    -------
    csr_array, shape (areas, count)
        What stands in no column given is the same to the last bit.
    """
    areas = minutes.shape[0]
    if not len(units):
        return csr_array((minutes.data, minutes.indices, minutes.indptr), shape=(areas, count))
    gone = np.zeros(count, bool)
    gone[list(units)] = True
    rest = kept(minutes, ~gone[minutes.indices])
    given = np.column_stack(columns)
    area, which = np.nonzero(np.isfinite(given))
    unit = np.asarray(units, np.int64)[which]
    # Where each new pair has its place in its row: those of units that are new stand last.
    at = rest.indptr[area + 1].astype(np.int64)
    for pair in np.flatnonzero(unit < minutes.shape[1]).tolist():
        begin, end = rest.indptr[area[pair]], rest.indptr[area[pair] + 1]
        at[pair] = begin + np.searchsorted(rest.indices[begin:end], unit[pair])
    more = np.concatenate(([0], np.cumsum(np.bincount(area, minlength=areas))))
    return csr_array(
        (
            np.insert(rest.data, at, given[area, which]),
            np.insert(rest.indices, at, unit),
            (rest.indptr + more).astype(rest.indptr.dtype),
        ),
        shape=(areas, count),
    )


def _near(region: Region, change: Change) -> None:
    if model_of(region) == "table":
        raise UnknownNameError("the region's own table of minutes has none to a place where no unit stands")
    x, y = place(region, change)
    west, south, east, north = region.areas.total_bounds
    if not (west - AROUND_M <= x <= east + AROUND_M and south - AROUND_M <= y <= north + AROUND_M):
        raise UnknownNameError(f"{change.lat:.5f}, {change.lon:.5f} lies far outside the region")


def _area_of(region: Region, point: shapely.Point) -> int:
    found = region.areas.sindex.query(point, predicate="intersects")
    return int(found.min()) if len(found) else -1
