"""Marks of thousands and decimals, and words for nothing, where a file writes either."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from geodata.contract.columns import Kind
from geodata.guess.column_values import ColumnValues
from geodata.guess.findings import Reason, Setting
from geodata.sources.numbers import DOUBTFUL, told_by_others

WHOLE: Final = ("whole", "year", "age")
NUMBERS: Final = (*WHOLE, "amount", "number", "metres", "degrees")


def mark_settings(columns: Iterable[tuple[str, Kind, ColumnValues]]) -> list[Setting]:
    """Lines that say what a mark before three digits means, and which words stand for nothing.

    Parameters
    ----------
    columns : iterable of ours, its kind, and its values
    """
    lines: dict[str, Setting] = {}
    nothing: dict[str, None] = {}
    for ours, kind, column in columns:
        if kind not in NUMBERS:
            continue
        nothing |= dict.fromkeys(column.nulls)
        if ours in lines:  # of wide columns the first tells
            continue
        doubtful = [text for text in column.distinct if re.match(DOUBTFUL, text)]
        if not doubtful or kind == "degrees":
            continue
        decimal = told_by_others(column.distinct, kind in WHOLE)
        if decimal:
            lines[ours] = Setting(("decimal", ours), decimal, 0.9, Reason("marks_by_others", column.name))
        else:
            mark = re.search("[.,]", doubtful[0])
            sure = 0.8 if kind in WHOLE else 0.55
            assert mark is not None
            lines[ours] = Setting(("thousands", ours), mark[0], sure, Reason("marks_whole", doubtful[0]))
    words = (
        [Setting(("null",), list(nothing), 0.9, Reason("nothing_words", ", ".join(nothing)))]
        if nothing
        else []
    )
    return [*lines.values(), *words]
