"""Key figures of today, of the scenario, and of another that it is compared with, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.kpis import kpis_of
from dashboard.kpis.meta import meta_of
from dashboard.layers.base import MIXED, Column, Phrase, Table
from dashboard.words.kpis import kpi_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.places import same_place
from geodata.measures.tally import Reading

COMPARE = "compare"
"""The table's key in the address."""


def comparison(named: Sequence[tuple[str, Assessment]], focus: Place, words: Words) -> Table:
    """One row a key figure, one column a scenario.

    Parameters
    ----------
    named : sequence of (str, Assessment)
        Today first; of one region and one question, but for their changes.
    focus : Place
        What the figures are about; of a scenario that lacks it, the same areas.
    words : Words
    """
    kpis = kpis_of(named[0][1].region)
    metas = [meta_of(kpi, named[0][1]) for kpi in kpis]
    columns = [Column("figure", "column.figure", "text"), Column("family", "column.family", "text")]
    values: dict[str, Sequence[object]] = {
        "figure": [kpi_name(kpi, meta, words) for kpi, meta in zip(kpis, metas, strict=True)],
        "family": [Phrase(f"family.{kpi.family}") for kpi in kpis],
    }
    for number, (name, assessment) in enumerate(named):
        key = f"scenario_{number}"
        columns.append(Column(key, {words.language: name}, MIXED))
        there = same_place(assessment, focus)
        values[key] = [_value_text(kpi.read(assessment, there), words) for kpi in kpis]
    return Table("layer.compare.table", "kpi", [kpi.key for kpi in kpis], columns, values)


def _value_text(measure: Reading, words: Words) -> str:
    if measure.value is None:
        return words(measure.why or "why.missing")
    return words.measure(measure.value, measure.unit)
