"""Which units the residents of each area use: one layer with a choice of measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Legend, Phrase, Table
from dashboard.layers.graded_areas import GradedAreas
from dashboard.layers.measured import area_cells, kind_of
from dashboard.texts.travel_names import travel_name
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.measure import Measure
from geodata.measures.registry import MEASURES
from geodata.measures.visits import VISITS

ORDER = (
    "active_choice", "bypass", "stays", "leakage", "commitment", "own_area", "largest_unit", "concentration",
    "penetration", "travel_mean",
)  # fmt: skip
"""Those that the table begins with; what else this layer shows comes after."""
FIGURES: Mapping[str, Measure] = {
    measure.key: measure
    for measure in sorted(
        MEASURES, key=lambda measure: ORDER.index(measure.key) if measure.key in ORDER else len(ORDER)
    )
    if measure.layer == "choices"
}
"""Measures that areas can be coloured by, by the key in the address; `figure.<key>` in the catalogue."""
ALIASES = {"market_share": "largest_unit"}
"""Keys that figures had before, in links that were kept."""

DEFAULT_FIGURE = "active_choice"


@dataclass(frozen=True)
class Choices(GradedAreas):
    """Areas by one measure of which units their residents use, in up to five classes."""

    figure: str = DEFAULT_FIGURE
    key: str = "choices"
    style: Literal["fill"] = "fill"

    @property
    def shows(self) -> Measure:
        """What areas are coloured by."""
        return FIGURES[self.figure]

    def available(self, assessment: Assessment) -> bool:
        """Whether the region has visits."""
        return assessment.use.flows is not None

    def legend(self, assessment: Assessment) -> Legend:
        """The classes from the least to the most, those without visits, and what the measure says."""
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        return Legend(
            "legend.choices",
            self.swatches(assessment),
            f"kpi.{self.figure}.about",
            {
                "figure": Phrase(f"kpi.{self.figure}.name"),
                "visits": form.visits_name,
                "short": assessment.region.settings.short,
                "travel": travel_name(assessment.region),
            },
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with every measure beside each other, whichever the map shows."""
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        return table_of_areas(
            assessment,
            focus,
            "layer.choices.table",
            [
                Column("visits", form.visits_name, "count"),
                *(Column(key, f"kpi.{key}.column", kind_of(measure)) for key, measure in FIGURES.items()),
            ],
            {
                "visits": area_cells(assessment, VISITS),
                **{key: area_cells(assessment, measure) for key, measure in FIGURES.items()},
            },
        )
