"""Columns that are known to be an indicator or a variable of need each: a second table of the same file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geodata.contract.tables import TABLES
from geodata.guess.column_values import ColumnValues
from geodata.guess.findings import Guess, Reason, Setting
from geodata.guess.names import KEYED, read_as
from geodata.guess.table_guess import Fit, Sight
from geodata.guess.tables_found import Filled

_TABLES: Final = {
    "indicators": ("units", "unit_id", "indicator"),
    "need_variables": ("population", "area_id", "variable"),
}
"""Table -> the table whose files may hold it wide, what says whose a row is, and the column of the keys."""


def keyed_uses(filled: Sequence[Filled]) -> list[Filled]:
    """Files of units that hold known indicators too, and of residents that hold known variables of need."""
    found = []
    for name, (beside, whose, _key) in _TABLES.items():
        if any(each.fit.table.name == name for each in filled):
            continue
        for each in filled:
            if (
                each.fit.table.name != beside
                or whose not in each.fit.columns
                or not keyed_columns(each.sight, name)
            ):
                continue
            fit = Fit(TABLES[name], 0.75, {whose: each.fit.columns[whose]}, True)
            guess = Guess(name, 0.75, Reason("known_keys", ", ".join(keyed_columns(each.sight, name))))
            found.append(replace(each, fit=fit, candidates=(guess,)))
    return found


def keyed_columns(sight: Sight, table: str) -> dict[str, str]:
    """Columns of a file that are known to be rows of a table, with the key that each is of."""
    return {column.name: key for column in sight.columns if (key := _key_of(column, table))}


def _key_of(column: ColumnValues, table: str) -> str:
    keys = [ours.removeprefix(KEYED) for ours in read_as(column.name, table) if ours.startswith(KEYED)]
    return keys[0] if keys and column.fit("number") > 0.9 else ""


def keyed_settings(filled: Filled) -> list[Setting]:
    """Lines that make rows of such columns; none of a table that has its keys in a column."""
    name = filled.fit.table.name
    if name not in _TABLES or not filled.fit.wide:
        return []
    _beside, _whose, key = _TABLES[name]
    lines = []
    for column, value in keyed_columns(filled.sight, name).items():
        lines.append(Setting(("melt", column), {key: value}, 0.75, Reason("known_keys", column)))
        if filled.sight.column(column).filled_share < 1 and ("incomplete",) not in [
            each.path for each in lines
        ]:
            lines.insert(0, Setting(("incomplete",), "set_aside", 0.85, Reason("rows_lack", column)))
    return lines
