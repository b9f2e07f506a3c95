"""Workbooks of Excel as they are written today (XLSX): values as they were last worked out."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import openpyxl  # type: ignore[import-untyped,unused-ignore]
from openpyxl.cell.read_only import ReadOnlyCell  # type: ignore[import-untyped,unused-ignore]
from openpyxl.worksheet._reader import (  # type: ignore[import-untyped,unused-ignore]
    FORMULA_TAG,
    VALUE_TAG,
    WorkSheetParser,
)

from geodata.contract.problems import Problems
from geodata.sources.header_rows import COLUMNS_MOST, LOOKED_AT, Row
from geodata.sources.layout import Layout
from geodata.sources.packed_size import refuse_tight
from geodata.sources.raw import Raw, UnreadableError, cell_text
from geodata.sources.workbook import CELLS_MOST, MERGES_MOST, Cells, SheetName, chosen_sheet, sheet_table

ROWS_MOST: Final = 1_048_576
_ZEROS = re.compile("0{2,20}")
_DECIMALS = re.compile(r"0\.(0{1,10})%")


def read(path: Path, file: str, layout: Layout, problems: Problems) -> Raw:
    """Text of one sheet; codes formatted `0000` keep their zeros."""
    try:
        refuse_tight(path)
        with warnings.catch_warnings(), path.open("rb") as stream:  # of a path openpyxl asks for its ending
            warnings.simplefilter("ignore")  # openpyxl warns of styles it leaves out
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
            try:
                return sheet_table(_cells(book, file, layout, problems), layout, file, problems)
            finally:
                book.close()
    except UnreadableError:
        raise
    except Exception as error:  # a broken workbook raises whatever its broken part happens to hit
        raise UnreadableError("unreadable_file", "Excel") from error


def _cells(book: Any, file: str, layout: Layout, problems: Problems) -> Cells:
    """Cells of the sheet that is read."""
    sheets = [SheetName(sheet.title, sheet.sheet_state == "visible") for sheet in book.worksheets]
    first: dict[str, list[Row]] = {}
    for name in (sheet.name for sheet in sheets if sheet.visible and layout.layer is None):
        first[name] = list(islice(_rows(_Parser(book, name), Cells()), LOOKED_AT))
    cells = Cells()
    parser = _Parser(book, chosen_sheet(sheets, first, layout, file, problems))
    count = 0
    for row in _rows(parser, cells):
        if max(row[1]) >= COLUMNS_MOST:
            raise UnreadableError("too_many_columns", str(max(row[1]) + 1), (str(COLUMNS_MOST),), row=row[0])
        count += len(row[1])
        if count > CELLS_MOST or len(cells.rows) > ROWS_MOST:
            raise UnreadableError("too_many_cells", expected=(f"{CELLS_MOST:,}".replace(",", " "),))
        cells.rows.append(row)
    for attributes in parser.column_dimensions.values():
        if attributes.get("hidden") in ("1", "true"):
            low, high = int(attributes["min"]), min(int(attributes["max"]), 16_384)
            cells.hidden_columns += range(low - 1, high)
    for merge in islice(getattr(parser.merged_cells, "mergeCell", ()), MERGES_MOST + 1):
        cells.merges.append((merge.min_row, merge.max_row, merge.min_col - 1, merge.max_col - 1))
    return cells


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's own reader of a sheet, which also notes hidden rows and formulas without values."""

    def __init__(self, book: Any, name: str) -> None:
        self.sheet = book[name]
        super().__init__(
            self.sheet._get_source(),
            self.sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self.unstored: list[tuple[int, int, str]] = []

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
        number, cells = super().parse_row(row)
        self.row_dimensions.clear()  # heights and styles of every row, which nobody asks for
        self.hidden = row.get("hidden") in ("1", "true")
        return number, cells

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        blank = element.get("t") == "str" and element.find(VALUE_TAG) is not None  # an empty text is a value
        if cell["value"] is None and not blank and (formula := element.find(FORMULA_TAG)) is not None:
            self.unstored.append((cell["row"], cell["column"], f"={formula.text or ''}"))
        return cell


def _rows(parser: _Parser, cells: Cells) -> Iterator[Row]:
    """Filled rows of a sheet; what is odd about their cells is noted in `cells`."""
    with parser.source:
        for number, parsed in parser.parse():
            texts: dict[int, str] = {}
            for each in parsed:
                if each["value"] is None:
                    continue
                text = _text(ReadOnlyCell(parser.sheet, **each), cells)
                if text:
                    texts[each["column"] - 1] = text
            for row, column, formula in parser.unstored:
                cells.formulas[row, column - 1] = formula
            parser.unstored.clear()
            if parser.hidden:
                cells.hidden_rows.append(number)
            if texts:
                yield number, texts


def _text(cell: Any, cells: Cells) -> str:
    text = cell_text(cell.value)
    if not cell._style_id or isinstance(cell.value, str):
        return text
    shown = cell.number_format or ""
    if isinstance(cell.value, int) and _ZEROS.fullmatch(shown):
        return text.zfill(len(shown))
    if isinstance(cell.value, int | float) and (shown == "0%" or _DECIMALS.fullmatch(shown)):
        decimals = _DECIMALS.fullmatch(shown)
        cells.percents[cell.row, cell.column - 1] = f"{cell.value:.{len(decimals[1]) if decimals else 0}%}"
    return text
