"""What units of supply are within reach of where people live, worked out once for all who ask.

Several scenarios share it - every period of a trend in which the same units were open - so it is
kept by what it depends on. `supply` is the bytes of a bool array, shape (units,): hashable.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata import access, travel
from geodata.access import Method
from geodata.errors import RegionError
from geodata.region import Region
from geodata.unit_columns import unit_columns

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@lru_cache(maxsize=8)
def minutes_to(region: Region, supply: bytes) -> csr_array:
    """Minutes of the region with the columns of all other units empty, shape (areas, units)."""
    if region.minutes is None:
        raise RegionError("the region has no travel minutes yet: build it first")
    return travel.only(region.minutes, np.frombuffer(supply, bool))


@lru_cache(maxsize=32)
def nearest(region: Region, supply: bytes) -> tuple[Floats, Ints]:
    """Minutes to the nearest unit, inf out of reach, and its position, -1; shapes (areas,)."""
    return access.nearest(minutes_to(region, supply))


@lru_cache(maxsize=32)
def organisations(region: Region, supply: bytes, limit_min: float) -> Ints:
    """Distinct organisations within the limit; a unit that names none is its own. Shape (areas,)."""
    codes = unit_columns(region).organisation
    return access.organisations_within(minutes_to(region, supply), codes, limit_min)


@lru_cache(maxsize=128)
def access_per_1000(
    region: Region, supply: bytes, persons: bytes, capacity: bytes, method: Method = "E2SFCA"
) -> Floats:
    """Capacity per 1,000 residents by one of the five measures, shape (areas,).

    `persons` is the bytes of an int64, `capacity` of a float64 array.
    """
    people, offered = np.frombuffer(persons, np.int64), np.frombuffer(capacity, np.float64)
    return 1000 * access.floating_catchment(people, offered, minutes_to(region, supply), method=method)


@lru_cache(maxsize=32)
def stranded(region: Region, supply: bytes, persons: bytes, capacity: bytes) -> Bools:
    """Units whose capacity no resident has within the catchment, shape (units,).

    The same for all five measures: their decay is above 0 to the very edge.
    """
    people, offered = np.frombuffer(persons, np.int64), np.frombuffer(capacity, np.float64)
    return access.stranded(people, offered, minutes_to(region, supply))
