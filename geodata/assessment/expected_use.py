"""How much use is expected of residents: indirect standardisation by age."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from geodata.region import residents
from geodata.region.region import Region
from geodata.scenario.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def expected(visits: Ints, weight: NDArray[np.number]) -> Floats:
    """All visits spread over the areas by a weight, such as residents.

    Parameters
    ----------
    visits : int64, shape (areas,)
    weight : array of numbers, shape (areas,)

    Returns
    -------
    float64, shape (areas,)
        Sums to the visits; 0 where the weights are all 0.
    """
    total = weight.sum()
    return weight * (visits.sum() / total) if total else np.zeros(len(weight))


def by_age(region: Region, scenario: Scenario, base_periods: Iterable[str]) -> Floats | None:
    """Visits of each area if residents of every age used as much as all of that age do.

    Parameters
    ----------
    region : Region
    scenario : Scenario
        Its care form counts.
    base_periods : iterable of str
        Of the visits.

    Returns
    -------
    float64, shape (areas,), or None
        None where either visits or residents are without ages.
    """
    visits = region.visits
    found, counted = np.zeros(len(region.areas)), 0
    base_periods = tuple(base_periods)
    for key in residents.known_age_groups(region):
        if visits is None or key not in visits.age_groups:
            return None
        people = residents.persons(region, key)
        cells = visits.cells("municipality", "region", base_periods, scenario.care_form, key)
        if people.sum():
            found += people * (cells.visits[cells.residence >= 0].sum() / people.sum())
        counted += int(people.sum())
    # Groups that overlap, or leave residents out, would do so here too.
    return found if counted == residents.persons(region).sum() and found.any() else None
