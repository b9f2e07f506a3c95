"""Tables as an Excel workbook: numbers as numbers, words as words, and a sheet that says what it all is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from dashboard.drawing.tokens import palette
from dashboard.exports.about import AboutLine
from dashboard.layers.base import NUMBERS, Column, Phrase, Table
from dashboard.tables.file_columns import file_heading, missing_reasons, number_in
from dashboard.tables.rows import is_missing
from dashboard.words.words import Words

FORMATS = {
    "count": "#,##0", "index": "#,##0", "number": "#,##0.0##", "share": "0.0%", "minutes": "0.0",
    "change": "+0.0;-0.0;0.0", "currency": "#,##0.00", "price": "#,##0.00##",
}  # fmt: skip
NAME_MOST, FORBIDDEN = 31, str.maketrans(dict.fromkeys("[]:*?/\\", " "))
WIDEST = 60
LINK_MOST = 2000
"""Characters of an address that Excel follows; a longer one is text."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """One table with its heading."""

    name: str
    heading: str
    table: Table


def xlsx_bytes(sheets: Sequence[Sheet], about: Sequence[AboutLine], title: str, words: Words) -> bytes:
    """A workbook of tables and, last, what they are.

    Parameters
    ----------
    sheets : sequence of Sheet
    about : sequence of (str, str)
        What each line is, and what it says.
    title : str
    words : Words

    Returns
    -------
    bytes
        No cell is a formula: what begins as one is text.
    """
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "Utbudskarta"
    book.properties.language = words.language
    taken: set[str] = set()
    for sheet in sheets:
        _write(book.create_sheet(_name(sheet.name, taken)), sheet.table, words)
    about_sheet = book.create_sheet(_name(words("export.about.sheet"), taken))
    about_sheet.column_dimensions["A"].width, about_sheet.column_dimensions["B"].width = 22, 110
    for sheet in sheets:
        about_sheet.append(
            [_text(about_sheet, words("export.about.table"), bold=True), _text(about_sheet, sheet.heading)]
        )
    for what, text in about:
        written_cell = _text(about_sheet, text, wrap=True)
        if text.startswith(("https://", "http://")) and len(text) <= LINK_MOST:
            written_cell.hyperlink = text
        about_sheet.append([_text(about_sheet, what, bold=True), written_cell])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: WriteOnlyWorksheet, table: Table, words: Words) -> None:
    reasons = missing_reasons(table, words)
    headings = ["id", *(file_heading(column, words, percent=True) for column in table.columns)]
    headings += [] if reasons is None else [words("column.missing")]
    for at, heading in enumerate(headings, 1):
        longest = max(
            [
                len(heading),
                *(
                    len(_cell_text(table, reasons, at - 2, row, words))
                    for row in range(min(200, len(table.ids)))
                ),
            ]
        )
        sheet.column_dimensions[get_column_letter(at)].width = min(WIDEST, longest + 3)
    sheet.freeze_panes = "C2" if len(headings) > 1 else "A2"
    if table.ids:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(table.ids) + 1}"
    fill = PatternFill("solid", fgColor=palette().of("surface-2").removeprefix("#"))
    head = []
    for heading in headings:
        cell = _text(sheet, heading, bold=True)
        cell.fill = fill
        head.append(cell)
    sheet.append(head)
    for row, id_ in enumerate(table.ids):
        cells = [_cell(sheet, table.values[column.key][row], column, words) for column in table.columns]
        cells += [] if reasons is None else [_text(sheet, reasons[row])]
        sheet.append([_text(sheet, str(id_)), *cells])
    if not table.ids and table.empty:
        sheet.append([_text(sheet, words(table.empty))])


def _cell_text(table: Table, reasons: Sequence[str] | None, column: int, row: int, words: Words) -> str:
    """A cell in words, to know how wide its column is to be."""
    if column < 0:
        return str(table.ids[row])
    if column == len(table.columns):
        return reasons[row] if reasons is not None else ""
    shown_column = table.columns[column]
    value = table.values[shown_column.key][row]
    return "" if is_missing(value) else words.value(value, shown_column.kind)


def _cell(sheet: WriteOnlyWorksheet, value: object, column: Column, words: Words) -> WriteOnlyCell:
    """A number with its format where it is one, else words; nothing where what is a number is not known."""
    number = number_in(value, column)
    if number is not None:
        cell = WriteOnlyCell(sheet, int(number) if number.is_integer() else number)
        cell.number_format = FORMATS.get(column.kind, "General")
        return cell
    if column.kind in NUMBERS or is_missing(value):
        return WriteOnlyCell(sheet)
    if column.kind == "date" and not isinstance(value, Phrase):
        return _text(sheet, str(value)[:10])  # ISO: it sorts as it stands
    return _text(sheet, words.value(value, column.kind))


def _text(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False, wrap: bool = False) -> WriteOnlyCell:
    """A cell of words, whatever they begin with."""
    cell = WriteOnlyCell(sheet)
    cell.value = text
    cell.data_type = "s"  # else what begins with = would be a formula
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t"))
    if bold:
        cell.font = Font(bold=True)
    if wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _name(wanted: str, taken: set[str]) -> str:
    """A sheet's name as Excel takes it, another for each."""
    name = wanted.translate(FORBIDDEN).strip("' ")[:NAME_MOST] or "1"
    base, number = name, 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = base[: NAME_MOST - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name
