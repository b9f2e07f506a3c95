"""Limits that a unit's share stays within by chance alone, narrower the more cases it has."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEVELS = (0.001, 0.025, 0.975, 0.999)
"""The curves of a funnel: 99.8 % of shares stay by chance within the outer two, 95 % within the inner."""
WINSORISED = 0.1
"""Share of the units at each end whose deviation counts as no greater than that of the next."""


class Spread(NamedTuple):
    """Variation of shares relative to chance."""

    ratio: float  # mean square of the winsorised z: about 1 where chance explains it all
    between: float  # standard deviation between units, in shares; 0 where chance explains it all
    units: int


def funnel_limits(theta: float, cases: Floats, chance: float) -> Floats:
    """Share that a unit's stays below with a given chance, 0 to 1: exact binomial, interpolated.

    Spiegelhalter 2005, doi 10.1002/sim.1970, appendix A.1.1: of a binomial distribution only whole
    numbers of events have a chance, so that the limit is put between two of them.

    Parameters
    ----------
    theta : float
        Share expected of every unit, 0 to 1.
    cases : float64
        Whole numbers, 1 or more.
    chance : float
        As in `LEVELS`, more than 0 and less than 1.

    Returns
    -------
    float64
        Of the shape of `cases`; NaN where there are none.
    """
    from scipy import stats  # a second to read in, which a server's start can do without

    cases = np.asarray(cases, float)
    some = cases >= 1
    count = np.where(some, cases, 1.0)
    events = stats.binom.ppf(chance, count, theta)
    reached = stats.binom.cdf(events, count, theta)
    back = (reached - chance) / stats.binom.pmf(events, count, theta)
    found: Floats = np.where(some, np.clip((events - back) / count, 0.0, 1.0), np.nan)
    return found


def overdispersion(theta: float, share: Floats, cases: Floats) -> Spread:
    """Ratio of the variation of shares to chance's: overdispersion, by winsorised z.

    Spiegelhalter 2005, doi 10.1002/sim.1970, section 4, and doi 10.1136/qshc.2005.013755. The
    additive model, of a random effect: what differs between units adds to what chance does, alike
    for small and large, so that it is large units whose limits widen the most. (The multiplicative
    model would widen all limits by the same factor.) The variance between units is by the method of
    moments of DerSimonian & Laird 1986, doi 10.1016/0197-2456(86)90046-2.

    Parameters
    ----------
    theta : float
        Share expected of every unit.
    share, cases : float64, shape (units,)
        NaN where unknown.

    Returns
    -------
    Spread
        Ratio NaN where fewer than three units are known, or nothing can differ.
    """
    known = np.isfinite(share) & (cases >= 1)
    count = int(known.sum())
    if count < 3 or not 0 < theta < 1:
        return Spread(float("nan"), 0.0, count)
    variance = theta * (1 - theta) / cases[known]
    z = np.sort((share[known] - theta) / np.sqrt(variance))
    ends = int(WINSORISED * count)
    z = np.clip(z, z[ends], z[count - 1 - ends])
    ratio = float(np.mean(z**2))
    if ratio * count <= count - 1:
        return Spread(ratio, 0.0, count)
    weight = 1 / variance
    between = (ratio * count - (count - 1)) / (weight.sum() - (weight**2).sum() / weight.sum())
    return Spread(ratio, float(np.sqrt(between)), count)


def overdispersed_limits(theta: float, cases: Floats, chance: float, between: float) -> Floats:
    """The same limits where units differ by more than chance; the exact ones where they do not.

    Spiegelhalter 2005, doi 10.1002/sim.1970, section 4.2: normal limits, of chance and the additive
    random effect together.

    Parameters
    ----------
    theta, cases, chance
        As of `funnel_limits`.
    between : float
        Standard deviation between units, `Spread.between`.

    Returns
    -------
    float64
    """
    if not between:
        return funnel_limits(theta, cases, chance)
    cases = np.asarray(cases, float)
    count = np.where(cases >= 1, cases, np.nan)
    width = np.sqrt(theta * (1 - theta) / count + between**2)
    found: Floats = np.clip(theta + float(special.ndtri(chance)) * width, 0.0, 1.0)
    return found


def funnel_side(theta: float, share: Floats, cases: Floats, between: float = 0.0) -> Ints:
    """Where each unit's share lies: -2 below the outer limit, -1 below the inner, 0 within, 1, 2 above.

    Parameters
    ----------
    theta, share, cases
        As of `overdispersion`.
    between : float
        Standard deviation between units, 0 for limits of chance alone.

    Returns
    -------
    int64, shape (units,)
        0 also where unknown: `share` says so.
    """
    found = np.zeros(len(share), np.int64)
    with np.errstate(invalid="ignore"):
        for chance in LEVELS:
            limit = overdispersed_limits(theta, cases, chance, between)
            found += share > limit if chance > 0.5 else -(share < limit).astype(np.int64)
    return found
