"""Who reaches care by car alone: the other ways of travelling, each within its own limit, beside the car."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache, reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import UnknownNameError
from geodata.region.in_mode import modes_of, percentiles_of, ways_of
from geodata.region.region import Region

CAR: Final = "car"
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def car_mode(region: Region) -> str | None:
    """Key of the first way that is by car, where there is another beside it; None of other regions."""
    modes = region.settings.travel_modes
    by_car = [each.key for each in modes if each.mode == CAR]
    return by_car[0] if by_car and len(by_car) < len(modes) else None


def other_modes(assessment: Assessment) -> tuple[str, ...]:
    """Keys of the ways that are not by car: at the percentile that is asked, or the usual of the way."""
    region, own = assessment.region, assessment.scenario.mode
    ways = {each.key: each for each in region.settings.travel_modes}
    return tuple(
        own if own in percentiles_of(region, key) else key
        for key in ways_of(region)
        if key and ways[key].mode != CAR
    )


def limit_min_by(assessment: Assessment, mode: str) -> float:
    """Longest acceptable journey by a way: what is asked, at each percentile too; by others the published."""
    region, scenario = assessment.region, assessment.scenario
    if mode in percentiles_of(region, scenario.mode or modes_of(region)[0]):
        return scenario.limit_min
    return region.in_mode(mode).settings.care_forms[scenario.care_form].limit_min


def by_mode(assessment: Assessment, mode: str) -> Assessment:
    """The same question by another way, at its limit, see `limit_min_by`; this one in its own.

    Raises
    ------
    UnknownNameError
        If the region has no such way, or that knows no times to a place that the changes name.
    """
    own = assessment.scenario.mode or modes_of(assessment.region)[0]
    if mode == own:
        return assessment
    region, limit_min = assessment.region, limit_min_by(assessment, mode)
    return assess(region, replace(assessment.scenario, region=region, mode=mode, limit_min=limit_min))


class WithoutCar:
    """One question by car and by each other way.

    Parameters
    ----------
    assessment : Assessment
        Of a region with a car and other ways, see `car_mode`.

    Raises
    ------
    UnknownNameError
        If some way cannot answer it, see `by_mode`: without that, who travels so would count as having none.
    """

    def __init__(self, assessment: Assessment) -> None:
        region = assessment.region
        car = car_mode(region)
        if car is None:
            raise UnknownNameError("this region has no car beside other modes")
        self.car = by_mode(assessment, car)
        self.others = {mode: by_mode(assessment, mode) for mode in other_modes(assessment)}

    @cached_property
    def fastest_min(self) -> Floats:
        """Minutes to the nearest unit by the fastest other way, shape (areas,); inf by none."""
        found = [each.access.nearest_min for each in self.others.values()]
        return reduce(np.minimum, found, np.full(len(self.car.persons), np.inf))

    @cached_property
    def far_by_car(self) -> NDArray[np.bool_]:
        """Areas that neither the car nor another way brings within the longest limit. Shape (areas,)."""
        by_car = self.car.access.nearest_min <= self.car.scenario.limit_min
        return ~by_car & (self.fastest_min > self.longest_limit_min)

    @cached_property
    def longest_limit_min(self) -> float:
        """The longest limit among the other ways, minutes."""
        return max((each.scenario.limit_min for each in self.others.values()), default=0.0)

    @cached_property
    def persons_by_car_alone(self) -> Ints:
        """Residents of each area with a unit within the limit by car, and by no other way. Shape (areas,)."""
        car = self.car.access
        return car.living((car.home_min <= self.car.scenario.limit_min) & ~self._homes_otherwise)

    @cached_property
    def persons_otherwise(self) -> Ints:
        """Residents of each area with a unit within the limit of any other way. Shape (areas,)."""
        return self.car.access.living(self._homes_otherwise)

    @cached_property
    def _homes_otherwise(self) -> NDArray[np.bool_]:
        homes = [each.access.home_min <= each.scenario.limit_min for each in self.others.values()]
        return reduce(np.logical_or, homes, np.zeros(len(self.car.access.home_min), bool))


@lru_cache(maxsize=32)
def without_car(assessment: Assessment) -> WithoutCar:
    """The question by car and by each other way, the same value when asked again soon."""
    return WithoutCar(assessment)


def why_unknown(assessment: Assessment) -> str:
    """Key of why some way cannot answer a question that the region answers; "" where all can."""
    try:
        without_car(assessment)
    except UnknownNameError:
        return "why.no_times_there"
    return ""
