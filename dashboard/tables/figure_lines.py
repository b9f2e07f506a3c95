"""Key figures and rows of tables as plain data: JSON values, and why there are none."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from dashboard.kpis.meta import meta_of
from dashboard.layers.base import NUMBERS, Phrase, Table
from dashboard.tables.csv_files import provenance
from dashboard.tables.rows import heading_text, is_missing
from dashboard.words.disclosure import noise_json
from dashboard.words.kpis import kpi_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.places import beside, whole_region
from geodata.measures.gap import gap
from geodata.measures.measure import Measure
from geodata.measures.tally import Reading


def figure_line(
    kpi: Measure, assessment: Assessment, focus: Place, words: Words, other: Assessment | None = None
) -> dict[str, object]:
    """A key figure of a place: its value, what it is made of, and where it comes from.

    Parameters
    ----------
    kpi : Measure
    assessment : Assessment
    focus : Place
    words : Words
    other : Assessment, optional
        Another scenario, that it is compared with.
    """
    found = gap(kpi, assessment, other, focus) if other is not None else None
    reading, meta = kpi.read(assessment, focus), meta_of(kpi, assessment)
    all_of_it = kpi.read(assessment, whole_region(assessment))
    today = beside(assessment, focus) if assessment.today is not assessment else None
    aims = kpi.indicator
    return {
        "family": kpi.family,
        "key": kpi.key,
        "name": kpi_name(kpi, meta, words),
        "value": finite(reading.value),
        "unit": reading.unit,
        "numerator": finite(reading.numerator),
        "denominator": finite(reading.denominator),
        "region": finite(all_of_it.value),
        "today": finite(kpi.read(*today).value) if today else None,
        "better": kpi.better,
        "target": aims.target if aims else None,
        "threshold": aims.threshold if aims else None,
        "missing": _missing(reading, words),
        "unreachable": reading.value is not None and math.isinf(reading.value),
        "source": meta.source,
        "date": meta.date,
        "versus": finite(found.second.value) if found else None,
        "gap": finite(found.value) if found else None,
        "better_scenario": found.better if found else None,
    }


def table_records(table: Table, assessment: Assessment, words: Words) -> dict[str, object]:
    """A layer's table as JSON values, one object a row; None where nothing is known or within reach.

    Returns
    -------
    dict
        `columns`, `rows`, why there are none in `empty`, `noise` of protected counts, `provenance`; and in
        `unreachable`, by column, the ids of the rows from which nothing can be reached, as JSON has no
        infinity.
    """
    rows: list[dict[str, object]] = [{"id": id_} for id_ in table.ids]
    unreachable: dict[str, list[str]] = {}
    for column in table.columns:
        for row, value in zip(rows, table.values[column.key], strict=True):
            if isinstance(value, float) and math.isinf(value):
                unreachable.setdefault(column.key, []).append(str(row["id"]))
            untold = isinstance(value, Phrase) and column.kind in NUMBERS
            row[column.key] = None if untold else _cell(value, words)
    return {
        "columns": [
            {"key": column.key, "name": heading_text(column, words), "kind": column.kind}
            for column in table.columns
        ],
        "unreachable": unreachable,
        "rows": rows,
        "empty": words(table.empty) if table.empty and not rows else "",
        "noise": noise_json(assessment.region),
        "provenance": provenance(assessment, words),
    }


def _missing(measure: Reading, words: Words) -> str:
    if measure.value is None:
        return words(measure.why or "why.missing")
    return words("format.unreachable") if math.isinf(measure.value) else ""


def finite(value: float | None) -> float | None:
    """A number that JSON has; None for one without end."""
    return value if value is not None and math.isfinite(value) else None


def _cell(value: object, words: Words) -> object:
    if isinstance(value, Phrase):
        return words(value)
    if isinstance(value, Mapping):
        return words.of(value)
    if is_missing(value):
        return None
    plain = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(plain, float) and math.isinf(plain) else plain
