"""How supply is used under a scenario: visits as they were, or as a changed supply would draw them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geodata.assessment import expected_use
from geodata.assessment.access import Access
from geodata.assessment.intake import limits_of
from geodata.assessment.supply import Supply
from geodata.choice import flows_after
from geodata.choice.calibration import calibrated
from geodata.contract.errors import ChoiceModelError
from geodata.flows import flows, observed_service_areas
from geodata.flows.cells_of_flows import added_cells, flow_cells, moved_cells
from geodata.flows.flows import Flows
from geodata.region.choice_model import Fit
from geodata.region.visits import Cells, Provider, Residence
from geodata.scenario.changed_region import ChangedRegion
from geodata.scenario.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Use:
    """Visits and where they go; None where the region has none, or none by age where one is asked for.

    Every part is computed when first asked for. Use depends neither on how far is acceptable nor on the
    rules: questions that differ in these alone share one.

    Parameters
    ----------
    changed : ChangedRegion
        The region after the scenario's changes.
    scenario : Scenario
    supply : Supply
    access : Access
    persons : int64, shape (areas,)
        Residents of the scenario's age group.
    without_changes : Use, optional
        Of the same question without changes, where the scenario has some.
    """

    def __init__(
        self,
        changed: ChangedRegion,
        scenario: Scenario,
        supply: Supply,
        access: Access,
        persons: Ints,
        without_changes: Use | None = None,
    ) -> None:
        self._changed = changed
        self._region = changed.original
        self._scenario = scenario
        self._supply = supply
        self._access = access
        self._persons = persons
        self._without_changes = without_changes

    @cached_property
    def base_periods(self) -> tuple[str, ...]:
        """The fewest published periods of the visits that make up the scenario's."""
        visits = self._region.visits
        return visits.published_parts(self._scenario.period) if visits else ()

    @cached_property
    def cells(self) -> Cells | None:
        """Visits of the scenario's periods, care form and age group, to units of any operator."""
        visits, age = self._region.visits, self._scenario.age_group
        if visits is None or (age and age not in visits.age_groups):
            return None
        return visits.select(self.base_periods, self._scenario.care_form, age)

    @cached_property
    def flows(self) -> Flows | None:
        """Visits by residence and unit, to units of the scenario's operators, largest first."""
        if self.cells is None:
            return None
        if self._without_changes is not None:
            return self._flows_after(self._without_changes)
        supply = self._supply
        among = np.append(supply.of_operators, False) if self._scenario.operators else None
        return flows.added_up(
            self.cells,
            self._changed.minutes,
            self._access.shortest_min,
            np.append(supply.placed, False),
            among,
        )

    @cached_property
    def visits_by_area(self) -> Ints | None:
        """Visits by residents of each area, which changes of supply leave as many. Shape (areas,)."""
        if self._without_changes is not None:
            return None if self.flows is None else self._without_changes.visits_by_area
        if (cells := self.published("area", "region")) is not None:
            return _sums(cells.residence, cells, len(self._region.areas))
        return None if self.flows is None else _sums(self.flows.area, self.flows, len(self._region.areas))

    @cached_property
    def visits_by_unit(self) -> Ints | None:
        """Visits to each unit, from anywhere. Shape (units,)."""
        if (cells := self.published("municipality", "unit")) is not None:
            return _sums(cells.provider, cells, self._changed.unit_count)
        return None if self.flows is None else _sums(self.flows.unit, self.flows, self._changed.unit_count)

    @cached_property
    def visits_by_municipality(self) -> Ints | None:
        """Visits by residents of each municipality. Shape (municipalities,), as `Region.municipalities`."""
        if self._without_changes is not None:
            return None if self.flows is None else self._without_changes.visits_by_municipality
        cells = self.between("municipality", "region")
        return None if cells is None else _sums(cells.residence, cells, len(self._region.municipalities.ids))

    @property
    def municipality_flows(self) -> Cells | None:
        """Visits between municipalities, and from and to what is none: see `geodata.region.visits.Level`."""
        return self.between("municipality", "municipality")

    def published(self, residence: Residence, provider: Provider) -> Cells | None:
        """The published cells that answer the question, one row a pair; None where only flows can.

        They know of no operators. After changes of supply they are moved as the flows are: what is told of
        before and after then differs by what the model says, not by how coarse the cells are that it is
        read from. The model conserves the visits of every area, so those to the region stay as they are.

        Parameters
        ----------
        residence : {"area", "municipality"}
        provider : {"unit", "municipality", "region"}

        Returns
        -------
        Cells or None
        """
        visits, scenario = self._region.visits, self._scenario
        if visits is None or self.cells is None or scenario.operators:
            return None
        if self._without_changes is not None:
            return self._published_after(self._without_changes, residence, provider)
        return added_cells(
            visits.cells(residence, provider, self.base_periods, scenario.care_form, scenario.age_group)
        )

    def _published_after(self, before: Use, residence: Residence, provider: Provider) -> Cells | None:
        published, moveable = before.published(residence, provider), before._moveable_flows
        if published is None or moveable is None or before.flows is None or self.flows is None:
            return None
        then, now = (
            self._flow_cells(each, residence, provider)
            for each in (flows_after.costed(before.flows, moveable.cost), self.flows)
        )
        return moved_cells(published, then, now)

    def between(self, residence: Residence, provider: Provider) -> Cells | None:
        """Visits from and to places of some kind: of published cells, else of flows added up.

        Takes and returns what `published` does; None only where visits are not known.
        """
        if (residence, provider) not in self._between:
            cells = self.published(residence, provider)
            if cells is None and self.flows is not None:
                cells = self._flow_cells(self.flows, residence, provider)
            self._between[residence, provider] = cells
        return self._between[residence, provider]

    def _flow_cells(self, among: Flows, residence: Residence, provider: Provider) -> Cells:
        # Only where units stand depends on the changes, and to find it takes the whole table of units.
        places = (self._changed if provider == "municipality" else self._region).municipalities
        return flow_cells(among, residence, provider, places)

    @cached_property
    def _between(self) -> dict[tuple[Residence, Provider], Cells | None]:
        return {}

    @cached_property
    def nearest_load(self) -> Ints | None:
        """Visits to each unit if everyone went to the nearest one. Shape (units,)."""
        if self.visits_by_area is None:
            return None
        visits = self.visits_by_area.astype(np.float64)
        loads: Floats = self._access.nearest_shares.T @ visits
        return np.rint(loads).astype(np.int64)

    @cached_property
    def observed_unit(self) -> Ints | None:
        """The unit most of each area's visits go to, contiguity mended; -1 no visits. Shape (areas,)."""
        if self.flows is None:
            return None
        neighbours = self._region.neighbours
        assert neighbours is not None  # of a region that has been built
        visits = flows.matrix(self.flows, *self._access.minutes.shape)
        return observed_service_areas.observed(visits, neighbours)

    @cached_property
    def expected_visits(self) -> Floats | None:
        """Visits of each area if its residents used as much as all of their age do. Shape (areas,).

        Indirect standardisation: the region's visits per resident, by age group where both visits
        and residents have them.
        """
        if self.flows is None or self.visits_by_area is None:
            return None
        by_age = (self._without_changes or self)._by_age
        return expected_use.expected(self.visits_by_area, self._persons if by_age is None else by_age)

    @cached_property
    def _by_age(self) -> Floats | None:
        """Visits of each area if residents of every age used as much as all of that age do."""
        if self._scenario.age_group:
            return None
        return expected_use.by_age(self._region, self._scenario, self.base_periods)

    def _flows_after(self, without_changes: Use) -> Flows | None:
        """Flows without changes, moved by the choice model; None where there is none to move them by."""
        before = without_changes._moveable_flows
        if before is None:
            return None
        changed = np.array(sorted(self._changed.positions.values()), np.int64)
        limits = limits_of(self._region, self._scenario, before.pivot, self.choice_supply)
        return flows_after.flows_after(
            before,
            changed,
            self._access.minutes_of(changed),
            self.choice_supply,
            self._access.minutes,
            self._access.shortest_min,
            self._supply.placed,
            self._supply.open,
            limits,
        )

    @cached_property
    def _moveable_flows(self) -> flows_after.Today | None:
        if self.flows is None or self.fit is None:
            return None
        return flows_after.today(self.flows, self.fit, self.choice_supply, self._access.minutes)

    @property
    def choice_supply(self) -> Floats:
        """Capacity of the units that people choose among, 0 for others and where unknown. Shape (units,)."""
        return np.where(self._supply.available, np.nan_to_num(self._supply.capacity), 0.0)

    @cached_property
    def fit(self) -> Fit | None:
        """The choice model of the flows without changes; None where they cannot tell one."""
        if self._without_changes is not None:
            return self._without_changes.fit
        if self.flows is None:
            return None
        published = self._region.choice_model(self._scenario.care_form)
        try:
            return calibrated(self._region, self.flows, self.choice_supply, published)
        except ChoiceModelError:
            return None


def _sums(code: NDArray[np.integer], of: Flows | Cells, count: int) -> Ints:
    known = code >= 0
    return np.rint(np.bincount(code[known], of.visits[known], minlength=count)).astype(np.int64)
