"""Themes: how many municipalities stand in each category."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.kpis.base import Better, Family, Measure, Meta
from dashboard.layers.themes import by_municipality
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import Theme
from geodata.focus.focus import Focus


@dataclass(frozen=True)
class ThemeCount:
    """Municipalities in focus that have one category of a theme."""

    theme: Theme
    category: str
    better: Better = ""
    family: Family = "themes"

    @property
    def key(self) -> str:
        """Theme and category."""
        return f"{self.theme.key}_{self.category}"

    @property
    def layer(self) -> str:
        """The theme's layer."""
        return self.theme.key

    def measure(self, assessment: Assessment, focus: Focus) -> Measure:
        """How many, of all municipalities in focus."""
        inside = set(assessment.region.areas["municipality_id"].to_numpy(object)[focus.areas])
        place = list(self.theme.categories).index(self.category)
        rows = [row for row in by_municipality(assessment.region, self.theme) if row[0] in inside]
        return Measure(float(sum(row[2] == place for row in rows)), "count", None, float(len(rows)))

    def meta(self, assessment: Assessment) -> Meta:  # noqa: ARG002  the protocol's
        """The theme's own source and date."""
        return Meta(self.theme.source, self.theme.date)
