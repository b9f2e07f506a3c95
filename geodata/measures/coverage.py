"""Coverage: how far residents have to go, how many are within reach, and how much supply they share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geodata.access.nearest import METHODS, Method
from geodata.access.quantiles import MEDIAN, NINE_OF_TEN, grouped_quantile
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.measure import ONE_AREA, Measure, Tables
from geodata.measures.residents import persons_of
from geodata.measures.tally import Tally, counted, divided, nothing, share, without

SOURCES = {
    "2SFCA": "Luo & Wang 2003, doi 10.1068/b29120",
    "E2SFCA": "Luo & Qi 2009, doi 10.1016/j.healthplace.2009.06.002",
    "M2SFCA": "Delamater 2013, doi 10.1016/j.healthplace.2013.07.012",
    "3SFCA": "Wan 2012, doi 10.1080/13658816.2011.624987",
    "MH3SFCA": "Jörg et al. 2019",
}
BOTH: Tables = ("population", "units")
Of = Callable[[Assessment, Place], Tally]


def living(assessment: Assessment, place: Place, which: NDArray[np.bool_]) -> Tally:
    """Share of the residents who live in some areas. Shape (places,)."""
    return of_all(assessment, place, np.where(which, assessment.persons, 0))


def at_a_point(values: Callable[[Assessment], NDArray[np.generic]]) -> Of:
    """What is true of each area as a whole, whether anyone lives there or not."""

    def of(assessment: Assessment, place: Place) -> Tally:
        return counted(np.asarray(values(assessment)[place.areas], np.float64))

    return of


def of_all(assessment: Assessment, place: Place, persons: NDArray[np.int64]) -> Tally:
    """Share that some residents of each area are of all; `persons` of shape (areas,). Shape (places,)."""
    return share(place.over_areas(persons), persons_of(assessment, place), "why.nobody")


def _covered(assessment: Assessment, place: Place) -> Tally:
    return of_all(assessment, place, assessment.access.persons_within)


def _beyond(assessment: Assessment, place: Place) -> Tally:
    persons = persons_of(assessment, place)
    far = place.over_areas(assessment.persons - assessment.access.persons_within)
    return without(counted(far, of=persons), persons == 0, "why.nobody")


def _quantile(part: float) -> Of:
    def of(assessment: Assessment, place: Place) -> Tally:
        access = assessment.access
        if place.is_whole_region and len(access.home_min) > 1:
            minutes = np.array([access.region_quantile(part)])
            return without(counted(minutes), np.isnan(minutes), "why.nobody")
        row, home = access.homes.of(place.areas)
        minutes = grouped_quantile(
            place.of_area[row], access.home_min[home], access.home_persons[home], place.count, part
        )
        found = without(counted(minutes), np.isnan(minutes), "why.nobody")
        if part == MEDIAN:
            return found
        alike = np.bincount(place.of_area[row], minlength=place.count) == 1  # who live there are as far off
        return without(found, alike, "why.one_area")

    return of


def _choice(assessment: Assessment, place: Place) -> Tally:
    if not assessment.supply.organisations_known:
        nobody = persons_of(assessment, place) == 0
        why = np.where(nobody, "why.nobody", "why.no_organisations").astype(object)
        return replace(nothing(place.count, ""), why=why)
    return of_all(assessment, place, assessment.access.persons_with_choice)


def _access(assessment: Assessment, place: Place) -> Tally:
    persons = assessment.persons
    return divided(
        place.over_areas(assessment.access.index() * persons), persons_of(assessment, place), "why.nobody"
    )


def _index(method: Method) -> Of:
    return at_a_point(lambda assessment: assessment.access.index(method))


NEAREST = Measure(
    "nearest", "coverage", "minutes", "lower", "nearest",
    at_a_point(lambda assessment: assessment.access.nearest_min), BOTH, kinds=ONE_AREA,
)  # fmt: skip
ORGANISATIONS = Measure(
    "organisations", "coverage", "count", "higher", "figures",
    at_a_point(lambda assessment: assessment.access.organisations), BOTH, kinds=ONE_AREA,
    choice=(("areas_by", "organisations"),),
)  # fmt: skip
ACCESS_BY = {
    method: Measure(
        f"access_{method}", "coverage", "index", "higher", "access", _index(method),
        BOTH, SOURCES[method], ONE_AREA, (("measure", method),),
    )
    for method in METHODS
}  # fmt: skip
COVERED = Measure("covered", "coverage", "share", "higher", "nearest", _covered, BOTH)
BEYOND = Measure("beyond", "coverage", "count", "lower", "nearest", _beyond, BOTH)
MEDIAN_MINUTES = Measure("median_minutes", "coverage", "minutes", "lower", "nearest", _quantile(MEDIAN), BOTH)
P90_MINUTES = Measure("p90_minutes", "coverage", "minutes", "lower", "nearest", _quantile(NINE_OF_TEN), BOTH)
CHOICE = Measure(
    "choice", "coverage", "share", "higher", "figures", _choice, BOTH,
    choice=(("areas_by", "choice"),),
)  # fmt: skip
ACCESS = Measure(
    "access", "coverage", "index", "higher", "access", _access, BOTH, SOURCES["E2SFCA"],
    choice=(("measure", "E2SFCA"),),
)  # fmt: skip
