"""A figure of a group of areas with its interval, the gap between two, and their ratio."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEVEL = 0.95
"""Share of intervals that hold what they are of: what law and research on inequality go by."""
NONE = float("nan")


@dataclass(frozen=True)
class Estimate:
    """A figure between two ends; NaN where it is not known, and the ends alone where they are not."""

    value: float
    low: float
    high: float

    @property
    def spans_zero(self) -> bool:
        """Whether it may as well be nothing: then chance alone may have made it. False without ends."""
        return self.low <= 0 <= self.high


UNKNOWN = Estimate(NONE, NONE, NONE)


@dataclass(frozen=True, eq=False)
class GroupValue:
    """A figure of a group of areas: the sum of its parts by the sum of its wholes.

    Attributes
    ----------
    value : float
        NaN of a group without any whole.
    pull : float64, shape (areas,)
        How much each area moves it: their squares sum to its variance. 0 outside of the group.
    areas : int
        How many areas it is made of.
    whole : float
        The sum of the wholes.
    """

    value: float
    pull: Floats
    areas: int
    whole: float

    @property
    def estimate(self) -> Estimate:
        """With its interval."""
        return interval(self.value, self.pull, self.areas - 1)


def group_value(part: Floats, whole: Floats, inside: Bools) -> GroupValue:
    """The figure of a group, and how much each of its areas moves it.

    A ratio of two sums, whose variance is that of what areas lie off it (Cochran 1977, Sampling Techniques,
    section 6.3): so far as counts vary by more than chance, areas differ by more, and the interval is wider.

    Parameters
    ----------
    part, whole : float64, shape (areas,)
        NaN where an area has none.
    inside : bool, shape (areas,)
        Which belong to the group.
    """
    known = inside & np.isfinite(part) & (whole > 0)
    count, total = int(known.sum()), float(whole[known].sum())
    if not total:
        return GroupValue(NONE, np.zeros(len(part)), 0, 0.0)
    value = float(part[known].sum()) / total
    pull = np.where(known, np.nan_to_num(part) - value * np.nan_to_num(whole), 0.0) / total
    return GroupValue(value, pull * np.sqrt(count / max(count - 1, 1)), count, total)


def gap(most: GroupValue, least: GroupValue) -> Estimate:
    """The one less the other; of the same areas (ages, sexes) they are compared area by area."""
    return interval(most.value - least.value, most.pull - least.pull, min(most.areas, least.areas) - 1)


def ratio(most: GroupValue, least: GroupValue) -> Estimate:
    """The one by the other, with an interval on the scale of logarithms; unknown unless both are above 0."""
    if not (most.value > 0 and least.value > 0):
        return UNKNOWN
    pull = most.pull / most.value - least.pull / least.value
    found = interval(np.log(most.value / least.value), pull, min(most.areas, least.areas) - 1)
    return Estimate(*(float(np.exp(each)) for each in (found.value, found.low, found.high)))


def interval(value: float, pull: Floats, freedom: int) -> Estimate:
    """A figure and its interval by Student's t; without ends where one area alone tells it."""
    if freedom < 1 or not np.isfinite(value):
        return Estimate(float(value), NONE, NONE)
    half = float(special.stdtrit(freedom, (1 + LEVEL) / 2) * np.sqrt((pull**2).sum()))
    return Estimate(float(value), float(value) - half, float(value) + half)
