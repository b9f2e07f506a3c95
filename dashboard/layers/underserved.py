"""Underserved areas: how many of the published rules each area fails, and the zones they form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.layers.access import edge_columns
from dashboard.layers.base import Column, Fill, Legend, Swatch, Table
from dashboard.layers.colours import NOTHING_KNOWN, SEVERITY
from dashboard.layers.measured import area_values, place_cells
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.measures.coverage import ACCESS, MEDIAN_MINUTES
from geodata.measures.measure import Measure
from geodata.measures.residents import RESIDENTS, ages_of
from geodata.measures.underserved import AT_EDGE, RULES_FAILED

OLDER = "from_65"
"""Of the ages the one that the table shows in a narrow place."""


@dataclass(frozen=True)
class Underserved:
    """Areas by the number of rules they fail; the darkest fail all."""

    key: str = "underserved"
    style: Literal["fill"] = "fill"
    shows: Measure = RULES_FAILED

    def available(self, assessment: Assessment) -> bool:
        """Whether any rule can be answered."""
        return bool(assessment.lacking.rules)

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class = rules failed; one class more for areas where nobody lives."""
        rules = len(assessment.lacking.rules)
        severity = area_values(assessment, RULES_FAILED)
        classes = np.where(np.isnan(severity), rules + 1, severity)
        return Fill(classes.astype(np.uint8), [*palette(rules), NOTHING_KNOWN], (rules + 1,))

    def legend(self, assessment: Assessment) -> Legend:
        """One swatch a number of failed rules; one more where nobody lives."""
        rules = len(assessment.lacking.rules)
        severity = area_values(assessment, RULES_FAILED)
        empty = int(np.isnan(severity).sum())
        counts = np.bincount(severity[~np.isnan(severity)].astype(np.int64), minlength=rules + 1)
        return Legend(
            "legend.underserved",
            [
                Swatch({"sv": str(step), "en": str(step)}, colour, int(counts[step]))
                for step, colour in enumerate(palette(rules))
            ]
            + ([Swatch("why.nobody", NOTHING_KNOWN, empty)] if empty else []),
            values={"rules": rules},
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Zones that share an area with the focus, each as much of it as lies there; most residents first.

        Where only a part of one does, a column says how many live in all of it.
        """
        zones = every(assessment, "zone")
        zones_here = zones.clipped(focus.areas)
        at = np.argsort(-RESIDENTS.counts(assessment, zones_here).value, kind="stable")
        shown = [assessment.lacking.zone(zones_here.ids[position]) for position in at]
        parts = [zones_here.areas[zones_here.of_area == position] for position in at]
        whole = len(zones_here.areas) == sum(len(zone.areas) for zone in shown)
        ages = [age for age in ages_of(assessment) if np.isfinite(area_values(assessment, age)).any()]
        rules = assessment.lacking.rules.items()
        edges = edge_columns(assessment)
        measures = {
            "persons": RESIDENTS,
            **{age.key: age for age in ages},
            "nearest": MEDIAN_MINUTES,
            "access": ACCESS,
            **{column.key: AT_EDGE for column in edges},
        }
        all_of_it = place_cells(assessment, RESIDENTS, zones)
        return Table(
            title="layer.underserved.table",
            row_kind="zone",
            ids=[zone.id for zone in shown],
            columns=(
                Column("zone", "column.zone", "text"),
                Column("municipality", "column.municipality", "text"),
                Column("areas", "column.areas", "count", folded=True),
                Column("persons", "column.persons_affected", "count", bar=True),
                *(() if whole else (Column("whole", "column.persons_whole_zone", "count"),)),
                *(Column(age.key, f"column.{age.key}", "count", folded=age.key != OLDER) for age in ages),
                Column("rules", "column.rules", "rules", options=tuple(assessment.lacking.rules)),
                Column("nearest", "column.nearest", "minutes", "lower"),
                Column("access", "column.access_index", "index", "higher"),
                *edges,
            ),
            values={
                "zone": [zone.name for zone in shown],
                "municipality": [", ".join(zone.municipalities) for zone in shown],
                "areas": [len(areas) for areas in parts],
                **({} if whole else {"whole": [all_of_it[zones.position[zone.id]] for zone in shown]}),
                "rules": [";".join(key for key, fails in rules if fails[areas].any()) for areas in parts],
                **{
                    key: place_cells(assessment, measure, zones_here)[at] for key, measure in measures.items()
                },
            },
            empty=f"empty.{assessment.lacking.unruled or 'zones'}",
        )


def palette(rules: int) -> list[str]:
    """Colours for 0 to `rules` failed rules; the last is always the loudest."""
    return [*SEVERITY[:rules], SEVERITY[4]] if rules < 4 else list(SEVERITY)
