"""Residents: how many, how densely they live, how old they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.measure import Measure
from geodata.measures.tally import Tally, counted, divided, nothing, share, without
from geodata.region import residents
from geodata.region.land import land_km2
from geodata.region.region import Region

Floats = NDArray[np.float64]
OLD_FROM = 60
"""Age groups that begin here or later count as older residents; the demo's begin at 65."""
AGES: Mapping[str, tuple[int, int | None]] = {
    "under_20": (0, 19),
    "from_65": (65, None),
    "from_80": (80, None),
}
"""Ages that matter to where supply should be: those who are taken there, and those who come often."""


def persons_of(assessment: Assessment, place: Place) -> Floats:
    """Residents of each place, of the scenario's age group. Shape (places,)."""
    return place.over_areas(assessment.persons)


def _residents(assessment: Assessment, place: Place) -> Tally:
    persons = persons_of(assessment, place)
    return without(counted(persons), persons == 0, "why.nobody")


def _density(assessment: Assessment, place: Place) -> Tally:
    km2 = place.over_areas(np.nan_to_num(land_km2(assessment.region)))
    return divided(persons_of(assessment, place), km2, "why.missing")


def _older(assessment: Assessment, place: Place) -> Tally:
    region = assessment.region
    groups = older_groups(region)
    if not groups:
        return nothing(place.count, "why.missing")
    old = np.sum([residents.persons(region, key) for key in groups], axis=0)
    return share(place.over_areas(old), place.over_areas(residents.persons(region)), "why.nobody")


def older_groups(region: Region) -> list[str]:
    """Keys of the age groups that count as older residents, and that the region has residents of."""
    groups = region.settings.age_groups
    return [key for key in residents.known_age_groups(region) if groups[key].age_from >= OLD_FROM]


def _of_age(age_from: int, age_to: int | None) -> Callable[[Assessment, Place], Tally]:
    def of(assessment: Assessment, place: Place) -> Tally:
        youngest, oldest = _among(assessment, age_from, age_to)
        if oldest is not None and youngest > oldest:
            return counted(np.zeros(place.count))
        return counted(place.over_areas(residents.between(assessment.region, youngest, oldest)))

    return of


def ages_of(assessment: Assessment) -> tuple[Measure, ...]:
    """Residents of `AGES`; of an age group that is asked about, those that are some of it but not all."""
    whole = _among(assessment, 0, None)

    def tells(ages: tuple[int, int | None]) -> bool:
        youngest, oldest = _among(assessment, *ages)
        return (oldest is None or youngest <= oldest) and (youngest, oldest) != whole

    return tuple(measure for measure, ages in zip(OF_AGES, AGES.values(), strict=True) if tells(ages))


def _among(assessment: Assessment, age_from: int, age_to: int | None) -> tuple[int, int | None]:
    """Some ages within the age group that is asked about; None for no end."""
    key = assessment.scenario.age_group
    group = assessment.region.settings.age_groups[key] if key else None
    first, last = (group.age_from, group.age_to) if group else (0, None)
    ends = [age for age in (last, age_to) if age is not None]
    return max(first, age_from), min(ends, default=None)


RESIDENTS = Measure(
    "residents", "coverage", "count", "", "figures", _residents, ("population",),
    choice=(("areas_by", "residents"),),
)  # fmt: skip
DENSITY = Measure("density", "coverage", "count", "", "population", _density, ("population",))
OLDER = Measure("older", "coverage", "share", "", "older", _older, ("population",))
OF_AGES = tuple(
    Measure(key, "coverage", "count", "", "underserved", _of_age(*ages), ("population",))
    for key, ages in AGES.items()
)
