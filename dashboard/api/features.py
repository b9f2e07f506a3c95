"""The features of a collection: a table's rows as JSON values, each with its geometry."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from dashboard.api.collections import UNREACHABLE, Collection
from dashboard.api.crs import Geometries, written_in
from dashboard.layers.base import Table
from dashboard.tables.figure_lines import table_records
from dashboard.tables.row_shapes import row_shapes
from dashboard.words.words import Words

Row = Mapping[str, object]
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, eq=False)
class Features:
    """All features of a collection: id and properties of each, and its geometry in one reference system."""

    ids: Sequence[str]
    rows: Sequence[Row]
    geometry: Geometries

    def geojson(self, at: int) -> str:
        """One feature as GeoJSON (RFC 7946), without links."""
        shape = self.geometry[at]
        return (
            f'{{"type":"Feature","id":{_json(self.ids[at])},'
            f'"geometry":{"null" if shape is None else shapely.to_geojson(shape)},'
            f'"properties":{_json(self.rows[at])}}}'
        )


def features_of(collection: Collection, words: Words, crs: str) -> Features:
    """Every feature of a collection in the order of its table.

    Parameters
    ----------
    collection : Collection
    words : Words
        Of what is said in words: the name of a care form, why there is no municipality.
    crs : str
        Address of a reference system that the region has.
    """
    return Features(collection.table.ids, rows_of(collection, words), shapes_of(collection, crs))


@lru_cache(maxsize=128)
def rows_of(collection: Collection, words: Words) -> Sequence[Row]:
    """Properties of each feature: what `report` says of the same table, and where nothing is within reach."""
    records = table_records(collection.table, collection.assessment, words)
    unreachable = records["unreachable"]
    assert isinstance(unreachable, Mapping)
    beyond = {key: set(ids) for key, ids in unreachable.items()}
    rows = []
    for record in records["rows"]:  # type: ignore[attr-defined]  # a list of dicts, by `table_records`
        row: dict[str, object] = {}
        for key, column in collection.properties.items():
            row[key] = record[key]
            if column.kind == "minutes":
                row[key + UNREACHABLE] = record["id"] in beyond.get(key, ())
        rows.append(row)
    return rows


@lru_cache(maxsize=128)
def shapes_of(collection: Collection, crs: str) -> Geometries:
    """Geometry of each feature in a reference system.

    Parameters
    ----------
    collection : Collection
    crs : str
        Address of the system, one of `addresses(region)`.

    Returns
    -------
    object array, shape (features,)
        Axes in the order of the system; None where a feature has no place.
    """
    return written_in(stored_shapes(collection), collection.assessment.region, crs)


@lru_cache(maxsize=64)
def stored_shapes(collection: Collection) -> Geometries:
    """Geometry of each feature in the region's own CRS, x (east) first.

    Parameters
    ----------
    collection : Collection

    Returns
    -------
    object array, shape (features,)
        None where a feature has no place.
    """
    found = np.empty(len(collection.table.ids), dtype=object)
    found[:] = row_shapes(collection.table, collection.assessment)
    return found


def days_of(table: Table) -> NDArray[np.float64] | None:
    """First and last moment that each row was true, days since 1970, shape (rows, 2); None where none say.

    Infinite on a side that is open; NaN on both where a row says neither.
    """
    if "opened" not in table.values and "closed" not in table.values:
        return None
    days = np.full((len(table.ids), 2), np.nan)
    for side, key in enumerate(("opened", "closed")):
        for at, value in enumerate(table.values.get(key, ())):
            days[at, side] = _day(value)
    known = ~np.isnan(days).all(axis=1)
    days[known] = np.where(np.isnan(days[known]), [-math.inf, math.inf], days[known])
    return days


def _day(value: object) -> float:
    try:
        return float(date.fromisoformat(str(value)).toordinal() - EPOCH)
    except ValueError:
        return math.nan


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
