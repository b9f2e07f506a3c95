"""A table's columns as files have them: units in the headings, and why numbers are missing beside them."""

from __future__ import annotations

import math

from dashboard.layers.base import NUMBERS, Column, Phrase, Table
from dashboard.tables.rows import heading_text, is_missing
from dashboard.words.words import Words

MISSING = "missing"
"""Key of the column that says why numbers of its row are missing; stands last."""


def file_heading(column: Column, words: Words, *, percent: bool = False) -> str:
    """A column's heading with the unit that its numbers are in, where they are in one.

    Parameters
    ----------
    column : Column
    words : Words
    percent : bool
        Whether the program that opens the file writes shares as per cent.
    """
    heading, kind = heading_text(column, words), column.kind
    if kind == "share" and percent:
        return f"{heading} (%)"
    if kind == "currency":
        return f"{heading} ({words.currency_code})"
    if not words.has(f"format.heading.{kind}"):
        return heading
    unit = words(f"format.heading.{kind}")
    return f"{heading} ({unit})"


def number_in(value: object, column: Column) -> float | None:
    """The number of a cell; None where it holds none, or one without end, and in columns of words."""
    if column.kind not in NUMBERS or is_missing(value) or isinstance(value, Phrase):
        return None
    number = float(value)  # type: ignore[arg-type]  # a number, by its kind
    return number if math.isfinite(number) else None


def missing_reasons(table: Table, words: Words) -> list[str] | None:
    """Of each row, which numbers are missing and why: "Restid: ingen enhet inom räckhåll".

    Returns
    -------
    list of str, or None
        "" for a row with all its numbers; None for a table without numbers.
    """
    numbers = [column for column in table.columns if column.kind in NUMBERS]
    if not numbers:
        return None
    found: list[list[str]] = [[] for _ in table.ids]
    for column in numbers:
        heading = heading_text(column, words)
        for at, value in enumerate(table.values[column.key]):
            if number_in(value, column) is None:
                reason = words("why.missing") if is_missing(value) else words.value(value, column.kind)
                found[at].append(f"{heading}: {words.inside(reason)}")
    return ["; ".join(reasons) for reasons in found]
