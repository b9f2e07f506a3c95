"""Workbooks of LibreOffice and its kin (ODS), read as a stream: no cell is unfolded before it is counted."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from xml.etree import ElementTree

from geodata.contract.problems import Problems
from geodata.sources.header_rows import LOOKED_AT
from geodata.sources.layout import Layout
from geodata.sources.packed_size import DAMAGED, refuse_tight
from geodata.sources.raw import Raw, UnreadableError, cell_text
from geodata.sources.workbook import CELLS_MOST, Cells, SheetName, chosen_sheet, sheet_table

_T, _O, _X, _S = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{part}:1.0}}" for part in ("table", "office", "text", "style")
)
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
COLUMNS_MOST: Final = 16_384
ROWS_MOST: Final = 1_048_576


@dataclass
class _Sheet:
    """One sheet on its way in: where the next row stands, and what was found."""

    visible: bool
    whole: bool
    row: int = 1
    column: int = 0
    cells: Cells = field(default_factory=Cells)


def read(path: Path, file: str, layout: Layout, problems: Problems) -> Raw:
    """Text of one sheet, repeated and merged cells as they look."""
    try:
        refuse_tight(path)
        sheets = _sheets(path, None)
        names = [SheetName(name, sheet.visible) for name, sheet in sheets.items()]
        first = {name: sheet.cells.rows for name, sheet in sheets.items() if sheet.visible}
        name = chosen_sheet(names, first, layout, file, problems)
        cells = _sheets(path, name)[name].cells
    except (*DAMAGED, ElementTree.ParseError) as error:
        raise UnreadableError("unreadable_file", "OpenDocument") from error
    return sheet_table(cells, layout, file, problems)


def _sheets(path: Path, name: str | None) -> dict[str, _Sheet]:
    """Every sheet by name: all rows of the named one, the first of the others."""
    with zipfile.ZipFile(path) as archive:
        with archive.open("content.xml") as stream:
            if b"<!DOCTYPE" in stream.read(4096):
                raise UnreadableError("unreadable_file", "DOCTYPE")
        with archive.open("content.xml") as stream:
            return _parsed(stream, name)


def _parsed(stream: IO[bytes], name: str | None) -> dict[str, _Sheet]:
    sheets: dict[str, _Sheet] = {}
    hidden_styles: set[str] = set()
    depth, count, sheet = 0, 0, None
    for event, element in ElementTree.iterparse(stream, ("start", "end")):
        tag = element.tag
        if tag == f"{_T}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                title = element.get(f"{_T}name", "")
                sheet = _Sheet(element.get(f"{_T}style-name") not in hidden_styles, title == name)
                sheets[title] = sheet
            elif event == "end":
                element.clear()
        elif event == "start":
            continue
        elif tag == f"{_S}style":
            properties = element.find(f"{_S}table-properties")
            if properties is not None and properties.get(f"{_T}display") == "false":
                hidden_styles.add(element.get(f"{_S}name", ""))
        elif sheet is not None and depth == 1 and tag == f"{_T}table-column":
            repeated = _repeated(element, "number-columns-repeated")
            if element.get(f"{_T}visibility") in ("collapse", "filter") and repeated < COLUMNS_MOST // 2:
                sheet.cells.hidden_columns += range(sheet.column, sheet.column + repeated)
            sheet.column += repeated
        elif sheet is not None and depth == 1 and tag == f"{_T}table-row":
            if sheet.whole or len(sheet.cells.rows) < LOOKED_AT:
                count += _add_row(sheet, element)
                if count > CELLS_MOST:
                    raise UnreadableError("too_many_cells", expected=(f"{CELLS_MOST:,}".replace(",", " "),))
            element.clear()
    return sheets


def _repeated(element: ElementTree.Element, attribute: str) -> int:
    return min(max(int(element.get(f"{_T}{attribute}", "1")), 1), ROWS_MOST)


def _add_row(sheet: _Sheet, row: ElementTree.Element) -> int:
    """Add a row, as often as it is repeated; returns how many filled cells came with it."""
    cells, times, column = sheet.cells, _repeated(row, "number-rows-repeated"), 0
    texts: dict[int, str] = {}
    for cell in row:
        if cell.tag not in (f"{_T}table-cell", f"{_T}covered-table-cell"):
            continue
        repeated = min(_repeated(cell, "number-columns-repeated"), COLUMNS_MOST - column)
        text = _text(cell, sheet, column) if cell.tag == f"{_T}table-cell" else ""
        if text:
            texts |= dict.fromkeys(range(column, column + repeated), text)
        down, across = _repeated(cell, "number-rows-spanned"), _repeated(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            cells.merges.append((sheet.row, sheet.row + down - 1, column, column + across - 1))
        column += repeated
    filled = len(texts) * times
    if texts and filled <= CELLS_MOST:
        if not sheet.whole:
            times = min(times, LOOKED_AT)
        cells.rows += [(sheet.row + at, texts) for at in range(times)]
        if row.get(f"{_T}visibility") in ("collapse", "filter"):
            cells.hidden_rows += range(sheet.row, sheet.row + times)
    sheet.row += _repeated(row, "number-rows-repeated")
    return filled


def _text(cell: ElementTree.Element, sheet: _Sheet, column: int) -> str:
    """What stands in a cell; numbers as they are kept, not as they are shown."""
    kind = cell.get(f"{_O}value-type", "")
    shown = "\n".join(_words(each) for each in cell if each.tag == f"{_X}p").strip()
    formula = cell.get(f"{_T}formula")
    at = sheet.row, column
    if cell.get(f"{_CALC}value-type") == "error":
        return shown if shown.startswith("#") else f"#{shown}"
    if kind in ("float", "percentage", "currency"):
        value = cell.get(f"{_O}value", "")
        text = cell_text(float(value)) if value else ""
        if kind == "percentage":
            sheet.cells.percents[at] = shown
        if len(shown) > len(text) and shown.isdecimal() and shown.lstrip("0") == text:
            return shown  # a code that is shown with its zeros
        return text
    if kind == "date":
        return cell.get(f"{_O}date-value", "").removesuffix("T00:00:00").replace("T", " ")
    if kind == "boolean":
        return cell.get(f"{_O}boolean-value", "")
    if kind == "time":
        return shown
    text = cell.get(f"{_O}string-value", shown).strip()
    if formula is not None and not text and kind != "string":
        sheet.cells.formulas[at] = formula.removeprefix("of:")
    return text


def _words(paragraph: ElementTree.Element) -> str:
    """Text of a paragraph, its blanks and line breaks as they look, without notes to it."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{_X}s":
            parts.append(" " * min(int(child.get(f"{_X}c", "1")), 1000))
        elif child.tag == f"{_X}line-break":
            parts.append("\n")
        elif child.tag == f"{_X}tab":
            parts.append("\t")
        elif child.tag != f"{_O}annotation":
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
