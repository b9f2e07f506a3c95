"""Quality: each of the region's indicators, weighed by who uses the units, against its target."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.kpis.base import Better, Family, Measure, Meta
from dashboard.kpis.meta import blanks
from dashboard.kpis.supply import open_units
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import IndicatorSettings
from geodata.focus.focus import Focus


@dataclass(frozen=True)
class Indicator:
    """Mean of an indicator over the units in focus."""

    definition: IndicatorSettings
    layer: str = "units"
    family: Family = "quality"

    @property
    def key(self) -> str:
        """The indicator's own key, apart from those of other KPIs."""
        return f"indicator_{self.definition.key}"

    @property
    def better(self) -> Better:
        """As the region defines it."""
        return self.definition.better

    def measure(self, assessment: Assessment, focus: Focus) -> Measure:
        """Mean over the open units in focus with a value, each weighed by its visits where known.

        An area or zone is judged by the units its residents use, not by those that stand in it.
        """
        unit = self.definition.unit
        if self.definition.key not in assessment.supply.indicator_values.columns:
            return Measure(None, unit, why="why.no_indicator")
        values = (
            assessment.supply.indicator_values[self.definition.key]
            .reindex(range(len(assessment.units)))
            .to_numpy(np.float64)
        )
        weights = _weights(assessment, focus)
        weights[np.isnan(values)] = 0.0
        if not weights.sum():
            return Measure(None, unit, why="why.no_indicator")
        total = float(np.nan_to_num(values) @ weights)
        return Measure(total / float(weights.sum()), unit, total, float(weights.sum()))

    def meta(self, assessment: Assessment) -> Meta:
        """The definition's own source and date."""
        return Meta(self.definition.source, self.definition.date, blanks(assessment))


def _weights(assessment: Assessment, focus: Focus) -> np.ndarray:
    count = len(assessment.units)
    weights = np.zeros(count)
    flows = assessment.use.flows
    if focus.kind == "unit":
        weights[focus.units] = 1.0  # its own value, also where it is closed or of another care form
        return weights
    if flows is None:
        weights[open_units(assessment, focus)] = 1.0
        return weights
    at = np.isin(flows.area, focus.areas) & (flows.unit >= 0)
    return np.bincount(flows.unit[at], flows.visits[at], minlength=count).astype(float)
