"""What residents reach from where they live, and what half of an area's residents then have.

An area with population points is all of its homes; without them it is one, and everything here is what
`geodata.assessment.reach` says of the area. Searches without a scenario's changes are shared by all
scenarios; after some changes only homes that they concern are searched again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.access import nearest as nearness
from geodata.access.decay import zones
from geodata.access.floating_catchments import CATCHMENT_MIN
from geodata.access.nearest import Method
from geodata.access.nearest_organisations import (
    NearestOrganisations,
    NearUnits,
    after_changes,
    near_units,
    nearest_organisations,
    put_together,
)
from geodata.access.quantiles import grouped_quantiles
from geodata.assessment import reach
from geodata.assessment.reach import SupplyKey
from geodata.contract.errors import RegionError
from geodata.region.homes import home_persons, home_shares, homes
from geodata.region.region import Region
from geodata.region.unit_columns import unit_columns
from geodata.scenario.changed_region import ChangedRegion, unchanged
from geodata.travel import kept, only, with_columns
from geodata.travel.area_minutes import area_minutes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SEVERAL: Final = 2
"""Organisations that make a choice."""


@lru_cache(maxsize=32)
def shortest_journeys(region: ChangedRegion, supply: SupplyKey) -> tuple[Floats, Ints]:
    """Minutes of each area's shortest journey to a unit, inf out of reach, and which, -1. Shapes (areas,).

    A journey of an area is what half of its residents keep within to that very unit: where they live near
    different units it is longer than what half of them have to the nearest of their own.
    """
    return nearness.nearest(reach.minutes_to(region, supply))


@lru_cache(maxsize=32)
def nearest(region: ChangedRegion, supply: SupplyKey) -> tuple[Floats, Ints]:
    """Minutes from each home to the nearest unit, inf out of reach, and its position, -1. Shapes (homes,)."""
    if homes(region.original).single:
        return shortest_journeys(region, supply)
    found = organisations_near(region, supply, SEVERAL)
    return found.minutes[0].astype(np.float64), found.unit[0].astype(np.int64)


@lru_cache(maxsize=16)
def organisations_near(region: ChangedRegion, supply: SupplyKey, count: int) -> NearestOrganisations:
    """The nearest unit of each of the nearest organisations, from every population point."""
    now, before = (np.frombuffer(each, bool) for each in supply)
    found = _organisations_near(region.original, supply.before, count)
    columns = _columns(region, now, before)
    if not columns and supply.now == supply.before:
        return found
    organisation = region.columns.organisation
    near = _near_units(region.original, supply.before)
    return after_changes(found, _stored(region.original), near, now, organisation, columns)


@lru_cache(maxsize=48)  # of each way of travelling, as of a region
def _organisations_near(region: Region, supply: bytes, count: int) -> NearestOrganisations:
    """The same before any changes, which all scenarios share.

    Each operator's are found by themselves and kept: any choice of operators is some of them put together.
    """
    available, operator = np.frombuffer(supply, bool), unit_columns(region).operator
    parts = [available & (operator == each) for each in np.unique(operator[available])]
    found = [_of_operator(region, part.tobytes(), count) for part in parts or [available]]
    return put_together(found, unit_columns(region).organisation)


@lru_cache(maxsize=96)
def _of_operator(region: Region, supply: bytes, count: int) -> NearestOrganisations:
    organisation, available = unit_columns(region).organisation, np.frombuffer(supply, bool)
    return nearest_organisations(_stored(region), _near_units(region, supply), available, organisation, count)


def _near_units(region: Region, supply: bytes) -> NearUnits:
    """The nearest few units of the care forms that are available, whichever of them are."""
    forms = region.units["care_form"].to_numpy(str)
    return _near_of_forms(region, tuple(np.unique(forms[np.frombuffer(supply, bool)]).tolist()))


@lru_cache(maxsize=8)
def _near_of_forms(region: Region, forms: tuple[str, ...]) -> NearUnits:
    return near_units(_stored(region), region.units["care_form"].isin(forms).to_numpy(bool))


@lru_cache(maxsize=64)
def area_nearest(region: ChangedRegion, supply: SupplyKey, key: str) -> Floats:
    """Minutes within which half of each area's residents reach their nearest unit. Shape (areas,).

    Parameters
    ----------
    region : ChangedRegion
    supply : SupplyKey
    key : str
        Of an age group; "" for all ages.

    Returns
    -------
    float64
        inf where fewer than half do.
    """
    original = region.original
    where, now = homes(original), _minutes_to(region, supply)
    if where.single or not region.changes:
        return area_minutes(original, now, key)
    base = (unchanged(original), SupplyKey(supply.before, supply.before))
    concerned = np.zeros(len(where.begins) - 1, bool)
    concerned[where.area[now != _minutes_to(*base)]] = True
    areas = np.flatnonzero(concerned)
    found = area_nearest(*base, key).copy()
    found[areas] = area_minutes(original, now, key, areas)
    return found


def _minutes_to(region: ChangedRegion, supply: SupplyKey) -> NDArray[np.floating]:
    """Minutes from each home to the nearest unit, as exact as they are stored."""
    if homes(region.original).single:
        return nearest(region, supply)[0]
    found: NDArray[np.floating] = organisations_near(region, supply, SEVERAL).minutes[0]
    return found


@lru_cache(maxsize=64)
def region_quantiles(
    region: ChangedRegion, supply: SupplyKey, key: str, shares: tuple[float, ...]
) -> tuple[float, ...]:
    """Minutes within which shares of the region's residents reach their nearest unit; NaN if nobody lives."""
    minutes, people = _minutes_to(region, supply), home_persons(region.original, key)
    return tuple(
        grouped_quantiles(np.zeros(len(people), np.int64), minutes, people, 1, shares)[:, 0].tolist()
    )


