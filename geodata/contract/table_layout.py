"""How `region.toml` says where in a file its table stands: header, end, letters and separator."""

from __future__ import annotations

from typing import Final

from geodata.contract.toml_reader import TomlReader

ENCODINGS: Final = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "mac-roman", "cp850")
SEPARATORS: Final = (",", ";", "\t", "|")
LOWEST_HEADER: Final = 100
"""Row below which no header stands."""
NOTES_MOST: Final = 1000
"""Rows below a table that can be told by their number."""


def rows_of_header(reader: TomlReader) -> tuple[int, ...]:
    """Numbers of the rows that make up the header, downwards; () where the file is to tell."""
    value = reader.get("header_row")
    if value is None:
        return ()
    rows = value if isinstance(value, list) else [value]
    whole = all(isinstance(row, int) and not isinstance(row, bool) for row in rows)
    if not rows or not whole or sorted(set(rows)) != rows:
        reader.problem("wrong_type", "header_row", value, "4", "[3, 4]")
        return ()
    if not 1 <= rows[0] <= rows[-1] <= LOWEST_HEADER:
        reader.problem("impossible_number", "header_row", value, "1", str(LOWEST_HEADER))
        return ()
    return tuple(rows)


def names_of_columns(reader: TomlReader) -> tuple[str, ...]:
    """Names that stand in for a header; each is another."""
    names = reader.strings("header")
    if len(set(names)) != len(names) or not all(name.strip() for name in names):
        reader.problem("wrong_type", "header", ", ".join(names), '["a", "b"]')
        return ()
    return names


def end_of_table(reader: TomlReader) -> str | int | None:
    """What the first row below the table begins with, or how many rows stand below it."""
    value = reader.get("skip_after")
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= NOTES_MOST:
        return value
    if value is not None:
        reader.problem("wrong_type", "skip_after", value, '"Källa"', "3")
    return None


def separator(reader: TomlReader) -> str | None:
    """One character that stands between fields."""
    value = reader.string("separator", None)
    if value is None or (len(value) == 1 and not value.isalnum() and value not in "\"'\r\n\0.-"):
        return value  # type: ignore[no-any-return]
    reader.problem("wrong_type", "separator", value, *(repr(each) for each in SEPARATORS))
    return None
