"""What units of supply are within reach of the areas, worked out once for all who ask.

Several scenarios share it - every period of a trend in which the same units were open - so it is
kept by what it depends on.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata import travel
from geodata.access import nearest as nearness
from geodata.access.decay import zones
from geodata.access.floating_catchments import CATCHMENT_MIN
from geodata.access.nearest import Method
from geodata.region.region import Region
from geodata.scenario.changed_region import ChangedRegion, minutes_of_region

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class SupplyKey(NamedTuple):
    """Which units are available, as the bytes of a bool array, shape (units,): hashable."""

    now: bytes
    before: bytes  # without the scenario's changes; `now` where there are none


@lru_cache(maxsize=8)
def minutes_to(region: ChangedRegion, supply: SupplyKey) -> csr_array:
    """Minutes of the region with the columns of all other units empty, shape (areas, units)."""
    now, before = (np.frombuffer(each, bool) for each in supply)
    minutes = _minutes_to(region.original, supply.before)
    padded = np.append(before, np.zeros(len(now) - len(before), bool))
    other = np.union1d(np.flatnonzero(padded != now), list(region.minutes_columns)).astype(np.int64)
    columns = {unit: _column(region, unit, now) for unit in other.tolist()}
    return travel.with_columns(minutes, columns, len(now)) if columns else minutes


@lru_cache(maxsize=8)
def _minutes_to(region: Region, supply: bytes) -> csr_array:
    """The same before any changes, which all scenarios share."""
    return travel.only(minutes_of_region(region), np.frombuffer(supply, bool))


@lru_cache(maxsize=8)
def catchment(region: ChangedRegion, supply: SupplyKey) -> csr_array:
    """Weights of the journeys within the catchment, by the published zones: all that a measure asks for."""
    minutes = minutes_to(region, supply)
    near = travel.kept(minutes, minutes.data <= CATCHMENT_MIN)
    return csr_array((zones(near.data), near.indices, near.indptr), shape=near.shape)


def _as_it_is(weight: Floats) -> Floats:
    return weight


def minutes_of(region: ChangedRegion, supply: SupplyKey, units: Ints) -> Floats:
    """Minutes from every area to units that changes name, also those that do not count; inf out of reach.

    Shape (areas, len(units)); a unit that no longer counts, and has not been moved, is out of reach.
    """
    found = travel.columns_of(minutes_to(region, supply), units)
    for unit, column in region.minutes_columns.items():
        found[:, np.searchsorted(units, unit)] = column
    return found


def _column(region: ChangedRegion, unit: int, supply: Bools) -> Floats:
    """Minutes from every area to a unit, inf where it does not count."""
    if not supply[unit]:
        return np.full(len(region.original.areas), np.inf)
    if unit in region.minutes_columns:
        return region.minutes_columns[unit]
    return travel.columns_of(minutes_of_region(region.original), np.array([unit])).ravel()


@lru_cache(maxsize=128)
def access_per_1000(
    region: ChangedRegion, supply: SupplyKey, persons: bytes, capacity: bytes, method: Method = "E2SFCA"
) -> Floats:
    """Capacity per 1,000 residents by one of the five measures, shape (areas,).

    `persons` is the bytes of an int64, `capacity` of a float64 array.
    """
    people, offered = np.frombuffer(persons, np.int64), np.frombuffer(capacity, np.float64)
    return shared(catchment(region, supply), people, offered, method)


def shared(weights: csr_array, persons: NDArray[np.number], capacity: Floats, method: Method) -> Floats:
    """Capacity per 1,000 residents by the weights of their journeys. Shape of `persons`."""
    return 1000 * nearness.floating_catchment(
        persons, capacity, weights, limit_min=math.inf, decay=_as_it_is, method=method
    )


def stranded(weights: csr_array, persons: Ints, capacity: Floats) -> Bools:
    """Units whose capacity no resident has within the catchment, shape (units,).

    The same for all five measures: their decay is above 0 to the very edge.
    """
    return nearness.stranded(persons, capacity, weights, limit_min=math.inf, decay=_as_it_is)
