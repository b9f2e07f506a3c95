"""Problems of one kind told as one: how many, the first rows, and the values, commonest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.contract.problems import Problem, Severity

UNREAD = ("unknown_column", "misspelt_column")
"""Codes of columns that nothing reads: all those of a file are one kind."""

COLUMNS_MOST = 3
"""Columns with the same problem that are told one by one; of more, as in a wide table, all are one kind."""


@dataclass(frozen=True)
class KindOfProblem:
    """Problems that one change mends.

    Attributes
    ----------
    problems : tuple of Problem
        The first ones tell what is wrong.
    count : int
        Rows, or problems that are of no row.
    rows : tuple of int
        Ascending; not those beyond what is told one by one.
    columns : tuple of str
        As the file names them.
    values : tuple of (str, int)
        As they stand in the file, commonest first, each with its rows.
    """

    problems: tuple[Problem, ...]
    count: int
    rows: tuple[int, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[str, int], ...]

    @property
    def first(self) -> Problem:
        """The one that is told of."""
        return self.problems[0]

    @property
    def severity(self) -> Severity:
        """That of the worst."""
        return self.first.severity


def kinds(problems: Iterable[Problem]) -> list[KindOfProblem]:
    """Problems by severity, code, file and column, in the order of the first of each."""
    by_column: dict[tuple[str | None, ...], list[Problem]] = {}
    for problem in problems:
        by_column.setdefault(_key(problem), []).append(problem)
    columns = Counter(key[:3] for key in by_column)
    grouped: dict[tuple[str | None, ...], list[Problem]] = {}
    for key, found in by_column.items():
        wide = columns[key[:3]] > COLUMNS_MOST and found[0].row is not None
        grouped.setdefault(key[:3] if wide else key, []).extend(found)
    return [_kind(found) for found in grouped.values()]


def _key(problem: Problem) -> tuple[str | None, ...]:
    if problem.code in UNREAD:
        return (problem.severity, UNREAD[0], problem.file, "")
    return (problem.severity, problem.code, problem.file, problem.column)


def _kind(problems: Sequence[Problem]) -> KindOfProblem:
    values: Counter[str] = Counter()
    for each in problems:
        many = each.rows or 1
        for word in each.words or ([] if each.value is None else [each.value]):
            values[word] += many if not each.words else 1
    return KindOfProblem(
        tuple(problems),
        sum(each.rows or 1 for each in problems),
        tuple(sorted({each.row for each in problems if each.row is not None})),
        tuple(dict.fromkeys(each.column for each in problems if each.column is not None)),
        tuple(values.most_common()),
    )
