"""Between what a figure of the years to come lies in eight cases of ten, in closed form."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]

LEVEL = 0.8
"""Share of outcomes that an interval is to hold."""
DRIFT = 0.03 / 0.67449 / 10
"""A projection of any place goes wrong by this much a year, standard deviation of the logarithm: half of
them by more than 3 % in ten years."""
MOVES = 1.7
"""Variance that a year of moves adds, in persons: times the persons of a place that is smaller."""
SMALLEST = 3_600.0
"""Persons; smaller places do not go wrong by more, in shares: fewer houses are built there."""


class PredictionInterval(NamedTuple):
    """Both ends, of the shape of the figure."""

    low: Floats
    high: Floats


def population_error(persons: Floats, years_ahead: Floats) -> Floats:
    """How far residents may be from what is projected, standard deviation of the logarithm.

    Smaller places and later years go wrong by more (Tayman, Schafer & Carter 1998, Population
    Research and Policy Review 17, 1-20; Smith, Tayman & Swanson 2001, State and Local Population Projections,
    chapter 13). By how much is measured: on the 290 municipalities of Sweden from 1980 to 2019, with simple
    looks ahead of five to twenty years, and on its 3,363 statistical areas (RegSO) from 2020 to 2023.

    Parameters
    ----------
    persons : float64
        Residents today.
    years_ahead : float64
        Broadcast against them.

    Returns
    -------
    float64
        0 now.
    """
    moves = MOVES * years_ahead / np.maximum(persons, SMALLEST)
    found: Floats = np.sqrt((DRIFT * years_ahead) ** 2 + moves)
    return found


def rate_error(use: Floats, dispersion: float = 1.0) -> Floats:
    """How far use per person may be from what so much use tells, standard deviation of the logarithm.

    Of counts that vary as Poisson's, and more by the dispersion (`geodata.needs.use_rates.overdispersion`).

    Parameters
    ----------
    use : float64
        Today's, of the place.
    dispersion : float
        Variance by mean.

    Returns
    -------
    float64
        0 where there is no use: the interval of nothing is nothing.
    """
    found: Floats = np.sqrt(np.divide(dispersion, use, out=np.zeros_like(use), where=use > 0))
    return found


def lognormal(central: Floats, *errors: Floats, level: float = LEVEL) -> PredictionInterval:
    """An interval around a figure whose errors multiply and know nothing of each other.

    Parameters
    ----------
    central : float64
        At least 0.
    *errors : float64
        Standard deviations of the logarithm, broadcast against it.
    level : float
        Share of outcomes within.

    Returns
    -------
    PredictionInterval
        At least 0; holds the central figure.
    """
    z = float(special.ndtri((1 + level) / 2))
    deviation = np.sqrt(np.sum([np.broadcast_to(error**2, np.shape(central)) for error in errors], axis=0))
    return PredictionInterval(central * np.exp(-z * deviation), central * np.exp(z * deviation))


def byar(events: Floats, level: float = LEVEL) -> PredictionInterval:
    """An interval of the number that is to be expected where so many were counted.

    Byar's approximation of Poisson's limits: Breslow & Day 1987, Statistical Methods in Cancer Research II,
    p. 69.

    Parameters
    ----------
    events : float64
        At least 0.
    level : float

    Returns
    -------
    PredictionInterval
        The lower end is 0 of no events.
    """
    z = float(special.ndtri((1 + level) / 2))
    some = np.where(events > 0, events, 1.0)
    low = events * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    more = events + 1
    return PredictionInterval(
        np.where(events > 0, low, 0.0), more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    )


def spans(interval: PredictionInterval, value: Floats) -> NDArray[np.bool_]:
    """Whether a value lies within, ends included: an area that may as well stay as it is."""
    within: NDArray[np.bool_] = (interval.low <= value) & (value <= interval.high)
    return within
