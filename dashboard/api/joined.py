"""One table of areas, and one of municipalities, with the columns of every layer side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from dashboard.layers import layers_of
from dashboard.layers.areas import PLACE, table_of_areas
from dashboard.layers.base import Cells, Column, Layer, Table
from dashboard.layers.measured import place_cells
from dashboard.layers.themes import ThemeLayer
from dashboard.tables.measures import MEASURE_TABLES
from geodata.assessment.assessment import Assessment
from geodata.focus.places import every, place_of
from geodata.measures.residents import RESIDENTS


def areas_table(assessment: Assessment) -> Table:
    """Every area with the columns of all layers that colour areas.

    Parameters
    ----------
    assessment : Assessment

    Returns
    -------
    Table
        A row per area. A column is called after its layer, `access_E2SFCA`; after the layer alone where
        both have one name.
    """
    whole = place_of(assessment, "region")
    table = table_of_areas(assessment, whole, "api.kind.areas.name", (), {})
    place = {column.key for column in PLACE}
    for layer in _shown(assessment):
        other = layer.table(assessment, whole)
        if other.row_kind == "area":
            table = beside(
                table, other, {column.key: _name(layer, column) for column in other.columns}, place
            )
    return table


def municipalities_table(assessment: Assessment) -> Table:
    """Every municipality with its residents, the measures of their visits and the region's themes.

    Parameters
    ----------
    assessment : Assessment

    Returns
    -------
    Table
        A row per municipality.
    """
    whole = place_of(assessment, "region")
    ids, names, _, _ = assessment.region.municipalities
    table = Table(
        "api.kind.municipalities.name",
        "municipality",
        list(ids),
        [Column("municipality", "column.municipality", "text"), Column("persons", "column.persons", "count")],
        {
            "municipality": np.array(names, dtype=object),
            "persons": place_cells(assessment, RESIDENTS, every(assessment, "municipality")),
        },
    )
    measures = MEASURE_TABLES["municipalities"](assessment, whole)
    if len(measures.ids):
        table = beside(
            table, measures, {column.key: column.key for column in measures.columns}, set(table.values)
        )
    for layer in _shown(assessment):
        other = layer.table(assessment, whole) if isinstance(layer, ThemeLayer) else None
        if other is not None and other.row_kind == "municipality":
            table = beside(
                table, other, {column.key: _name(layer, column) for column in other.columns}, {"municipality"}
            )
    return table


def beside(table: Table, other: Table, names: Mapping[str, str], known: Iterable[str]) -> Table:
    """A table with another's columns after its own, row by row of the same id.

    Parameters
    ----------
    table, other : Table
        A row that `other` lacks has nothing in its columns.
    names : mapping
        What each column of `other` is called.
    known : iterable of str
        Columns of `other` that `table` has already.
    """
    columns, values = list(table.columns), dict(table.values)
    for column in other.columns:
        if column.key not in known:
            name = names[column.key]
            columns.append(Column(name, column.heading, column.kind, column.better))
            values[name] = _in_order(other.ids, other.values[column.key], table.ids)
    return Table(table.title, table.row_kind, table.ids, columns, values, table.empty)


def _in_order(ids: Sequence[str], cells: Cells, wanted: Sequence[str]) -> Cells:
    if list(ids) == list(wanted):
        return cells
    held = dict(zip(ids, cells, strict=True))
    return [held.get(id_) for id_ in wanted]


def _shown(assessment: Assessment) -> list[Layer]:
    return [
        layer
        for layer in layers_of(assessment.region)
        if layer.style == "fill" and layer.available(assessment)
    ]


def _name(layer: Layer, column: Column) -> str:
    return column.key if column.key == layer.key else f"{layer.key}_{column.key}"
