"""Where the rows of a table lie: areas, units, lines between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, union_all
from shapely.geometry.base import BaseGeometry

from dashboard.layers.base import Table
from geodata.assessment.assessment import Assessment

MERGED: Final = ("zone", "municipality")
"""Kinds of rows whose shapes are areas put together."""


def row_shapes(table: Table, assessment: Assessment) -> list[BaseGeometry | None]:
    """The shape of each row in the region's own CRS, None for what has no place.

    Areas as they are, units as points, zones and municipalities as their areas merged, flows as a line
    from residence to unit.
    """
    region = assessment.region
    areas = dict(zip(region.areas.index, region.areas.geometry, strict=True))
    units = dict(zip(assessment.units.index, assessment.units.geometry, strict=True))
    if table.row_kind == "area":
        return [areas[id_] for id_ in table.ids]
    if table.row_kind == "unit":
        return [units[id_] for id_ in table.ids]
    if table.row_kind in MERGED:
        members = _members(table, assessment)
        return [
            union_all([areas[part] for part in members[id_]]) if id_ in members else None for id_ in table.ids
        ]
    if table.row_kind == "kpi":
        return [None] * len(table.ids)  # operators and pairs of kinds stand nowhere
    homes = dict(zip(region.areas.index, zip(region.areas["x"], region.areas["y"], strict=True), strict=True))
    stand = {key: point.coords[0] for key, point in units.items() if point is not None}
    begin, end = {**homes, **table.places}, {**stand, **table.places}
    return [_ribbon(begin, end, *id_.split(">")) for id_ in table.ids]


def bounds_of_rows(table: Table, assessment: Assessment) -> NDArray[np.float64]:
    """Bounding box of all rows together in the region's own CRS; the region's where none has a place.

    Returns
    -------
    array, shape (4,)
        West, south, east and north. No areas are merged for it: a box does not know them apart.
    """
    areas, units = assessment.region.areas, assessment.units
    if table.row_kind in MERGED:
        members = _members(table, assessment)
        within = [part for id_ in table.ids for part in members.get(id_, ())]
        shapes = np.asarray(areas.geometry.loc[within], dtype=object)
    elif table.row_kind in ("area", "unit"):
        stand = areas if table.row_kind == "area" else units
        shapes = np.asarray(stand.geometry.loc[list(table.ids)], dtype=object)
    elif table.row_kind == "kpi":
        shapes = np.empty(0, dtype=object)
    else:
        shapes = np.array(row_shapes(table, assessment), dtype=object)
    shapes = shapes[~shapely.is_missing(shapes)]
    return shapely.total_bounds(shapes if len(shapes) else np.asarray(areas.geometry, dtype=object))


def _members(table: Table, assessment: Assessment) -> Mapping[str, Sequence[str]]:
    """Ids of the areas that each row of merged ones holds, by its own id."""
    areas = assessment.region.areas
    if table.row_kind == "zone":
        return {zone.id: areas.index[zone.areas].tolist() for zone in assessment.lacking.zones}
    groups = areas.groupby("municipality_id").groups
    return {str(id_): parts.tolist() for id_, parts in groups.items()}


def _ribbon(
    begin: Mapping[str, tuple[float, ...]], end: Mapping[str, tuple[float, ...]], home: str, unit: str
) -> LineString | None:
    known = home in begin and unit in end and begin[home] != end[unit]
    return LineString([begin[home], end[unit]]) if known else None
