"""How supply is used under a scenario: visits as they were, or as a changed supply would draw them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from geodata import flows, flows_after, service_areas, use
from geodata.accessibility import Access
from geodata.calibration import calibrated
from geodata.choice_model import Fit
from geodata.errors import ChoiceModelError
from geodata.flows import Flows
from geodata.region import Region
from geodata.scenario import Scenario
from geodata.visits import Cells
from geodata.what_if import with_columns

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Usage(Access):
    """Visits and where they go; None where the region has none, or none by age where one is asked for.

    Takes and raises what `geodata.assessment.Assessment` does, of which it is the middle part.
    """

    def __init__(self, region: Region, scenario: Scenario, today: Self | None = None) -> None:
        super().__init__(region, scenario)
        self._today = today

    @property
    def today(self) -> Self:
        """The same question without changes; this one where there are none."""
        return self._today or self

    @cached_property
    def _usual(self) -> Self:
        """The same question at the published limit: use does not depend on the limit."""
        limit_min = self.region.settings.care_forms[self.scenario.care_form].limit_min
        usual = replace(self.scenario, limit_min=limit_min, rules=())
        return self if usual == self.scenario else self._again(usual)

    def _again(self, scenario: Scenario) -> Self:
        """The assessment of another scenario of the same region, as it is today."""
        raise NotImplementedError

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
        if self._usual is not self:
            return self._usual.flows
        if self.cells is None:
            return None
        if self.today is not self:
            return self._flows_after()
        among = np.append(self._of_operators, False) if self.scenario.operators else None
        return flows.added_up(
            self.cells, self._all_minutes, self.nearest_min, np.append(self.placed, False), among
        )

    @cached_property
    def visits_total(self) -> int | None:
        """All visits, also of unknown residence or to unknown units."""
        return None if self.flows is None else round(float(self.flows.visits.sum()))

    @cached_property
    def visits_by_area(self) -> Ints | None:
        """Visits by residents of each area. Shape (areas,)."""
        return None if self.flows is None else _sums(self.flows.area, self.flows, len(self.region.areas))

    @cached_property
    def visits_by_unit(self) -> Ints | None:
        """Visits to each unit, from anywhere. Shape (units,)."""
        return None if self.flows is None else _sums(self.flows.unit, self.flows, len(self.region.units))

    @cached_property
    def nearest_load(self) -> Ints | None:
        """Visits to each unit if everyone went to the nearest one. Shape (units,)."""
        if self.visits_by_area is None:
            return None
        served = self.nearest_unit >= 0
        load = np.bincount(
            self.nearest_unit[served], self.visits_by_area[served], minlength=len(self.region.units)
        )
        return load.astype(np.int64)

    @cached_property
    def observed_unit(self) -> Ints | None:
        """The unit most of each area's visits go to, contiguity mended; -1 no visits. Shape (areas,)."""
        if self._usual is not self:
            return self._usual.observed_unit
        if self.flows is None:
            return None
        visits = flows.matrix(self.flows, *self._all_minutes.shape)
        return service_areas.observed(visits, self._neighbours)

    @cached_property
    def expected_use(self) -> Floats | None:
        """Visits of each area if its residents used as much as all of their age do. Shape (areas,).

        Indirect standardisation: the region's visits per resident, by age group where both visits
        and residents have them.
        """
        if self.flows is None or self.visits_by_area is None:
            return None
        told = None if self.scenario.age_group else use.by_age(self.region, self.scenario, self.base_periods)
        return use.expected(self.visits_by_area, self.persons if told is None else told)

    def _flows_after(self) -> Flows | None:
        """Today's flows moved by the choice model; None where there is none to move them by."""
        today = self.today
        if today.flows is None or today.fit is None:
            return None
        old, new = today.choice_supply, self.choice_supply
        before = np.append(old, np.zeros(len(new) - len(old)))
        minutes = with_columns(today.minutes, [], [], len(new))
        return flows_after.flows_after(
            today.flows,
            today.fit,
            (before, minutes),
            (new, self.minutes),
            self.nearest_min,
            self.placed,
            self.open,
        )

    @property
    def choice_supply(self) -> Floats:
        """Capacity of the units that people choose among, 0 for others and where unknown. Shape (units,)."""
        return np.where(self.supply, np.nan_to_num(self.capacity), 0.0)

    @cached_property
    def fit(self) -> Fit | None:
        """The choice model of today's flows; None where they cannot tell one."""
        if self._usual is not self:
            return self._usual.fit
        if self.today is not self:
            return self.today.fit
        if self.flows is None:
            return None
        try:
            return calibrated(self.region, self.flows, self.choice_supply)
        except ChoiceModelError:
            return None


def _sums(code: Ints, of: Flows, count: int) -> Ints:
    known = code >= 0
    return np.rint(np.bincount(code[known], of.visits[known], minlength=count)).astype(np.int64)
