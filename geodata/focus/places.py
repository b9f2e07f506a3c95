"""Which place a kind and an id stand for, all places of a kind, and what a place is told beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from pandas import Index

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.focus.drawn_selection import areas_inside, corners
from geodata.focus.place import PLACE_TYPES, Basis, Ints, Place, PlaceType, single
from geodata.focus.several_areas import positions_of


def place_of(assessment: Assessment, kind: str, id: str = "") -> Place:
    """The place that a kind and an id stand for.

    Parameters
    ----------
    assessment : Assessment
    kind : {"region", "municipality", "area", "several", "unit", "zone", "drawn"}
    id : str
        Of the municipality, area, unit or zone; those of several areas; the corners of what is drawn; "" for
        the region.

    Returns
    -------
    Place

    Raises
    ------
    UnknownNameError
        If the region has no such kind or id, the scenario no such zone, or nothing lies in what is drawn.
    """
    region = assessment.region
    if kind == "region":
        return whole_region(assessment)
    if kind == "municipality":
        areas = np.flatnonzero(region.areas["municipality_id"] == id)
        if not len(areas):
            raise UnknownNameError(f"no municipality {id!r} in this region")
        return single("municipality", id, areas, units_in(assessment, areas))
    if kind == "area":
        areas = np.array([_position(region.areas.index, id, "area")])
        return single("area", id, areas, units_in(assessment, areas))
    if kind == "several":
        areas = positions_of(region, id)
        ids = ",".join(region.areas.index[areas])
        return single("several", ids, areas, units_in(assessment, areas))
    if kind == "unit":
        unit = _position(assessment.units.index, id, "unit")
        served, basis = _service_area(assessment, unit)
        return single("unit", id, served, np.array([unit]), basis)
    if kind == "zone":
        zone = assessment.zone(id)
        return single("zone", zone.id, zone.areas, units_in(assessment, zone.areas))
    if kind == "drawn":
        areas = areas_inside(region, corners(id))
        if not len(areas):
            raise UnknownNameError("no area has its point inside what is drawn")
        return single("drawn", id, areas, units_in(assessment, areas))
    raise UnknownNameError(f"{kind!r} is not one of {', '.join(PLACE_TYPES)}")


@lru_cache(maxsize=64)
def whole_region(assessment: Assessment) -> Place:
    """The region as one place: all its areas and all units, also those that stand outside it or nowhere."""
    count = assessment.changed.unit_count
    return single("region", "", np.arange(len(assessment.region.areas)), np.arange(count))


@lru_cache(maxsize=64)
def every(assessment: Assessment, kind: PlaceType) -> Place:
    """All places of a kind side by side, in the order of the region's tables; of zones in theirs.

    Parameters
    ----------
    assessment : Assessment
    kind : {"region", "municipality", "area", "unit", "zone"}

    Returns
    -------
    Place
        The same one when asked again soon.

    Raises
    ------
    UnknownNameError
        If the kind is none that a region has a list of.
    """
    region = assessment.region
    if kind == "region":
        return whole_region(assessment)
    if kind == "municipality":
        codes = assessment.changed.municipalities
        stands = codes.of_unit[:-1].astype(np.int64)
        return _beside(kind, codes.ids, codes.of_area.astype(np.int64), stands)
    if kind == "area":
        areas = np.arange(len(region.areas))
        return _beside(kind, region.areas.index, areas, assessment.units["area"].to_numpy(np.int64))
    if kind == "zone":
        zones = assessment.lacking.zones
        rows = np.concatenate([zone.areas for zone in zones] or [np.empty(0, np.int64)])
        group = np.repeat(np.arange(len(zones)), [len(zone.areas) for zone in zones])
        zone_of = assessment.lacking.zone_of_area
        stands = assessment.units["area"].to_numpy(np.int64)
        of_unit = np.append(zone_of, -1)[np.maximum(stands, -1)]
        units = np.argsort(of_unit, kind="stable")
        units = units[of_unit[units] >= 0]
        ids = tuple(zone.id for zone in zones)
        return Place(kind, ids, rows, units, group, of_unit[units], _none(len(ids)))
    if kind == "unit":
        return _every_unit(assessment)
    raise UnknownNameError(f"there is no list of {kind!r} in a region")


def units_in(assessment: Assessment, areas: Ints) -> Ints:
    """Positions of the units that stand in some areas, ascending, of every care form."""
    return np.flatnonzero(np.isin(assessment.units["area"].to_numpy(), areas))


def _beside(kind: PlaceType, ids: Sequence[str] | Index, place_of_area: Ints, place_of_unit: Ints) -> Place:
    """Places that share no area: the place of each area and unit, below 0 for none."""
    parts = []
    for code in (place_of_area, place_of_unit):
        rows = np.argsort(code, kind="stable")
        rows = rows[code[rows] >= 0]
        parts.append((rows, code[rows]))
    (areas, of_area), (units, of_unit) = parts
    return Place(kind, tuple(str(id_) for id_ in ids), areas, units, of_area, of_unit, _none(len(ids)))


def _none(count: int) -> tuple[Basis, ...]:
    none: Basis = ""
    return (none,) * count


def _every_unit(assessment: Assessment) -> Place:
    """Every unit with its service area: see `_service_area`, of which this is all at once."""
    units = assessment.units
    count = len(units)
    taken = np.zeros(count, bool)
    bases = np.full(count, "", dtype=object)
    areas, group = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    home = units["area"].to_numpy(np.int64)
    stands = np.flatnonzero(home >= 0)
    before = assessment.without_changes
    closed = before.supply.available > assessment.supply.available[: before.changed.unit_count]
    if closed.any():  # as `_service_area`: who went to those that are closed are whom they are about
        today = every(before, "unit")
        ours = closed[today.of_area]
        areas.append(today.areas[ours])
        group.append(today.of_area[ours])
        bases[: len(closed)] = np.where(closed, np.array(today.bases, dtype=object), "")
        taken[: len(closed)] = closed
    chances: list[tuple[Basis, Ints, Ints]] = []
    if assessment.use.observed_unit is not None:
        chances.append(("observed", np.arange(len(assessment.persons)), assessment.use.observed_unit))
    chances.append(("nearest", np.arange(len(assessment.persons)), assessment.access.nearest_unit))
    chances.append(("stands_in", home[stands], stands))
    for basis, rows, unit in chances:
        free = unit >= 0
        free[free] = ~taken[unit[free]]
        areas.append(rows[free])
        group.append(unit[free])
        found = np.unique(unit[free])
        bases[found] = basis
        taken[found] = True
    of_area, at = np.concatenate(group), np.concatenate(areas)
    order = np.lexsort((at, of_area))
    own = np.arange(count)
    return Place("unit", tuple(units.index), at[order], own, of_area[order], own, tuple(bases))


def _service_area(assessment: Assessment, unit: int) -> tuple[Ints, Basis]:
    before = assessment.without_changes
    if unit < before.changed.unit_count and before.supply.available[unit] > assessment.supply.available[unit]:
        return _service_area(before, unit)  # who went to one that is closed are whom it is about
    observed = assessment.use.observed_unit
    areas = np.flatnonzero(observed == unit) if observed is not None else np.empty(0, np.int64)
    if len(areas):
        return areas, "observed"
    areas = np.flatnonzero(assessment.access.nearest_unit == unit)
    if len(areas):
        return areas, "nearest"
    home = int(assessment.units["area"].iloc[unit])
    return (np.array([home]), "stands_in") if home >= 0 else (np.empty(0, np.int64), "")


def _position(index: Index, id: str, what: str) -> int:
    position = int(index.get_indexer(Index([id]))[0])
    if position < 0:
        raise UnknownNameError(f"no {what} {id!r} in this region")
    return position


def beside(assessment: Assessment, place: Place) -> tuple[Assessment, Place] | None:
    """What figures of a place are told beside: today's where units or rules are changed, else the region's.

    Returns
    -------
    tuple of (Assessment, Place), or None
        None for the whole region as it is.
    """
    if assessment.today is assessment:
        return None if place.is_whole_region else (assessment, whole_region(assessment))
    return assessment.today, same_place(assessment.today, place)


def same_place(assessment: Assessment, place: Place) -> Place:
    """A place of one assessment in another of the same region; the same areas where it has no such thing.

    A unit that a scenario opens is none of another's, but whom it serves are there. Other questions make
    other zones: what is told of one is told of the same areas on both sides, and of the units that stand in
    them on each.
    """
    if place.is_zone:
        return single(place.kind, place.id, place.areas, units_in(assessment, place.areas))
    try:
        return replace(place_of(assessment, place.kind, place.id), name=place.name)
    except UnknownNameError:
        none = np.empty(0, np.int64)
        return replace(place, units=none, of_unit=none)
