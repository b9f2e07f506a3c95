"""How use has changed: visits by residents of each area against another period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Fill, Legend, Swatch, Table
from dashboard.layers.colours import MORE_OR_LESS, NOTHING_KNOWN
from dashboard.layers.measured import area_cells, area_values
from dashboard.layers.more_or_less import CLASSES, step_swatches, steps
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.change import comparable, past, use_change
from geodata.measures.measure import Measure
from geodata.measures.visits import VISITS

BREAKS = (-0.3, -0.15, -0.05, 0.05, 0.15, 0.3)
"""Shares: seven classes, the middle one as good as unchanged."""
UNKNOWN = CLASSES


@dataclass(frozen=True)
class UseChange:
    """Areas by how many more or fewer visits their residents make than in another period.

    `since` is that period; "", and one that is not as long as the scenario's, is the usual one.
    """

    since: str = ""
    key: str = "use_change"
    style: Literal["fill"] = "fill"

    @property
    def shows(self) -> Measure:
        """What areas are coloured by."""
        return use_change(self.since)

    def available(self, assessment: Assessment) -> bool:
        """Whether the visits have another period as long as the scenario's."""
        return assessment.use.flows is not None and bool(comparable(assessment))

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class by `BREAKS`, from many fewer to many more; hatched where there were too few."""
        return Fill(self._classes(assessment), [*MORE_OR_LESS, NOTHING_KNOWN], (UNKNOWN,))

    def legend(self, assessment: Assessment) -> Legend:
        """The steps, with how many areas stand in each, and which periods are compared."""
        if not self.available(assessment):
            why = "why.one_period" if VISITS.available(assessment) else "why.no_visits"
            return Legend("layer.use_change.name", [], why)
        counts = np.bincount(self._classes(assessment), minlength=UNKNOWN + 1)
        swatches = step_swatches(BREAKS, counts[:CLASSES].tolist(), "legend.use_unchanged")
        if counts[UNKNOWN]:
            swatches.append(Swatch("legend.use_too_few", NOTHING_KNOWN, int(counts[UNKNOWN])))
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        return Legend("legend.use_change", swatches, values={"visits": form.visits_name})

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with visits in both periods, the difference, and its share."""
        before = past(assessment, self.since)
        if before is None or not VISITS.available(assessment):
            why = "why.one_period" if VISITS.available(assessment) else "why.no_visits"
            return Table("layer.use_change.table", "area", [], (), {}, why)
        now, then = (area_values(each, VISITS) for each in (assessment, before))
        return table_of_areas(
            assessment,
            focus,
            "layer.use_change.table",
            (
                Column("now", periods_said(assessment.scenario.period), "count"),
                Column("before", periods_said(before.scenario.period), "count"),
                Column("difference", "column.use_difference", "count"),
                Column("change", "column.use_change", "share"),
            ),
            {
                "now": now,
                "before": then,
                "difference": now - then,
                "change": area_cells(assessment, self.shows),
            },
        )

    def _classes(self, assessment: Assessment) -> NDArray[np.uint8]:
        """Step of each area by `BREAKS`: a break itself belongs to the step nearer the middle."""
        change = area_values(assessment, self.shows)
        return np.where(np.isnan(change), UNKNOWN, steps(change, BREAKS)).astype(np.uint8)


def periods_said(key: str) -> dict[str, str]:
    """A period as a heading: its key, which reads the same in every language."""
    return {"sv": key, "en": key}
