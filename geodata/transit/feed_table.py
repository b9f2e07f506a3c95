"""One file of a feed as text, and what its cells say; every wrong cell is named, each kind once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Index

from geodata.contract.problems import Problems, Severity
from geodata.transit.gtfs import GtfsTable

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(eq=False)
class FeedTable:
    """A table of text with the numbers of its rows.

    Attributes
    ----------
    file : str
        As problems name it.
    frame : DataFrame of str
        "" where nothing stands, and in columns that the file lacks.
    rows : int64, shape (rows,)
        The header is row 1.
    problems : Problems
    """

    file: str
    frame: DataFrame
    rows: Ints
    problems: Problems

    @classmethod
    def empty(cls, file: str, table: GtfsTable, problems: Problems) -> FeedTable:
        """The same columns without rows."""
        frame = DataFrame({name: [] for name in (*table.needed, *table.more)}, dtype=str)
        return cls(file, frame, np.empty(0, np.int64), problems)

    def __len__(self) -> int:
        """How many rows."""
        return len(self.frame)

    def where(self, rows: Bools) -> FeedTable:
        """Some of the rows."""
        return FeedTable(self.file, self.frame[rows].reset_index(drop=True), self.rows[rows], self.problems)

    def report(
        self,
        code: str,
        wrong: Bools,
        column: str,
        *expected: str,
        severity: Severity = "error",
    ) -> None:
        """One problem of all rows that have it: the first of them, with the commonest value."""
        if not wrong.any():
            return
        values = self.frame[column].to_numpy(object)[wrong]
        commonest = Counter(values.tolist()).most_common(1)[0][0]
        rows = self.rows[wrong]
        self.problems.add(
            code,
            self.file,
            row=int(rows[values == commonest][0]),
            column=column,
            value=str(commonest),
            expected=expected,
            severity=severity,
            rows=len(rows) if len(rows) > 1 else None,
        )

    def numbers(self, column: str, low: float, high: float, default: float = np.nan) -> Floats:
        """Numbers of a column, `default` where nothing stands; what is none, or impossible, is named."""
        text = self.frame[column]
        blank = (text == "").to_numpy(bool)
        found = pd.to_numeric(text.where(~blank, "nan"), errors="coerce").to_numpy(np.float64)
        outside = ~blank & np.isfinite(found) & ((found < low) | (found > high))
        self.report("not_a_number", ~blank & ~np.isfinite(found), column)
        self.report("impossible_number", outside, column, f"{low:g}", f"{high:g}")
        return np.where(blank | outside | ~np.isfinite(found), default, found)

    def days(self, column: str) -> Ints:
        """Days as ordinals of the calendar; 0 where one is none, which is named."""
        text = self.frame[column]
        found = pd.to_datetime(text, format="%Y%m%d", errors="coerce")
        wrong = found.isna().to_numpy(bool)
        self.report("not_a_date", wrong, column, "20260131")
        return np.array([0 if pd.isna(day) else day.toordinal() for day in found], np.int64)

    def codes(self, column: str, known: Index, where: str, *, severity: Severity = "warning") -> Ints:
        """Positions of a column's ids among known ones, -1 where there is none such, which is named."""
        found = known.get_indexer(pd.Index(self.frame[column])).astype(np.int64)
        self.report("not_in_feed", found < 0, column, where, severity=severity)
        return found

    def index(self, column: str) -> Index:
        """Ids of the rows; one that is there twice is named, and so is a blank."""
        ids: Index = pd.Index(self.frame[column])
        self.report("missing_value", (ids == "").astype(bool), column)
        self.report("repeated_id", np.asarray(ids.duplicated(), bool), column)
        return ids
