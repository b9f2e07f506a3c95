"""One sheet of a workbook, whatever program wrote it, as a table of text; what a screen hides is told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped,unused-ignore]
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources.header_rows import LOOKED_AT, Header, Merge, Row, header_of
from geodata.sources.layers import named_layer
from geodata.sources.layout import Layout
from geodata.sources.raw import Raw, UnreadableError

CELLS_MOST: Final = 30_000_000
"""Filled cells of a sheet."""
MERGES_MOST: Final = 100_000
"""Merged cells of a sheet."""
_NUMBER = re.compile(r"[-+]?[\d.,\s]+")


@dataclass(frozen=True)
class SheetName:
    """A sheet by name, and whether whoever opens the workbook sees it."""

    name: str
    visible: bool = True


@dataclass
class Cells:
    """Filled cells of a sheet, and what is odd about them; columns are counted from 0.

    Attributes
    ----------
    rows : list of Row
    hidden_rows, hidden_columns : list of int
        Rows as the user sees them.
    merges : list of Merge
    formulas : mapping of (row, column) to str
        Formulas whose value is not stored.
    percents : mapping of (row, column) to str
        Numbers shown as percent, as they are shown.
    """

    rows: list[Row] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: dict[tuple[int, int], str] = field(default_factory=dict)


def chosen_sheet(
    sheets: Sequence[SheetName],
    first_rows: Mapping[str, Sequence[Row]],
    layout: Layout,
    file: str,
    problems: Problems,
) -> str:
    """Name of the sheet that is read.

    Parameters
    ----------
    sheets : sequence of SheetName
        In the order of the workbook.
    first_rows : mapping of str to sequence of Row
        Some rows from the top of each visible sheet.
    layout : Layout
    file : str
    problems : Problems
        Told of hidden sheets, and of others with tables in them.

    Raises
    ------
    UnreadableError
        If there is none, or it cannot be told which of several is meant.
    """
    names = [sheet.name for sheet in sheets]
    if not names:
        raise UnreadableError("no_header")
    if layout.layer is not None:
        return named_layer(names, layout.layer, file, problems)
    visible = [sheet.name for sheet in sheets if sheet.visible]
    hidden = tuple(name for name in names if name not in visible)
    if not visible:
        raise UnreadableError("several_layers", file, tuple(f'layer = "{name}"' for name in names))
    full = [name for name in visible if _is_table(first_rows.get(name, ()))]
    fit = [name for name in full if _names_columns(first_rows[name], layout)]
    if len(full) > 1 and len(fit) != 1:
        raise UnreadableError("several_layers", file, tuple(f'layer = "{name}"' for name in full))
    sheet = (fit or full or visible)[0]
    if len(full) > 1:
        others = tuple(name for name in full if name != sheet)
        problems.add("other_sheets", file, value=sheet, expected=others, severity="warning")
    if hidden:
        problems.add("hidden_sheets", file, value=sheet, expected=hidden, severity="warning")
    return sheet


def _is_table(rows: Sequence[Row]) -> bool:
    """Whether two rows have two cells or more."""
    return sum(len(cells) > 1 for _number, cells in rows) > 1


def _names_columns(rows: Sequence[Row], layout: Layout) -> bool:
    return any(layout.wanted(cells.values()) > 1 for _number, cells in rows)


def sheet_table(cells: Cells, layout: Layout, file: str, problems: Problems) -> Raw:
    """The table of a sheet; rows are numbered as the workbook numbers them.

    Raises
    ------
    UnreadableError
        If there is no header, or the region must say where it is.
    """
    header = header_of(cells.rows[:LOOKED_AT], layout, file, problems, cells.merges)
    _tell_hidden(cells, header, file, problems)
    _tell_formulas(cells, header, layout, file, problems)
    _tell_percents(cells, header, layout, file, problems)
    below = {number: dict(texts) for number, texts in cells.rows if number > header.row}
    if cells.merges:
        _fill_merges(below, cells.merges, header, layout, file, problems)
    width = len(header.names)
    records: list[list[str]] = []
    rows: list[int] = []
    beyond: list[str] = []
    for number, texts in below.items():
        beyond += [_cell(number, column) for column in texts if column >= width]
        if any(column < width for column in texts):
            records.append([texts.get(column, "") for column in range(width)])
            rows.append(number)
    if beyond:
        problems.add(
            "cells_beyond_header", file, expected=_some(beyond), severity="warning", rows=len(beyond)
        )
    return Raw(DataFrame(records, columns=list(header.names), dtype=str), np.array(rows, dtype=np.int64))


def _cell(row: int, column: int) -> str:
    """A cell as spreadsheets name it: row 2 of the first column is A2."""
    return f"{get_column_letter(column + 1)}{row}"


def _some(cells: Iterable[str]) -> tuple[str, ...]:
    """The first few of many names of cells."""
    return tuple(cells)[:5]


def _tell_hidden(cells: Cells, header: Header, file: str, problems: Problems) -> None:
    """Warn of rows and columns that are read although a screen does not show them."""
    present = {number for number, _texts in cells.rows if number > header.row}
    rows = [row for row in cells.hidden_rows if row in present]
    if rows:
        problems.add(
            "hidden_rows",
            file,
            row=rows[0],
            expected=tuple(map(str, rows[:10])),
            severity="warning",
            rows=len(rows),
        )
    names = [header.names[at] for at in cells.hidden_columns if at < len(header.names) and header.names[at]]
    if names:
        problems.add("hidden_columns", file, expected=tuple(names[:20]), severity="warning")


def _tell_formulas(cells: Cells, header: Header, layout: Layout, file: str, problems: Problems) -> None:
    """Formulas without values by column: an error where the column is read."""
    by_column: dict[int, list[tuple[int, str]]] = {}
    for (row, column), formula in cells.formulas.items():
        by_column.setdefault(column, []).append((row, formula))
    for column, found in sorted(by_column.items()):
        name = header.names[column] if column < len(header.names) else ""
        in_header = found[0][0] <= header.row
        if not in_header and (not name or (layout.names and not layout.wants(name))):
            continue
        row, formula = found[0]
        problems.add(
            "formula_without_value",
            file,
            row=row,
            column=name or _cell(row, column),
            value=formula[:80],
            expected=_some(_cell(each, column) for each, _formula in found),
            rows=len(found),
        )


def _tell_percents(cells: Cells, header: Header, layout: Layout, file: str, problems: Problems) -> None:
    by_column: dict[int, list[int]] = {}
    for row, column in cells.percents:
        if row > header.row and column < len(header.names) and layout.wants(header.names[column]):
            by_column.setdefault(column, []).append(row)
    for column, rows in sorted(by_column.items()):
        texts = next((texts for number, texts in cells.rows if number == rows[0]), {})
        problems.add(
            "percent_cells",
            file,
            row=rows[0],
            column=header.names[column],
            value=cells.percents[rows[0], column],
            expected=(texts.get(column, ""),),
            severity="warning",
            rows=len(rows),
        )


def _fill_merges(
    below: dict[int, dict[int, str]],
    merges: Sequence[Merge],
    header: Header,
    layout: Layout,
    file: str,
    problems: Problems,
) -> None:
    """Give each row of cells merged downwards their text; numbers, which could count twice, are errors."""
    if len(merges) > MERGES_MOST:
        raise UnreadableError("too_many_cells", expected=(f"{MERGES_MOST:,}".replace(",", " "),))
    filled: dict[int, list[str]] = {}
    wide: list[str] = []
    numbers, reached = sorted(below), 0
    for first, last, left, right in merges:
        name = header.names[left] if left < len(header.names) else ""
        text = below.get(first, {}).get(left, "")
        if first <= header.row or not text or not name:
            continue
        span = f"{_cell(first, left)}:{_cell(last, right)}"
        if right > left and len(below[first]) > 1:  # a text that stands alone lacks nothing
            wide.append(span)
        if last == first:
            continue
        if _NUMBER.fullmatch(text) and (layout.wants(name) or not layout.names):
            problems.add("merged_numbers", file, row=first, column=name, value=text, expected=(span,))
            continue
        filled.setdefault(left, []).append(span)
        start, end = bisect_right(numbers, first), bisect_right(numbers, last)
        reached += end - start
        if reached > CELLS_MOST:
            raise UnreadableError("too_many_cells", expected=(f"{CELLS_MOST:,}".replace(",", " "),))
        for row in numbers[start:end]:
            below[row].setdefault(left, text)
    for column, spans in sorted(filled.items()):
        problems.add(
            "merged_cells",
            file,
            column=header.names[column],
            expected=_some(spans),
            severity="warning",
            rows=len(spans),
        )
    if wide:
        problems.add("merged_across", file, expected=_some(wide), severity="warning", rows=len(wide))
