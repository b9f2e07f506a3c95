"""Who a unit serves: how many, how old, how much use is expected of them, how far they travel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from geodata.assessment.assessment import Assessment
from geodata.disclosure.shares import may_be_shown
from geodata.flows.flows import matrix
from geodata.focus.places import every
from geodata.measures.journeys import FAR, TRAVEL_MEAN
from geodata.measures.supply import LISTED
from geodata.measures.visits import VISITS_TO_UNITS
from geodata.region import residents
from geodata.region.homes import home_persons
from geodata.region.land import land_km2
from geodata.region.region import Region

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Profiles:
    """Residents that each unit serves, shape (units,) each; NaN where none are known.

    Attributes
    ----------
    size : float64
        Persons on its whole list where the care form's units say it; else its visits, or residents who
        have it as their nearest where there are no visits either.
    oldest, youngest : float64
        Share of the residents in the areas it serves that are of the region's oldest and youngest age
        group, each area weighed by its visits, 0 to 1.
    need : float64
        Visits expected of those residents for their age, each, by what is expected of all: 1 is as of
        all.
    density : float64
        Residents a km2 where its visitors live: geometric mean.
    minutes : float64
        Mean journey; of those who have it nearest, of all that can reach it.
    far : float64
        Share from further than the acceptable limit, or out of reach, 0 to 1.
    by_use : bool
        Whether those served are those who visit; else those who have it nearest.
    few : bool
        Protected visits to it are too few to show whom they are by: no more is known than `size`.
    by_list : bool
        Whether `size` is of whole lists, those who live outside the region too.
    """

    size: Floats
    oldest: Floats
    youngest: Floats
    need: Floats
    density: Floats
    minutes: Floats
    far: Floats
    by_use: bool
    few: Bools
    by_list: bool = False


def profiles(assessment: Assessment) -> Profiles:
    """Profiles of all units under an assessment's care form, period and age group.

    Parameters
    ----------
    assessment : Assessment

    Returns
    -------
    Profiles
    """
    region, flows = assessment.region, assessment.use.flows
    count = assessment.changed.unit_count
    persons = residents.persons(region).astype(float)
    if flows is not None:
        served = matrix(flows, len(region.areas), count)
        size, minutes, far = (
            measure.counts(assessment, every(assessment, "unit")).value
            for measure in (VISITS_TO_UNITS, TRAVEL_MEAN, FAR)
        )
    else:
        served = csr_array(diags_array(persons) @ assessment.access.nearest_shares)
        size = served.T @ np.ones(len(persons))
        home_min = assessment.access.home_min
        minutes, far = (
            _of_nearest(assessment, each) for each in (home_min, home_min > assessment.scenario.limit_min)
        )
    known = served.T @ np.ones(len(persons))
    few = (known > 0) & ~may_be_shown(known) & (flows is not None and region.protected)
    served = csr_array(served.multiply(~few))
    list_sizes = LISTED.counts(assessment, every(assessment, "unit")).value
    listed = np.where(assessment.supply.in_scope, list_sizes, np.nan)
    by_list = bool((listed > 0).any())
    groups = residents.known_age_groups(region)
    oldest = _share_of(region, max(groups, key=lambda key: _ages(region, key)), persons) if groups else None
    youngest = _share_of(region, min(groups, key=lambda key: _ages(region, key)), persons) if groups else None
    return Profiles(
        _positive(listed if by_list else size),
        _mean(served, oldest),
        _mean(served, youngest),
        _need(assessment, served, persons),
        np.exp(_mean(served, np.log(np.maximum(persons, 1) / land_km2(region)))),
        minutes,
        far,
        flows is not None,
        few,
        by_list,
    )


def _of_nearest(assessment: Assessment, of_homes: NDArray[np.generic]) -> Floats:
    """Mean of what is known of homes, each weighed by the residents, over those that a unit is nearest to."""
    at = np.flatnonzero(assessment.access.home_unit >= 0)
    unit, persons = assessment.access.home_unit[at], home_persons(assessment.region)[at]
    part, whole = (
        np.bincount(unit, weights, minlength=assessment.changed.unit_count)
        for weights in (persons * of_homes[at].astype(np.float64), persons)
    )
    return _ratio(part, whole)


def _ages(region: Region, key: str) -> tuple[int, int]:
    group = region.settings.age_groups[key]
    return group.age_from, 999 if group.age_to is None else group.age_to


def _share_of(region: Region, group: str, persons: Floats) -> Floats:
    return _ratio(residents.persons(region, group).astype(float), persons)


def _need(assessment: Assessment, served: csr_array, persons: Floats) -> Floats:
    expected = assessment.use.expected_visits
    if expected is None or not persons.sum() or not expected.sum():
        return np.full(served.shape[1], np.nan)
    return _mean(served, _ratio(expected, persons) / (expected.sum() / persons.sum()))


def _mean(served: csr_array, of_areas: Floats | None) -> Floats:
    """Mean of what is known of areas, each weighed by those of it that a unit serves."""
    if of_areas is None:
        return np.full(served.shape[1], np.nan)
    known = np.isfinite(of_areas)
    weight = served.T @ known.astype(float)
    return _ratio(served.T @ np.where(known, of_areas, 0.0), weight)


def _positive(values: Floats) -> Floats:
    found: Floats = np.where(values > 0, values, np.nan).astype(float)
    return found


def _ratio(part: Floats, whole: Floats) -> Floats:
    found: Floats = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return found
