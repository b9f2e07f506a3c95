"""Use per person as it has changed, and as it would if that went on ever more slowly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST_YEARS = 5
"""With fewer a slope says more of its two ends than of the years between."""


class Trend(NamedTuple):
    """Yearly change of the logarithm of use per person, its standard error, and the years it rests on."""

    slope: float
    error: float
    years: int


def fitted_trend(years: Floats, use: Floats, expected: Floats) -> Trend | None:
    """How use per person has changed, by a straight line through its logarithm.

    Use is held against what the residents of each year would use at today's rates by age and sex, so that
    ageing is no part of the trend: it is counted among the people.

    Parameters
    ----------
    years : float64, shape (years,)
        Each once.
    use, expected : float64, shape (years,)
        Observed, and at today's rates; years without either are left out.

    Returns
    -------
    Trend or None
        None with fewer than `FEWEST_YEARS` years.
    """
    some = (use > 0) & (expected > 0)
    if some.sum() < FEWEST_YEARS:
        return None
    year = years[some] - years[some].mean()
    level = np.log(use[some] / expected[some])
    spread = float(year @ year)
    slope = float(year @ level) / spread
    left = level - level.mean() - slope * year
    return Trend(slope, float(np.sqrt(left @ left / (len(year) - 2) / spread)), len(year))


def damped_years(years_ahead: Floats, damping: float) -> Floats:
    """How many whole years' growth so many damped ones make: each keeps a share of the one before.

    Gardner & McKenzie 1985, doi 10.1287/mnsc.31.10.1237.

    Parameters
    ----------
    years_ahead : float64
        Whole, at least 0.
    damping : float
        Above 0 and at most 1, which does not damp.

    Returns
    -------
    float64
        Sum of damping ** i for i from 1 to the years.
    """
    if damping == 1:
        return years_ahead.astype(np.float64)
    kept: Floats = damping * (1 - damping**years_ahead) / (1 - damping)
    return kept


def trend_factors(slope: float, years_ahead: Floats, damping: float) -> Floats:
    """Use per person relative to today's, of the shape of the years.

    Parameters
    ----------
    slope : float
        `Trend.slope`.
    years_ahead, damping
        As of `damped_years`.
    """
    factors: Floats = np.exp(slope * damped_years(years_ahead, damping))
    return factors
