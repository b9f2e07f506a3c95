"""Everything computed from one region and one scenario: the only thing views read."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray
from pandas import factorize

from geodata.assessment import effects, underserved
from geodata.assessment.underserved import Zone
from geodata.assessment.usage import Usage
from geodata.contract.errors import UnknownNameError
from geodata.contract.settings import Rule
from geodata.disclosure.shares import FEWEST
from geodata.flows.flows import Flows
from geodata.region import periods
from geodata.region.region import Region
from geodata.scenario.changed_region import changed
from geodata.scenario.rule_changes import bent
from geodata.scenario.scenario import Scenario, checked

__all__ = ["Assessment", "Flows", "Zone", "assess", "assess_each_period"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Assessment(Usage):
    """The answer to one scenario; every part is computed when first asked for, then kept.

    Arrays are of all areas or all units of the region, in its order, and not to be written to.

    Parameters
    ----------
    region : Region
        With `minutes` and `neighbours` filled in; where the scenario has changes, after them.
    scenario : Scenario
    today : Assessment, optional
        The same question without changes, where the scenario has some.
    usual : Assessment, optional
        The same question at the published limit and by the published rules, where the scenario has
        others: use depends on neither.

    Raises
    ------
    RegionError
        If the region has not been through `geodata.publish.build.computed`.
    UnknownNameError
        If the region cannot answer the scenario.
    """

    # --- what if ------------------------------------------------------------------------------

    @cached_property
    def difference_min(self) -> Floats:
        """Minutes to the nearest unit against today, see `geodata.assessment.effects`. Shape (areas,)."""
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
            fewest_expected=FEWEST if self.protected else 0.0,
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
        return underserved.zones(
            self.underserved,
            self._neighbours,
            **_names(self.region.as_read),
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


class _Names(TypedDict):
    area_ids: list[str]
    names: list[str]
    municipalities: list[str]
    municipality: Ints


@lru_cache(maxsize=4)
def _names(region: Region) -> _Names:
    """What the areas are called, as plain lists: thousands of names take longer to read than to compare."""
    areas = region.areas
    return {
        "area_ids": areas.index.to_list(),
        "names": areas["name"].to_list(),
        "municipalities": areas["municipality"].to_list(),
        "municipality": factorize(areas["municipality_id"])[0].astype(np.int64),
    }


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
    question = checked(region, scenario)
    limit_min = region.settings.care_forms[question.care_form].limit_min
    published = replace(question, limit_min=limit_min, rules=())
    usual = None if published == question else assess(region, published)
    if not question.changes:
        return Assessment(region, question, usual=usual)
    today = assess(region, replace(question, changes=()))
    after = changed(region, question.changes, question.care_form)
    return Assessment(after, question, today, usual)


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
