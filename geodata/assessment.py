"""Everything computed from one region and one scenario: the only thing views read."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from pandas import factorize

from geodata import effects, flows, flows_after, periods, service_areas, underserved, use
from geodata.accessibility import Access
from geodata.calibration import calibrated
from geodata.choice_model import Fit
from geodata.errors import ChoiceModelError, UnknownNameError
from geodata.flows import Flows
from geodata.region import Region
from geodata.rule_changes import bent
from geodata.scenario import Scenario, checked
from geodata.settings import Rule
from geodata.underserved import Zone
from geodata.visits import Cells
from geodata.what_if import changed, with_columns

__all__ = ["Assessment", "Flows", "Zone", "assess", "assess_each_period"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Assessment(Access):
    """The answer to one scenario; every part is computed when first asked for, then kept.

    Arrays are of all areas or all units of the region, in its order, and not to be written to.

    Parameters
    ----------
    region : Region
        With `minutes` and `neighbours` filled in; where the scenario has changes, after them.
    scenario : Scenario
    today : Assessment, optional
        The same question without changes, where the scenario has some.

    Raises
    ------
    RegionError
        If the region has not been through `geodata.build.computed`.
    UnknownNameError
        If the region cannot answer the scenario.
    """

    @cached_property
    def _usual(self) -> Assessment:
        """The same question at the published limit: use does not depend on the limit."""
        limit_min = self.region.settings.care_forms[self.scenario.care_form].limit_min
        usual = replace(self.scenario, limit_min=limit_min, rules=())
        return self if usual == self.scenario else assess(self.today.region, usual)

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

    # --- what if ------------------------------------------------------------------------------

    @property
    def today(self) -> Assessment:
        """The same question without changes; this one where there are none."""
        return self._today or self

    @cached_property
    def difference_min(self) -> Floats:
        """Minutes to the nearest unit against today, see `geodata.effects`. Shape (areas,)."""
        return effects.difference_min(self.today.nearest_min, self.nearest_min)

    def effects(self, areas: Ints) -> effects.Effects:
        """What the changes do to the residents of some areas."""
        return effects.effects(
            self.today.nearest_min[areas],
            self.nearest_min[areas],
            self.persons[areas],
            self.scenario.limit_min,
        )

    @cached_property
    def rule_set(self) -> dict[str, Rule]:
        """The published rules as the scenario bends them."""
        return bent(self.region.settings.rules, self.scenario.rules)

    def __init__(self, region: Region, scenario: Scenario, today: Assessment | None = None) -> None:
        super().__init__(region, scenario)
        self._today = today

    # --- use: None where the region has no visits, or none by age where an age is asked for -------

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

    # --- underserved --------------------------------------------------------------------------

    @cached_property
    def rules(self) -> dict[str, Bools]:
        """Areas that fail each rule that is on and can be answered. Shape (areas,) each."""
        return underserved.failed(
            self.rule_set,
            persons=self.persons,
            limit_min=self.scenario.limit_min,
            nearest_min=self.nearest_min,
            access_index=self.access_index,
            organisations=self.organisations,
            visits=self.visits_by_area,
            expected=self.expected_use,
        )

    @cached_property
    def severity(self) -> Ints:
        """How many rules each area fails. Shape (areas,)."""
        none = np.zeros(len(self.region.areas), np.int64)
        return sum((fails.astype(np.int64) for fails in self.rules.values()), none)

    @cached_property
    def underserved(self) -> Bools:
        """Areas with residents that fail at least `settings.underserved_from` rules. Shape (areas,)."""
        return (self.severity >= self.region.settings.underserved_from) & (self.persons > 0)

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """Contiguous underserved areas within a municipality, by residents, most first."""
        areas = self.region.areas
        return underserved.zones(
            self.underserved,
            self._neighbours,
            area_ids=areas.index.to_list(),
            names=areas["name"].to_list(),
            municipalities=areas["municipality"].to_list(),
            municipality=factorize(areas["municipality_id"])[0].astype(np.int64),
            persons=self.persons,
            rules=self.rules,
            nearest_min=self.nearest_min,
            access_index=self.access_index,
        )

    def zone(self, id: str) -> Zone:
        """The zone of an id.

        Raises
        ------
        UnknownNameError
            If the scenario has no such zone.
        """
        for zone in self.zones:
            if zone.id == id:
                return zone
        raise UnknownNameError(f"no zone {id!r} of underserved areas in this scenario")

    @cached_property
    def zone_of_area(self) -> Ints:
        """Position in `zones` of each area's zone, -1 where it is in none. Shape (areas,)."""
        zone_of = np.full(len(self.region.areas), -1, np.int64)
        for position, zone in enumerate(self.zones):
            zone_of[zone.areas] = position
        return zone_of


@lru_cache(maxsize=64)
def assess(region: Region, scenario: Scenario) -> Assessment:
    """The assessment of a region under a scenario, the same one when asked again soon.

    Parameters
    ----------
    region : Region
        With `minutes` and `neighbours` filled in.
    scenario : Scenario

    Returns
    -------
    Assessment
        Shared: not to be written to.

    Raises
    ------
    RegionError, UnknownNameError
        As `Assessment` does.
    """
    if not scenario.changes:
        return Assessment(region, scenario)
    question = checked(region, scenario)
    today = assess(region, replace(question, changes=()))
    return Assessment(changed(region, question.changes, question.care_form), question, today)


def assess_each_period(region: Region, scenario: Scenario) -> list[tuple[str, Assessment]]:
    """The same question in every period of the visits, from the first to the last.

    Parameters
    ----------
    region : Region
    scenario : Scenario

    Returns
    -------
    list of (str, Assessment)
        Empty where the region has no visits.
    """
    base = region.visits.periods if region.visits else ()
    past = replace(scenario, changes=())  # what was, was without them
    return [(period, assess(region, replace(past, period=period))) for period in periods.trend(base)]


def _sums(code: Ints, of: Flows, count: int) -> Ints:
    known = code >= 0
    return np.rint(np.bincount(code[known], of.visits[known], minlength=count)).astype(np.int64)
