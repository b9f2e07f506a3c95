"""A table as it was read: text, row numbers as the user sees them, and perhaps geometry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.headers import HEADER_MOST, headers
from geodata.contract.problems import Problems
from geodata.sources.numbers import beyond_doubt


class UnreadableError(Exception):
    """A file cannot be read at all; carries what the problem says."""

    def __init__(
        self, code: str, value: str | None = None, expected: tuple[str, ...] = (), row: int | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.value = value
        self.expected = expected
        self.row = row


@dataclass(frozen=True, eq=False)
class Raw:
    """One table of one file.

    Attributes
    ----------
    frame : DataFrame
        Text only, "" where nothing stands; the columns as the file names them.
    rows : int64, shape (rows,)
        Number of each row as the user sees it: the header of a table is row 1, features are
        numbered from 1.
    geometry : object array of shapely geometries, shape (rows,), or None
        None where the file holds no geometry; None in it where a row has none.
    crs : str or None
        What the file says of its coordinates.
    assumed : bool
        Whether the CRS is only what the format's standard says where a file is silent.
    """

    frame: DataFrame
    rows: NDArray[np.int64]
    geometry: NDArray[np.object_] | None = None
    crs: str | None = None
    assumed: bool = False


def with_headers(raw: Raw, file: str, problems: Problems) -> Raw:
    """The table with its names of columns in one form; those that are then alike are told apart, with a word.

    Raises
    ------
    UnreadableError
        If a name is so long that it is none.
    """
    there = [str(name) for name in raw.frame.columns]
    longest = max(there, key=len, default="")
    if len(longest) > HEADER_MOST:
        value = f"{longest[:40]}… ({len(longest)})"
        raise UnreadableError("long_header", value, (str(HEADER_MOST),), row=1)
    plain = headers(there)
    if plain == there:
        return raw
    repeated: list[str] = []
    names = unique_names(plain, repeated)
    for name in repeated:
        problems.add("repeated_column", file, row=1, column=name, severity="warning")
    return replace(raw, frame=raw.frame.set_axis(names, axis=1))


def cell_text(value: object) -> str:
    """Text of one typed value, as it would stand in a table of text: 7.0 is "7".

    A number of three decimals has a fourth, so that its dot can be no mark of thousands.
    """
    if value is None or value != value:  # NaN and NaT differ from themselves
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating):
        number = float(value)
        whole = number.is_integer() and abs(number) < 1e15
        return str(int(number)) if whole else beyond_doubt(repr(number))
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return beyond_doubt(format(value, "f"))
    if isinstance(value, bytes | bytearray | memoryview):
        return _binary_text(bytes(value))
    return str(value).strip()


def _binary_text(value: bytes) -> str:
    """Bytes that are text as text, as some databases write it; others as digits of base 16 after `0x`."""
    try:
        text = value.decode("utf-8").strip()
    except UnicodeDecodeError:
        text = "\0"
    return text if text.isprintable() else f"0x{value.hex()}"


def unique_names(names: list[str], file_problem: list[str]) -> list[str]:
    """Names with repeated ones told apart as `name (2)`; the repeated ones are added to `file_problem`."""
    occurrences: dict[str, int] = {}
    unique = []
    for name in names:
        occurrences[name] = occurrences.get(name, 0) + 1
        if occurrences[name] > 1 and name:
            file_problem.append(name)
        unique.append(name if occurrences[name] == 1 else f"{name} ({occurrences[name]})")
    return unique
