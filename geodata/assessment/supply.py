"""Which units count under a scenario, on which day, with what capacity and what quality."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.assessment.unit_columns import unit_columns
from geodata.region import periods
from geodata.region.indicator_values import Values, on_wrong_side
from geodata.region.region import Region
from geodata.scenario.scenario import Scenario

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Supply:
    """The units of a region as a scenario sees them; every part is computed when first asked for.

    Parameters
    ----------
    region : Region
    scenario : Scenario
        One that the region can answer.
    """

    def __init__(self, region: Region, scenario: Scenario) -> None:
        self.region = region
        self.scenario = scenario
        self._units = unit_columns(region)

    @cached_property
    def base_periods(self) -> tuple[str, ...]:
        """The fewest published periods of the visits that make up the scenario's."""
        visits = self.region.visits
        return visits.asked(self.scenario.period) if visits else ()

    @cached_property
    def as_of(self) -> date:
        """The day on which units count as open or closed.

        The last of the scenario's period; without periods what the settings say, else the day of
        the build; before any build, the end of time, so that what has a closing date is closed.
        """
        if self.scenario.period:
            return periods.span(self.scenario.period)[1]
        if self.region.settings.as_of is not None:
            return self.region.settings.as_of
        return date.fromisoformat(self.region.built[:10]) if self.region.built else date.max

    @cached_property
    def in_scope(self) -> Bools:
        """Units of the scenario's care form and operators, whatever their dates. Shape (units,)."""
        return self._of_care_form & self._of_operators

    @cached_property
    def open(self) -> Bools:
        """Units open on `as_of`: an unknown opening date counts as open. Shape (units,)."""
        return self._units.open_on(np.datetime64(self.as_of, "D"))

    @property
    def placed(self) -> Bools:
        """Units that stand somewhere, in the region or outside it. Shape (units,)."""
        return self._units.placed

    @property
    def outside(self) -> Bools:
        """Units that stand somewhere outside the region's areas. Shape (units,)."""
        return self._units.outside

    @cached_property
    def supply(self) -> Bools:
        """Units in scope that are open, have a place, and whose capacity is not 0. Shape (units,)."""
        some: Bools = self._units.capacity != 0
        return self.in_scope & self.open & self.placed & some

    @cached_property
    def capacity_known(self) -> bool:
        """Whether any unit of the scenario's care form has a known capacity before any change of it."""
        before = unit_columns(self.region.as_read)
        return bool((~np.isnan(before.capacity) & (before.care_form == self.scenario.care_form)).any())

    @cached_property
    def capacity(self) -> Floats:
        """Capacity of each unit; 1 where the care form has none known at all; NaN unknown."""
        capacity = self._units.capacity
        return capacity if self.capacity_known else np.where(np.isnan(capacity), 1.0, capacity)

    @cached_property
    def capacity_unknown(self) -> int:
        """Units of `supply` whose capacity is unknown, and so adds nothing to `access_per_1000`."""
        return int(np.isnan(self.capacity[self.supply]).sum())

    @cached_property
    def usual_capacity(self) -> float:
        """Median capacity of the care form's open units in the region; 1 where none is known.

        Whoever runs them: nobody has said yet who would run a new one. Units of capacity 0 take nobody
        in and are left out. Two decimals; asked of `today`, it does not follow the scenario's changes.
        """
        there = self._of_care_form & self.open & self.placed & ~self.outside
        known = self.capacity[there & (self.capacity > 0)]
        return round(float(np.median(known)), 2) if len(known) else 1.0

    @cached_property
    def organisations_known(self) -> bool:
        """Whether any unit of `supply` names its organisation; else each counts as its own."""
        return bool(self._units.organisation_named[self.supply].any())

    @cached_property
    def _of_care_form(self) -> Bools:
        same: Bools = self._units.care_form == self.scenario.care_form
        return same

    @cached_property
    def _of_operators(self) -> Bools:
        if not self.scenario.operators:
            return np.ones(len(self._units.operator), bool)
        chosen = np.isin(self._units.operator, self.scenario.operators)
        added = sum(change.kind == "add" for change in self.scenario.changes)
        chosen[len(chosen) - added :] = True  # nobody has said yet who would run it
        return chosen

    @cached_property
    def indicator_values(self) -> DataFrame:
        """Latest value up to the scenario's period: a row a unit position, a column an indicator."""
        day = self.as_of if self.scenario.period else date.max
        return _indicators(self.region).latest(day, len(self.region.units))

    @cached_property
    def below_threshold(self) -> Bools:
        """Units with any indicator on the wrong side of its authorisation threshold. Shape (units,)."""
        return on_wrong_side(self.indicator_values, self.region.settings.indicators)


@lru_cache(maxsize=4)
def _indicators(region: Region) -> Values:
    return Values.from_table(region.indicators, tuple(region.settings.indicators))
