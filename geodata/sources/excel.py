"""Excel workbooks: one sheet, its first row the header."""

from __future__ import annotations

import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl  # type: ignore[import-untyped,unused-ignore]
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources.raw import Raw, UnreadableError, cell_text, unique_names

LARGEST_UNPACKED = 2 * 2**30
"""A workbook that unpacks to more bytes than this is refused."""


def read(path: Path, file: str, layer: str | None, problems: Problems) -> Raw:
    """Text of one sheet (the first unless named); codes formatted `0000` keep their zeros."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
                raise UnreadableError("file_too_large")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles it leaves out
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                return _sheet(book, file, layer, problems)
            finally:
                book.close()
    except UnreadableError:
        raise
    except Exception as error:  # a broken workbook raises whatever its broken part happens to hit
        raise UnreadableError("unreadable_file", "Excel") from error


def _sheet(book: Any, file: str, layer: str | None, problems: Problems) -> Raw:
    names = [sheet.title for sheet in book.worksheets]
    if layer is not None and layer not in names:
        raise UnreadableError("missing_layer", layer, tuple(names))
    if not names:
        raise UnreadableError("no_header")
    sheet = book[layer or names[0]]
    sheet.reset_dimensions()  # a wrong stated size would cut rows off
    header: list[str] | None = None
    records: list[list[str]] = []
    rows: list[int] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [_cell(cell) for cell in cells]
        if header is None:
            if number > 1 or not any(texts):
                raise UnreadableError("no_header", row=1)
            while texts and not texts[-1]:
                texts.pop()
            repeated: list[str] = []
            header = unique_names(texts, repeated)
            for name in repeated:
                problems.add("repeated_column", file, row=1, column=name)
        elif any(texts):
            if any(texts[len(header) :]):
                problems.add(
                    "too_many_fields", file, row=number, value=str(len(texts)), expected=(str(len(header)),)
                )
            records.append((texts + [""] * len(header))[: len(header)])
            rows.append(number)
    if header is None:
        raise UnreadableError("no_header", row=1)
    return Raw(DataFrame(records, columns=header, dtype=str), np.array(rows, dtype=np.int64))


def _cell(cell: Any) -> str:
    text = cell_text(cell.value)
    zeros = getattr(cell, "number_format", "") or ""
    if isinstance(cell.value, int) and re.fullmatch("0{2,}", zeros):
        return text.zfill(len(zeros))
    return text
