"""One problem of a data folder, and the list they are gathered in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Severity = Literal["error", "warning"]

ROWS_MOST = 1000
"""Rows of one kind of problem that are problems of their own; those beyond are told together, by value."""

VALUES_MOST = 200
"""Values that are told apart among the rows beyond."""


SHOWN_MOST = 240
"""Characters of a value that a problem repeats at most."""

LINE_MOST = 4000
"""Characters of the one thing that is expected: often a line of `region.toml`, which is no line if cut."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of characters that print nothing, or change how what stands beside them is printed."""


def shown(text: str, most: int = SHOWN_MOST) -> str:
    r"""A text of somebody's file as it can be printed anywhere: cut short, and `\n` for what is not seen."""
    short = text if len(text) <= most else f"{text[: most - 1]}\N{HORIZONTAL ELLIPSIS}"
    if short.isprintable():
        return short
    return "".join(_escaped(each) if unicodedata.category(each) in _UNSEEN else each for each in short)


def _escaped(character: str) -> str:
    known = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
    return known.get(character) or f"\\u{ord(character):04X}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a value, row, column or file, as data rather than sentences.

    Attributes
    ----------
    severity : {"error", "warning"}
        An error stops a build; a warning does not.
    code : str
        What kind of problem; the key of its sentence in `geodata/checks/sentences.toml`.
    file : str
        As `region.toml` names it.
    row : int or None
        As the user sees it: the header is row 1, features are numbered from 1.
    column : str or None
        As the file names it; in `region.toml` the dotted key.
    value : str or None
        As it stands in the file, and can be printed: see `shown`.
    expected : tuple of str
        What would have been right, or what the value clashes with.
    rows : int or None
        How many rows have the problem, where they are told together: `value` then holds the commonest.
    ours : str or None
        The column's name under the table in `region.toml`, where it is known: what `recode` calls it.
    words : tuple of str
        The commonest values, each by itself, where `value` holds several.
    """

    severity: Severity
    code: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    expected: tuple[str, ...] = ()
    rows: int | None = None
    ours: str | None = None
    words: tuple[str, ...] = ()


def _as_shown(problem: Problem) -> Problem:
    """The problem with what it repeats of the file as it can be printed anywhere."""
    column = None if problem.column is None else shown(problem.column)
    value = None if problem.value is None else shown(problem.value)
    most = LINE_MOST if len(problem.expected) == 1 else SHOWN_MOST
    expected = tuple(shown(each, most) for each in problem.expected)
    if (column, value, expected) == (problem.column, problem.value, problem.expected):
        return problem
    return replace(problem, column=column, value=value, expected=expected)


class Problems:
    """Every problem found so far, in the order they were met; of very many of a kind the first and counts."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._of_kind: Counter[tuple[str, str, str, str | None]] = Counter()
        self._values_beyond: Counter[tuple[str, str, str, str | None]] = Counter()
        self._beyond: dict[tuple[object, ...], int] = {}  # kind and value -> where in `found`

    def add(
        self,
        code: str,
        file: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        expected: Iterable[str] = (),
        severity: Severity = "error",
        rows: int | None = None,
        ours: str | None = None,
        words: Iterable[str] = (),
    ) -> None:
        """Add one problem."""
        self._add(
            Problem(severity, code, file, row, column, value, tuple(expected), rows, ours, tuple(words))
        )

    def add_rows(
        self,
        code: str,
        file: str,
        rows: NDArray[np.int64],
        columns: str | Sequence[str] | None,
        values: Sequence[str] | None,
        *,
        expected: tuple[str, ...] | Sequence[tuple[str, ...]] = (),
        severity: Severity = "error",
        ours: str | None = None,
    ) -> None:
        """Add one problem a row; `columns` and `expected` are the same for all rows or one each."""
        each = bool(expected) and isinstance(expected[0], tuple)
        for i, row in enumerate(rows.tolist()):
            self._add(
                Problem(
                    severity,
                    code,
                    file,
                    row,
                    columns if columns is None or isinstance(columns, str) else columns[i],
                    None if values is None else values[i],
                    expected[i] if each else expected,  # type: ignore[arg-type]
                    None,
                    ours,
                )
            )

    def _add(self, problem: Problem) -> None:
        problem = _as_shown(problem)
        kind = (problem.severity, problem.code, problem.file, problem.column)
        self._of_kind[kind] += 1
        if problem.row is None or problem.rows is not None or self._of_kind[kind] <= ROWS_MOST:
            self.found.append(problem)
            return
        key: tuple[object, ...] = (*kind, problem.value)
        if key not in self._beyond and self._values_beyond[kind] >= VALUES_MOST:
            key = kind
        at = self._beyond.get(key)
        if at is None:
            self._values_beyond[kind] += 1
            self._beyond[key] = len(self.found)
            self.found.append(replace(problem, rows=1))
        else:
            self.found[at] = replace(self.found[at], rows=(self.found[at].rows or 1) + 1)

    @property
    def errors(self) -> int:
        """How many of the problems stop a build."""
        return sum(problem.severity == "error" for problem in self.found)
