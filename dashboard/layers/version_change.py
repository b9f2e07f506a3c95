"""What is new since the version before: areas by how a measure has changed, and the units that differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.layers.base import Legend, Phrase, Table
from dashboard.layers.gap_layer import GapLayer
from dashboard.layers.measured import area_cells, area_values
from geodata.assessment.assessment import Assessment
from geodata.assessment.effects import difference_min
from geodata.focus.place import Place
from geodata.measures.tally import Floats
from geodata.region.version_news import UnitNews
from geodata.versions.figures import usual_assessment

WORDS = {
    "title": "layer.news.table", "gap": "news.column.gap", "side": "news.column.side",
    "first": "news.side_first", "second": "news.side_second", "no": "news.side_no",
    "only_first": "news.reached_now", "only_second": "news.reached_before", "empty": "empty.news",
}  # fmt: skip
"""Catalogue keys of the table."""
MARKED = 40
"""Units marked on the map, as many as a scenario changes; the page of what is new lists the others."""


@dataclass(frozen=True)
class VersionChange(GapLayer):
    """Areas by how much better or worse they have it than in the version before, by the usual question."""

    key: str = "news"

    def available(self, assessment: Assessment) -> bool:
        """Whether there was a version before."""
        return assessment.region.news is not None

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
        """Areas in focus that have changed."""
        sides = (
            ("before", "news.column.before", self.before(assessment)),
            ("after", "news.column.after", area_cells(_usual(assessment), self.shows)),
        )
        return self.table_of(assessment, focus, sides, WORDS)

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
