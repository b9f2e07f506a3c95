"""What a figure is of: the region, municipalities, areas, a drawn part, a zone, a unit; one or many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pandas import Index

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.focus.drawn_selection import areas_inside, corners
from geodata.region.region import Region
from geodata.region.visits import Residence

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
PlaceType = Literal["region", "municipality", "area", "unit", "zone", "drawn"]
PLACE_TYPES: tuple[PlaceType, ...] = ("region", "municipality", "area", "unit", "zone", "drawn")
Basis = Literal["observed", "nearest", "stands_in", ""]

WHOLE_MUNICIPALITIES: tuple[PlaceType, ...] = ("region", "municipality")
"""Kinds that are made of whole municipalities, so that cells of municipalities tell their visits."""
FOUND_ANEW: tuple[PlaceType, ...] = ("zone", "drawn")
"""Kinds that are their areas and nothing else: other questions would find others by the same id."""


@dataclass(frozen=True, eq=False)
class Place:
    """One place, or all of a kind side by side: areas and units as positions in the region's tables.

    A place's areas stand in `areas` where `of_area` has its position, and its units likewise, those of
    the first place first. Sums over a place go through `over_areas` and `over_units`, so that a place
    has the same sum alone as among all of its kind, to the last bit.

    Attributes
    ----------
    kind : {"region", "municipality", "area", "unit", "zone", "drawn"}
    ids : tuple of str
        Of each place; "" for the whole region; of a drawn one its corners.
    areas, units : int64
        Of a single place ascending: all areas; a municipality's; the one area; a unit's service area
        (observed where there are visits, else nearest; the one without changes where these close the
        unit); a zone's; those whose point lies inside what is drawn. All units (also those outside the
        region and without a place); those that stand in the areas; or the one unit. Of many places an
        area may stand more than once.
    of_area, of_unit : int64, of the same shapes
        Which of the places each belongs to.
    bases : tuple of {"observed", "nearest", "stands_in", ""}
        For a unit, what its areas are: where most visits go to it; where it is the nearest; where
        neither holds of any area, the one it stands in. "" for a unit with no areas at all (outside
        the region and nobody's first) and for all else.
    """

    kind: PlaceType
    ids: tuple[str, ...]
    areas: Ints
    units: Ints
    of_area: Ints
    of_unit: Ints
    bases: tuple[Basis, ...]

    @property
    def id(self) -> str:
        """Of the first place: of the one there is, where there is one."""
        return self.ids[0]

    @property
    def basis(self) -> Basis:
        """What the areas of the first place are, where it is a unit."""
        return self.bases[0]

    @property
    def count(self) -> int:
        """How many places."""
        return len(self.ids)

    # --- what kind of place -------------------------------------------------------------------

    @property
    def is_whole_region(self) -> bool:
        """Whether it is the region itself."""
        return self.kind == "region"

    @property
    def is_unit(self) -> bool:
        """Whether visits to it count, rather than those that its residents make."""
        return self.kind == "unit"

    @property
    def is_municipality(self) -> bool:
        """Whether it is a municipality."""
        return self.kind == "municipality"

    @property
    def is_area(self) -> bool:
        """Whether it is one of the smallest residence areas."""
        return self.kind == "area"

    @property
    def is_zone(self) -> bool:
        """Whether it is a zone of underserved areas."""
        return self.kind == "zone"

    @property
    def is_drawn(self) -> bool:
        """Whether it is drawn on the map."""
        return self.kind == "drawn"

    @property
    def keeps_its_areas(self) -> bool:
        """Whether it is the same areas under every question: no other question finds it by its id."""
        return self.kind in FOUND_ANEW

    @property
    def residence_level(self) -> Residence:
        """The coarsest level of residence that holds the visits of its residents."""
        return "municipality" if self.kind in WHOLE_MUNICIPALITIES else "area"

    @property
    def whole_municipalities(self) -> bool:
        """Whether the units that stand in it are those of whole municipalities."""
        return self.kind in WHOLE_MUNICIPALITIES

    # --- sums over each place -----------------------------------------------------------------

    def over_areas(self, values: NDArray[Any]) -> Floats:
        """Sums over the areas of each place; `values` is of shape (areas,). Shape (places,)."""
        return added(self.of_area, values[self.areas], self.count)

    def over_units(self, values: NDArray[Any]) -> Floats:
        """Sums over the units of each place; `values` is of shape (units,). Shape (places,)."""
        return added(self.of_unit, values[self.units], self.count)

    def municipalities(self, region: Region) -> tuple[Ints, Ints]:
        """Municipalities that any area of each place lies in: place and position, a row each."""
        codes = region.municipalities
        pair = np.unique(self.of_area * len(codes.ids) + codes.of_area[self.areas])
        return pair // max(len(codes.ids), 1), pair % max(len(codes.ids), 1)

    def only(self, at: int) -> Place:
        """One of the places, alone."""
        return single(
            self.kind,
            self.ids[at],
            self.areas[self.of_area == at],
            self.units[self.of_unit == at],
            self.bases[at],
        )

    def clipped(self, areas: Ints) -> Place:
        """As much of each place as lies in some areas, without its units; those that do at all."""
        inside = np.isin(self.areas, areas)
        at, of_area = np.unique(self.of_area[inside], return_inverse=True)
        none = np.empty(0, np.int64)
        ids, bases = (tuple(each[position] for position in at) for each in (self.ids, self.bases))
        return replace(
            self, ids=ids, areas=self.areas[inside], of_area=of_area, units=none, of_unit=none, bases=bases
        )

    @cached_property
    def position(self) -> dict[str, int]:
        """Which of the places each id is."""
        return {id_: at for at, id_ in enumerate(self.ids)}


def added(group: NDArray[np.integer], values: NDArray[Any], count: int) -> Floats:
    """Sums by group, one after the other in the order given: shape (count,)."""
    return np.bincount(group, values, minlength=count).astype(np.float64)


def single(kind: PlaceType, id: str, areas: Ints, units: Ints, basis: Basis = "") -> Place:
    """One place of areas and units that are known, both ascending."""
    return Place(
        kind, (id,), areas, units, np.zeros(len(areas), np.int64), np.zeros(len(units), np.int64), (basis,)
    )


def place_of(assessment: Assessment, kind: str, id: str = "") -> Place:
    """The place that a kind and an id stand for.

    Parameters
    ----------
    assessment : Assessment
    kind : {"region", "municipality", "area", "unit", "zone", "drawn"}
    id : str
        Of the municipality, area, unit or zone; the corners of what is drawn; "" for the region.

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
    """What figures of a place are told beside: today's where the scenario has changes, else the region's.

    Returns
    -------
    tuple of (Assessment, Place), or None
        None for the whole region as it is.
    """
    if not assessment.scenario.changes:
        return None if place.is_whole_region else (assessment, whole_region(assessment))
    return assessment.without_changes, same_place(assessment.without_changes, place)


def same_place(assessment: Assessment, place: Place) -> Place:
    """A place of one assessment in another of the same region; the same areas where it has no such thing.

    A unit that a scenario opens is none of today's. Other questions make other zones: what is told of one
    is told of the same areas on both sides.
    """
    if not place.is_zone:
        try:
            return place_of(assessment, place.kind, place.id)
        except UnknownNameError:
            pass
    ours = place.units < assessment.changed.unit_count
    return replace(place, units=place.units[ours], of_unit=place.of_unit[ours])
