"""Jämför's table as a file: the rows of the screen, in their order, with every figure in full."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dashboard.compare.standing import Standing
from dashboard.compare.state import indicators_of
from dashboard.compare.table import sorted_rows
from dashboard.layers.base import Cells, Column, Kind, Table
from dashboard.tables.csv_files import csv_bytes, provenance
from dashboard.words.words import Words
from geodata.comparison.costs import costs
from geodata.contract.settings import Text

COSTS: Mapping[str, Kind] = {"per_visit": "currency", "share": "share", "covered": "share"}
"""What is told of each unit's costs, as in the card of costs."""


def comparison_csv(it: Standing, words: Words) -> bytes:
    """The table of `standing_table` as CSV, with what the units' visits cost where that is known.

    The last lines say indicators, period, how sure, region, version and sources.

    Parameters
    ----------
    it : Standing
    words : Words
    """
    period = words.period(it.asked.period)
    about = [
        " · ".join(one for one in (words.of(it.definition.name), period) if one),
        words("compare.note.interval") if it.has_interval else it.why_no_interval(words),
        words("compare.note.place") if it.figures.counted.any() else "",
        words("compare.note.exact") if it.definition.exact else "",
        words("ui.protected") if it.assessment.region.protected else "",
        words("compare.note.source", source=it.definition.source) if it.definition.source else "",
    ]
    lines = [*(one for one in about if one), *provenance(it.assessment, words)]
    return csv_bytes(_table(it, words), it.assessment, words, [(line,) for line in lines])


def _table(it: Standing, words: Words) -> Table:
    at = np.array(sorted_rows(it, words), np.int64)
    region = it.assessment.region
    form = region.settings.care_forms[it.assessment.scenario.care_form]
    columns: list[Column] = []
    values: dict[str, Cells] = {}

    def add(key: str, heading: str | Text, kind: Kind, cells: Cells) -> None:
        columns.append(Column(key, heading, kind))
        values[key] = cells

    def known(places: object) -> Cells:
        told = np.asarray(places, float)[at]
        return np.where(told > 0, told, np.nan)

    add("unit", "compare.column.unit", "text", [it.names[one] for one in at])
    add("operator", "compare.column.operator", "operator", [it.operators[one] for one in at])
    add("size", form.visits_name, "count", it.profiles.size[at])
    add("cases", "compare.column.cases", "count", it.cases[at])
    ours = it.asked.indicator
    keys = [ours, *(key for key in indicators_of(it.assessment) if key != ours)]
    for key in keys:
        one = it.on(key)
        unit = one.definition.unit
        add(f"{key}_value", one.definition.name, unit, one.figures.value[at])
        for end in ("low", "high"):
            heading = {words.language: f"{words.of(one.definition.name)}, {words(f'compare.file.{end}')}"}
            add(f"{key}_{end}", heading, unit, getattr(one.interval, end)[at])
        if key == ours:
            add("best", "compare.file.best", "count", known(it.ranks.best))
            add("worst", "compare.file.worst", "count", known(it.ranks.worst))
    paid = costs(it.assessment)
    if paid.known:
        for name, kind in COSTS.items():
            add(f"cost_{name}", f"compare.costs.{name}", kind, getattr(paid, name)[at])
    return Table("compare.table", "unit", [it.ids[one] for one in at], columns, values)
