"""Service areas of five kinds: nearest, observed, recruitment basin, within the limit, contracted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.layers.areas import table_of_areas, unit_names
from dashboard.layers.base import Cells, Column, Figure, Legend, Phrase, Swatch, Table
from dashboard.layers.measured import area_cells
from geodata.assessment.assessment import Assessment
from geodata.assessment.service_areas import (
    KINDS,
    ONE_EACH,
    ServiceKind,
    beyond_nearest,
    known_kinds,
    members,
    overlap,
    serving,
    visits_between,
)
from geodata.focus.place import Place
from geodata.measures.coverage import NEAREST


@dataclass(frozen=True)
class ServiceAreas:
    """Outlines around the areas that one unit serves."""

    kind: ServiceKind = "nearest"
    key: str = "service_areas"
    style: Literal["outline"] = "outline"

    def available(self, assessment: Assessment) -> bool:
        """Whether any unit can be reached."""
        return bool((assessment.access.nearest_unit >= 0).any())

    def values(self, assessment: Assessment, focus: Place) -> Mapping[str, object]:  # noqa: ARG002
        """Serving unit of each area by kind, as positions; -1 where none."""
        return {kind: serving(assessment, kind) for kind in KINDS}

    def legend(self, assessment: Assessment) -> Legend:
        """How an outline reads, what the kind is, and how much of it the nearest ones have too."""
        swatches = [Swatch("legend.service_edge", "", symbol="edge")]
        if self.kind not in known_kinds(assessment):
            key = "contracts" if self.kind == "contracted" else "visits"
            return Legend("legend.service_areas", [], f"legend.service_no_{key}")
        visits = visits_between(assessment)
        other: ServiceKind = "observed" if self.kind == "nearest" else "nearest"
        nothing = other not in known_kinds(assessment)
        found = overlap(
            members(assessment, self.kind), members(assessment, other), assessment.persons, visits
        )
        note = "legend.service_note" if nothing or np.isnan(found.of_one) else "legend.service_overlap"
        return Legend(
            "legend.service_areas",
            swatches,
            note,
            {
                "about": Phrase(f"legend.service.{self.kind}"),
                "other": Phrase(f"legend.service_other.{other}"),
                "share": Figure(0.0 if nothing else found.of_one, "share"),
                "how": Phrase(
                    "legend.service_one" if self.kind in ONE_EACH else "legend.service_several",
                ),
            },
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with the unit of each kind, and whether most visits go further than to the nearest."""
        nearest = serving(assessment, "nearest")
        columns = [
            Column("nearest", "column.nearest_unit", "text"),
            Column("minutes", "column.nearest", "minutes", "lower"),
        ]
        values: dict[str, Cells] = {
            "nearest": _names(assessment, "nearest"),
            "minutes": area_cells(assessment, NEAREST),
        }
        if assessment.use.flows is not None:
            observed = serving(assessment, "observed")
            columns += [
                Column("observed", "column.most_used_unit", "text"),
                Column("same", "column.same_unit", "flag"),
                Column("further", "column.further", "flag"),
                Column("basin", "column.basins", "count"),
            ]
            values |= {
                "observed": _names(assessment, "observed"),
                "same": (nearest == observed) & (nearest >= 0),
                "further": beyond_nearest(assessment).differs,
                "basin": np.diff(members(assessment, "basin").indptr),
            }
        columns.append(Column("reachable", "column.units_within", "count", "higher"))
        values["reachable"] = np.diff(members(assessment, "reachable").indptr)
        if "contracted" in known_kinds(assessment):
            columns.append(Column("contracted", "column.contracted_unit", "text"))
            values["contracted"] = _names(assessment, "contracted")
        return table_of_areas(assessment, focus, "layer.service_areas.table", columns, values)


def _names(assessment: Assessment, kind: ServiceKind) -> Cells:
    return np.array(unit_names(assessment, serving(assessment, kind).tolist()), dtype=object)
