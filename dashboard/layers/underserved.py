"""Underserved areas: how many of the published rules each area fails, and the zones they form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.layers.base import Column, Fill, Legend, Swatch, Table
from dashboard.layers.colours import NOTHING_KNOWN, SEVERITY
from geodata.access.nearest import minutes_quantile
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
        """Zones that share an area with the focus, each as much of it as lies there; most residents first.

        Where only a part of one does, a column says how many live in all of it.
        """
        zones = assessment.lacking.zones
        inside = [zone.areas[np.isin(zone.areas, focus.areas)] for zone in zones]
        shown = [(zone, areas) for zone, areas in zip(zones, inside, strict=True) if len(areas)]
        clipped = any(len(areas) < len(zone.areas) for zone, areas in shown)
        persons = [int(assessment.persons[areas].sum()) for _, areas in shown]
        order = sorted(range(len(shown)), key=lambda at: -persons[at])
        shown, persons = [shown[at] for at in order], [persons[at] for at in order]
        ages = {key: people for key, people in by_age(assessment).items() if np.isfinite(people).any()}
        access, nearest = assessment.access.index(), assessment.access.nearest_min
        rules = assessment.lacking.rules.items()
        return Table(
            title="layer.underserved.table",
            row_kind="zone",
            ids=[zone.id for zone, _ in shown],
            columns=(
                Column("zone", "column.zone", "text"),
                Column("municipality", "column.municipality", "text"),
                Column("areas", "column.areas", "count"),
                Column("persons", "column.persons_affected", "count", bar=True),
                *((Column("whole", "column.persons_whole_zone", "count"),) if clipped else ()),
                *(Column(key, f"column.{key}", "count") for key in ages),
                Column("rules", "column.rules", "rules"),
                Column("nearest", "column.nearest", "minutes", "lower"),
                Column("access", "column.access_index", "index", "higher"),
            ),
            values={
                "zone": [zone.name for zone, _ in shown],
                "municipality": [", ".join(zone.municipalities) for zone, _ in shown],
                "areas": [len(areas) for _, areas in shown],
                "persons": persons,
                **({"whole": [zone.persons for zone, _ in shown]} if clipped else {}),
                **{key: [float(people[areas].sum()) for _, areas in shown] for key, people in ages.items()},
                "rules": [";".join(key for key, fails in rules if fails[areas].any()) for _, areas in shown],
                "nearest": [
                    minutes_quantile(nearest[areas], assessment.persons[areas], 0.5) for _, areas in shown
                ],
                "access": [
                    float(np.average(access[areas], weights=assessment.persons[areas])) for _, areas in shown
                ],
            },
            empty="empty.zones",
        )


def palette(rules: int) -> list[str]:
    """Colours for 0 to `rules` failed rules; the last is always the loudest."""
    return [*SEVERITY[:rules], SEVERITY[4]] if rules < 4 else list(SEVERITY)
