"""Rows of a level of published cells, whatever columns it has: taken, put in other slices, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.region.visits import Level, Provider, Residence, Visits

Ints = NDArray[np.int64]
Columns = dict[str, NDArray[Any]]

CODES = ("residence", "provider")
FIGURES = tuple(field.name for field in fields(Level) if field.name not in ("slices", *CODES))
"""Columns that say something of a cell; one that is empty says nothing of any."""


def groups_of(level: Level) -> Ints:
    """The slice of each row."""
    counts = np.diff(level.slices)
    return np.repeat(np.arange(len(counts)), counts)


def names_of(visits: Visits) -> list[tuple[str, str, str]]:
    """(Period, care form, age) of every slice, in order; "" stands for all ages."""
    return [*product(visits.published, visits.care_forms, ("", *visits.age_groups))]


def columns_of(level: Level) -> Columns:
    """Columns of a level, rows without slices; figures that nothing is known of are missing in every row."""
    rows = len(level.residence)
    found = {name: np.asarray(getattr(level, name)) for name in (*CODES, *FIGURES)}
    return {name: column if len(column) else missing(rows, column.dtype) for name, column in found.items()}


def missing(rows: int, kind: Any) -> NDArray[Any]:
    """A column of nothing: NaN, or 0 where numbers are whole, as of cells that are not published."""
    return np.full(rows, np.nan if np.issubdtype(kind, np.floating) else 0, kind)


def level_of(parts: Sequence[tuple[Ints, Columns]], slices: int) -> Level:
    """A level of rows from several others, none of which have a cell in common.

    Parameters
    ----------
    parts : sequence of (slice of each row, columns)
        Rows whose slice is -1 are left out.
    slices : int
        How many there are.
    """
    group = np.concatenate([group for group, _ in parts])
    order = np.argsort(group, kind="stable")[np.count_nonzero(group < 0) :]
    columns = {
        name: np.concatenate([columns[name] for _, columns in parts])[order] for name in (*CODES, *FIGURES)
    }
    if not np.isfinite(columns["cost"]).any():
        columns["cost"] = np.empty(0)
    return Level(np.searchsorted(group[order], np.arange(slices + 1)).astype(np.int64), **columns)


def relabelled(visits: Visits, like: Visits) -> dict[tuple[Residence, Provider], Level]:
    """The levels of some visits in the slices of others; what these have no slice for is left out."""
    number = {names: at for at, names in enumerate(names_of(like))}
    place = np.array([number.get(names, -1) for names in names_of(visits)], np.int64)
    return {
        name: level_of([(place[groups_of(level)], columns_of(level))], len(number))
        for name, level in visits.levels.items()
    }
