"""The three places that a step names on the map, first to third, from the table of its layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.access import Access
from dashboard.layers.base import Kind, Layer, Table
from dashboard.question.request import Request
from dashboard.tables.rows import is_missing, rows_of
from dashboard.words.words import Words

Ints = NDArray[np.int64]
MOST = 3
BY: Mapping[str, tuple[str, str, str]] = {
    "underserved": ("zone", "persons", "down"),
    "nearest": ("area", "nearest", "down"),
    "access": ("area", "", "up"),  # by the measure that the map shows
    "older": ("area", "older", "down"),
    "difference": ("area", "gap", ""),  # likewise
    "change": ("area", "difference", ""),  # in the table's own order: residents by minutes
}
"""Of a layer that has a first place: the column that names it, the one it is ranked by, and which way."""


@dataclass(frozen=True)
class Ranked:
    """One place of the ranking: `areas` are positions, `area` the one where its number stands."""

    number: int
    id: str
    name: str
    summary: str
    value: float
    areas: tuple[int, ...]
    area: int


def ranking_of(
    layer: Layer | None, request: Request, column: str = "", among: Ints | None = None
) -> tuple[Ranked, ...]:
    """The first three rows of a layer's table; none where it has fewer than two, or nothing to rank by.

    Parameters
    ----------
    layer : Layer or None
        What colours the map.
    request : Request
    column : str
        What is told of each place; "" is what they are ranked by.
    among : int64 or None
        Areas that alone, and what they are in, are ranked.
    """
    if layer is None or layer.key not in BY:
        return ()
    name, by, direction = BY[layer.key]
    by = by or (layer.measure if isinstance(layer, Access) else "")
    table = layer.table(request.assessment, request.focus)
    order = rows_of(table, request.words, f"{by}.{direction}" if direction else "", "", len(table.ids)).at
    lived_in = [at for at in order if _known(table, by, at) and float(table.values["persons"][at]) > 0]  # type: ignore[arg-type]
    if among is not None:
        near = set(among.tolist())
        lived_in = [at for at in lived_in if not near.isdisjoint(_areas(table, at, request))]
    if len(lived_in) < 2:
        return ()
    shown = column or by
    kind = next(held.kind for held in table.columns if held.key == shown)
    return tuple(
        _ranked(number, table, at, (name, shown, kind), request)
        for number, at in enumerate(lived_in[:MOST], 1)
    )


def _known(table: Table, by: str, at: int) -> bool:
    return not is_missing(table.values[by][at])


def _ranked(number: int, table: Table, at: int, by: tuple[str, str, Kind], request: Request) -> Ranked:
    name, column, kind = by
    id_, value = str(table.ids[at]), float(table.values[column][at])  # type: ignore[arg-type]  # a number, by its kind
    area = request.region.areas.index.tolist().index(id_)  # a zone is called after one of its areas
    areas = _areas(table, at, request)
    persons = int(table.values["persons"][at])  # type: ignore[arg-type]
    text = _value_text(value, column, kind, persons, request.words)
    return Ranked(number, id_, str(table.values[name][at]), text, value, tuple(areas), area)


def _areas(table: Table, at: int, request: Request) -> list[int]:
    id_ = str(table.ids[at])
    if table.row_kind == "zone":
        return request.assessment.lacking.zone(id_).areas.tolist()  # type: ignore[no-any-return]
    return [request.region.areas.index.tolist().index(id_)]


def _value_text(value: float, column: str, kind: Kind, persons: int, words: Words) -> str:
    residents = words("ui.residents", count=words.count(persons))
    if column == "persons":
        return residents
    figure = words.value(value, kind)
    return f"{figure} · {residents}" if np.isfinite(value) else f"{residents} · {figure}"
