"""Everything computed from one region and one scenario: the only thing views read."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from geodata.assessment import effects
from geodata.assessment.access import Access
from geodata.assessment.border import share_inside
from geodata.assessment.lacking import Lacking
from geodata.assessment.supply import Supply
from geodata.assessment.underserved import Zone
from geodata.assessment.use import Use
from geodata.contract.errors import RegionError, UnknownNameError
from geodata.region import periods, residents
from geodata.region.region import Region
from geodata.scenario.changed_region import ChangedRegion, changed
from geodata.scenario.scenario import LIMITED, Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Way = Literal["shorter", "longer"]


class Assessment:
    """The answer to one scenario, in four parts; each is computed when first asked for, then kept.

    `supply` is which units count, `access` what residents reach of them, `use` where visits go, and
    `lacking` where supply does not suffice. Arrays are of all areas or all units, in their order, and not
    to be written to.

    Parameters
    ----------
    region : Region
        As it was read, with `minutes` and `neighbours` filled in. What is read of it here is `region` in the
        scenario's mode.
    scenario : Scenario

    Raises
    ------
    RegionError
        If the region has not been through `geodata.publish.build.computed`.
    """

    def __init__(self, region: Region, scenario: Scenario) -> None:
        region = region.in_mode(scenario.mode)
        if region.minutes is None or region.neighbours is None:
            raise RegionError("the region has no travel minutes yet: build it first")
        self.region = region
        self.scenario = scenario

    @cached_property
    def changed(self) -> ChangedRegion:
        """The region after the scenario's changes."""
        return changed(self.region, self.scenario.changes, self.scenario.care_form)

    @property
    def units(self) -> GeoDataFrame:
        """The table of units after the changes; those that are added stand last."""
        return self.changed.units

    @cached_property
    def without_changes(self) -> Assessment:
        """The same question without changes; this one where there are none."""
        if not self.scenario.changes:
            return self
        return assess(self.region, replace(self.scenario, region=self.region, changes=(), intake=LIMITED))

    @cached_property
    def today(self) -> Assessment:
        """The same question with today's units and by the published rules; this one where it is so."""
        if not self.scenario.changes and not self.scenario.rules:
            return self
        return assess(
            self.region, replace(self.scenario, region=self.region, changes=(), rules=(), intake=LIMITED)
        )

    @cached_property
    def at_published_rules(self) -> Assessment:
        """The same question at the published limit and by the published rules; this one where it is so."""
        limit_min = self.region.settings.care_forms[self.scenario.care_form].limit_min
        question = replace(self.scenario, region=self.region, limit_min=limit_min, rules=())
        return self if question == self.scenario else assess(self.region, question)

    @cached_property
    def persons(self) -> Ints:
        """Residents of the scenario's age group. Shape (areas,)."""
        return residents.persons(self.region, self.scenario.age_group)

    @cached_property
    def supply(self) -> Supply:
        """Which units count, with what capacity and quality."""
        return Supply(self.changed, self.scenario)

    @cached_property
    def access(self) -> Access:
        """How near supply is, and how much of it there is."""
        before = self.without_changes.supply.available
        inside = share_inside(self.region, self.scenario.care_form, self.scenario.period)
        scenario = self.scenario
        return Access(
            self.changed, self.supply, before, self.persons, scenario.limit_min, inside, scenario.age_group
        )

    @cached_property
    def use(self) -> Use:
        """Visits and where they go."""
        if self.at_published_rules is not self:
            return self.at_published_rules.use
        before = None if self.without_changes is self else self.without_changes.use
        return Use(self.changed, self.scenario, self.supply, self.access, self.persons, before)

    @cached_property
    def lacking(self) -> Lacking:
        """The rules that areas fail, and the zones of those that are underserved."""
        return Lacking(self.region, self.scenario, self.persons, self.access, self.use)

    def zone(self, id: str) -> Zone:
        """The zone of an id, see `Lacking.zone`; the one without changes where these have lifted it.

        Raises
        ------
        UnknownNameError
            If there is no such zone either way.
        """
        try:
            return self.lacking.zone(id)
        except UnknownNameError:
            if self.without_changes is self:
                raise
            return self.without_changes.lacking.zone(id)

    @cached_property
    def difference_min(self) -> Floats:
        """Minutes to the nearest unit against those without changes. Shape (areas,).

        See `geodata.assessment.effects`.
        """
        return effects.difference_min(self.without_changes.access.nearest_min, self.access.nearest_min)

    @cached_property
    def home_difference_min(self) -> Floats:
        """The same from each home. Shape (homes,)."""
        return effects.difference_min(self.without_changes.access.home_min, self.access.home_min)

    @cached_property
    def affected(self) -> Ints:
        """Areas from some home of which the changes make the way shorter or longer, ascending."""
        return np.unique(self.access.homes.area[np.abs(self.home_difference_min) > effects.SAME_MIN])

    def persons_with(self, way: Way, instead_of: Assessment | None = None) -> Ints:
        """Residents of each area whose way is shorter, or longer, than in another scenario; else than today.

        Of some areas they add up to those of `effects`. Shape (areas,).
        """
        gap = self.home_difference_min
        if instead_of:
            gap = effects.difference_min(instead_of.access.home_min, self.access.home_min)
        return self.access.living((gap if way == "longer" else -gap) > effects.SAME_MIN)

    def effects(self, areas: Ints, instead_of: Assessment | None = None) -> effects.Effects:
        """What the changes do to the residents of some areas, beside another scenario; else beside today."""
        before_min, after_min = (instead_of or self.without_changes).access.home_min, self.access.home_min
        other = np.flatnonzero(before_min != after_min)  # nothing is done to anybody else
        looked_at = np.zeros(len(self.persons), bool)
        looked_at[areas] = True
        home = other[looked_at[self.access.homes.area[other]]]
        return effects.effects(
            before_min[home],
            after_min[home],
            self.access.home_persons[home],
            self.scenario.limit_min,
        )


def assess(region: Region, scenario: Scenario) -> Assessment:
    """The assessment of a region under a scenario, the same one when asked again soon.

    Parameters
    ----------
    region : Region
        With `minutes` and `neighbours` filled in.
    scenario : Scenario
        Of this region.

    Returns
    -------
    Assessment
        Shared: not to be written to.

    Raises
    ------
    RegionError
        As `Assessment` does.
    """
    return _assessed(region.in_mode(scenario.mode), scenario)


@lru_cache(maxsize=64)
def _assessed(region: Region, scenario: Scenario) -> Assessment:
    return Assessment(region, scenario)


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

    def at(period: str) -> Scenario:
        return replace(scenario, region=region, changes=(), period=period)  # what was, was without changes

    return [(period, assess(region, at(period))) for period in periods.trend(base)]
