"""Minutes to the nearest open unit, in steps around the limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.amounts import edge_of
from dashboard.layers.areas import table_of_areas, unit_names
from dashboard.layers.base import Column, Fill, Legend, Swatch, Table
from dashboard.layers.colours import SEVERITY
from dashboard.layers.measured import area_cells, area_values, kind_of
from dashboard.texts.travel_names import travel_name
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.coverage import ACCESS_BY, COVERED, NEAREST, ORGANISATIONS, P90_MINUTES
from geodata.measures.measure import Measure

STEPS = (0.5, 1.0, 1.5)
"""Breaks as shares of the limit: half of it, the limit itself, half as much again."""


@dataclass(frozen=True)
class Nearest:
    """Areas by minutes to the nearest unit; the darkest reach none."""

    key: str = "nearest"
    style: Literal["fill"] = "fill"
    shows: Measure = NEAREST

    def available(self, assessment: Assessment) -> bool:  # noqa: ARG002  the protocol's
        """Always: every region has areas and units."""
        return True

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class by `STEPS`, the limit inclusive; the last class reaches nothing."""
        return Fill(classes(assessment), list(SEVERITY))

    def legend(self, assessment: Assessment) -> Legend:
        """The steps in minutes, with how many areas stand in each."""
        half, limit, beyond = ends = tuple(step * assessment.scenario.limit_min for step in STEPS)
        counts = np.bincount(classes(assessment), minlength=5)
        blanks: tuple[tuple[str, dict[str, float]], ...] = (
            ("legend.upto", {"high": half}),
            ("legend.between", {"low": half, "high": limit}),
            ("legend.between", {"low": limit, "high": beyond}),
            ("legend.above", {"low": beyond}),
            ("format.unreachable", {}),
        )
        return Legend(
            "legend.nearest",
            [
                Swatch(label, SEVERITY[at], int(counts[at]), values, edge=edge_of(ends, at, "minutes"))
                for at, (label, values) in enumerate(blanks)
            ],
            values={"travel": travel_name(assessment.region)},
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with their nearest unit, choice, access and failed rules."""
        on = tuple(assessment.lacking.rules)
        spread = () if assessment.access.homes.single else (COVERED, P90_MINUTES)
        rules = np.array(
            [
                ";".join(key for key, fails in assessment.lacking.rules.items() if fails[at])
                for at in range(len(assessment.persons))
            ],
            dtype=object,
        )
        return table_of_areas(
            assessment,
            focus,
            "layer.nearest.table",
            (
                Column("nearest", "column.nearest", "minutes", "lower"),
                *(
                    Column(measure.key, f"column.{measure.key}", kind_of(measure), measure.better)
                    for measure in spread
                ),
                Column("unit", "column.nearest_unit", "text"),
                Column("organisations", "column.organisations", "count", "higher"),
                Column("access", "column.access_index", "index", "higher"),
                *([Column("rules", "column.rules", "rules", options=on)] if on else ()),
            ),
            {
                "nearest": area_cells(assessment, NEAREST),
                **{measure.key: area_cells(assessment, measure) for measure in spread},
                "unit": np.array(
                    unit_names(assessment, assessment.access.nearest_unit.tolist()), dtype=object
                ),
                "organisations": area_cells(assessment, ORGANISATIONS),
                "access": area_cells(assessment, ACCESS_BY["E2SFCA"]),
                **({"rules": rules} if on else {}),
            },
        )


def classes(assessment: Assessment) -> NDArray[np.uint8]:
    """Step of each area: 0 to 3 by `STEPS`, 4 where none can be reached."""
    limits = [step * assessment.scenario.limit_min for step in STEPS]
    minutes = area_values(assessment, NEAREST)
    steps = np.searchsorted(limits, minutes, side="left")
    return np.where(np.isinf(minutes), 4, steps).astype(np.uint8)
