"""What is told beside the pointer: three figures of every area, and of every unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.access import DEFAULT, Access
from dashboard.layers.base import Column, Layer
from dashboard.layers.choices import FIGURES, Choices, amount
from dashboard.layers.use_change import UseChange
from dashboard.serve.encoding import encoded
from dashboard.tables.rows import heading_text
from dashboard.texts.travel_names import mode_name
from dashboard.words.words import Words
from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment

Told = tuple[str, str, str, NDArray[np.float64]]
"""Key, label, kind and values of one figure of every area."""


def area_hover(assessment: Assessment, fill: Layer | None, words: Words) -> list[dict[str, object]]:
    """Three figures of every area; the last is what the map's colours say of use or access, if they do."""
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    nearest = words("hover.nearest", form=form.name, mode=mode_name(assessment.region))
    columns = [
        ("nearest", nearest, "minutes", assessment.access.nearest_min),
        ("organisations", words("hover.organisations", limit=assessment.scenario.limit_min), "count",
         assessment.access.organisations.astype(float)),
        _coloured(assessment, fill, words),
    ]  # fmt: skip
    return [
        {"key": key, "label": label, "kind": kind, "values": encoded(values, np.float32)}
        for key, label, kind, values in columns
    ]


def _coloured(assessment: Assessment, fill: Layer | None, words: Words) -> Told:
    short = assessment.region.settings.short
    if isinstance(fill, Choices):
        figure = fill.figure
        return figure, words(f"figure.{figure}.column"), FIGURES[figure].kind, amount(assessment, figure)
    if isinstance(fill, UseChange):
        return fill.key, words("column.use_change"), "share", fill.change(assessment)
    if fill is not None and fill.key == "agreement":
        said = words("hover.agreement", measures=len(METHODS))
        return "agreement", said, "count", assessment.lacking.agreement.astype(np.float64)
    if isinstance(fill, Access) and fill.measure != DEFAULT:
        said = words("hover.access_by", short=short, measure=fill.measure)
        return "access", said, "index", assessment.access.index(fill.measure)
    return "access", words("hover.access", short=short), "index", assessment.access.index()


def unit_hover(assessment: Assessment, words: Words) -> list[dict[str, object]]:
    """At most three figures of every unit: visits, capacity, and the first indicators."""
    region = assessment.region
    form = region.settings.care_forms[assessment.scenario.care_form]
    rows: list[dict[str, object]] = []
    if assessment.use.visits_by_unit is not None:
        rows.append(
            {
                "label": heading_text(Column("visits", form.visits_name, "count"), words),
                "kind": "count",
                "values": assessment.use.visits_by_unit.tolist(),
            }
        )
    if assessment.supply.capacity_known:
        capacity = assessment.units["capacity"].to_numpy(np.float64)
        rows.append(
            {
                "label": heading_text(Column("capacity", form.capacity_name, "number"), words),
                "kind": "number",
                "values": [None if np.isnan(one) else float(one) for one in capacity],
            }
        )
    for key in list(assessment.supply.indicator_values.columns)[: 3 - len(rows)]:
        definition = region.settings.indicators[key]
        values = (
            assessment.supply.indicator_values[key]
            .reindex(range(assessment.changed.unit_count))
            .to_numpy(np.float64)
        )
        rows.append(
            {
                "label": words.of(definition.name),
                "kind": definition.unit,
                "values": [None if np.isnan(one) else round(float(one), 4) for one in values],
            }
        )
    return rows
