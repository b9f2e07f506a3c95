"""Which units count under a scenario, on which day, with what capacity and what quality."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.region import periods
from geodata.region.indicator_values import Values, on_wrong_side
from geodata.region.region import Region
from geodata.region.unit_columns import UnitColumns, unit_columns
from geodata.scenario.changed_region import ChangedRegion
from geodata.scenario.scenario import Scenario

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Supply:
    """The units of a region as a scenario sees them; every part is computed when first asked for.

    Parameters
    ----------
    changed : ChangedRegion
        The region after the scenario's changes.
    scenario : Scenario
        One that the region can answer.
    """

    def __init__(self, changed: ChangedRegion, scenario: Scenario) -> None:
        self._changed = changed
        self._region = changed.original
        self._scenario = scenario

    @property
    def columns(self) -> UnitColumns:
        """The units after the changes, as plain arrays."""
        return self._changed.columns

    @cached_property
    def as_of(self) -> date:
        """The day on which units count as open or closed.

        The last of the scenario's period; without periods what the settings say, else the day of
        the build; before any build, the end of time, so that what has a closing date is closed.
        """
        if self._scenario.period:
            return periods.span(self._scenario.period)[1]
        if self._region.settings.as_of is not None:
            return self._region.settings.as_of
        return date.fromisoformat(self._region.built[:10]) if self._region.built else date.max

    @cached_property
    def in_scope(self) -> Bools:
        """Units of the scenario's care form and operators, whatever their dates. Shape (units,)."""
        return self._of_care_form & self.of_operators

    @cached_property
    def open(self) -> Bools:
        """Units open on `as_of`: an unknown opening date counts as open. Shape (units,)."""
        return self.columns.open_on(np.datetime64(self.as_of, "D"))

    @property
    def placed(self) -> Bools:
        """Units that stand somewhere, in the region or outside it. Shape (units,)."""
        return self.columns.placed

    @property
    def outside(self) -> Bools:
        """Units that stand somewhere outside the region's areas. Shape (units,)."""
        return self.columns.outside

    @property
    def takes_nobody(self) -> Bools:
        """Units whose capacity is 0, known to be so: an unknown one may be any. Shape (units,)."""
        none: Bools = self.columns.capacity == 0
        return none

    @cached_property
    def available(self) -> Bools:
        """Units in scope that are open, have a place, and whose capacity is not 0. Shape (units,).

        The nearest of these is the nearest unit, wherever one is told: in Planera of an area and of a pin,
        first of the list in Hitta.
        """
        return self.in_scope & self.open & self.placed & ~self.takes_nobody

    @cached_property
    def capacity_known(self) -> bool:
        """Whether any unit of the scenario's care form has a known capacity before any change of it."""
        before = unit_columns(self._region)
        return bool((~np.isnan(before.capacity) & (before.care_form == self._scenario.care_form)).any())

    @cached_property
    def capacity(self) -> Floats:
        """Capacity of each unit; 1 where the care form has none known at all; NaN unknown."""
        capacity = self.columns.capacity
        return capacity if self.capacity_known else np.where(np.isnan(capacity), 1.0, capacity)

    @cached_property
    def capacity_unknown(self) -> int:
        """Units of `available` whose capacity is unknown, and so adds nothing to what residents reach."""
        return int(np.isnan(self.capacity[self.available]).sum())

    @cached_property
    def median_capacity(self) -> float:
        """Median capacity of the care form's open units in the region; 1 where none is known.

        Whoever runs them: nobody has said yet who would run a new one. Units of capacity 0 take nobody
        in and are left out. Two decimals; of an assessment without changes it follows none.
        """
        there = self._of_care_form & self.open & self.placed & ~self.outside
        known = self.capacity[there & (self.capacity > 0)]
        return round(float(np.median(known)), 2) if len(known) else 1.0

    @cached_property
    def organisations_known(self) -> bool:
        """Whether any unit of `available` names its organisation; else each counts as its own."""
        return bool(self.columns.organisation_named[self.available].any())

    @cached_property
    def _of_care_form(self) -> Bools:
        same: Bools = self.columns.care_form == self._scenario.care_form
        return same

    @cached_property
    def of_operators(self) -> Bools:
        """Units of the scenario's operators, and those added whose operator is not known. Shape (units,)."""
        if not self._scenario.operators:
            return np.ones(len(self.columns.operator), bool)
        chosen = np.isin(self.columns.operator, self._scenario.operators)
        added = sum(change.kind == "add" for change in self._scenario.changes)
        new = slice(len(chosen) - added, None)
        chosen[new] |= self.columns.operator[new] == ""  # nobody has said yet who would run it
        return chosen

    @cached_property
    def indicator_values(self) -> DataFrame:
        """Latest value up to the scenario's period: a row a unit position, a column an indicator."""
        return _indicators(self._region).latest(self._judged_by, self._changed.unit_count)

    @cached_property
    def indicator_few(self) -> DataFrame:
        """Which of `indicator_values` are not told, for they are of too few cases."""
        return _indicators(self._region).few(self._judged_by, self._changed.unit_count)

    @property
    def _judged_by(self) -> date:
        return self.as_of if self._scenario.period else date.max

    @cached_property
    def below_threshold(self) -> Bools:
        """Units with any indicator on the wrong side of its authorisation threshold. Shape (units,)."""
        return on_wrong_side(self.indicator_values, self._region.settings.indicators)


@lru_cache(maxsize=4)
def _indicators(region: Region) -> Values:
    return Values.from_table(region.indicators, tuple(region.settings.indicators))
