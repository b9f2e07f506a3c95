"""A table of areas narrowed to the interval that is brushed on the map."""

from __future__ import annotations

from dataclasses import replace

from dashboard.layers.base import Table
from dashboard.layers.brush import Brush, brushed
from dashboard.layers.need import USUAL, OutlookWords, words_of
from geodata.assessment.assessment import Assessment
from geodata.measures.futures import under_outlook
from geodata.measures.registry import measures_of


def brushed_rows(
    table: Table, assessment: Assessment, brush: Brush | None, outlook: OutlookWords = USUAL
) -> Table:
    """The rows of areas that lie in an interval; as it is without one, or where its rows are no areas."""
    if brush is None or table.row_kind != "area":
        return table
    measure = measures_of(assessment.region).get(brush.measure)
    shown = measure and under_outlook(measure, words_of(outlook))
    inside = brushed(assessment, shown, brush)
    if inside is None:
        return table
    ids = set(assessment.region.areas.index[inside])
    at = [place for place, id_ in enumerate(table.ids) if id_ in ids]
    return replace(
        table,
        ids=[table.ids[place] for place in at],
        values={key: [values[place] for place in at] for key, values in table.values.items()},
        targets=[table.targets[place] for place in at] if table.targets is not None else None,
    )
