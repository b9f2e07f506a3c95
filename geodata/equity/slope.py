"""The slope index of inequality: how far a figure goes from the least need to the most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.equity.estimates import UNKNOWN, Estimate, interval

Floats = NDArray[np.float64]

FEWEST = 3
"""Areas that a line goes through by more than its two ends."""


@dataclass(frozen=True)
class Slope:
    """A line through the areas' figures by their rank.

    Attributes
    ----------
    index : Estimate
        What the line gains from rank 0 to rank 1, in the figure's unit: the slope index of inequality.
    relative : Estimate
        The same by the mean: the relative index of inequality.
    least, most : float
        Where the line stands at rank 0 and at rank 1.
    """

    index: Estimate
    relative: Estimate
    least: float
    most: float


NO_SLOPE = Slope(UNKNOWN, UNKNOWN, float("nan"), float("nan"))


def slope_index(value: Floats, weight: Floats, rank: Floats) -> Slope:
    """The slope index of inequality of areas, with an interval that is robust and clustered by area.

    Pamuk 1985, doi 10.1080/0032472031000141256: weighted least squares of the figure on the rank of those
    who live there. The variance is that of White 1980, Econometrica 48, 817-838, each area a cluster, with
    the factor n / (n - 2) for small numbers and Student's t of n - 2.

    Parameters
    ----------
    value, weight, rank : float64, shape (areas,)
        The rank is of `geodata.equity.ranks.midpoint_ranks`. Areas lacking any of the three, or of no
        weight, are left out.

    Returns
    -------
    Slope
        `NO_SLOPE` of fewer than `FEWEST` areas, or where all are of one rank, being of the same need.
        Negative where those with the most need have the least.
    """
    known = np.isfinite(value) & np.isfinite(rank) & (weight > 0)
    y, w, x = value[known], weight[known] / weight[known].sum() if known.any() else weight[known], rank[known]
    count = len(y)
    if count < FEWEST or np.ptp(x) == 0:
        return NO_SLOPE
    middle, mean = float(w @ x), float(w @ y)
    across = x - middle
    spread = float(w @ across**2)
    slope = float(w @ (across * (y - mean))) / spread
    small = np.sqrt(count / (count - 2))
    pull = w * across * (y - mean - slope * across) / spread * small
    relative = UNKNOWN
    if mean:
        of_mean = w * (y - mean) * small
        relative = interval(slope / mean, pull / mean - slope * of_mean / mean**2, count - 2)
    least = mean - slope * middle
    return Slope(interval(slope, pull, count - 2), relative, least, least + slope)
