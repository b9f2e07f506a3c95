"""Which columns of a table are shown: the first, which names the rows, and those that somebody chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.layers.base import Table


def chosen_columns(written: str, table: str) -> tuple[str, ...]:
    """Keys of the columns that an address chooses of one table; none where it chooses none of that.

    Parameters
    ----------
    written : str
        "nearest:persons,minutes": key of a table and of its columns.
    table : str
        Key of the table that is shown.
    """
    of, _, keys = written.partition(":")
    return tuple(key for key in keys.split(",") if key) if of == table else ()


def with_columns(table: Table, keys: Sequence[str]) -> Table:
    """A table with its first column and those chosen, in its own order; all where none is chosen.

    Parameters
    ----------
    table : Table
    keys : sequence of str
        Those that the table lacks are left out.
    """
    if not keys or not table.columns:
        return table
    first, *others = table.columns
    shown = (replace(column, folded=False) for column in others if column.key in keys)
    return replace(table, columns=(first, *shown))
