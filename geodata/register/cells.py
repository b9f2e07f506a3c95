"""Base cells as they come from an engine, taken apart into columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pandas import Categorical, DataFrame, Index

from geodata.register.expression import FILTERED, KEYS, LOWEST, TOTALS, spans
from geodata.register.fields import period_key
from geodata.register.visited import EMPTY

Ints = NDArray[np.int64]

_COLUMNS = ("rows", "visits", "persons", "most_visits", "cost", "largest", "person")
"""Of `Counts`, those of a value a cell; some are empty."""


@dataclass(frozen=True, eq=False)
class Counts:
    """Sums of a register.

    Attributes
    ----------
    keys : mapping of int32 arrays, shape (cells,)
        Codes by key, below 0 where there is none; and `flaw`, bits of what is wrong with the figures.
    rows, visits : int64, shape (cells,)
    persons, most_visits : int64, shape (cells,)
        Whose they are, and the most of one; empty where the register does not tell.
    cost, largest : float64, shape (cells,)
        Currency units, NaN where unknown for any row; `largest` that of one person, or of one visit.
    person : int64, shape (cells,)
        Number of the person; empty where the register has no ids. A cell then has a row for each.
    filtered : tuple of int
        Rows and visits that conditions leave out.
    totals : tuple of int
        Rows and visits that are totals of others.
    """

    keys: Mapping[str, NDArray[np.int32]]
    rows: Ints
    visits: Ints
    persons: Ints
    most_visits: Ints
    cost: NDArray[np.float64]
    largest: NDArray[np.float64]
    person: Ints
    filtered: tuple[int, int]
    totals: tuple[int, int]


def counts_of(table: pa.Table, sizes: Mapping[str, int], visits_a_row: int | None) -> Counts:
    """Counts of an engine's answer.

    Parameters
    ----------
    table : pyarrow Table
        Of `geodata.register.expression.cells_of`.
    sizes : mapping
        As given to it.
    visits_a_row : int or None
        Where the register does not tell visits.
    """
    person = np.empty(0, np.int64)
    if "person" in table.column_names:
        person = _numbered(table.column("person"))
        table = table.drop_columns(["person"])
    columns = {name: table.column(name).to_numpy() for name in table.column_names}
    cell, rows = columns["cell"], columns["rows"]
    visits = columns.get("visits", rows * (visits_a_row or 0))
    whole = np.flatnonzero(cell >= 0)
    among = person[whole] if len(person) else np.zeros(len(whole), np.int64)
    whole = whole[np.lexsort((among, cell[whole]))]  # the same order from every engine
    taken = {name: column[whole] for name, column in columns.items()}
    none = np.empty(0, np.int64)
    costed = taken.get("costed", np.zeros(len(whole), np.int64))
    known = costed == taken["rows"]
    return Counts(
        _keys(taken["cell"], sizes),
        taken["rows"],
        visits[whole],
        taken.get("persons", none),
        taken.get("most_visits", none),
        _money(taken.get("cost"), known),
        _money(taken.get("largest"), known),
        person[whole] if len(person) else person,
        *((int(rows[cell == apart].sum()), int(visits[cell == apart].sum())) for apart in (FILTERED, TOTALS)),
    )


def with_forms(
    counts: Counts, known: Mapping[str, Sequence[str]], forms: Mapping[tuple[str, str], str]
) -> Counts:
    """Counts whose visits to a unit of several care forms are to the one of the visit's own.

    Parameters
    ----------
    counts : Counts
    known : mapping
        The region's own codes by column.
    forms : mapping
        Id of the source and care form -> id in the region.
    """
    if not forms:
        return counts
    unit = counts.keys["unit"].copy()
    numbers = {code: number for number, code in enumerate(known["unit_id"])}
    for (code, form), name in forms.items():
        if code in numbers and name in numbers:
            mine = counts.keys["unit"] == numbers[code]
            unit[mine & (counts.keys["care_form"] == list(known["care_form"]).index(form))] = numbers[name]
    keys = {**counts.keys, "unit": unit}
    by: list[NDArray[Any]] = [counts.person] if len(counts.person) else []
    order = np.lexsort([*by, *(keys[name] for name in reversed(KEYS))])  # as they came, by the new units
    columns = {name: getattr(counts, name) for name in _COLUMNS}
    sorted_ = {name: column[order] if len(column) else column for name, column in columns.items()}
    return replace(counts, keys={name: key[order] for name, key in keys.items()}, **sorted_)


def frame_of(
    counts: Counts, known: Mapping[str, Sequence[str]], keep: NDArray[np.bool_] | None = None
) -> DataFrame:
    """Exact base cells, never to be published as they are.

    Returns
    -------
    DataFrame
        `area` (int32 position; -1 no residence given, -2 one that is not the region's), `unit` (int32
        position, -1 unknown), `care_form`, `period`, `age_group` (categories in ascending order, ""
        unknown), `visits`, `rows` (int64), `cost` and `largest_cost` (NaN unknown); where the register tells
        them `persons` and `most_visits`, or `person`. One row a cell (and person), by period, care form,
        age group, area and unit.
    """
    taken = slice(None) if keep is None or keep.all() else keep
    of_persons = {name: getattr(counts, name) for name in ("persons", "most_visits", "person")}
    periods, period = np.unique(counts.keys["period"][taken], return_inverse=True)
    return DataFrame(
        {
            "area": counts.keys["area"][taken],
            "unit": counts.keys["unit"][taken],
            "care_form": _texts(counts.keys["care_form"][taken], known["care_form"]),
            "period": _texts(period, [period_key(int(code)) for code in periods]),
            "age_group": _texts(counts.keys["age_group"][taken], known["age_group"]),
            "visits": counts.visits[taken],
            "cost": counts.cost[taken],
            "largest_cost": counts.largest[taken],
            "rows": counts.rows[taken],
            **{name: column[taken] for name, column in of_persons.items() if len(column)},
        }
    )


def _numbered(names: pa.ChunkedArray) -> Ints:
    """Numbers of names, the same whatever order an engine answers in."""
    coded = names.combine_chunks().dictionary_encode()
    place = np.argsort(np.argsort(coded.dictionary.to_numpy(zero_copy_only=False)))
    found: Ints = place[coded.indices.to_numpy()].astype(np.int64)
    return found


def _keys(cell: Ints, sizes: Mapping[str, int]) -> dict[str, NDArray[np.int32]]:
    keys = {}
    rest = cell
    for name, size in reversed(spans(sizes)):
        rest, code = np.divmod(rest, size)
        keys[name] = (code + (0 if name == "flaw" else LOWEST)).astype(np.int32)
    return keys


def _money(hundredths: NDArray[Any] | None, known: NDArray[np.bool_]) -> NDArray[np.float64]:
    if hundredths is None:
        return np.full(len(known), np.nan)
    return np.where(known, hundredths / 100, np.nan)


def _texts(codes: NDArray[Any], labels: Sequence[str]) -> Categorical[str]:
    """Labels of codes as ascending categories of those that occur; "" for `EMPTY`."""
    present = np.unique(codes)
    named = {int(code): "" if code == EMPTY else labels[code] for code in present}
    ascending: list[str] = sorted(set(named.values()))
    place = {label: number for number, label in enumerate(ascending)}
    low = int(present.min(initial=0))
    table = np.zeros(int(present.max(initial=0)) - low + 1, np.int8 if len(ascending) < 127 else np.int32)
    for code, label in named.items():
        table[code - low] = place[label]
    return Categorical.from_codes(table[codes - low], categories=Index(ascending, dtype=str))
