"""`thousands`, `decimal` and `null` of a table or a register: what marks and words mean in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from geodata.contract.toml_reader import TomlReader

THOUSANDS: Final = (",", ".", " ", "'")
DECIMALS: Final = (",", ".")
EVERY: Final = ""
"""Stands for every column in what is declared of marks."""
NULL_WORDS_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Marks:
    """What a comma and a dot are in a column's numbers.

    Attributes
    ----------
    group : str
        The one that parts thousands; "" where neither is said to.
    decimals : str
        Those that part decimals from the whole.
    declared : bool
        Whether anybody says: if not, 1,000 may be both.
    """

    group: str = ""
    decimals: str = ",."
    declared: bool = False


UNDECLARED: Final = Marks()
DEGREES: Final = Marks(declared=True)
"""Of degrees, of which there are no thousands."""


def marks_of(thousands: Mapping[str, str], decimal: Mapping[str, str], column: str) -> Marks:
    """Marks of one of our columns: what is declared of it alone, else of the whole table."""
    for key in (column, EVERY):
        group, part = thousands.get(key, ""), decimal.get(key, "")
        if not group and not part:
            continue
        if part:  # the other one can only part thousands, unless blanks are said to
            other = {",": ".", ".": ","}[part]
            return Marks(other if group in ("", other) else "", part, declared=True)
        if group in DECIMALS:
            return Marks(group, {",": ".", ".": ","}[group], declared=True)
        return Marks("", ",.", declared=True)
    return UNDECLARED


def read_marks(
    reader: TomlReader, columns: tuple[str, ...]
) -> tuple[dict[str, str], dict[str, str], tuple[str, ...]]:
    """`thousands`, `decimal` (by our column, `EVERY` for all) and `null` of a table or a register."""
    thousands = _by_column(reader, "thousands", THOUSANDS, columns)
    decimal = _by_column(reader, "decimal", DECIMALS, columns)
    for column in thousands.keys() & decimal.keys():
        if thousands[column] == decimal[column]:
            reader.problem("one_mark_for_both", f"decimal.{column}".rstrip("."), decimal[column])
    null = reader.strings("null")
    if len(null) > NULL_WORDS_MOST:
        reader.problem("impossible_number", "null", len(null), "0", str(NULL_WORDS_MOST))
    return thousands, decimal, tuple(dict.fromkeys(word.strip() for word in null))[:NULL_WORDS_MOST]


def _by_column(
    reader: TomlReader, key: str, allowed: tuple[str, ...], columns: tuple[str, ...]
) -> dict[str, str]:
    """A mark of the whole table, or of some of its columns."""
    value = reader.get(key)
    if value is None or isinstance(value, str):
        mark = reader.choice(key, allowed, None)
        return {} if mark is None else {EVERY: mark}
    inner = reader.table(key)
    found = {column: inner.choice(column, allowed, None) for column in inner.content}
    for column in sorted(found.keys() - set(columns)):
        inner.problem("unknown_target", None, column, *columns)
    return {column: mark for column, mark in found.items() if mark is not None and column in columns}
