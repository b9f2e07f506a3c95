"""How near supply is to the residents of each area under a scenario, and how much of it there is."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.access.floating_catchments import CATCHMENT_MIN
from geodata.access.nearest import Method
from geodata.access.quantiles import MEDIAN, NINE_OF_TEN
from geodata.assessment import from_homes, reach, underserved
from geodata.assessment.from_homes import SEVERAL
from geodata.assessment.reach import SupplyKey
from geodata.assessment.supply import Supply
from geodata.flows.flows import plurality
from geodata.region.homes import Homes, home_persons, home_shares, homes
from geodata.scenario.changed_region import ChangedRegion
from geodata.travel import columns_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

RULE_METHOD: Final[Method] = "E2SFCA"
"""The measure of access that rules and key figures use."""


class Access:
    """What residents reach; every part is computed when first asked for.

    Parameters
    ----------
    changed : ChangedRegion
        The region after the scenario's changes.
    supply : Supply
        The units after them.
    available_before : bool, shape (units before any changes,)
        Units that were available without them.
    persons : int64, shape (areas,)
        Residents who share what there is.
    limit_min : float
        Longest acceptable journey, inclusive.
    share_inside : float64, shape (units before any changes,)
        Share of each unit's list that lives in the region, NaN where no list says so.
    age_group : str
        Key of the one that the residents are of; "" for all ages.
    """

    def __init__(
        self,
        changed: ChangedRegion,
        supply: Supply,
        available_before: Bools,
        persons: Ints,
        limit_min: float,
        share_inside: Floats,
        age_group: str = "",
    ) -> None:
        self._changed = changed
        self._supply = supply
        self._persons = persons
        self._limit_min = limit_min
        self._share_inside = share_inside
        self._age_group = age_group
        self._key = SupplyKey(supply.available.tobytes(), available_before.tobytes())
        self._per_1000: dict[Method, Floats] = {}
        self._index: dict[Method, Floats] = {}

    @cached_property
    def minutes(self) -> csr_array:
        """Minutes of the region with the columns of units that are not available empty."""
        return reach.minutes_to(self._changed, self._key)

    def minutes_of(self, units: Ints) -> Floats:
        """Minutes from every area to units that the changes name, see `reach.minutes_of`."""
        return reach.minutes_of(self._changed, self._key, units)

    @cached_property
    def homes(self) -> Homes:
        """Where residents set out from: the population points of each area, else its one own point."""
        return homes(self._changed.original)

    @cached_property
    def home_persons(self) -> Floats:
        """Whole residents at each home, shape (homes,); those of an area sum to its residents."""
        return home_persons(self._changed.original, self._age_group)

    @cached_property
    def home_min(self) -> Floats:
        """Minutes from each home to its nearest unit, inf where none can be reached. Shape (homes,)."""
        return from_homes.nearest(self._changed, self._key)[0]

    @cached_property
    def home_unit(self) -> Ints:
        """The nearest unit of each home, the lower of equals; -1 where none is in reach. Shape (homes,)."""
        return from_homes.nearest(self._changed, self._key)[1]

    @cached_property
    def nearest_min(self) -> Floats:
        """Minutes within which half of an area's residents reach their nearest unit. Shape (areas,).

        inf where fewer than half reach any.
        """
        return from_homes.area_nearest(self._changed, self._key, self._age_group)

    def region_quantile(self, part: float) -> float:
        """Minutes within which a share of the region's residents reach their nearest unit.

        Parameters
        ----------
        part : float
            `MEDIAN` or `NINE_OF_TEN`.
        """
        parts = (MEDIAN, NINE_OF_TEN)
        found = from_homes.region_quantiles(self._changed, self._key, self._age_group, parts)
        return found[parts.index(part)]

    @property
    def shortest_min(self) -> Floats:
        """Minutes of each area's shortest journey, inf where it has none: what others are compared with.

        Journeys are told by area and unit, see `geodata.assessment.from_homes.shortest_journeys`. (areas,)
        """
        return from_homes.shortest_journeys(self._changed, self._key)[0]

    @property
    def shortest_unit(self) -> Ints:
        """The unit that each area's shortest journey is to, -1 where it has none. Shape (areas,)."""
        return from_homes.shortest_journeys(self._changed, self._key)[1]

    @cached_property
    def nearest_shares(self) -> csr_array:
        """Share of each area's residents, of all ages, by their nearest unit. Shape (areas, units)."""
        home = np.flatnonzero(self.home_unit >= 0)
        shares = home_shares(self._changed.original)[home]
        shape = (len(self._persons), self._changed.unit_count)
        return csr_array((shares, (self.homes.area[home], self.home_unit[home])), shape=shape)

    @cached_property
    def nearest_unit(self) -> Ints:
        """The nearest unit of most residents, the lower of equals. Shape (areas,).

        -1 where fewer than half reach any: there `nearest_min` tells of none either.
        """
        if self.homes.single:
            return self.home_unit
        return np.where(np.isfinite(self.nearest_min), plurality(self.nearest_shares), -1)

    @cached_property
    def covered(self) -> Bools:
        """Areas of whose residents at least half have a unit within the limit, inclusive. Shape (areas,)."""
        return self.nearest_min <= self._limit_min

    @cached_property
    def persons_within(self) -> Ints:
        """Residents of each area who have a unit within the limit, inclusive. Shape (areas,)."""
        return self.living(self.home_min <= self._limit_min)

    @cached_property
    def persons_with_choice(self) -> Ints:
        """Residents of each area who reach several organisations within the limit. Shape (areas,)."""
        if self.homes.single:
            return np.where(self.organisations >= SEVERAL, self._persons, 0)
        return self._persons_with(SEVERAL)

    def _persons_with(self, organisations: int) -> Ints:
        """Residents of each area who reach so many organisations, or more, within the limit."""
        near = from_homes.organisations_near(self._changed, self._key, max(organisations, SEVERAL))
        # Compared as everywhere else: stored minutes are shorter numbers, and would make the limit one too.
        return self.living(near.minutes[organisations - 1] <= np.float64(self._limit_min))

    def living(self, which: Bools) -> Ints:
        """Residents of each area at some of its homes; `which` of shape (homes,). Shape (areas,)."""
        return np.add.reduceat(self.home_persons * which, self.homes.begins[:-1]).astype(np.int64)

    @cached_property
    def organisations(self) -> Ints:
        """Distinct organisations that half of the residents, or more, have within the limit. Shape (areas,).

        A unit that names none is its own.
        """
        return from_homes.organisations_within(self._changed, self._key, self._age_group, self._limit_min)

    def organisations_fewer(self, than: float) -> Bools:
        """Areas of whose residents more than half have fewer organisations within the limit. (areas,)."""
        wanted = math.ceil(than)
        if self.homes.single or wanted < 1:
            return self.organisations < than
        others = wanted != SEVERAL
        return 2 * (self._persons_with(wanted) if others else self.persons_with_choice) < self._persons

    @cached_property
    def offered(self) -> Floats:
        """Capacity that residents share, 0 where none is known. Shape (units,).

        A unit outside the region is shared with residents that the region does not know: to count it
        all as theirs who live near the border would make them the best off by far. It counts by the share
        of its list that lives in the region; where no list says so its capacity adds nothing here, while
        it is there to go to in all else.
        """
        capacity = np.nan_to_num(self._supply.capacity * self._share_for_residents)
        return np.where(self._supply.available, capacity, 0.0)

    @cached_property
    def _share_for_residents(self) -> Floats:
        """Share of each unit that is for the region's residents, NaN where nothing says so."""
        new = np.full(self._changed.unit_count - len(self._share_inside), np.nan)
        return np.where(self._supply.outside, np.append(self._share_inside, new), 1.0)

    @cached_property
    def beyond_border(self) -> tuple[int, int]:
        """Units outside the region, and those of them that no list says how much of is for its residents."""
        there = self._supply.available & self._supply.outside
        return int(there.sum()), int((there & np.isnan(self._share_for_residents)).sum())

    @cached_property
    def at_edge(self) -> Bools:
        """Areas with a unit within the catchment that adds nothing as it stands outside. Shape (areas,)."""
        unknown = np.flatnonzero(self._supply.available & np.isnan(self._share_for_residents))
        near = columns_of(self.minutes, unknown) <= CATCHMENT_MIN
        found: Bools = near.any(axis=1)
        return found

    @cached_property
    def stranded(self) -> Bools:
        """Units whose capacity no resident has within the catchment: in nobody's access. Shape (units,)."""
        weights = from_homes.catchment(self._changed, self._key, self._age_group)
        return reach.stranded(weights, self._persons, self.offered)

    def per_1000(self, method: Method = RULE_METHOD) -> Floats:
        """Capacity per 1,000 residents by one of the five measures, 0 out of reach. Shape (areas,).

        Published zones of 10, 20 and 30 minutes (Luo & Qi 2009), whatever the scenario's limit: a
        limit says what is acceptable, not how far people share a unit with each other.
        """
        if method not in self._per_1000:
            self._per_1000[method] = from_homes.access_per_1000(
                self._changed,
                self._key,
                self._age_group,
                self._persons.tobytes(),
                self.offered.tobytes(),
                method,
            )
        return self._per_1000[method]

    def index(self, method: Method = RULE_METHOD) -> Floats:
        """The same as a share of the residents' mean, 100; 0 everywhere where that is 0. Shape (areas,)."""
        if method not in self._index:
            self._index[method] = underserved.index(self.per_1000(method), self._persons)
        return self._index[method]
