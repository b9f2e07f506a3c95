"""Cells that may mean one thing or another: each kind is one problem, with the line that decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.checks.sheet import Sheet
from geodata.contract.columns import Column
from geodata.contract.problems import Problems, Severity
from geodata.contract.settings import TableSettings
from geodata.sources.days import COUNTABLE, day_of
from geodata.sources.null_words import null_line, null_words, quoted
from geodata.sources.numbers import told_by_others, ways_out
from geodata.sources.typed import AFTER, AMBIGUOUS, BEFORE, NUMBERED, Bad, Values

WORDS: Final = ("code", "name", "text", "list", "geometry")
"""Kinds of column that any text may stand in."""
CHOSEN: Final = ("yes_no", "sex", "url", "days", "operator", "care_form", "age_group", "indicator", "term",
                 "goal_measure", "follow_up", "theme", "background")  # fmt: skip
"""Kinds in which `x` and `*` may be words of their own."""
BEGINNINGS: Final = ("opened", "valid_from", "date")
"""Columns of days from which on something holds: one before all others is none."""
FIRST: Final = 3
"""Examples that a problem names."""
RECODED_MOST: Final = 20

Bools = NDArray[np.bool_]


class DoubtfulCells:
    """What is doubtful in one file's rows.

    Parameters
    ----------
    text : Sheet
        Still text.
    settings : TableSettings
    problems : Problems
    """

    def __init__(self, text: Sheet, settings: TableSettings, problems: Problems) -> None:
        self._text, self._settings, self._problems = text, settings, problems
        self._nulls: list[tuple[str, Bools]] = []

    def apart(self, column: Column, values: Values) -> tuple[Bad, Bools]:
        """What else is wrong with a column, by code; and which rows are doubtful and cannot be built on.

        Doubtful marks, split years and days without an end are reported here; words for nothing by
        `report_null_words`, when all columns have been looked at.
        """
        bad = dict(values.bad)
        texts = self._text.frame[column.name]
        doubtful = np.zeros(len(texts), dtype=bool)
        if column.kind not in WORDS:
            wrong = np.logical_or.reduce(
                [where for code, where in bad.items() if code not in _DAYS], initial=False
            )
            if np.any(wrong):
                nulls = null_words(texts, ticks=column.kind not in CHOSEN) & wrong
                bad = {code: where & ~nulls for code, where in bad.items()}
                doubtful |= nulls
                if nulls.any():
                    self._nulls.append((column.name, nulls))
        marks = bad.pop(AMBIGUOUS, None)
        if marks is not None and marks.any():
            self._report_marks(column, marks)
            doubtful |= marks
        split = bad.pop("split_year", None)
        if split is not None and split.any():
            self._report_split_years(column, split)
            doubtful |= split
        doubtful |= self._days(column, bad)
        return bad, doubtful

    def report_null_words(self) -> None:
        """Add one problem of all words that seem to stand for nothing, in whatever column."""
        if not self._nulls:
            return
        frame = self._text.frame
        words = dict.fromkeys(word for name, where in self._nulls for word in frame[name][where].unique())
        rows = np.logical_or.reduce([where for _, where in self._nulls])
        names = ", ".join(dict.fromkeys(self._name(name, where) for name, where in self._nulls))
        line = null_line(list(words)[:RECODED_MOST], self._settings.null)
        self._add("null_words", rows, names, ", ".join(list(words)[:RECODED_MOST]), (line,))

    def _report_marks(self, column: Column, where: Bools) -> None:
        """One problem of a column's doubtful marks; and what the rest of the column suggests."""
        texts = self._text.frame[column.name]
        some = texts[where].unique()[:FIRST]
        decimal = told_by_others(list(texts.unique()), column.kind in ("whole", "year", "age"))
        code, ways = ways_out(some[0], decimal)
        self._add(code, where, self._name(column.name, where), "; ".join(some), ways)

    def _report_split_years(self, column: Column, where: Bools) -> None:
        years = sorted(self._text.frame[column.name][where].unique())[:RECODED_MOST]
        pairs = ", ".join(f"{quoted(year)} = {quoted(year[:4])}" for year in years)
        line = f"recode = {{ {column.name} = {{ {pairs} }} }}"
        self._add("split_year", where, self._name(column.name, where), ", ".join(years[:FIRST]), (line,))

    def _days(self, column: Column, bad: Bad) -> Bools:
        """Rows whose day is needed but is none that can be counted; what else it is read as is said."""
        sides = {side: bad.pop(side) for side in _DAYS if side in bad}
        lacking = np.zeros(len(self._text), dtype=bool)
        name = column.name
        for side in (BEFORE, AFTER):
            where = sides.get(side)
            if where is None or not where.any():
                continue
            if column.required:
                ends = tuple(day.isoformat() for day in COUNTABLE)
                self._add(
                    "day_not_countable", where, self._name(name, where), self._examples(name, where), ends
                )
                lacking |= where
            elif (side == BEFORE) != (name in BEGINNINGS):
                self._warn("day_means_none", where, name)
        numbered = sides.get(NUMBERED)
        if numbered is not None and numbered.any():
            first = self._text.frame[name][numbered].iloc[0]
            self._warn("day_from_number", numbered, name, (str(day_of(first)),), [first])
        return lacking

    def _warn(
        self, code: str, where: Bools, column: str, expected: tuple[str, ...] = (), texts: Sequence[str] = ()
    ) -> None:
        value = ", ".join(texts) or self._examples(column, where)
        self._add(code, where, self._name(column, where), value, expected, "warning")

    def _examples(self, column: str, where: Bools) -> str:
        return ", ".join(pd.unique(self._text.frame[column][where])[:FIRST])

    def _name(self, column: str, where: Bools) -> str:
        """The file's own name of a column; of a melted one that of the first row."""
        if column == self._text.table.measure:
            label = str(self._text.measure_names[np.flatnonzero(where)[0]])
            if label:
                return label
        return self._text.parts[0].names.get(column, column)

    def _add(
        self,
        code: str,
        where: Bools,
        column: str,
        value: str,
        expected: tuple[str, ...] = (),
        severity: Severity = "error",
    ) -> None:
        rows = self._text.row[where]
        self._problems.add(
            code,
            self._settings.file,
            row=int(rows[0]),
            column=column,
            value=value,
            expected=expected,
            severity=severity,
            rows=len(rows) if len(rows) > 1 else None,
        )


_DAYS = (BEFORE, AFTER, NUMBERED)
