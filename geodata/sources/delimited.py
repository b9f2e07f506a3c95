"""CSV and its kin: comma, semicolon, tab or bar; with or without byte order mark."""

from __future__ import annotations

import csv
import io
import re
import warnings
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.contract.table_layout import SEPARATORS
from geodata.sources.header_rows import COLUMNS_MOST, LOOKED_AT, Row, header_of
from geodata.sources.layout import Layout
from geodata.sources.raw import Raw, UnreadableError, unique_names
from geodata.sources.text_encoding import decoded

LARGEST: Final = 2**30
"""Bytes of a text file that is held in memory."""
CELLS_MOST: Final = 100_000_000
LONGEST_LINE: Final = 2**26
"""Bytes; an area's outline is some millions."""
_BLOCK: Final = 2**24
HEAD: Final = 2**20
"""Characters in which the header is looked for."""
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([^"\n])"?[;,|\t ]*', re.IGNORECASE)
_OPEN_QUOTE: Final = re.compile(r"EOF inside string starting at row (\d+)")

FIELD_MOST: Final = 2**31 - 1
"""Characters of one field: an area's outline is a long one."""


def read(path: Path, file: str, layout: Layout, problems: Problems) -> Raw:
    """Text of a delimited file; a record is a row, the first of the file row 1."""
    _refuse_huge(path)
    return table_of_text(decoded(path.read_bytes(), layout.encoding, file, problems), file, layout, problems)


def _refuse_huge(path: Path) -> None:
    """Refuse a file of too many bytes or lines, or with a line that is too long, before any of it is held."""
    size = path.stat().st_size
    if size > LARGEST:
        raise UnreadableError("text_too_large", f"{size // 2**20} MB", ("[visits]",))
    lines, length = 0, 0
    with path.open("rb") as stream:
        while size > LONGEST_LINE and (block := stream.read(_BLOCK)):
            block = block.replace(b"\r", b"\n")
            first, last = block.find(b"\n"), block.rfind(b"\n")
            if length + (first if first >= 0 else len(block)) > LONGEST_LINE:
                raise UnreadableError("long_line", f"{LONGEST_LINE // 2**20} MB", row=lines + 1)
            length = len(block) - last - 1 if last >= 0 else length + len(block)
            lines += block.count(b"\n")
            if lines > CELLS_MOST:
                raise UnreadableError("too_many_cells", expected=(f"{CELLS_MOST:,}".replace(",", " "),))


def table_of_text(text: str, file: str, layout: Layout, problems: Problems) -> Raw:
    """The table in a text."""
    csv.field_size_limit(FIELD_MOST)  # which any library of the process may have set to something else
    first = text.split("\n", 1)[0]
    declared = _SEPARATOR_LINE.fullmatch(first)
    separator = layout.separator or (declared[1] if declared else _separator(text))
    head = _rows(text, separator)
    if declared:
        head = head[1:] if head and head[0][0] == 1 else head
    header = header_of(head, layout, file, problems)
    names = _padded(header.names, text, separator)
    if (text.count("\n") + 1) * len(names) > CELLS_MOST:
        raise UnreadableError("too_many_cells", expected=(f"{CELLS_MOST:,}".replace(",", " "),))
    skipped = max(header.row, 1 if declared else 0)
    frame = _quickly(text, separator, names, skipped)
    if frame is None:
        frame = _record_by_record(text, separator, names, skipped, file, problems)
    rows = np.arange(skipped + 1, skipped + 1 + len(frame), dtype=np.int64)
    blank = (frame == "").all(axis=1).to_numpy(dtype=bool)  # empty lines still count as rows
    return Raw(frame[~blank].reset_index(drop=True), rows[~blank])


def _separator(text: str) -> str:
    """What stands between fields: what splits most records into equally many, and then into most."""

    def evenness(separator: str) -> tuple[int, int]:
        widths = [len(record) for record in _records(text, separator) if record]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(SEPARATORS, key=evenness)


def _records(text: str, separator: str) -> list[list[str]]:
    """Records from the top, as many as a header is looked for in."""
    records: list[list[str]] = []
    csv.field_size_limit(FIELD_MOST)  # which any library of the process may have set to something else
    try:
        for record in islice(csv.reader(io.StringIO(text[:HEAD]), delimiter=separator), LOOKED_AT):
            records.append(record)
    except csv.Error as error:
        raise UnreadableError("not_a_table", str(error), row=len(records) + 1) from error
    return records[:-1] if len(text) > HEAD and len(records) > 1 and len(records) < LOOKED_AT else records


def _padded(names: tuple[str, ...], text: str, separator: str) -> list[str]:
    """Names, and blank ones up to the usual width: some programs end each line with separators."""
    widths = [len(record) for record in _records(text, separator) if not any(record[len(names) :])]
    blank = max(0, min(max(widths, default=0), COLUMNS_MOST) - len(names))
    return unique_names([*names, *[""] * blank], [])


def _rows(text: str, separator: str) -> list[Row]:
    """Filled rows from the top."""
    numbered = enumerate(_records(text, separator), start=1)
    filled = (
        (number, {at: field.strip() for at, field in enumerate(record) if field.strip()})
        for number, record in numbered
    )
    return [(number, cells) for number, cells in filled if cells]


def _quickly(text: str, separator: str, names: list[str], skipped: int) -> DataFrame | None:
    """The table by pandas, or None where some record has the wrong number of fields."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)
        try:
            return pd.read_csv(
                io.BytesIO(text.encode("utf-8", "replace")),
                sep=separator,
                header=None,
                names=names,
                skiprows=skipped,
                dtype=str,
                keep_default_na=False,
                na_filter=False,
                skip_blank_lines=False,
                index_col=False,
            )
        except pd.errors.ParserError as error:
            if open_quote := _OPEN_QUOTE.search(str(error)):
                row = int(open_quote[1]) + 1
                raise UnreadableError("open_quote", row=row) from error
            return None
        except (pd.errors.ParserWarning, pd.errors.EmptyDataError, ValueError):
            return None


def _record_by_record(
    text: str, separator: str, names: list[str], skipped: int, file: str, problems: Problems
) -> DataFrame:
    """The table by the standard library, naming each record with too many fields."""
    width = len(names)
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        for number, record in enumerate(reader, start=1):
            if number <= skipped:
                continue
            if len(record) > width and any(record[width:]):
                problems.add(
                    "too_many_fields", file, row=number, value=str(len(record)), expected=(str(width),)
                )
            records.append((record + [""] * width)[:width])
    except csv.Error as error:
        raise UnreadableError("not_a_table", str(error), row=reader.line_num) from error
    return DataFrame(records, columns=names, dtype=str)
