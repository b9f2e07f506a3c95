"""Areas by a key figure of their own that no other layer shows."""

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
from geodata.measures.coverage import ORGANISATIONS
from geodata.measures.measure import Measure
from geodata.measures.registry import MEASURES
from geodata.measures.residents import RESIDENTS

AREA_FIGURES: Mapping[str, Measure] = {
    measure.key: measure for measure in MEASURES if ("areas_by", measure.key) in measure.choice
}
"""Measures that areas can be coloured by, by the key in the address."""
DEFAULT_AREA_FIGURE = "organisations"


@dataclass(frozen=True)
class AreaFigures(GradedAreas):
    """Areas by one figure, in up to five classes; of few whole numbers a class each."""

    areas_by: str = DEFAULT_AREA_FIGURE
    key: str = "figures"
    style: Literal["fill"] = "fill"

    @property
    def shows(self) -> Measure:
        """What areas are coloured by."""
        return AREA_FIGURES[self.areas_by]

    def available(self, assessment: Assessment) -> bool:  # noqa: ARG002  the protocol's
        """Always: every region has residents and units to choose between."""
        return True

    def legend(self, assessment: Assessment) -> Legend:
        """The classes from the least to the most, those without a value and why."""
        return Legend(
            "legend.choices",
            self.swatches(assessment),
            "legend.figures_choice" if self.shows is ORGANISATIONS else "",
            {
                "figure": Phrase(f"kpi.{self.areas_by}.column"),
                "limit": assessment.scenario.limit_min,
                "travel": travel_name(assessment.region),
            },
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with every figure beside each other, whichever the map shows."""
        figures = {key: measure for key, measure in AREA_FIGURES.items() if measure is not RESIDENTS}
        return table_of_areas(
            assessment,
            focus,
            "layer.figures.table",
            [
                Column(key, f"kpi.{key}.column", kind_of(measure), measure.better)
                for key, measure in figures.items()
            ],
            {key: area_cells(assessment, measure) for key, measure in figures.items()},
        )
