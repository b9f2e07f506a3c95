"""Residents of the horizon where they will live: each area's own, over its homes as today's are spread."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.needs.of_region import need_model_of, need_of
from geodata.needs.outlook import Outlook
from geodata.region.homes import home_shares, homes
from geodata.region.region import Region

Floats = NDArray[np.float64]


@lru_cache(maxsize=32)
def home_persons_ahead(region: Region, care_form: str, outlook: Outlook, age_group: str = "") -> Floats:
    """Whole residents at each home in the year of an outlook, of an age group; "" for all ages.

    A projection knows of no homes. Those of an area become more or fewer as its residents do, all of them by
    the same factor, so that nobody moves to where nobody of the area lives today.

    Parameters
    ----------
    region : Region
    care_form : str
    outlook : Outlook
        Its horizon, variant and way to spread people over areas; how much they use does not matter.
    age_group : str

    Returns
    -------
    float64, shape (homes,)
        So many that the sum up to any of them is less than one off, as `geodata.region.homes.home_persons`
        counts today's: who gains, who loses and who is within the limit add up. Shared: not to be written to.

    Raises
    ------
    NeedsError
        If the region tells nothing of the years ahead, or no classes of age make up the age group.
    UnknownNameError
        If the region cannot answer the outlook, or has no such age group.
    """
    need = need_of(region, care_form, outlook)
    people = need.persons[need.years.index(outlook.horizon)]
    if age_group:
        groups = region.settings.age_groups
        if age_group not in groups:
            raise UnknownNameError(f"{age_group!r} is not an age group of this region; it has {[*groups]}")
        group = groups[age_group]
        classes = need_model_of(region, care_form).classes
        people = people[:, classes.between(group.age_from, group.age_to)]
    of_area = people.sum(axis=1)[homes(region).area]
    return np.diff(np.rint(np.cumsum(of_area * home_shares(region, age_group))), prepend=0.0)


def persons_ahead(assessment: Assessment, outlook: Outlook) -> tuple[Floats, Floats]:
    """Residents of each area in the year of an outlook, and those of them with a unit within the limit.

    Parameters
    ----------
    assessment : Assessment
        Its units after the scenario's changes, its limit and its age group.
    outlook : Outlook

    Returns
    -------
    float64, shape (areas,), twice

    Raises
    ------
    NeedsError, UnknownNameError
        As `home_persons_ahead` does.
    """
    scenario, access = assessment.scenario, assessment.access
    persons = home_persons_ahead(assessment.region, scenario.care_form, outlook, scenario.age_group)
    begins = access.homes.begins[:-1]
    within = persons * (access.home_min <= scenario.limit_min)
    return np.add.reduceat(persons, begins), np.add.reduceat(within, begins)
