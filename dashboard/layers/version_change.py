"""What is new since the version before: areas by how a measure has changed, and the units that differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Cells, Column, Fill, Legend, Phrase, Table
from dashboard.layers.gap_scale import SCALES, GapScale
from dashboard.layers.measured import area_cells, area_values, kind_of
from geodata.assessment.assessment import Assessment
from geodata.assessment.effects import difference_min
from geodata.focus.place import Place, single
from geodata.measures.coverage import NEAREST
from geodata.measures.gap import better_side
from geodata.measures.measure import Measure
from geodata.measures.tally import Floats
from geodata.region.version_news import UnitNews
from geodata.versions.figures import usual_assessment

MARKED = 40
"""Units marked on the map, as many as a scenario changes; the page of what is new lists the others."""


@dataclass(frozen=True)
class VersionChange:
    """Areas by how much better or worse they have it than in the version before, by the usual question."""

    by: str = NEAREST.key
    key: str = "news"
    style: Literal["fill"] = "fill"

    @property
    def scale(self) -> GapScale:
        """The steps of the measure that is compared."""
        return SCALES[self.by]

    @property
    def shows(self) -> Measure:
        """What is compared."""
        return self.scale.measure

    def available(self, assessment: Assessment) -> bool:
        """Whether there was a version before."""
        return assessment.region.news is not None

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class by the steps of the measure, from much better to much worse; hatched where unknown."""
        return self.scale.fill(self.gaps(assessment))

    def legend(self, assessment: Assessment) -> Legend:
        """The steps, with how many areas stand in each, since which version."""
        news = assessment.region.news
        if news is None:
            return Legend("layer.news.name", [], "news.none")
        units = len(units_of(assessment))
        blanks = {
            "measure": Phrase(f"gap.measure.{self.by}"),
            "version": news.previous[:6],
            "shown": min(units, MARKED),
            "units": units,
        }
        return Legend(
            "legend.news", self.scale.swatches(self.gaps(assessment), "since"), "news.usual", blanks
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas in focus that have changed, most residents first."""
        gaps, now = self.gaps(assessment), _usual(assessment)
        at = focus.areas[self.scale.differs(gaps)[focus.areas]]
        at = at[np.argsort(-assessment.persons[at], kind="stable")]
        kind = kind_of(self.shows)
        sides = [better_side(gap, self.shows.better) for gap in np.nan_to_num(gaps, nan=0.0).tolist()]
        values: dict[str, Cells] = {
            "before": self.before(assessment),
            "after": area_cells(now, self.shows),
            "gap": np.where(np.isinf(gaps), np.nan, gaps),
            "side": np.array([Phrase(f"news.side_{side or 'no'}") for side in sides], object),
        }
        return table_of_areas(
            assessment,
            single(focus.kind, focus.id, at, focus.units),
            "layer.news.table",
            [
                Column("before", "news.column.before", kind, self.shows.better),
                Column("after", "news.column.after", kind, self.shows.better),
                Column("gap", "news.column.gap", "change" if kind == "minutes" else "number"),
                Column("side", "news.column.side", "text"),
            ],
            values,
            empty="empty.news",
        )

    def before(self, assessment: Assessment) -> Floats:
        """The measure of every area in the version before; NaN where it had none."""
        news, form = assessment.region.news, assessment.scenario.care_form
        if news is None or form not in news.care_forms or self.by not in news.measures:
            return np.full(len(assessment.region.areas), np.nan)
        return np.asarray(news.before_values[news.care_forms.index(form), news.measures.index(self.by)])

    def sides(self, assessment: Assessment) -> tuple[tuple[str, Floats], tuple[str, Floats]]:
        """What before and now are called, and the measure of every area in each."""
        now = area_values(_usual(assessment), self.shows)
        return ("news.column.before", self.before(assessment)), ("news.column.after", now)

    def gaps(self, assessment: Assessment) -> Floats:
        """The value now less that of the version before, of every area."""
        return difference_min(self.before(assessment), area_values(_usual(assessment), self.shows))


def _usual(assessment: Assessment) -> Assessment:
    return usual_assessment(assessment.region, assessment.scenario.care_form)


def units_of(assessment: Assessment) -> list[UnitNews]:
    """Units of the care form that differ from the version before, those that came or went first."""
    news = assessment.region.news
    units = news.units if news is not None else ()
    return [each for each in units if each.care_form == assessment.scenario.care_form]
