"""How near supply is to the residents of each area under a scenario, and how much of it there is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.access.nearest import METHODS, Method
from geodata.assessment import reach, underserved
from geodata.assessment.reach import Counted
from geodata.assessment.supply import Supply
from geodata.contract.errors import RegionError
from geodata.contract.settings import Rule
from geodata.region import residents
from geodata.region.region import Region
from geodata.scenario.scenario import Scenario, checked

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Access(Supply):
    """Residents and what they reach; every part is computed when first asked for.

    Takes and raises what `geodata.assessment.assessment.Assessment` does, of which it is the first half.
    """

    def __init__(self, region: Region, scenario: Scenario, today: Self | None = None) -> None:
        super().__init__(region, checked(region, scenario))
        if region.as_read.minutes is None or region.neighbours is None:
            raise RegionError("the region has no travel minutes yet: build it first")
        self._neighbours = region.neighbours
        self._today = today

    @property
    def today(self) -> Self:
        """The same question without changes; this one where there are none."""
        return self._today or self

    @cached_property
    def persons(self) -> Ints:
        """Residents of the scenario's age group. Shape (areas,)."""
        return residents.persons(self.region, self.scenario.age_group)

    @cached_property
    def minutes(self) -> csr_array:
        """Minutes of the region with the columns of units outside `supply` empty."""
        return reach.minutes_to(self.region, self._supply)

    @cached_property
    def _supply(self) -> Counted:
        return Counted(self.supply.tobytes(), self.today.supply.tobytes())

    @cached_property
    def nearest_min(self) -> Floats:
        """Minutes to the nearest unit, inf where none can be reached. Shape (areas,)."""
        return reach.nearest(self.region, self._supply)[0]

    @cached_property
    def nearest_unit(self) -> Ints:
        """The nearest unit, -1 where none can be reached; the lower of equals. Shape (areas,)."""
        return reach.nearest(self.region, self._supply)[1]

    @cached_property
    def covered(self) -> Bools:
        """Areas whose nearest unit is within the scenario's limit, inclusive. Shape (areas,)."""
        return self.nearest_min <= self.scenario.limit_min

    @cached_property
    def organisations(self) -> Ints:
        """Distinct organisations within the limit; a unit that names none is its own. Shape (areas,)."""
        return reach.organisations(self.region, self._supply, self.scenario.limit_min)

    @cached_property
    def offered(self) -> Floats:
        """Capacity that residents share, 0 where none is known. Shape (units,).

        A unit outside the region is shared with residents that the region does not know: to count it
        all as theirs who live near the border would make them the best off by far. Its capacity adds
        nothing here, while it is there to go to in all else.
        """
        return np.where(self.supply & ~self.outside, np.nan_to_num(self.capacity), 0.0)

    @cached_property
    def stranded(self) -> Bools:
        """Units whose capacity no resident has within the catchment: in nobody's access. Shape (units,)."""
        return reach.stranded(self.region, self._supply, self.persons.tobytes(), self.offered.tobytes())

    def per_1000(self, method: Method) -> Floats:
        """Capacity per 1,000 residents by one of the five measures, 0 out of reach. Shape (areas,).

        Published zones of 10, 20 and 30 minutes (Luo & Qi 2009), whatever the scenario's limit: a
        limit says what is acceptable, not how far people share a unit with each other.
        """
        return reach.access_per_1000(
            self.region, self._supply, self.persons.tobytes(), self.offered.tobytes(), method
        )

    def index(self, method: Method) -> Floats:
        """The same as a share of the residents' mean, 100; 0 everywhere where that is 0. Shape (areas,)."""
        return underserved.index(self.per_1000(method), self.persons)

    @property
    def access_per_1000(self) -> Floats:
        """Capacity per 1,000 residents by E2SFCA, the measure that rules and figures use. Shape (areas,)."""
        return self.per_1000("E2SFCA")

    @cached_property
    def access_index(self) -> Floats:
        """The same as a share of the residents' mean, 100. Shape (areas,)."""
        return self.index("E2SFCA")

    @property
    def rule_set(self) -> Mapping[str, Rule]:
        """The rules that areas are tried by, in use or off."""
        return self.region.settings.rules

    @property
    def too_little(self) -> float:
        """Share of the mean access below which an area has too little: the published rule's, 0 to 1."""
        return underserved.limit_of(self.rule_set, "too_little", self.scenario.limit_min)

    @cached_property
    def agreeing(self) -> Mapping[Method, Bools]:
        """Areas with residents and too little access, by each of the five measures. Shape (areas,) each."""
        lived_in = self.persons > 0
        return {method: lived_in & (self.index(method) < 100 * self.too_little) for method in METHODS}

    @cached_property
    def agreement(self) -> Ints:
        """By how many of the five measures each area has too little access, 0 to 5. Shape (areas,)."""
        return np.sum(list(self.agreeing.values()), axis=0, dtype=np.int64)
