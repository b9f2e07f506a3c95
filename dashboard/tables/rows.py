"""The rows of a table that are asked for: found by words, sorted by a column, a first part of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.layers.base import MIXED, NUMBERS, Column, Phrase, Table
from dashboard.words.words import Words

TEXTS = ("text", "list", "operator", "rules")
"""Kinds of columns that are sorted and searched by what a person reads in them."""


@dataclass(frozen=True)
class Rows:
    """Positions of the rows to show, how many were found, and the order they stand in.

    `gap` is before which of them others are left out; 0 where none are.
    """

    at: Sequence[int]
    found: int
    sorted_by: str
    way: str
    gap: int = 0


def rows_of(table: Table, words: Words, sort: str, find: str, length: int) -> Rows:
    """Rows of a table that hold some words, in some order.

    Parameters
    ----------
    table : Table
    words : Words
        Sorts text as in its language.
    sort : str
        "column.up" or "column.down"; "" or a column that the table lacks keeps the table's own order.
    find : str
        Words that must occur in one of the row's texts, whatever their case; "" finds all.
    length : int
        How many rows to show at most.

    Returns
    -------
    Rows
        Missing values last in either order.
    """
    at = list(range(len(table.ids)))
    if find:
        wanted = find.casefold()
        texts = [column for column in table.columns if column.kind in TEXTS]
        at = [i for i in at if any(wanted in _text(table, column, i, words).casefold() for column in texts)]
    key, _, way = sort.partition(".")
    column = next((column for column in table.columns if column.key == key), None)
    if column is None or column.kind == MIXED:
        if not table.between or find or len(at) <= length:
            return Rows(at[:length], len(at), "", "")
        first = length - length // 2
        return Rows([*at[:first], *at[len(at) - length // 2 :]], len(at), "", "", first)
    values = table.values[key]
    number = column.kind in NUMBERS
    untold = {i for i in at if is_missing(values[i]) or (number and isinstance(values[i], Phrase))}
    missing = [i for i in at if i in untold]
    known = [i for i in at if i not in untold]
    known.sort(key=lambda i: _order(values[i], column, words), reverse=way == "down")
    return Rows((known + missing)[:length], len(at), key, way)


def is_missing(value: object) -> bool:
    """Whether a cell holds nothing that is known."""
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value)) or value != value


def _text(table: Table, column: Column, at: int, words: Words) -> str:
    value = table.values[column.key][at]
    return "" if is_missing(value) else words.value(value, column.kind)


def _order(value: object, column: Column, words: Words) -> tuple[float, object]:
    if column.kind in TEXTS:
        return (0.0, words.sort_key(words.value(value, column.kind)))
    return (float(value), "") if isinstance(value, int | float) else _number(value)


def _number(value: object) -> tuple[float, object]:
    try:
        return (float(value), "")  # type: ignore[arg-type]  # numpy scalars are numbers too
    except (TypeError, ValueError):
        return (0.0, str(value))


def heading_text(column: Column, words: Words) -> str:
    """A column's heading: a catalogue key, or words from the region's settings."""
    if isinstance(column.heading, str):
        return words(column.heading)
    text = words.of(column.heading)
    return text[:1].upper() + text[1:]
