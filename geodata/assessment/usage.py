"""How supply is used under a scenario: visits as they were, or as a changed supply would draw them."""

from __future__ import annotations

from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from geodata.assessment import expected_use, reach
from geodata.assessment.accessibility import Access
from geodata.choice import flows_after
from geodata.choice.calibration import calibrated
from geodata.choice.huff import Fit
from geodata.contract.errors import ChoiceModelError
from geodata.flows import flows, observed_service_areas
from geodata.flows.cells_of_flows import added_cells, flow_cells
from geodata.flows.flows import Flows
from geodata.flows.nearest_only import nearest_only
from geodata.region.region import Region
from geodata.region.visits import Cells, Provider, Residence
from geodata.scenario.changed_region import positions
from geodata.scenario.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Usage(Access):
    """Visits and where they go; None where the region has none, or none by age where one is asked for.

    Takes and raises what `geodata.assessment.assessment.Assessment` does, of which it is the middle part.
    """

    def __init__(
        self, region: Region, scenario: Scenario, today: Self | None = None, usual: Self | None = None
    ) -> None:
        super().__init__(region, scenario, today)
        self._usual = usual

    @property
    def usual(self) -> Self:
        """The same question at the published limit and by the published rules: use depends on neither."""
        return self._usual or self

    @cached_property
    def cells(self) -> Cells | None:
        """Visits of the scenario's periods, care form and age group, to units of any operator."""
        visits, age = self.region.visits, self.scenario.age_group
        if visits is None or (age and age not in visits.age_groups):
            return None
        return visits.select(self.base_periods, self.scenario.care_form, age)

    @cached_property
    def flows(self) -> Flows | None:
        """Visits by residence and unit, to units of the scenario's operators, largest first."""
        if self.usual is not self:
            return self.usual.flows
        if self.cells is None:
            return None
        if self.today is not self:
            return self._flows_after()
        among = np.append(self._of_operators, False) if self.scenario.operators else None
        return flows.added_up(
            self.cells, self.region.minutes, self.nearest_min, np.append(self.placed, False), among
        )

    @cached_property
    def visits_total(self) -> int | None:
        """All visits, also of unknown residence or to unknown units."""
        if (cells := self.published("municipality", "region")) is not None:
            return int(cells.visits.sum())
        return None if self.flows is None else round(float(self.flows.visits.sum()))

    @cached_property
    def visits_by_area(self) -> Ints | None:
        """Visits by residents of each area. Shape (areas,)."""
        if (cells := self.published("area", "region")) is not None:
            return _sums(cells.residence, cells, len(self.region.areas))
        return None if self.flows is None else _sums(self.flows.area, self.flows, len(self.region.areas))

    @cached_property
    def visits_by_unit(self) -> Ints | None:
        """Visits to each unit, from anywhere. Shape (units,)."""
        if (cells := self.published("municipality", "unit")) is not None:
            return _sums(cells.provider, cells, len(self.supply))
        return None if self.flows is None else _sums(self.flows.unit, self.flows, len(self.supply))

    @cached_property
    def visits_by_municipality(self) -> Ints | None:
        """Visits by residents of each municipality. Shape (municipalities,), as `Region.municipalities`."""
        cells = self.between("municipality", "region")
        return None if cells is None else _sums(cells.residence, cells, len(self.region.municipalities.ids))

    @property
    def municipality_flows(self) -> Cells | None:
        """Visits between municipalities, and from and to what is none: see `geodata.region.visits.Level`."""
        return self.between("municipality", "municipality")

    def published(self, residence: Residence, provider: Provider) -> Cells | None:
        """The published cells that answer the question, one row a pair; None where only flows can.

        They know of no operators and of no changed supply.

        Parameters
        ----------
        residence : {"area", "municipality"}
        provider : {"unit", "municipality", "region"}

        Returns
        -------
        Cells or None
        """
        visits, asked = self.region.visits, self.scenario
        if visits is None or self.cells is None or asked.operators or self.today is not self:
            return None
        return added_cells(
            visits.cells(residence, provider, self.base_periods, asked.care_form, asked.age_group)
        )

    def between(self, residence: Residence, provider: Provider) -> Cells | None:
        """Visits from and to places of some kind: of published cells, else of flows added up.

        Takes and returns what `published` does; None only where visits are not known.
        """
        if (residence, provider) not in self._between:
            cells = self.published(residence, provider)
            if cells is None and self.flows is not None:
                cells = flow_cells(self.flows, residence, provider, self.region.municipalities)
            self._between[residence, provider] = cells
        return self._between[residence, provider]

    @cached_property
    def _between(self) -> dict[tuple[Residence, Provider], Cells | None]:
        return {}

    @property
    def protected(self) -> bool:
        """Whether counts of visits carry noise."""
        return self.region.visits is not None and self.region.visits.protected

    @cached_property
    def nearest_load(self) -> Ints | None:
        """Visits to each unit if everyone went to the nearest one. Shape (units,)."""
        if self.visits_by_area is None:
            return None
        everyone = nearest_only(self.nearest_unit, self.visits_by_area, len(self.supply))
        return np.asarray(everyone.sum(axis=0), np.int64)

    @cached_property
    def observed_unit(self) -> Ints | None:
        """The unit most of each area's visits go to, contiguity mended; -1 no visits. Shape (areas,)."""
        if self.usual is not self:
            return self.usual.observed_unit
        if self.flows is None:
            return None
        visits = flows.matrix(self.flows, *self.minutes.shape)
        return observed_service_areas.observed(visits, self._neighbours)

    @cached_property
    def expected_use(self) -> Floats | None:
        """Visits of each area if its residents used as much as all of their age do. Shape (areas,).

        Indirect standardisation: the region's visits per resident, by age group where both visits
        and residents have them.
        """
        if self.flows is None or self.visits_by_area is None:
            return None
        told = self.today._by_age
        return expected_use.expected(self.visits_by_area, self.persons if told is None else told)

    @cached_property
    def _by_age(self) -> Floats | None:
        """Visits of each area if residents of every age used as much as all of that age do."""
        if self.scenario.age_group:
            return None
        return expected_use.by_age(self.region, self.scenario, self.base_periods)

    def _flows_after(self) -> Flows | None:
        """Today's flows moved by the choice model; None where there is none to move them by."""
        before = self.today._flows_today
        if before is None:
            return None
        named = positions(self.region.as_read, self.scenario.changes)
        changed = np.array(sorted(named.values()), np.int64)
        return flows_after.flows_after(
            before,
            changed,
            reach.minutes_of(self.region, self._supply, changed),
            self.choice_supply,
            self.minutes,
            self.nearest_min,
            self.placed,
            self.open,
        )

    @cached_property
    def _flows_today(self) -> flows_after.Today | None:
        if self.flows is None or self.fit is None:
            return None
        return flows_after.today(self.flows, self.fit, self.choice_supply, self.minutes)

    @property
    def choice_supply(self) -> Floats:
        """Capacity of the units that people choose among, 0 for others and where unknown. Shape (units,)."""
        return np.where(self.supply, np.nan_to_num(self.capacity), 0.0)

    @cached_property
    def fit(self) -> Fit | None:
        """The choice model of today's flows; None where they cannot tell one."""
        if self.usual is not self:
            return self.usual.fit
        if self.today is not self:
            return self.today.fit
        if self.flows is None:
            return None
        try:
            return calibrated(self.region, self.flows, self.choice_supply)
        except ChoiceModelError:
            return None


def _sums(code: NDArray[np.integer], of: Flows | Cells, count: int) -> Ints:
    known = code >= 0
    return np.rint(np.bincount(code[known], of.visits[known], minlength=count)).astype(np.int64)
