"""The same rows written as text, as XLSX and as ODS."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from geodata.contract.problems import Problem, Problems
from geodata.sources import Layout, Raw, read

KINDS = ("csv", "xlsx", "ods")
Cell = str | int | float | None
Rows = Sequence[Sequence[Cell]]

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
    for name, part in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def layout(*names: str, **settings: object) -> Layout:
    """A layout of a table that reads columns of these names."""
    return Layout(names=frozenset(names), **settings)  # type: ignore[arg-type]


def written(folder: Path, kind: str, rows: Rows) -> Path:
    """A file of one table."""
    path = folder / f"a.{kind}"
    if kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(
                [["" if c is None else c for c in row] for row in rows]
            )
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for at, row in enumerate(rows, start=1):
            for column, cell in enumerate(row, start=1):
                sheet.cell(at, column, cell)
        book.save(path)
    else:
        ods(path, {"Blad1": ods_rows(rows)})
    return path


def ods_rows(rows: Rows) -> str:
    """Rows as OpenDocument writes them."""
    return "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)


def ods_cell(cell: Cell) -> str:
    """One cell as OpenDocument writes it."""
    if cell is None or cell == "":
        return "<table:table-cell/>"
    shown = f"<text:p>{escape(str(cell))}</text:p>"
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}">{shown}</table:table-cell>'
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


def ods(path: Path, sheets: Mapping[str, str], styles: str = "", attributes: str = "") -> None:
    """A workbook of OpenDocument with these rows on each sheet; `attributes` are of the first."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)} {attributes if at == 0 else ''}>{rows}</table:table>"
        for at, (name, rows) in enumerate(sheets.items())
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)


def outcome(path: Path, how: Layout | None = None) -> tuple[Raw | None, list[Problem]]:
    """What is read of a file, and what is said of it."""
    problems = Problems()
    how = how or Layout()
    raw = read(path, path.name, how.layer, problems, how)
    return raw, problems.found


def codes(found: Sequence[Problem]) -> list[str]:
    """Codes of problems, in their order."""
    return [each.code for each in found]


def texts(raw: Raw | None) -> list[list[str]]:
    """All cells of a table."""
    assert raw is not None
    return [[str(cell) for cell in row] for row in raw.frame.to_numpy().tolist()]
