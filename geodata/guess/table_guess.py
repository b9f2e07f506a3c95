"""Which table a file is: the one whose columns it has, and that explains most of what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
import shapely

from geodata.contract.columns import Table
from geodata.contract.tables import TABLES
from geodata.guess.column_guess import PLACE, Codes, assigned
from geodata.guess.column_values import ColumnValues
from geodata.guess.findings import Guess, Reason
from geodata.guess.peek import Peek
from geodata.guess.vocabulary import tables_named_in
from geodata.guess.wide import wide_ages, wide_years

SAME_ON_EVERY_ROW: Final = {"care_form", "period", "mode", "municipality_id", "municipality", "kind", "theme"}
"""Required columns that a file may lack, as one value may hold for all its rows."""
_FITS_LEAST: Final = 0.35
_ENOUGH: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "addresses": (("street", "postcode"), ("number", "postcode", "locality")),
    "lists": (("persons",), ("ages", "age_from", "sex")),
    "themes": (("theme",),),
    "prevalence": (("condition",),),
    "goals": (("indicator", "measure"),),
    "projections": (("ages", "age_from", "sex", "variant", "wide_year"),),
}
"""More that a file must have to be taken for a table that little is required of: one column of each group."""


@dataclass(frozen=True, eq=False)
class Sight:
    """A file that was looked at, with what its columns hold."""

    peek: Peek

    @cached_property
    def columns(self) -> tuple[ColumnValues, ...]:
        """Its columns, in order."""
        frame = self.peek.frame
        return tuple(ColumnValues(str(name), frame[name].str.strip()) for name in frame.columns if str(name))

    def column(self, name: str) -> ColumnValues:
        """One of them, by name."""
        return next(each for each in self.columns if each.name == name)

    @cached_property
    def shapes(self) -> Literal["polygons", "points", "lines", ""]:
        """What most of its shapes are; "" where it has none."""
        if self.peek.raw is None or self.peek.raw.geometry is None or not len(self.peek.raw.geometry):
            return ""
        kinds = shapely.get_type_id(self.peek.raw.geometry)
        polygons, points = np.isin(kinds, (3, 6, 7)).mean(), np.isin(kinds, (0, 4)).mean()
        if max(polygons, points) < 0.5:
            return "lines" if (kinds >= 0).any() else ""
        return "polygons" if polygons >= points else "points"

    @cached_property
    def ages(self) -> dict[str, dict[str, str]]:
        """Its columns that are a class of age each."""
        return wide_ages(self.columns)

    @cached_property
    def years(self) -> dict[str, str]:
        """Its columns that are a year each."""
        return wide_years(self.columns)


@dataclass(frozen=True, eq=False)
class Fit:
    """How well a file is a table.

    Attributes
    ----------
    table : Table
    sure : float
        0 where it cannot be.
    columns : mapping
        Ours -> theirs and why.
    wide : bool
        Whether what the table measures stands in columns of years or ages.
    """

    table: Table
    sure: float
    columns: Mapping[str, tuple[str, Guess]]
    wide: bool = False

    @property
    def guess(self) -> Guess:
        """As a guess of a table."""
        return Guess(self.table.name, self.sure, Reason("has_columns", ", ".join(self.columns)))


def fits(sight: Sight, codes: Codes, tables: Sequence[str] = tuple(TABLES)) -> list[Fit]:
    """How well a file is each of some tables, best first; those that it cannot be are left out."""
    found = [fit(sight, TABLES[name], codes) for name in tables]
    return sorted((each for each in found if each.sure >= _FITS_LEAST), key=lambda each: -each.sure)


def fit(sight: Sight, table: Table, codes: Codes) -> Fit:
    """How well a file is one table."""
    wide = _wide(sight, table)
    columns = assigned([each for each in sight.columns if each.name not in wide], table, codes)
    if wide and table.measure in columns:  # a total beside its parts, or another count
        del columns[table.measure]
    sures = _needs(sight, table, columns, bool(wide))
    if not sures or min(sures) == 0:
        return Fit(table, 0.0, columns, bool(wide))
    taken = {theirs for theirs, _guess in columns.values()} | set(wide)
    explained = len(taken) / max(1, len(sight.columns))
    named = tables_named_in(sight.peek.file)
    by_file = 1.0 if table.name in named else 0.0 if named else 0.5
    sure = 0.5 * min(sures) + 0.15 * (sum(sures) / len(sures)) + 0.15 * explained + 0.2 * by_file
    return Fit(table, sure * _told_apart(sight, table, columns, bool(wide)), columns, bool(wide))


def _wide(sight: Sight, table: Table) -> set[str]:
    """Columns that become rows."""
    if table.name in ("population", "projections", "lists"):
        return {*sight.ages} or {*sight.years}
    return set()


def _needs(sight: Sight, table: Table, columns: Mapping[str, tuple[str, Guess]], wide: bool) -> list[float]:
    """How sure each thing is that the table must have; 0 for what is missing."""
    if table.name in ("areas", "background") and sight.shapes != "polygons":
        return [0.0]
    sures = [_sure(columns, "kind") or 0.45] if table.name == "background" else []
    for column in table.columns:
        if not column.required or column.name in SAME_ON_EVERY_ROW or column.kind == "geometry":
            continue
        if column.name == table.measure and wide:
            sures.append(0.9)
        elif column.name in ("name", "unit_id") and table.name in ("areas", "units"):
            sures.append(
                max(0.45, _sure(columns, column.name))
            )  # a code may serve as name, and a name as code
        elif column.name == "year" and sight.years and table.name == "projections":
            sures.append(0.9)
        else:
            sures.append(_sure(columns, column.name))
    if table.name == "units" and not {"unit_id", "name"} & set(columns):
        return [0.0]
    if table.one_of:
        sures.append(max(_group(sight, group, columns) for group in table.one_of))
    for group in _ENOUGH.get(table.name, ()):
        sures.append(
            max(0.9 if each == "wide_year" and sight.years else _sure(columns, each) for each in group)
        )
    return sures


def _group(sight: Sight, group: tuple[str, ...], columns: Mapping[str, tuple[str, Guess]]) -> float:
    if group == ("geometry",):
        return 0.95 if sight.shapes == "points" else 0.0
    if group in (("x", "y"), ("longitude", "latitude")) and PLACE in columns:
        return _sure(columns, PLACE)
    return min(_sure(columns, each) for each in group)


def _sure(columns: Mapping[str, tuple[str, Guess]], ours: str) -> float:
    return columns[ours][1].sure if ours in columns else 0.0


def _told_apart(sight: Sight, table: Table, columns: Mapping[str, tuple[str, Guess]], wide: bool) -> float:
    """Less than 1 where rows agree on all that should tell them apart."""
    names = ("ages", *table.key) if table.people else table.key
    key = [columns[ours][0] for ours in names if ours in columns]
    frame = sight.peek.frame
    if not key or not len(frame) or (wide and sight.peek.raw is None):
        return 1.0
    filled = frame[(frame[key] != "").all(axis=1)]
    unique = len(filled.drop_duplicates(key)) / max(1, len(filled))
    return 0.6 + 0.4 * unique if table.name != "areas" else 0.3 + 0.7 * unique
