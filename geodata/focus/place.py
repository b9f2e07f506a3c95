"""What a figure is of: the region, municipalities, areas, a drawn part, a zone, a unit; one or many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from geodata.region.region import Region
from geodata.region.visits import Residence

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
PlaceType = Literal["region", "municipality", "area", "several", "unit", "zone", "drawn"]
PLACE_TYPES: tuple[PlaceType, ...] = ("region", "municipality", "area", "several", "unit", "zone", "drawn")
Basis = Literal["observed", "nearest", "stands_in", ""]

WHOLE_MUNICIPALITIES: tuple[PlaceType, ...] = ("region", "municipality")
"""Kinds that are made of whole municipalities, so that cells of municipalities tell their visits."""


@dataclass(frozen=True, eq=False)
class Place:
    """One place, or all of a kind side by side: areas and units as positions in the region's tables.

    A place's areas stand in `areas` where `of_area` has its position, and its units likewise, those of
    the first place first. Sums over a place go through `over_areas` and `over_units`, so that a place
    has the same sum alone as among all of its kind, to the last bit.

    Attributes
    ----------
    kind : {"region", "municipality", "area", "several", "unit", "zone", "drawn"}
    ids : tuple of str
        Of each place; "" for the whole region; of several areas theirs; of a drawn part its corners.
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
    name : str
        What somebody calls several areas or a drawn part; "" for what has a name of its own.
    """

    kind: PlaceType
    ids: tuple[str, ...]
    areas: Ints
    units: Ints
    of_area: Ints
    of_unit: Ints
    bases: tuple[Basis, ...]
    name: str = ""

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
    def is_several(self) -> bool:
        """Whether it is several areas that were chosen one by one."""
        return self.kind == "several"

    @property
    def is_zone(self) -> bool:
        """Whether it is a zone of underserved areas."""
        return self.kind == "zone"

    @property
    def is_drawn(self) -> bool:
        """Whether it is drawn on the map."""
        return self.kind == "drawn"

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
