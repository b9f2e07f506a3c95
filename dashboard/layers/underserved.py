"""Underserved areas: how many of the published rules each area fails, and the zones they form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.layers.base import Column, Fill, Legend, Swatch, Table
from dashboard.layers.colours import NOTHING_KNOWN, SEVERITY
from geodata.assessment.assessment import Assessment
from geodata.focus.focus import Focus
from geodata.zones.profile import by_age


@dataclass(frozen=True)
class Underserved:
    """Areas by the number of rules they fail; the darkest fail all."""

    key: str = "underserved"
    style: Literal["fill"] = "fill"

    def available(self, assessment: Assessment) -> bool:
        """Whether any rule can be answered."""
        return bool(assessment.lacking.rules)

    def values(self, assessment: Assessment, focus: Focus) -> Fill:  # noqa: ARG002  the protocol's
        """Class = rules failed; one class more for areas where nobody lives."""
        rules = len(assessment.lacking.rules)
        classes = np.where(assessment.persons > 0, assessment.lacking.severity, rules + 1)
        return Fill(classes.astype(np.uint8), [*palette(rules), NOTHING_KNOWN], (rules + 1,))

    def legend(self, assessment: Assessment) -> Legend:
        """One swatch a number of failed rules; one more where nobody lives."""
        rules = len(assessment.lacking.rules)
        empty = int((assessment.persons == 0).sum())
        counts = np.bincount(assessment.lacking.severity[assessment.persons > 0], minlength=rules + 1)
        return Legend(
            "legend.underserved",
            [
                Swatch({"sv": str(step), "en": str(step)}, colour, int(counts[step]))
                for step, colour in enumerate(palette(rules))
            ]
            + ([Swatch("why.nobody", NOTHING_KNOWN, empty)] if empty else []),
            values={"rules": rules},
        )

    def table(self, assessment: Assessment, focus: Focus) -> Table:
        """Zones that share an area with the focus, most residents first."""
        inside = set(focus.areas.tolist())
        zones = [zone for zone in assessment.lacking.zones if inside.intersection(zone.areas.tolist())]
        ages = {key: people for key, people in by_age(assessment.region).items() if np.isfinite(people).any()}
        return Table(
            title="layer.underserved.table",
            row_kind="zone",
            ids=[zone.id for zone in zones],
            columns=(
                Column("zone", "column.zone", "text"),
                Column("municipality", "column.municipality", "text"),
                Column("areas", "column.areas", "count"),
                Column("persons", "column.persons_affected", "count", bar=True),
                *(Column(key, f"column.{key}", "count") for key in ages),
                Column("rules", "column.rules", "rules"),
                Column("nearest", "column.nearest", "minutes", "lower"),
                Column("access", "column.access_index", "index", "higher"),
            ),
            values={
                "zone": [zone.name for zone in zones],
                "municipality": [", ".join(zone.municipalities) for zone in zones],
                "areas": [len(zone.areas) for zone in zones],
                "persons": [zone.persons for zone in zones],
                **{key: [float(people[zone.areas].sum()) for zone in zones] for key, people in ages.items()},
                "rules": [";".join(zone.rules) for zone in zones],
                "nearest": [zone.nearest_min for zone in zones],
                "access": [zone.access_index for zone in zones],
            },
            empty="empty.zones",
        )


def palette(rules: int) -> list[str]:
    """Colours for 0 to `rules` failed rules; the last is always the loudest."""
    return [*SEVERITY[:rules], SEVERITY[4]] if rules < 4 else list(SEVERITY)
