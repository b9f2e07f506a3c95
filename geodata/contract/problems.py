"""One problem of a data folder, and the list they are gathered in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Severity = Literal["error", "warning"]


SHOWN_MOST = 240
"""Characters of a value that a problem repeats at most."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of characters that print nothing, or change how what stands beside them is printed."""


def shown(text: str) -> str:
    r"""A text of somebody's file as it can be printed anywhere: cut short, and `\n` for what is not seen."""
    short = text if len(text) <= SHOWN_MOST else f"{text[: SHOWN_MOST - 1]}\N{HORIZONTAL ELLIPSIS}"
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
    """

    severity: Severity
    code: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    expected: tuple[str, ...] = ()
    rows: int | None = None


class Problems:
    """Every problem found so far, in the order they were met."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

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
    ) -> None:
        """Add one problem."""
        self.found.append(
            Problem(
                severity,
                code,
                file,
                row,
                None if column is None else shown(column),
                None if value is None else shown(value),
                tuple(shown(each) for each in expected),
                rows,
            )
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
    ) -> None:
        """Add one problem a row; `columns` and `expected` are the same for all rows or one each."""
        each = bool(expected) and isinstance(expected[0], tuple)
        for i, row in enumerate(rows.tolist()):
            self.found.append(
                Problem(
                    severity,
                    code,
                    file,
                    row,
                    columns
                    if columns is None
                    else shown(columns if isinstance(columns, str) else columns[i]),
                    None if values is None else shown(values[i]),
                    tuple(shown(text) for text in (expected[i] if each else expected)),  # type: ignore[arg-type]
                )
            )

    @property
    def errors(self) -> int:
        """How many of the problems stop a build."""
        return sum(problem.severity == "error" for problem in self.found)
