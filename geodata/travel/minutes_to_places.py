"""Travel minutes to any places, such as those where a unit might stand, in the region's own model."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from geodata.contract.errors import RegionError
from geodata.region.region import Region
from geodata.travel import PublicTransport, RoadNetwork, StraightLine, Travel, kept
from geodata.travel.area_minutes import area_minutes, area_pairs
from geodata.travel.model import home_travel_of, travel_of

Floats = NDArray[np.float64]


def minutes_to_places(region: Region, x: Floats, y: Floats, longest_min: float | None = None) -> csr_array:
    """Minutes from every area to some places, as `Region.minutes` has them to the units.

    Parameters
    ----------
    region : Region
    x, y : float64, shape (places,)
        Metres in the region's CRS; NaN for a place that is nowhere, which nobody can travel to.
    longest_min : float, optional
        Journeys beyond this are out of reach: the region's own where not given; inf for every pair. Where
        it is given an area's own point stands for all of its residents.

    Returns
    -------
    csr_array, shape (areas, places)
        Not stored where out of reach.

    Raises
    ------
    RegionError
        If the region brings its own table of travel times, which says nothing of other places.
    """
    if longest_min is None:
        travel, from_homes = _to_anywhere(home_travel_of(region)), region.points is not None
    else:
        travel, from_homes = _to_anywhere(travel_of(region)).reaching(longest_min), False
    if isinstance(travel, RoadNetwork | PublicTransport):
        pairs = travel.towards(np.column_stack((x, y))).pairs()
        return area_pairs(region, pairs) if from_homes else pairs
    columns = (travel.to(*place) for place in zip(x, y, strict=True))
    if from_homes:
        columns = (area_minutes(region, column) for column in columns)
    return _side_by_side(columns, len(region.areas), len(x))


def minutes_from_homes(region: Region, x: Floats, y: Floats, nearer_than: Floats) -> csr_array:
    """Minutes from every home to those of some places that are nearer than something else is.

    Parameters
    ----------
    region : Region
    x, y : float64, shape (places,)
        As of `minutes_to_places`.
    nearer_than : float64, shape (homes,)
        Minutes; places as far off, or further, are of no use to the home, and are not stored.

    Returns
    -------
    csr_array, shape (homes, places)

    Raises
    ------
    RegionError
        As of `minutes_to_places`.
    """
    travel = _to_anywhere(home_travel_of(region))
    if isinstance(travel, RoadNetwork | PublicTransport):
        pairs = travel.towards(np.column_stack((x, y))).pairs()
        return kept(pairs, pairs.data < np.repeat(nearer_than, np.diff(pairs.indptr)))
    columns = (travel.to(*place) for place in zip(x, y, strict=True))
    useful = (np.where(column < nearer_than, column, np.inf) for column in columns)
    return _side_by_side(useful, len(travel.origins), len(x))


def _to_anywhere(travel: Travel) -> StraightLine | RoadNetwork | PublicTransport:
    if not isinstance(travel, StraightLine | RoadNetwork | PublicTransport):
        raise RegionError.of("table_elsewhere")
    return travel


def _side_by_side(columns: Iterable[Floats], rows: int, count: int) -> csr_array:
    """Columns of minutes, inf out of reach, as one sparse array."""
    row, minutes, begins = [np.empty(0, np.int64)], [np.empty(0)], [0]
    for column in columns:
        reached = np.flatnonzero(np.isfinite(column))
        row.append(reached)
        minutes.append(column[reached])
        begins.append(begins[-1] + len(reached))
    return csr_array(csc_array((np.concatenate(minutes), np.concatenate(row), begins), shape=(rows, count)))
