"""People grow older where they live: cohort change ratios.

Hamilton & Perry 1962, Social Forces 41(2), 163-170; for small places Swanson, Schlottmann & Schmidt 2010,
doi 10.1007/s11113-009-9144-7. A cohort's change over one step of years - by death and by moves - is what it
was over the last step. Ratios of small places are mixed with those of the place they are part of, as if
`PRIOR` more persons of that place lived there.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from geodata.needs.classes import WOMEN, Classes
from geodata.needs.errors import NeedsError

Floats = NDArray[np.float64]

PRIOR = 20.0
"""Persons of a class, from the larger place, that a small place's ratio is mixed with."""
CHILDBEARING = (20, 45)
"""From the first year of age, and to the second, not included."""


def cohorts(before: Floats, now: Floats, within: Floats, classes: Classes, steps: int) -> Floats:
    """People of each class, step by step ahead.

    Children are as many for each woman of 20 to 44 as they are now (for each person, where sexes are not
    told apart).

    Parameters
    ----------
    before, now : float64, shape (areas, cells)
        Residents one step ago and now. A step is as many years as a class is wide.
    within : float64, shape (2, areas, cells)
        The same of the larger place that each area is part of; the area itself where there is none.
    classes : Classes
        Of equal width.
    steps : int

    Returns
    -------
    float64, shape (steps + 1, areas, cells)
        The first is `now`.

    Raises
    ------
    NeedsError
        If classes differ in width, or none lies within the years of childbearing.
    """
    adults = [
        at
        for at, (begin, end) in enumerate(pairwise(classes.ages))
        if CHILDBEARING[0] <= begin and end <= CHILDBEARING[1]
    ]
    if not adults or len(set(np.diff(classes.ages).tolist())) != 1:
        raise NeedsError(
            "cohorts need classes of age that are equally wide, with some of them between 20 and 45"
        )
    first, last = classes.split(before), classes.split(now)
    prior = _ratio(_older(classes.split(within[1])), _younger(classes.split(within[0])), 1.0)
    ratio = (_older(last) + PRIOR * prior) / (_younger(first) + PRIOR)
    mothers = [classes.sexes.index(WOMEN)] if WOMEN in classes.sexes else [0]

    def parents(people: Floats) -> Floats:
        found: Floats = people[:, mothers][:, :, adults].sum(axis=(1, 2))[:, None]
        return found

    children = _ratio(last[..., 0], parents(last), 0.0)
    ahead = [last]
    for _ in range(steps):
        survivors = _younger(ahead[-1]) * ratio
        births = np.zeros((*survivors.shape[:-1], 1))
        people = np.concatenate([births, survivors], axis=-1)
        people[..., 0] = children * parents(people)
        ahead.append(people)
    return np.stack(ahead).reshape(steps + 1, *now.shape)


def in_years(people: Floats, step_years: int, years: Floats) -> Floats:
    """People in years between the steps, on straight lines.

    Parameters
    ----------
    people : float64, shape (steps + 1, areas, cells)
    step_years : int
    years : float64, shape (years,)
        After the first step's year, at most as many as the steps reach.

    Returns
    -------
    float64, shape (years, areas, cells)
    """
    at = years / step_years
    begin = np.minimum(np.floor(at).astype(np.int64), max(len(people) - 2, 0))
    part = (at - begin)[:, None, None]
    end = np.minimum(begin + 1, len(people) - 1)
    between: Floats = people[begin] * (1 - part) + people[end] * part
    return between


def _younger(people: Floats) -> Floats:
    """Who will be in the second class and on: the last two classes together fill the open one."""
    return np.concatenate([people[..., :-2], people[..., -2:].sum(axis=-1, keepdims=True)], axis=-1)


def _older(people: Floats) -> Floats:
    return people[..., 1:]


def _ratio(above: Floats, below: Floats, empty: float) -> Floats:
    unknown = np.full(np.broadcast_shapes(above.shape, below.shape), empty)
    ratio: Floats = np.divide(above, below, out=unknown, where=below > 0)
    return ratio
