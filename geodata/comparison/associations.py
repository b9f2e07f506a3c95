"""How two indicators vary together over units: by rank, which no outlier sways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

FEWEST = 5
"""Units that must have both, for a correlation to be told."""


@dataclass(frozen=True)
class Association:
    """Correlation of two indicators over the units that have both; `rho` is NaN with too few units."""

    first: str
    second: str
    rho: float
    low: float  # 95 % interval
    high: float
    units: int


def associations(values: NDArray[np.float64], keys: Sequence[str]) -> tuple[Association, ...]:
    """Rank correlation of all pairs of indicators.

    Spearman 1904, doi 10.2307/1412159; the interval by Fisher's z with the variance of Bonett & Wright
    2000, doi 10.1007/BF02294183.

    Parameters
    ----------
    values : float64, shape (units, indicators)
        NaN unknown.
    keys : sequence of str, length indicators

    Returns
    -------
    tuple of Association
        A pair in the order of `keys`.
    """
    return tuple(
        _association(keys[row], keys[column], values[:, row], values[:, column])
        for row, column in combinations(range(len(keys)), 2)
    )


def _association(first: str, second: str, x: NDArray[np.float64], y: NDArray[np.float64]) -> Association:
    both = np.isfinite(x) & np.isfinite(y)
    count = int(both.sum())
    none = float("nan")
    if count < FEWEST or np.ptp(x[both]) == 0 or np.ptp(y[both]) == 0:
        return Association(first, second, none, none, none, count)
    from scipy import stats  # a second to read in, which a server's start can do without

    rho = float(stats.spearmanr(x[both], y[both]).statistic)
    if abs(rho) > 1 - 1e-12:
        return Association(first, second, round(rho), round(rho), round(rho), count)
    half = 1.959964 * np.sqrt((1 + rho**2 / 2) / (count - 3))
    low, high = np.tanh(np.arctanh(rho) + np.array([-half, half]))
    return Association(first, second, rho, float(low), float(high), count)
