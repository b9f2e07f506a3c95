"""Equal access for those who have no car: who reaches care by car alone, and how far off others are."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.assessment.without_car import by_mode, car_mode, why_unknown, without_car
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import Place
from geodata.measures.coverage import BOTH, of_all
from geodata.measures.measure import ONE_AREA, Measure
from geodata.measures.tally import Tally, counted, nothing, without
from geodata.region.region import Region


def _by_car_alone(assessment: Assessment, place: Place) -> Tally:
    if why := why_unknown(assessment):
        return nothing(place.count, why)
    return of_all(assessment, place, without_car(assessment).persons_by_car_alone.astype(np.int64))


def _nearest_without_car(assessment: Assessment, place: Place) -> Tally:
    if why := why_unknown(assessment):
        return nothing(place.count, why)
    found = without_car(assessment)
    minutes = counted(found.fastest_min[place.areas])
    return without(minutes, found.far_by_car[place.areas], "why.far_by_car")


def _without_car(assessment: Assessment, place: Place) -> Tally:
    if why := why_unknown(assessment):
        return nothing(place.count, why)
    return of_all(assessment, place, without_car(assessment).persons_otherwise.astype(np.int64))


@lru_cache(maxsize=64)
def reached_by(mode: str) -> Measure:
    """Residents with a unit within the limit by one way of travelling, whichever is asked."""

    def of(assessment: Assessment, place: Place) -> Tally:
        try:
            found = by_mode(assessment, mode)
        except UnknownNameError:
            return nothing(place.count, "why.no_times_there")
        return of_all(assessment, place, found.access.persons_within)

    return Measure(f"reached_by_{mode}", "coverage", "share", "higher", "nearest", of, BOTH, mode=mode)


BY_CAR_ALONE = Measure("by_car_alone", "coverage", "share", "lower", "without_car", _by_car_alone, BOTH)
NEAREST_WITHOUT_CAR = Measure(
    "nearest_without_car", "coverage", "minutes", "lower", "without_car",
    _nearest_without_car, BOTH, kinds=ONE_AREA,
)  # fmt: skip
REACHED_WITHOUT_CAR = Measure(
    "reached_without_car", "coverage", "share", "higher", "without_car", _without_car, BOTH
)
WITHOUT_CAR = (BY_CAR_ALONE, REACHED_WITHOUT_CAR, NEAREST_WITHOUT_CAR)


def modes_measures(region: Region) -> tuple[Measure, ...]:
    """Those of a region that can be travelled by car and otherwise; none of others."""
    return () if car_mode(region) is None else WITHOUT_CAR


def ways_measures(region: Region) -> tuple[Measure, ...]:
    """Who is reached by each way of travelling, of a region that has several."""
    return tuple(reached_by(each.key) for each in region.settings.travel_modes)
