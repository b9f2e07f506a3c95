"""What a register gave, ready to be written: the file's content and what is known of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from geodata.connectors import limits
from geodata.connectors.errors import FetchError, Remark
from geodata.sources.json_stat import Note
from geodata.sources.numbers import beyond_doubt


@dataclass(frozen=True)
class Fetched:
    """The content of a file and what its sidecar says.

    Attributes
    ----------
    content : bytes
    columns : tuple of str
        Of the table, or properties of the features; () where they are not looked at.
    rows : int or None
    title, publisher, licence, updated : str
        As the register says; "" where it does not.
    notes : tuple of Note
    etag, last_modified : str
        By which the same address can be asked whether anything is new.
    remarks : tuple of Remark
        What is to be mentioned, although it stops nothing.
    """

    content: bytes
    columns: tuple[str, ...] = ()
    rows: int | None = None
    title: str = ""
    publisher: str = ""
    licence: str = ""
    updated: str = ""
    notes: tuple[Note, ...] = ()
    etag: str = ""
    last_modified: str = ""
    remarks: tuple[Remark, ...] = ()


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[bytes, int]:
    """A table as CSV with commas, and how many rows it has.

    Raises
    ------
    FetchError
        If they are more than one file may have.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        count += 1
        if count > limits.ROWS_MOST:
            raise FetchError("too_many_rows", limits.ROWS_MOST)
        writer.writerow(row)
    return out.getvalue().encode(), count


def records(content: object, key: str) -> list[Mapping[str, Any]]:
    """The objects in a list of an answer.

    Raises
    ------
    FetchError
        If the answer has another shape.
    """
    found = content.get(key) if isinstance(content, Mapping) else None
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise FetchError("other_shape", key)
    return found


def required(record: Mapping[str, Any], key: str) -> str:
    """Text of a key that must be there.

    Raises
    ------
    FetchError
        If it is not.
    """
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise FetchError("other_shape", key)
    return str(value)


def text(value: object) -> str:
    """A value as the text of a cell, "" where there is none; a number's dot can be no mark of thousands."""
    if value is None or isinstance(value, dict | list):
        return ""
    return beyond_doubt(str(value)) if isinstance(value, float | Decimal) else str(value)
