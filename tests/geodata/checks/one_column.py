"""One column of one table read alone, and every column that holds some kinds of value."""

from __future__ import annotations

import numpy as np
from pandas import DataFrame

from geodata.checks.values import checked_values
from geodata.contract.columns import Column, Table
from geodata.contract.problems import Problem, Problems
from geodata.contract.settings import RegionSettings, TableSettings
from geodata.contract.tables import TABLES
from geodata.sources.mapping import Mapped


def read_alone(
    column: Column, texts: list[str], settings: RegionSettings, **declared: object
) -> tuple[list[object], list[Problem]]:
    """Values of one column, as if its table had no other, and their problems."""
    problems = Problems()
    frame = DataFrame({column.name: texts}, dtype=str)
    rows = np.arange(2, len(texts) + 2)
    mapped = Mapped(frame, rows, {column.name: "theirs"}, None, None, None, False)
    of_table = TableSettings("a.csv", **declared)  # type: ignore[arg-type]
    sheet, _ = checked_values(mapped, Table("alone", (column,)), of_table, settings, problems)
    return sheet.frame[column.name].tolist() if column.name in sheet.frame else [], problems.found


def columns_of(*kinds: str) -> dict[str, Column]:
    """Every column of every table that holds any of some kinds of value (of all for none), by its name."""
    return {
        f"{table.name}.{column.name}": column
        for table in TABLES.values()
        for column in table.columns
        if column.kind in kinds or not kinds
    }
