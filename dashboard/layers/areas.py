"""Columns that every table of areas has, and the key figures of the areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dashboard.layers.base import Cells, Column, Table
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place

PLACE = (
    Column("area", "column.area", "text"),
    Column("municipality", "column.municipality", "text"),
    Column("persons", "column.persons", "count"),
)


def table_of_areas(
    assessment: Assessment,
    focus: Place,
    title: str,
    columns: Sequence[Column],
    values: Mapping[str, Cells],
    empty: str = "empty.areas",
) -> Table:
    """A table with a row for each area in focus, its name, municipality and residents first.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    title : str
        Catalogue key.
    columns : sequence of Column
        Those after the first three.
    values : mapping
        Of all areas, by column key.
    empty : str
        Catalogue key: why there are no rows.
    """
    at = focus.areas
    areas = assessment.region.areas
    return Table(
        title=title,
        row_kind="area",
        ids=areas.index[at].tolist(),
        columns=(*PLACE, *columns),
        values={
            "area": areas["name"].to_numpy(object)[at],
            "municipality": areas["municipality"].to_numpy(object)[at],
            "persons": assessment.persons[at],
            **{key: np.asarray(column)[at] for key, column in values.items()},
        },
        empty=empty,
    )


def unit_names(assessment: Assessment, positions: Sequence[int]) -> list[str]:
    """Names of units by position; "" for -1."""
    names = assessment.units["name"].to_numpy(object)
    return [str(names[at]) if at >= 0 else "" for at in positions]
