"""A table of municipalities with every measure of which units their residents use."""

from __future__ import annotations

import numpy as np

from dashboard.layers.base import Column, Table
from dashboard.layers.choices import FIGURES
from dashboard.layers.measured import kind_of, place_cells
from dashboard.tables.units import no_rows, visits_name
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.measures.journeys import NEAREST_MEAN, NEAREST_P90
from geodata.measures.residents import RESIDENTS
from geodata.measures.visits import VISITS


def municipalities(assessment: Assessment, focus: Place) -> Table:
    """Municipalities that the areas in focus lie in; each whole, and called so, also of a part of one."""
    heading = "column.municipality" if focus.whole_municipalities else "column.whole_municipality"
    columns = [
        Column("municipality", heading, "text"),
        Column("persons", "column.persons", "count"),
        Column("visits", visits_name(assessment), "count"),
        *(Column(key, f"kpi.{key}.column", kind_of(measure)) for key, measure in FIGURES.items()),
        Column("nearest_mean", "column.nearest_mean", "minutes", "lower"),
        Column("nearest_p90", "column.nearest_p90", "minutes", "lower"),
    ]
    if not VISITS.available(assessment):
        return no_rows("table.municipalities", "municipality", columns)
    places = every(assessment, "municipality")
    at = np.unique(focus.municipalities(assessment.region)[1])
    measures = {"persons": RESIDENTS, "visits": VISITS, **FIGURES}
    measures |= {"nearest_mean": NEAREST_MEAN, "nearest_p90": NEAREST_P90}
    return Table(
        "table.municipalities",
        "municipality",
        [places.ids[position] for position in at],
        columns,
        {
            "municipality": [assessment.region.municipalities.names[position] for position in at],
            **{key: place_cells(assessment, measure, places)[at] for key, measure in measures.items()},
        },
        "empty.areas",
    )
