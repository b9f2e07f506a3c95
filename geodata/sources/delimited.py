"""CSV and its kin: comma, semicolon or tab; with or without byte order mark."""

from __future__ import annotations

import csv
import io
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources.raw import Raw, UnreadableError, unique_names

SEPARATORS = ",;\t"

FIELD_MOST = 2**31 - 1
"""Characters of one field."""


def read(path: Path, file: str, _layer: str | None, problems: Problems) -> Raw:
    """Text of a delimited file; the header is row 1, a record is a row."""
    text = _decoded(path.read_bytes(), file, problems)
    first = text.split("\n", 1)[0]
    if not first.strip():
        raise UnreadableError("no_header", row=1)
    separator = max(SEPARATORS, key=_outside_quotes(first).count)
    repeated: list[str] = []
    names = unique_names(_names(text, separator), repeated)
    for name in repeated:
        problems.add("repeated_column", file, row=1, column=name)
    frame = _quickly(text, separator, names)
    if frame is None:
        frame = _record_by_record(text, separator, names, file, problems)
    rows = np.arange(2, len(frame) + 2, dtype=np.int64)
    blank = (frame == "").all(axis=1).to_numpy(dtype=bool)  # empty lines still count as rows
    return Raw(frame[~blank].reset_index(drop=True), rows[~blank])


def _decoded(data: bytes, file: str, problems: Problems) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableError("unreadable_file", "UTF-16") from error
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = data.count(b"\n", 0, error.start) + 1
            problems.add("not_utf8", file, row=row, expected=("UTF-8",), severity="warning")
            text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise UnreadableError("not_a_table", row=text.count("\n", 0, text.index("\0")) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _names(text: str, separator: str) -> list[str]:
    """Names of the columns: a name between quotes may stand over several lines."""
    csv.field_size_limit(FIELD_MOST)  # which any library of the process may have set to something else
    try:
        record = next(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise UnreadableError("not_a_table", str(error), row=1) from error
    return [name.strip() for name in record]


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _quickly(text: str, separator: str, names: list[str]) -> DataFrame | None:
    """The table by pandas, or None where some record has the wrong number of fields."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)
        try:
            return pd.read_csv(
                io.StringIO(text),
                sep=separator,
                header=None,
                names=names,
                skiprows=1,
                dtype=str,
                keep_default_na=False,
                na_filter=False,
                skip_blank_lines=False,
                index_col=False,
            )
        except (pd.errors.ParserError, pd.errors.ParserWarning, pd.errors.EmptyDataError, ValueError):
            return None


def _record_by_record(
    text: str, separator: str, names: list[str], file: str, problems: Problems
) -> DataFrame:
    """The table by the standard library, naming each record with too many fields."""
    width = len(names)
    records: list[list[str]] = []
    csv.field_size_limit(FIELD_MOST)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        for number, record in enumerate(reader, start=1):
            if number == 1:
                continue
            if len(record) > width and any(record[width:]):
                problems.add(
                    "too_many_fields", file, row=number, value=str(len(record)), expected=(str(width),)
                )
            records.append((record + [""] * width)[:width])
    except csv.Error as error:
        raise UnreadableError("not_a_table", str(error), row=reader.line_num) from error
    return DataFrame(records, columns=names, dtype=str)
