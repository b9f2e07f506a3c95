"""Workbooks of older Excel (XLS) and its binary kind (XLSB)."""

from __future__ import annotations

import zipfile
from pathlib import Path

import python_calamine

from geodata.contract.problems import Problems
from geodata.sources.apart import apart
from geodata.sources.apart_limits import limits_of
from geodata.sources.header_rows import LOOKED_AT, Row
from geodata.sources.kinds import convert_to_xlsx
from geodata.sources.layout import Layout
from geodata.sources.packed_size import refuse_tight
from geodata.sources.raw import Raw, UnreadableError, cell_text
from geodata.sources.workbook import CELLS_MOST, Cells, SheetName, chosen_sheet, sheet_table


def read(path: Path, file: str, layout: Layout, problems: Problems) -> Raw:
    """Text of one sheet; hidden rows cannot be told in these kinds of file, hidden sheets can."""
    limits = limits_of(path.stat().st_size, slowness=3.0)
    return apart(opened, path, file, layout, problems, limits=limits)


def opened(path: Path, file: str, layout: Layout, problems: Problems) -> Raw:
    """The same, in this process, which a damaged file may end.

    Raises
    ------
    UnreadableError
        If it is no such file, or is locked.
    """
    try:
        if zipfile.is_zipfile(path):
            refuse_tight(path)
        with python_calamine.load_workbook(path) as book:
            cells = _cells(book, file, layout, problems)
    except UnreadableError:
        raise
    except python_calamine.PasswordError as error:
        raise UnreadableError("locked_workbook") from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a broken workbook may even make the library panic
        raise UnreadableError("unreadable_file", "Excel") from error
    problems.add("older_workbook", file, expected=(convert_to_xlsx(file),), severity="warning")
    return sheet_table(cells, layout, file, problems)


def _cells(book: python_calamine.CalamineWorkbook, file: str, layout: Layout, problems: Problems) -> Cells:
    shown = python_calamine.SheetVisibleEnum.Visible
    sheets = [SheetName(each.name, each.visible == shown) for each in book.sheets_metadata]
    first = {
        sheet.name: _rows(book.get_sheet_by_name(sheet.name), LOOKED_AT)
        for sheet in sheets
        if sheet.visible and layout.layer is None
    }
    sheet = book.get_sheet_by_name(chosen_sheet(sheets, first, layout, file, problems))
    rows, columns = sheet.end or (0, 0)
    if (rows + 1) * (columns + 1) > CELLS_MOST:
        raise UnreadableError("too_many_cells", expected=(f"{CELLS_MOST:,}".replace(",", " "),))
    merges = [
        (top + 1, bottom + 1, left, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    return Cells(rows=_rows(sheet, None), merges=merges)


def _rows(sheet: python_calamine.CalamineSheet, most: int | None) -> list[Row]:
    """Filled rows, numbered as the workbook numbers them."""
    rows: list[Row] = []
    for number, values in enumerate(sheet.to_python(skip_empty_area=False, nrows=most), start=1):
        texts = {at: text for at, value in enumerate(values) if (text := cell_text(value))}
        if texts:
            rows.append((number, texts))
    return rows
