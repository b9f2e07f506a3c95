"""Use per person by age and sex, and how an area's own use differs from it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.needs.errors import NeedsError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class OwnFactors(NamedTuple):
    """How areas differ from what their residents' ages let expect.

    `factor` is observed by expected use, shrunk, shape (areas,); `weight` how much of an area's own ratio
    it holds, 0 to 1; `between` the standard deviation of the true factors.
    """

    factor: Floats
    weight: Floats
    between: float


def use_rates(persons: Floats, use: Floats, group: Ints) -> Floats:
    """Use per person of each cell: that of the group of ages whose use is known.

    Parameters
    ----------
    persons : float64, shape (cells,)
        Residents of the region.
    use : float64, shape (groups,)
        Their use, of all of a group's ages together.
    group : int64, shape (cells,)
        Position of each cell's group.

    Returns
    -------
    float64, shape (cells,)
        Times persons they sum to the use, in each group and in all.

    Raises
    ------
    NeedsError
        If a cell is in no group, or a group has use and nobody who could be its user.
    """
    if (group < 0).any():
        cells = np.flatnonzero(group < 0).tolist()
        raise NeedsError(f"use is not known of all ages: cells {cells} lie in no group, or span several")
    people = np.bincount(group, persons, len(use))
    strangers = np.flatnonzero((people <= 0) & (use > 0)).tolist()
    if strangers:
        raise NeedsError(f"groups {strangers} have use, but nobody of their ages lives in the region")
    rates = np.divide(use, people, out=np.zeros(len(use)), where=people > 0)
    return np.asarray(rates[group])


def own_factors(observed: Floats, expected: Floats, dispersion: float = 1.0) -> OwnFactors:
    """How each area's use differs from what its residents' ages let expect, shrunk towards no difference.

    Observed by expected use is uncertain where few are expected. Marshall 1991, doi 10.2307/2347593: an
    area's own ratio weighs as much as the true variation between areas does beside chance in that area.

    Parameters
    ----------
    observed, expected : float64, shape (areas,)
        Use, today.
    dispersion : float
        Variance of counts by their mean, at least 1: see `overdispersion`.

    Returns
    -------
    OwnFactors
        Scaled so that factor x expected sums to what is expected in all; 1 where nothing is expected.
    """
    whole, total = float(observed.sum()), float(expected.sum())
    if whole <= 0 or total <= 0:
        return OwnFactors(np.ones(len(expected)), np.zeros(len(expected)), 0.0)
    some = expected > 0
    level = whole / total
    ratio = np.divide(observed, expected, out=np.full(len(expected), level), where=some)
    chance = dispersion * level * some.sum() / total
    variance = max(0.0, float(expected @ (ratio - level) ** 2) / total - chance)
    own_chance = np.divide(dispersion * level, expected, out=np.full(len(expected), np.inf), where=some)
    weight = variance / (variance + own_chance) if variance else np.zeros(len(expected))
    factor = level + weight * (ratio - level)
    factor = np.where(some, factor * (total / float((factor * expected).sum())), 1.0)
    return OwnFactors(factor, weight, float(np.sqrt(variance) / level))


def overdispersion(observed: Floats, expected: Floats) -> float:
    """How much more counts vary from period to period than chance lets them, at least 1.

    Pearson's chi-square by its degrees of freedom: McCullagh & Nelder 1989, Generalized Linear Models,
    section 4.5. Each area has a level of its own, and each period has one: only what is left counts.

    Parameters
    ----------
    observed, expected : float64, shape (periods, areas)
        Use; areas without any are left out.

    Returns
    -------
    float
        1 where there are fewer than two periods or areas.
    """
    level = np.divide(
        observed.sum(axis=0),
        expected.sum(axis=0),
        out=np.zeros(observed.shape[1]),
        where=expected.sum(axis=0) > 0,
    )
    some = level > 0
    counts, fitted = observed[:, some], expected[:, some] * level[some]
    periods, areas = counts.shape
    if min(periods, areas) < 2:
        return 1.0
    fitted = fitted * (counts.sum(axis=1) / fitted.sum(axis=1))[:, None]
    fitted = fitted * (counts.sum(axis=0) / fitted.sum(axis=0))
    chi_square = ((counts - fitted) ** 2 / np.where(fitted > 0, fitted, 1.0)).sum()
    return max(1.0, float(chi_square / ((periods - 1) * (areas - 1))))
