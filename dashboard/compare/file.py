"""Jämför's table as a file of rows, in the order of the screen and in full, and what it is as another."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.compare.state import indicators_of
from dashboard.compare.table import sorted_rows
from dashboard.compare.words import size_words
from dashboard.layers.base import Cells, Column, Kind, Table
from dashboard.tables.csv_files import csv_bytes, provenance
from dashboard.words.words import Words
from geodata.comparison.costs import costs
from geodata.contract.settings import Text

COSTS: Mapping[str, Kind] = {
    "total": "currency",
    "per_visit": "currency",
    "share": "share",
    "covered": "share",
}
"""What is told of each unit's costs, as in the card of costs."""


def comparison_csv(comparison: IndicatorComparison, words: Words) -> bytes:
    """The table of `comparison_table` as CSV, with what the units' visits cost where that is known.

    Rows and nothing else: a number that is missing is an empty cell, and headings say the unit. What the
    table is stands in `comparison_about`.

    Parameters
    ----------
    comparison : IndicatorComparison
    words : Words
    """
    return csv_bytes(_table(comparison, words), words)


def comparison_about(comparison: IndicatorComparison, words: Words) -> bytes:
    """What the table is, a line each: indicator, period, how sure, region, version and sources.

    Parameters
    ----------
    comparison : IndicatorComparison
    words : Words
    """
    period = words.period(comparison.question.period)
    about = [
        " · ".join(part for part in (words.of(comparison.definition.name), period) if part),
        words("compare.note.interval") if comparison.has_interval else comparison.why_no_interval(words),
        words("compare.note.place") if comparison.judged.counted.any() else "",
        words("compare.note.exact") if comparison.definition.exact else "",
        words("compare.file.missing"),
        words("compare.note.source", source=comparison.definition.source)
        if comparison.definition.source
        else "",
    ]
    lines = [*(line for line in about if line), *provenance(comparison.assessment, words)]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def file_name(comparison: IndicatorComparison) -> str:
    """Region, indicator, period and version: two periods never have files of one name."""
    region, question = comparison.assessment.region, comparison.question
    parts = (region.settings.id, question.indicator, question.period, region.version[:6])
    return "-".join(part for part in parts if part)


def _table(comparison: IndicatorComparison, words: Words) -> Table:
    at = np.array(sorted_rows(comparison, words), np.int64)
    columns: list[Column] = []
    values: dict[str, Cells] = {}

    def add(key: str, heading: str | Text, kind: Kind, cells: Cells) -> None:
        columns.append(Column(key, heading, kind))
        values[key] = cells

    def known(places: object) -> Cells:
        cells = np.asarray(places, float)[at]
        return np.where(cells > 0, cells, np.nan)

    add("unit", "compare.column.unit", "text", [comparison.names[row] for row in at])
    add("operator", "compare.column.operator", "operator", [comparison.operators[row] for row in at])
    add("size", {words.language: size_words(comparison, words)}, "count", comparison.profiles.size[at])
    add("cases", "compare.column.cases", "count", comparison.cases[at])
    ours = comparison.question.indicator
    keys = [ours, *(key for key in indicators_of(comparison.assessment) if key != ours)]
    for key in keys:
        other = comparison.on(key)
        unit = other.definition.unit
        add(f"{key}_value", other.definition.name, unit, other.figures.value[at])
        for end in ("low", "high"):
            heading = {words.language: f"{words.of(other.definition.name)}, {words(f'compare.file.{end}')}"}
            add(f"{key}_{end}", heading, unit, getattr(other.interval, end)[at])
        if key == ours:
            add("best", "compare.file.best", "count", known(comparison.ranks.best))
            add("worst", "compare.file.worst", "count", known(comparison.ranks.worst))
    paid = costs(comparison.assessment)
    if paid.known:
        for name, kind in COSTS.items():
            add(f"cost_{name}", f"compare.costs.{name}", kind, getattr(paid, name)[at])
    return Table("compare.table", "unit", [comparison.ids[row] for row in at], columns, values)
