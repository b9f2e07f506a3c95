"""A table while it is being checked: typed values that still know which file and row they came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.columns import Table
from geodata.contract.problems import VALUES_MOST, Problems, Severity
from geodata.contract.settings import TableSettings
from geodata.region.region import Account
from geodata.sources.mapping import Mapped
from geodata.sources.raw import cell_text

Bools = NDArray[np.bool_]
Policy = Literal["duplicates", "unknown_area", "unknown_unit", "outside"]

EXAMPLES = 5
"""How many ids an account names."""


@dataclass(frozen=True, eq=False)
class Part:
    """One file of a table: its settings and the names its problems use."""

    settings: TableSettings
    names: dict[str, str]  # ours -> the file's
    crs: str | None = None
    assumed: bool = False

    @classmethod
    def of(cls, settings: TableSettings, mapped: Mapped) -> Part:
        """The part a mapped file becomes."""
        names = dict(mapped.names)
        if "ages" in names:  # one column of the file holds both
            names |= {"age_from": names["ages"], "age_to": names["ages"]}
        return cls(settings, names, mapped.crs, mapped.assumed)


@dataclass(frozen=True, eq=False)
class Sheet:
    """Rows of one table from all its files.

    Attributes
    ----------
    frame : DataFrame
        Typed; only the columns that some file has.
    part, row : integers, shape (rows,)
        File of each row, as a position in `parts`, and its number there as the user sees it.
    measure_names : object array, shape (rows,)
        The file's own column a melted value stood in; "" where nothing was melted.
    geometry : object array, shape (rows,), or None
    parts : tuple of Part
    """

    table: Table
    frame: DataFrame
    part: NDArray[np.int64]
    row: NDArray[np.int64]
    measure_names: NDArray[np.object_]
    geometry: NDArray[np.object_] | None
    parts: tuple[Part, ...]

    def __len__(self) -> int:
        return len(self.frame)

    def take(self, keep: Bools) -> Sheet:
        """The rows where `keep` is true."""
        if keep.all():
            return self
        return replace(
            self,
            frame=self.frame[keep].reset_index(drop=True),
            part=self.part[keep],
            row=self.row[keep],
            measure_names=self.measure_names[keep],
            geometry=None if self.geometry is None else self.geometry[keep],
        )

    def with_columns(self, **columns: object) -> Sheet:
        """The sheet with some columns replaced or added."""
        return replace(self, frame=self.frame.assign(**columns))  # type: ignore[arg-type]

    def report(
        self,
        problems: Problems,
        code: str,
        where: Bools,
        column: str | None,
        *,
        values: Sequence[str] | None = None,
        expected: tuple[str, ...] | Sequence[tuple[str, ...]] = (),
        severity: Severity = "error",
        once: bool = False,
    ) -> None:
        """Add one problem for each row where `where` is true; `values` and `expected` cover those rows.

        With `once` the first of them is enough. Of a table of very many rows they are one: the first row, the
        commonest value, and how many they are.
        """
        picked = np.flatnonzero(where)[: 1 if once else None]
        if values is None and column is not None and column in self.frame:
            values = [cell_text(value) for value in self.frame[column].iloc[picked].tolist()]
        for position, part in enumerate(self.parts):
            mine = np.flatnonzero(self.part[picked] == position).tolist()
            if not mine:
                continue
            name: str | list[str] | None = part.names.get(column, column) if column else None
            if column == self.table.measure and column:
                name = [str(label) or str(name) for label in self.measure_names[picked[mine]]]
            if self.table.most is not None:
                own = _of_rows(expected, mine[:1])
                alone = next((each for each in own if isinstance(each, tuple)), None)  # of the first row
                among = mine if alone is None else mine[:1]
                problems.add(
                    code,
                    part.settings.file,
                    row=int(self.row[picked[mine[0]]]),
                    column=name if name is None or isinstance(name, str) else name[0],
                    value=None if values is None else Counter(values[i] for i in among).most_common(1)[0][0],
                    expected=[each for each in alone or own if isinstance(each, str)],
                    severity=severity,
                    rows=len(mine) if len(mine) > 1 else None,
                    ours=column,
                    words=() if values is None else _commonest(values, among),
                )
                continue
            problems.add_rows(
                code,
                part.settings.file,
                self.row[picked[mine]],
                name,
                None if values is None else [values[i] for i in mine],
                expected=_of_rows(expected, mine),
                severity=severity,
                ours=column,
            )

    def policy(self, policy: Policy) -> NDArray[np.object_]:
        """What each row's file says of a policy."""
        policies = np.array([getattr(part.settings, policy) for part in self.parts], dtype=object)
        return policies[self.part] if len(policies) else np.empty(0, dtype=object)

    def amount(self, where: Bools) -> int:
        """Persons or visits on some rows; 0 for tables that count neither, or people who are yet to come."""
        measure = self.table.measure
        yet_to_come = self.table.name == "projections"
        if measure not in ("persons", "visits") or yet_to_come or measure not in self.frame:
            return 0
        return int(pd.to_numeric(self.frame[measure][where]).sum())

    def account(
        self, reason: str, handling: Literal["set_aside", "kept"], where: Bools, column: str | None = None
    ) -> list[Account]:
        """One account of some rows, or none of none; its examples are codes, names or `file:row`."""
        if not where.any():
            return []
        columns = [each for each in self.table.columns if each.name in self.frame]
        coded = [each.name for each in columns if each.kind == "code"]
        shown = column or next(iter(coded), self.table.columns[0].name)
        named = self.frame[where]
        codes = named[shown] if shown in named else pd.Series("", index=named.index)
        if "name" in named:
            codes = codes.where(codes != "", named["name"])
        nameless = np.flatnonzero((codes == "").to_numpy(dtype=bool))[:EXAMPLES]
        at = np.flatnonzero(where)[nameless].tolist()
        places = [f"{self.parts[self.part[i]].settings.file}:{self.row[i]}" for i in at]
        codes = codes.mask(codes == "", pd.Series(places, index=named.index[nameless], dtype=str))
        examples = tuple(code for code in codes.dropna().drop_duplicates().tolist() if code)[:EXAMPLES]
        count = int(np.count_nonzero(where))
        return [Account(self.table.name, reason, handling, count, self.amount(where), examples)]


