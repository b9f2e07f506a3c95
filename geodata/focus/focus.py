"""What part of a region is in focus: some areas and some units."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pandas import Index

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.focus.drawn_selection import areas_inside, corners

Ints = NDArray[np.int64]
FocusKind = Literal["region", "municipality", "area", "unit", "zone", "drawn"]
Basis = Literal["observed", "nearest", "stands_in", ""]


@dataclass(frozen=True, eq=False)
class Focus:
    """Areas and units in focus, as positions in the region's tables.

    Attributes
    ----------
    kind : {"region", "municipality", "area", "unit", "zone", "drawn"}
    id : str
        "" for the whole region; of a drawn one its corners, see `geodata.focus.drawn_selection`.
    areas : int64, ascending
        All areas; a municipality's; the one area; a unit's service area (observed where there are
        visits, else nearest); a zone's; those whose point lies inside what is drawn.
    units : int64, ascending
        All units (also those outside the region and without a place); those standing in the areas;
        or the one unit.
    basis : {"observed", "nearest", "stands_in", ""}
        For a unit, what its areas are: where most visits go to it; where it is the nearest; where
        neither holds of any area, the one it stands in. "" for a unit with no areas at all (outside
        the region and nobody's first) and for all else.
    """

    kind: FocusKind
    id: str
    areas: Ints
    units: Ints
    basis: Basis = ""


def focus_on(assessment: Assessment, kind: str, id: str = "") -> Focus:
    """The areas and units that a kind of place and an id stand for.

    Parameters
    ----------
    assessment : Assessment
    kind : {"region", "municipality", "area", "unit", "zone", "drawn"}
    id : str
        Of the municipality, area, unit or zone; the corners of what is drawn; "" for the region.

    Returns
    -------
    Focus

    Raises
    ------
    UnknownNameError
        If the region has no such kind or id, the scenario no such zone, or nothing lies in what is drawn.
    """
    region = assessment.region
    if kind == "region":
        return Focus("region", "", np.arange(len(region.areas)), np.arange(assessment.changed.unit_count))
    if kind == "municipality":
        areas = np.flatnonzero(region.areas["municipality_id"] == id)
        if not len(areas):
            raise UnknownNameError(f"no municipality {id!r} in this region")
        return Focus("municipality", id, areas, units_in(assessment, areas))
    if kind == "area":
        areas = np.array([_position(region.areas.index, id, "area")])
        return Focus("area", id, areas, units_in(assessment, areas))
    if kind == "unit":
        unit = _position(assessment.units.index, id, "unit")
        areas, basis = _service_area(assessment, unit)
        return Focus("unit", id, areas, np.array([unit]), basis)
    if kind == "zone":
        areas = assessment.lacking.zone(id).areas
        return Focus("zone", id, areas, units_in(assessment, areas))
    if kind == "drawn":
        areas = areas_inside(region, corners(id))
        if not len(areas):
            raise UnknownNameError("no area has its point inside what is drawn")
        return Focus("drawn", id, areas, units_in(assessment, areas))
    raise UnknownNameError(f"{kind!r} is not one of region, municipality, area, unit, zone, drawn")


def units_in(assessment: Assessment, areas: Ints) -> Ints:
    """Positions of the units that stand in some areas, ascending, of every care form."""
    return np.flatnonzero(np.isin(assessment.units["area"].to_numpy(), areas))


def _service_area(assessment: Assessment, unit: int) -> tuple[Ints, Basis]:
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


def beside(assessment: Assessment, focus: Focus) -> tuple[Assessment, Focus] | None:
    """What figures in focus are told beside: today's where the scenario has changes, else the region's.

    Returns
    -------
    tuple of (Assessment, Focus), or None
        None for the whole region as it is.
    """
    if not assessment.scenario.changes:
        return None if focus.kind == "region" else (assessment, focus_on(assessment, "region"))
    return assessment.without_changes, same_focus(assessment.without_changes, focus)


def same_focus(assessment: Assessment, focus: Focus) -> Focus:
    """A focus of one assessment in another of the same region; the same areas where it has no such thing.

    A unit that a scenario opens is none of today's, and other questions make other zones.
    """
    try:
        return focus_on(assessment, focus.kind, focus.id)
    except UnknownNameError:
        return replace(focus, units=focus.units[focus.units < len(assessment.units)])
