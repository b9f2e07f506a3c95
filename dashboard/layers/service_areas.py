"""Service areas: which unit each area is nearest to, and which one its residents really use most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import table_of_areas, unit_names
from dashboard.layers.base import Cells, Column, Legend, Swatch, Table
from geodata.assessment import Assessment
from geodata.focus import Focus

ServiceKind = Literal["nearest", "observed"]


@dataclass(frozen=True)
class ServiceAreas:
    """Outlines around the areas that one unit serves."""

    key: str = "service_areas"
    style: Literal["outline"] = "outline"

    def available(self, assessment: Assessment) -> bool:
        """Whether any unit can be reached."""
        return bool((assessment.nearest_unit >= 0).any())

    def values(self, assessment: Assessment, focus: Focus) -> Mapping[str, object]:  # noqa: ARG002
        """Serving unit of each area by kind, as positions; -1 where none."""
        return {kind: serving(assessment, kind) for kind in ("nearest", "observed")}

    def legend(self, assessment: Assessment) -> Legend:
        """How an outline reads; why there is no observed kind where there are no visits."""
        note = "legend.service_note" if assessment.observed_unit is not None else "legend.service_no_visits"
        return Legend("legend.service_areas", [Swatch("legend.service_edge", "", symbol="edge")], note)

    def table(self, assessment: Assessment, focus: Focus) -> Table:
        """Areas with the nearest unit and the one most used, and whether they are the same."""
        nearest, observed = serving(assessment, "nearest"), serving(assessment, "observed")
        known = assessment.observed_unit is not None
        columns = [
            Column("nearest", "column.nearest_unit", "text"),
            Column("minutes", "column.nearest", "minutes", "lower"),
        ]
        values: dict[str, Cells] = {
            "nearest": np.array(unit_names(assessment, nearest.tolist()), dtype=object),
            "minutes": assessment.nearest_min,
        }
        if known:
            columns += [
                Column("observed", "column.most_used_unit", "text"),
                Column("same", "column.same_unit", "flag"),
            ]
            values |= {
                "observed": np.array(unit_names(assessment, observed.tolist()), dtype=object),
                "same": (nearest == observed) & (nearest >= 0),
            }
        return table_of_areas(assessment, focus, "layer.service_areas.table", columns, values)


def serving(assessment: Assessment, kind: str) -> NDArray[np.int64]:
    """Position of the unit that serves each area, shape (areas,); -1 where none or not known."""
    if kind == "nearest":
        return assessment.nearest_unit
    observed = assessment.observed_unit
    return observed if observed is not None else np.full(len(assessment.persons), -1, dtype=np.int64)