def organisations_within(region: ChangedRegion, supply: SupplyKey, key: str, limit_min: float) -> Ints:
    """Distinct organisations that half of each area's residents, or more, reach within the limit.

    A unit that names none is its own. Shape (areas,).
    """
    codes = region.columns.organisation
    where = homes(region.original)
    if where.single:
        return nearness.organisations_within(reach.minutes_to(region, supply), codes, limit_min)
    home, unit, _ = _within(region, supply, limit_min)
    pair = np.unique(home * (int(codes.max(initial=0)) + 1) + codes[unit])
    reached = np.bincount(pair // (int(codes.max(initial=0)) + 1), minlength=len(where.area))
    # That half reach so many or more is that half reach as many or fewer, counted from the other end.
    return -area_minutes(region.original, -reached.astype(np.float64), key).astype(np.int64)


@lru_cache(maxsize=16)
def catchment(region: ChangedRegion, supply: SupplyKey, key: str) -> csr_array:
    """Mean weight of each area's journeys within the catchment, by the published zones. Shape (areas, units).

    All that the measures ask for whose weights are nowhere divided or squared: their sums over the homes
    of an area are sums over the area.
    """
    original = region.original
    if homes(original).single:
        return reach.catchment(region, supply)
    now, before = (np.frombuffer(each, bool) for each in supply)
    weights = _weights_to(original, supply.before, key)
    where, shares = homes(original), home_shares(original, key)
    columns = {
        unit: np.full(weights.shape[0], np.inf) for unit in np.flatnonzero(before).tolist() if not now[unit]
    }
    for unit, minutes in _columns(region, now, before).items():
        near = np.flatnonzero(minutes <= CATCHMENT_MIN) if now[unit] else np.empty(0, np.int64)
        mean = np.bincount(where.area[near], zones(minutes[near]) * shares[near], minlength=weights.shape[0])
        columns[unit] = np.where(mean > 0, mean, np.inf)
    return with_columns(weights, dict(sorted(columns.items())), len(now)) if columns else weights


@lru_cache(maxsize=8)
def _weights_to(region: Region, supply: bytes, key: str) -> csr_array:
    return only(_weights(region, key), np.frombuffer(supply, bool))


@lru_cache(maxsize=4)
def _weights(region: Region, key: str) -> csr_array:
    """Mean weights to all units there are; once for each age group."""
    minutes, where = _stored(region), homes(region)
    near = kept(minutes, minutes.data <= CATCHMENT_MIN)
    weights = csr_array((zones(near.data.astype(np.float64)), near.indices, near.indptr), shape=near.shape)
    spread = csr_array(
        (home_shares(region, key), np.arange(len(where.area)), where.begins),
        shape=(len(where.begins) - 1, len(where.area)),
    )
    found = csr_array(spread @ weights)
    found.sort_indices()
    return found


@lru_cache(maxsize=64)
def access_per_1000(
    region: ChangedRegion, supply: SupplyKey, key: str, persons: bytes, capacity: bytes, method: Method
) -> Floats:
    """Capacity per 1,000 residents by one of the five measures: the mean of each area's. Shape (areas,).

    `persons` is the bytes of an int64 array of areas, `capacity` of a float64 array of units.
    """
    original = region.original
    where = homes(original)
    if where.single:
        return reach.access_per_1000(region, supply, persons, capacity, method)
    people, offered = np.frombuffer(persons, np.int64), np.frombuffer(capacity, np.float64)
    if method == "E2SFCA":
        return reach.shared(catchment(region, supply, key), people, offered, method)
    home, unit, minutes = _within(region, supply, CATCHMENT_MIN)
    weights = csr_array((zones(minutes), (home, unit)), shape=(len(where.area), len(offered)))
    weights.sort_indices()  # sums in the same order, whichever units have changed
    found = reach.shared(weights, home_persons(original, key), offered, method)
    return np.bincount(where.area, found * home_shares(original, key), minlength=len(people))


def _within(region: ChangedRegion, supply: SupplyKey, limit_min: float) -> tuple[Ints, Ints, Floats]:
    """Homes and available units within some minutes of each other, and the minutes; a row a pair."""
    now, before = (np.frombuffer(each, bool) for each in supply)
    minutes, columns = _stored(region.original), _columns(region, now, before)
    stays = now[: minutes.shape[1]].copy()
    stays[[unit for unit in columns if unit < len(stays)]] = False
    # Compared as everywhere else: stored minutes are shorter numbers, and would make the limit one too.
    at = np.flatnonzero(minutes.data <= np.float64(limit_min))
    at = at[stays[minutes.indices[at]]]
    found = [(np.searchsorted(minutes.indptr, at, side="right") - 1, minutes.indices[at], minutes.data[at])]
    for position, column in columns.items():
        near = np.flatnonzero(column <= limit_min) if now[position] else np.empty(0, np.int64)
        found.append((near, np.full(len(near), position), column[near]))
    home, unit, length = (np.concatenate(each) for each in zip(*found, strict=True))
    return home.astype(np.int64), unit.astype(np.int64), length.astype(np.float64)


def _columns(region: ChangedRegion, now: Bools, before: Bools) -> dict[int, Floats]:
    """Minutes from every home to units that are new, have moved, or count now and did not before."""
    opened = np.flatnonzero(now[: len(before)] & ~before).tolist()
    own = {unit: _column(region.original, unit) for unit in opened if unit not in region.home_columns}
    return own | region.home_columns


def _column(region: Region, unit: int) -> Floats:
    minutes = _stored(region)
    at = np.flatnonzero(minutes.indices == unit)
    found = np.full(minutes.shape[0], np.inf)
    found[np.searchsorted(minutes.indptr, at, side="right") - 1] = minutes.data[at]
    return found


def _stored(region: Region) -> csr_array:
    if region.point_minutes is None:
        raise RegionError("the region has no travel minutes from its population points yet: build it first")
    return region.point_minutes
