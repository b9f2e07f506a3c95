"""How well people are served by public transport, by the stops around their homes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Fill, Legend, Swatch, Table
from dashboard.layers.colours import SEQUENTIAL, SEVERITY
from dashboard.layers.measured import area_cells
from geodata.assessment.assessment import Assessment
from geodata.assessment.stop_classes import stop_class_of_areas
from geodata.focus.place import Place
from geodata.measures.stops import STOPS

COLOURS: Final = (*reversed(SEQUENTIAL[1:5]), SEVERITY[0])
"""Of classes A to D, and of none."""


@dataclass(frozen=True)
class Stops:
    """Areas by the class that at least half of their residents have, or a better one."""

    key: str = "stops"
    style: Literal["fill"] = "fill"

    def available(self, assessment: Assessment) -> bool:
        """Whether the version has a timetable that tells kinds of lines."""
        return assessment.region.stops is not None

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class A to D, and none."""
        found = stop_class_of_areas(assessment.region, assessment.scenario.age_group)
        return Fill(found.astype(np.uint8), list(COLOURS))

    def legend(self, assessment: Assessment) -> Legend:
        """The classes, with how many areas have each."""
        found = stop_class_of_areas(assessment.region, assessment.scenario.age_group)
        counts = np.bincount(found, minlength=len(COLOURS))
        swatches = [
            Swatch(f"legend.stops_{key}", colour, int(count))
            for key, colour, count in zip(STOPS, COLOURS, counts, strict=True)
        ]
        return Legend("legend.stops", swatches)

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with the share of their residents in each class."""
        return table_of_areas(
            assessment,
            focus,
            "layer.stops.table",
            [Column(each.key, f"column.{each.key}", "share", each.better) for each in STOPS.values()],
            {each.key: area_cells(assessment, each) for each in STOPS.values()},
        )
