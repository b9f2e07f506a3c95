"""Where supply is lacking under a scenario: the rules that areas fail, and the zones they make."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Literal, TypedDict

import numpy as np
from numpy.typing import NDArray
from pandas import Index, factorize

from geodata.access.nearest import METHODS, Method
from geodata.assessment import underserved
from geodata.assessment.access import Access
from geodata.assessment.underserved import Zone
from geodata.assessment.use import Use
from geodata.contract.errors import UnknownNameError
from geodata.contract.settings import Rule
from geodata.region import residents
from geodata.region.few_cases import FEWEST
from geodata.region.region import Region
from geodata.scenario.rule_changes import bent
from geodata.scenario.scenario import Scenario

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Unruled = Literal["", "no_rules_set", "no_rules", "no_rules_known"]


class Lacking:
    """Areas that fail the rules; every part is computed when first asked for.

    Parameters
    ----------
    region : Region
        Whose published rules the scenario may bend.
    scenario : Scenario
    persons : int64, shape (areas,)
        Residents of the scenario's age group.
    access : Access
    use : Use
    """

    def __init__(self, region: Region, scenario: Scenario, persons: Ints, access: Access, use: Use) -> None:
        self._region = region
        self._persons = persons
        self._access = access
        self._use = use
        self._limit_min = scenario.limit_min
        self.rule_set: Mapping[str, Rule] = bent(region.settings.rules, scenario.rules)

    @cached_property
    def rules(self) -> dict[str, Bools]:
        """Areas that fail each rule that is on and can be answered. Shape (areas,) each."""
        return underserved.failed(
            self.rule_set,
            persons=self._persons,
            limit_min=self._limit_min,
            nearest_min=self._access.nearest_min,
            access_index=self._access.index(),
            organisations_fewer=self._access.organisations_fewer,
            visits=self._use.visits_by_area,
            expected=self._use.expected_visits,
            fewest_expected=FEWEST if self._region.protected else 0.0,
        )

    @property
    def unruled(self) -> Unruled:
        """Why nothing says what is enough: no rule set, none on, none that can be answered; "" where one can.

        Where nothing is asked for nothing is lacking, and that is no answer.
        """
        if not self._region.settings.rules:
            return "no_rules_set"
        if not any(rule.on for rule in self.rule_set.values()):
            return "no_rules"
        return "" if self.rules else "no_rules_known"

    @cached_property
    def severity(self) -> Ints:
        """How many rules each area fails. Shape (areas,)."""
        none = np.zeros(len(self._persons), np.int64)
        return sum((fails.astype(np.int64) for fails in self.rules.values()), none)

    @cached_property
    def underserved(self) -> Bools:
        """Areas with residents that fail at least `settings.underserved_from` rules. Shape (areas,)."""
        return (self.severity >= self._region.settings.underserved_from) & (self._persons > 0)

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """Contiguous underserved areas within a municipality, by residents, most first."""
        neighbours = self._region.neighbours
        assert neighbours is not None  # of a region that has been built
        return underserved.zones(
            self.underserved,
            neighbours,
            **_names(self._region),
            everyone=residents.persons(self._region),
            persons=self._persons,
            rules=self.rules,
        )

    def zone(self, id: str) -> Zone:
        """The zone of an id, else the one that the area of that id belongs to now.

        Raises
        ------
        UnknownNameError
            If the scenario has no such zone.
        """
        area = int(self._region.areas.index.get_indexer(Index([id]))[0])
        position = int(self.zone_of_area[area]) if area >= 0 else -1
        if position >= 0:
            return self.zones[position]
        raise UnknownNameError(f"no zone {id!r} of underserved areas in this scenario")

    @cached_property
    def zone_of_area(self) -> Ints:
        """Position in `zones` of each area's zone, -1 where it is in none. Shape (areas,)."""
        zone_of = np.full(len(self._persons), -1, np.int64)
        for position, zone in enumerate(self.zones):
            zone_of[zone.areas] = position
        return zone_of

    @property
    def too_little(self) -> float:
        """Share of the mean access below which an area has too little: the rule's, 0 to 1."""
        return underserved.limit_of(self.rule_set, "too_little", self._limit_min)

    @cached_property
    def agreeing(self) -> Mapping[Method, Bools]:
        """Areas with residents and too little access, by each of the five measures. Shape (areas,) each."""
        lived_in = self._persons > 0
        return {method: lived_in & (self._access.index(method) < 100 * self.too_little) for method in METHODS}

    @cached_property
    def agreement(self) -> Ints:
        """By how many of the five measures each area has too little access, 0 to 5. Shape (areas,)."""
        return np.sum(list(self.agreeing.values()), axis=0, dtype=np.int64)


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
