"""Where the header of a table stands: in the first row, below titles, or in several rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geodata.contract.headers import HEADER_MOST
from geodata.contract.problems import Problems
from geodata.sources.layout import Layout
from geodata.sources.raw import UnreadableError, unique_names

LOOKED_AT: Final = 100
"""Filled rows among which a header is looked for."""
COLUMNS_MOST: Final = 10_000

_VALUE: Final = re.compile(r"\d{4}-\d\d-\d\d.*|\d{7,}|-?\d+[.,]\d+")
"""What is a value of some row, and the name of no column."""

Row = tuple[int, Mapping[int, str]]
"""Number of a row as the user sees it; text by column, counted from 0, of its filled cells."""
Merge = tuple[int, int, int, int]
"""First and last row as the user sees them, first and last column counted from 0."""


@dataclass(frozen=True)
class Header:
    """Names of columns, from the first, and the last row above the table's values (0 where none is)."""

    names: tuple[str, ...]
    row: int


def header_of(
    rows: Sequence[Row], layout: Layout, file: str, problems: Problems, merges: Sequence[Merge] = ()
) -> Header:
    """The header of a table.

    It is what the layout says. Where that is silent, it is the first row that names columns that are read;
    where that is not the first filled row, a warning says so. A row that only looks like a header, below
    one that does not, is an error that names the setting.

    Parameters
    ----------
    rows : sequence of Row
        Filled rows from the top, `LOOKED_AT` of them or fewer.
    layout : Layout
    file : str
    problems : Problems
    merges : sequence of Merge
        Cells made one, where the file tells.

    Raises
    ------
    UnreadableError
        If there is no header, or the region must say where it is.
    """
    numbers = layout.header_row or ((0,) if layout.header else (_found(rows, layout, file, problems),))
    by_number = dict(rows)
    if layout.header:
        _refuse_narrow(rows, numbers[-1], layout)
        return Header(layout.header, numbers[-1])
    for number in numbers[-1:]:
        if not by_number.get(number):
            raise UnreadableError("no_header", row=number)
    levels = [by_number.get(number, {}) for number in numbers]
    width = max(max(level, default=-1) for level in levels) + 1
    if width > COLUMNS_MOST:
        raise UnreadableError("too_many_columns", str(width), (str(COLUMNS_MOST),), row=numbers[-1])
    of_header = [each for each in merges if each[0] <= numbers[-1] and each[1] >= numbers[0]]
    if not layout.header_row:
        _refuse_two_levels(rows, numbers[0], of_header)
    last = len(levels) - 1
    filled = [
        _spread(level, width, number, of_header, free=len(levels) > 1 and at < last)
        for at, (number, level) in enumerate(zip(numbers, levels, strict=True))
    ]
    joined = [_joined([level[column] for level in filled]) for column in range(width)]
    for name in joined:
        if len(name) > HEADER_MOST:
            value = f"{name[:40]}… ({len(name)})"
            raise UnreadableError("long_header", value, (str(HEADER_MOST),), row=numbers[-1])
    repeated: list[str] = []
    names = unique_names(joined, repeated)
    for name in repeated:
        problems.add("repeated_column", file, row=numbers[-1], column=name)
    return Header(tuple(names), numbers[-1])


def _found(rows: Sequence[Row], layout: Layout, file: str, problems: Problems) -> int:
    if not rows:
        raise UnreadableError("no_header", row=1)
    first, cells = rows[0]
    if layout.wanted(cells.values()) > 1:
        return first
    known = [layout.wanted(cells.values()) for _number, cells in rows]
    at = known.index(max(known))
    if at > 0 and known[0] < 2 <= known[at]:
        _refuse_repeated(rows, at)
        above = next(iter(rows[0][1].values()))
        setting = f"header_row = {rows[at][0]}"
        problems.add(
            "title_rows", file, row=rows[at][0], value=above[:80], expected=(setting,), severity="warning"
        )
        return rows[at][0]
    if known[0] == 0:
        likely = _widest(rows)
        if likely is not None:
            value = next(iter(cells.values()))[:80]
            raise UnreadableError("header_below", value, (f"header_row = {likely}",), row=first)
        _warn_of_values(rows, layout, file, problems)
    return first


def _refuse_repeated(rows: Sequence[Row], at: int) -> None:
    """Refuse a header whose names come again, below a row that tells them apart."""
    (above, over), (number, cells) = rows[at - 1], rows[at]
    if above == number - 1 and len(over) > 1 and len(set(cells.values())) < len(cells):
        raise UnreadableError(
            "header_of_several_rows", expected=(f"header_row = [{above}, {number}]",), row=above
        )


def _warn_of_values(rows: Sequence[Row], layout: Layout, file: str, problems: Problems) -> None:
    """Warn of a first row that looks like those below it: dates or long numbers are no names."""
    if len(rows) < 2 or not layout.names:
        return
    (number, cells), (_below, under) = rows[:2]
    values = [
        text for at, text in cells.items() if _VALUE.fullmatch(text) and _VALUE.fullmatch(under.get(at, ""))
    ]
    if values and cells.keys() == under.keys():
        problems.add("first_row_of_values", file, row=number, value=values[0][:80], severity="warning")


def _widest(rows: Sequence[Row]) -> int | None:
    """Number of the first row as wide as most are, where rows above it are titles; None where none are."""
    widths = [len(cells) for _number, cells in rows]
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    if usual < 2 or widths[0] * 2 > usual or (widths[0] == 1 and 0 not in rows[0][1]):
        return None
    return next(number for (number, _cells), width in zip(rows, widths, strict=True) if width * 2 > usual)


def _refuse_narrow(rows: Sequence[Row], header_row: int, layout: Layout) -> None:
    """Refuse names that are fewer than the columns of the first row of values."""
    below = next((row for row in rows if row[0] > header_row), None)
    if below is not None and max(below[1], default=-1) >= len(layout.header):
        wide = str(max(below[1]) + 1)
        raise UnreadableError("header_too_short", str(len(layout.header)), (wide,), row=below[0])


def _refuse_two_levels(rows: Sequence[Row], number: int, merges: Sequence[Merge]) -> None:
    """Refuse a header whose merged cells have names below them, or reach down into further rows."""
    low = max((last for _first, last, _left, _right in merges), default=number)
    across = [(left, right) for _first, _last, left, right in merges if right > left]
    below = next((cells for each, cells in rows if each == number + 1), {})
    for left, right in across:
        under = [below.get(column, "") for column in range(left, right + 1)]
        if all(under) and not any(text[:1].isdigit() or text[:1] in "-+" for text in under):
            low = max(low, number + 1)
    if low > number:
        setting = f"header_row = [{', '.join(map(str, range(number, low + 1)))}]"
        raise UnreadableError("header_of_several_rows", expected=(setting,), row=number)


def _spread(
    level: Mapping[int, str], width: int, number: int, merges: Sequence[Merge], *, free: bool
) -> list[str]:
    """Texts of one row of a header, those of merged cells in each of them.

    Where the file tells of no merged cells (`free`), a text reaches to the next one on its right.
    """
    texts = [level.get(column, "") for column in range(width)]
    for first, last, left, right in merges:
        if first <= number <= last and first == number:
            texts[left : right + 1] = [level.get(left, "")] * len(texts[left : right + 1])
    if free and not merges:
        for column in range(1, width):
            texts[column] = texts[column] or texts[column - 1]
    return texts


def _joined(parts: Sequence[str]) -> str:
    """Parts of a name from above downwards, each once."""
    return " ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))
