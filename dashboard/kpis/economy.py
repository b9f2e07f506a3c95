"""Economy: what a visit costs, and what each resident's visits cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.kpis.base import Better, Family, Measure, Meta
from dashboard.kpis.meta import of_visits
from geodata.assessment import Assessment
from geodata.focus import Focus


@dataclass(frozen=True)
class Cost:
    """Cost of visits with a known cost, per visit or per resident."""

    key: str
    per: str
    layer: str = "flows"
    better: Better = "lower"
    family: Family = "economy"

    def measure(self, assessment: Assessment, focus: Focus) -> Measure:
        """The figure for the residents, or the unit, in focus."""
        flows = assessment.flows
        if flows is None:
            return Measure(None, "currency", why="why.no_visits")
        here = ~np.isnan(flows.cost)
        if focus.kind == "unit":
            here &= np.isin(flows.unit, focus.units)
        elif focus.kind != "region" or self.per == "resident":  # a region pays for its own residents
            here &= np.isin(flows.area, focus.areas)
        if not here.any():
            return Measure(None, "currency", why="why.no_costs")
        cost = float(flows.cost[here].sum())
        base = float(
            flows.visits[here].sum() if self.per == "visit" else assessment.persons[focus.areas].sum()
        )
        if not base or (self.per == "resident" and focus.kind == "unit"):
            return Measure(
                None, "currency", why="why.nobody" if focus.kind != "unit" else "why.not_for_a_unit"
            )
        return Measure(cost / base, "currency", cost, base)

    def meta(self, assessment: Assessment) -> Meta:
        """The visits' source and period."""
        return of_visits(assessment, *(("population",) if self.per == "resident" else ()))


ECONOMY = (Cost("cost_per_visit", "visit"), Cost("cost_per_resident", "resident"))
