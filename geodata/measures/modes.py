"""Equal access for those who have no car: who reaches care by car alone, and how far off others are."""

from __future__ import annotations

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.assessment.without_car import car_mode, why_unknown, without_car
from geodata.focus.place import Place
from geodata.measures.coverage import BOTH, of_all
from geodata.measures.measure import ONE_AREA, Measure
from geodata.measures.tally import Tally, counted, nothing
from geodata.region.region import Region


def _by_car_alone(assessment: Assessment, place: Place) -> Tally:
    if why := why_unknown(assessment):
        return nothing(place.count, why)
    return of_all(assessment, place, without_car(assessment).persons_by_car_alone.astype(np.int64))


def _nearest_without_car(assessment: Assessment, place: Place) -> Tally:
    if why := why_unknown(assessment):
        return nothing(place.count, why)
    return counted(without_car(assessment).fastest_min[place.areas])


BY_CAR_ALONE = Measure("by_car_alone", "coverage", "share", "lower", "without_car", _by_car_alone, BOTH)
NEAREST_WITHOUT_CAR = Measure(
    "nearest_without_car", "coverage", "minutes", "lower", "without_car",
    _nearest_without_car, BOTH, kinds=ONE_AREA,
)  # fmt: skip
WITHOUT_CAR = (BY_CAR_ALONE, NEAREST_WITHOUT_CAR)


def modes_measures(region: Region) -> tuple[Measure, ...]:
    """Those of a region that can be travelled by car and otherwise; none of others."""
    return () if car_mode(region) is None else WITHOUT_CAR
