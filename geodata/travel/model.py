"""Which way of finding minutes a region has chosen, ready to use; and what it could not place."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pandas import Index

from geodata.contract.errors import RegionError
from geodata.contract.settings import TravelModel
from geodata.network.roads import roads_of
from geodata.region.homes import home_persons, homes
from geodata.region.land import land_km2
from geodata.region.region import Account, Region
from geodata.region.residents import persons
from geodata.travel import PublicTransport, RoadNetwork, StraightLine, Travel, TravelTable
from geodata.travel.laying_timetable import foot_roads, on_foot, timetable_for

Floats = NDArray[np.float64]

ROADS_BEYOND_M = 20_000.0
"""Metres of roads wanted around every home: `geodata.network.roads.MARGIN_M`, and some for empty country."""


def model_of(region: Region) -> TravelModel:
    """The model that `region.toml` names; unsaid, the region's own table where it has one, else the line."""
    model = region.settings.travel.model
    if model is not None:
        return model
    return "straight_line" if region.travel_times is None else "table"


@lru_cache(maxsize=16)
def travel_of(region: Region) -> Travel:
    """A region's travel model, from a folder of data just read or from a published version alike.

    Parameters
    ----------
    region : Region

    Returns
    -------
    StraightLine, TravelTable, RoadNetwork or PublicTransport
        Shared; the road network's arrays are those of the region, mapped where they are.

    Raises
    ------
    RegionError
        If the region chooses a model and lacks what it needs.
    """
    every = np.arange(len(region.areas))
    return _travel(region, region.areas[["x", "y"]].to_numpy(np.float64), every)


@lru_cache(maxsize=16)
def home_travel_of(region: Region) -> Travel:
    """The same from where residents live: each population point, in the areas' stead.

    Takes and raises what `travel_of` does; the same value in a region without points.
    """
    if region.points is None:
        return travel_of(region)
    found = homes(region)
    return _travel(region, found.places, found.area)


def _travel(region: Region, origins: Floats, area: NDArray[np.int64]) -> Travel:
    """The model from some places, each in an area."""
    settings, units = region.settings.travel, region.units
    # A missing point has NaN for coordinates: nobody travels there.
    places = np.column_stack((units.geometry.x, units.geometry.y)).astype(np.float64)
    model = model_of(region)
    if model == "straight_line":
        return StraightLine(origins, places, settings, density(region)[area] if settings.kinds else None)
    if model == "table":
        if region.travel_times is None:
            raise RegionError.of("no_travel_table")
        return TravelTable(region.travel_times, (len(origins), len(units)), settings)
    everything = np.concatenate((origins, places))
    around = (*np.nanmin(everything, axis=0), *np.nanmax(everything, axis=0))
    if model == "public_transport":
        foot = on_foot(origins, places, foot_roads(region, around), settings)
        return PublicTransport(origins, places, timetable_for(region, around, foot), foot, settings)
    roads = region.roads
    if roads is None:
        if region.network is None:
            raise RegionError.of("no_network_named")
        roads = roads_of(region.network, settings.mode, region.settings.crs, around)
    return RoadNetwork(origins, places, roads, settings)


def density(region: Region) -> Floats:
    """Residents per km2 of land of each area, NaN where it has none. Shape (areas,)."""
    found: Floats = persons(region, "") / land_km2(region)
    return found


def accounts_of(region: Region, travel: RoadNetwork) -> tuple[Account, ...]:
    """Areas and units too far from any road, on roads that lead to no others, or where the roads may end.

    The last are areas less than `ROADS_BEYOND_M` from a side of the box around all roads: the extract may
    have been cut there, and the way around, or a unit beyond, is not known. A coast may be such a side.
    Units without a place at all are accounted for already.

    Parameters
    ----------
    region : Region
    travel : RoadNetwork
        Of the region, from its homes.

    Returns
    -------
    tuple of Account
        All kept: they are in the region, and reach or are reached by nothing, or only by their own roads.
    """
    where, people = homes(region), home_persons(region)
    nobody = np.zeros(len(region.units))
    has_place = np.isfinite(travel.units).all(axis=1)
    accounts = []
    every = np.arange(len(region.units))
    for table, at, amount, counted, of, rows in (
        ("areas", travel.areas_on_roads, people, people >= 0, where.area, region.areas),
        ("units", travel.units_on_roads, nobody, has_place, every, region.units),
    ):
        found = {"no_road": at.part < 0, "cut_off": at.part > 0}
        if table == "areas":
            found["roads_end"] = _near_the_end(travel)
        for reason, accounted in found.items():
            found_at = np.flatnonzero(accounted & counted)
            which = np.unique(of[found_at])
            if len(which):
                names = _named(rows.index[which], rows["name"].iloc[which].to_list())
                total = round(float(amount[found_at].sum()))
                accounts.append(Account(table, reason, "kept", len(which), total, names))
    return tuple(accounts)


def _near_the_end(travel: RoadNetwork) -> NDArray[np.bool_]:
    """Homes that lie near a side of the box around all roads, shape (areas,)."""
    drawn, start = travel.roads.places, travel.roads.start[:-1]
    low, high = np.minimum.reduceat(drawn, start), np.maximum.reduceat(drawn, start)
    real = (low < high).any(axis=1)  # a gate is drawn nowhere
    low, high = low[real].min(axis=0), high[real].max(axis=0)
    away = np.minimum(travel.origins - low, high - travel.origins).min(axis=1)
    near: NDArray[np.bool_] = away < ROADS_BEYOND_M
    return near


def _named(ids: Index, names: list[str]) -> tuple[str, ...]:
    return tuple(f"{name} ({code})" for name, code in zip(names[:5], ids[:5], strict=True))
