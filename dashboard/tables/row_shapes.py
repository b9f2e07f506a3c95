"""Where the rows of a table lie: areas, units, lines between them."""

from __future__ import annotations

from collections.abc import Mapping

from shapely import LineString, union_all
from shapely.geometry.base import BaseGeometry

from dashboard.layers.base import Table
from geodata.assessment.assessment import Assessment


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
    if table.row_kind == "zone":
        parts = {zone.id: region.areas.index[zone.areas].tolist() for zone in assessment.lacking.zones}
        return [union_all([areas[part] for part in parts[id_]]) for id_ in table.ids]
    if table.row_kind == "kpi":
        return [None] * len(table.ids)  # operators and pairs of kinds stand nowhere
    if table.row_kind == "municipality":
        members = region.areas.groupby("municipality_id").groups
        return [
            union_all([areas[part] for part in members[id_]]) if id_ in members else None for id_ in table.ids
        ]
    homes = dict(zip(region.areas.index, zip(region.areas["x"], region.areas["y"], strict=True), strict=True))
    stand = {key: point.coords[0] for key, point in units.items() if point is not None}
    begin, end = {**homes, **table.places}, {**stand, **table.places}
    return [_ribbon(begin, end, *id_.split(">")) for id_ in table.ids]


def _ribbon(
    begin: Mapping[str, tuple[float, ...]], end: Mapping[str, tuple[float, ...]], home: str, unit: str
) -> LineString | None:
    known = home in begin and unit in end and begin[home] != end[unit]
    return LineString([begin[home], end[unit]]) if known else None
