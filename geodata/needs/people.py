"""People of each area in the years ahead: a share of the municipality, growing older there, or projected."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.needs.classes import Classes
from geodata.needs.hamilton_perry import cohorts, in_years
from geodata.needs.raking import group_shares, raked

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def people_by_shares(base: Floats, municipality: Ints, whole: Floats) -> Floats:
    """People of areas that keep today's share of each class of their municipality.

    Parameters
    ----------
    base : float64, shape (areas, cells)
        Residents today.
    municipality : int64, shape (areas,)
    whole : float64, shape (years, municipalities, cells)
        Projected: see `geodata.needs.people_tables.Projected`.

    Returns
    -------
    float64, shape (years, areas, cells)
        Sums to the municipality's; NaN where that has no projection.
    """
    return group_shares(base, municipality, whole.shape[1]) * whole[:, municipality]


def people_by_cohorts(
    earlier: Floats, base: Floats, municipality: Ints, whole: Floats, classes: Classes, years_ahead: Floats
) -> Floats:
    """People of areas who grow older where they live, summing to the municipality's projection.

    Parameters
    ----------
    earlier, base : float64, shape (areas, cells)
        Residents as many years ago as a class is wide, and today.
    municipality : int64, shape (areas,)
    whole : float64, shape (years, municipalities, cells)
    classes : Classes
        Of equal width.
    years_ahead : float64, shape (years,)

    Returns
    -------
    float64, shape (years, areas, cells)

    Raises
    ------
    NeedsError
        If classes differ in width.
    """
    width = classes.ages[1] - classes.ages[0]
    together = np.zeros((2, whole.shape[1], classes.count))
    for at, people in enumerate((earlier, base)):
        np.add.at(together[at], municipality, people)
    steps = int(np.ceil(years_ahead.max(initial=0.0) / width))
    ahead = cohorts(earlier, base, together[:, municipality], classes, steps)
    return _summing_to(in_years(ahead, width, years_ahead), municipality, whole)


def with_own_projections(people: Floats, municipality: Ints, whole: Floats, own: Floats) -> Floats:
    """The same people, but where an area has a projection of its own that one, scaled to its municipality's.

    Parameters
    ----------
    people : float64, shape (years, areas, cells)
    municipality : int64, shape (areas,)
    whole : float64, shape (years, municipalities, cells)
    own : float64, shape (years, areas, cells)
        NaN where there is none.

    Returns
    -------
    float64, shape (years, areas, cells)
        Not scaled where the municipality has no projection.
    """
    return _summing_to(np.where(np.isnan(own), people, own), municipality, whole)


def with_area_totals(people: Floats, municipality: Ints, whole: Floats, totals: Floats) -> Floats:
    """The same people where areas have a projection without ages: their totals, the municipality's classes.

    Parameters
    ----------
    people : float64, shape (years, areas, cells)
    municipality : int64, shape (areas,)
    whole : float64, shape (years, municipalities, cells)
    totals : float64, shape (years, areas)
        Persons of all ages; those of a municipality's areas are scaled to its own sum. NaN where there is
        none: a municipality with any such area stays as it is.

    Returns
    -------
    float64, shape (years, areas, cells)
    """
    found = people.copy()
    for place in range(whole.shape[1]):
        inside = np.flatnonzero(municipality == place)
        if not len(inside) or np.isnan(totals[:, inside]).any():
            continue
        for year, classes in enumerate(whole[:, place]):
            rows = totals[year, inside]
            if rows.sum() <= 0:
                continue
            seed = people[year, inside]
            seed = np.where(
                seed.sum(axis=1, keepdims=True) > 0, seed, classes
            )  # who comes to where nobody lives
            found[year, inside] = raked(seed, rows * (classes.sum() / rows.sum()), classes)
    return found


def _summing_to(seed: Floats, municipality: Ints, whole: Floats) -> Floats:
    """People scaled to each municipality's classes; as they are where it has no projection."""
    totals = whole[:, municipality]
    shares = group_shares(seed, municipality, whole.shape[1])
    return np.where(np.isnan(totals), seed, shares * totals)