def _commonest(values: Sequence[str], rows: list[int]) -> tuple[str, ...]:
    return tuple(value for value, _ in Counter(values[i] for i in rows).most_common(VALUES_MOST))


def _of_rows(
    expected: tuple[str, ...] | Sequence[tuple[str, ...]], rows: list[int]
) -> tuple[str, ...] | list[tuple[str, ...]]:
    """What was expected of some rows: the same of all, or each its own."""
    if expected and isinstance(expected[0], tuple):
        return [each for each in (expected[i] for i in rows) if isinstance(each, tuple)]
    return tuple(each for each in expected if isinstance(each, str))


def joined(sheets: Sequence[Sheet]) -> Sheet:
    """One sheet of all a table's files."""
    if len(sheets) == 1:
        return sheets[0]
    offsets = np.cumsum([0, *(len(sheet.parts) for sheet in sheets)])
    frame = pd.concat([sheet.frame for sheet in sheets], ignore_index=True)
    for column in sheets[0].table.columns:
        if column.name in frame and pd.api.types.is_string_dtype(frame[column.name]):
            frame[column.name] = frame[column.name].fillna("").astype(str)
    shapes = [
        sheet.geometry if sheet.geometry is not None else np.full(len(sheet), None, dtype=object)
        for sheet in sheets
    ]
    return Sheet(
        sheets[0].table,
        frame,
        np.concatenate([sheet.part + offset for sheet, offset in zip(sheets, offsets, strict=False)]),
        np.concatenate([sheet.row for sheet in sheets]),
        np.concatenate([sheet.measure_names for sheet in sheets]),
        np.concatenate(shapes) if any(sheet.geometry is not None for sheet in sheets) else None,
        tuple(part for sheet in sheets for part in sheet.parts),
    )


def positions(codes: pd.Series[str], ids: pd.Index) -> NDArray[np.int32]:
    """Position of each code among the ids, -1 where it is none of them."""
    return np.asarray(ids.get_indexer(pd.Index(codes)), dtype=np.int32)
