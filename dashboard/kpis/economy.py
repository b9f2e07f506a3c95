"""Economy: what a visit costs, and what each resident's visits cost."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.kpis.base import Better, Family, Measure, Meta
from dashboard.kpis.meta import of_visits
from geodata.assessment.assessment import Assessment
from geodata.focus.focus import Focus
from geodata.focus.visits import cost_of


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
        if assessment.use.flows is None:
            return Measure(None, "currency", why="why.no_visits")
        # A region pays for its own residents.
        cost, visits = cost_of(assessment, focus, of_residents=self.per == "resident")
        if not visits:
            return Measure(None, "currency", why="why.no_costs")
        base = visits if self.per == "visit" else float(assessment.persons[focus.areas].sum())
        if not base or (self.per == "resident" and focus.kind == "unit"):
            return Measure(
                None, "currency", why="why.nobody" if focus.kind != "unit" else "why.not_for_a_unit"
            )
        return Measure(cost / base, "currency", cost, base)

    def meta(self, assessment: Assessment) -> Meta:
        """The visits' source and period."""
        return of_visits(assessment, *(("population",) if self.per == "resident" else ()))


ECONOMY = (Cost("cost_per_visit", "visit"), Cost("cost_per_resident", "resident"))
