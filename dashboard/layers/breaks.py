"""Breaks between classes: the legend and the map read the same ones."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def round_breaks(values: Floats, classes: int) -> list[float]:
    """Breaks that hold about as many values each, rounded so that they can be said aloud.

    Parameters
    ----------
    values : array of float
        NaN and infinite ones are left out.
    classes : int

    Returns
    -------
    list of float
        At most `classes - 1`, ascending and different.
    """
    known = values[np.isfinite(values)]
    if not len(known):
        return []
    quantiles = np.quantile(known, np.linspace(0, 1, classes + 1)[1:-1])
    return sorted({round_number(float(value)) for value in quantiles})


def share_breaks(values: Floats, classes: int) -> list[float]:
    """Breaks that hold about as many shares each, rounded to whole twentieths.

    Parameters
    ----------
    values : array of float
        0 to 1; NaN ones are left out.
    classes : int

    Returns
    -------
    list of float
        At most `classes - 1`, ascending, different, above 0 and below 1: a break at either end would
        have nothing beyond it.
    """
    known = values[np.isfinite(values)]
    if not len(known):
        return []
    quantiles = np.quantile(known, np.linspace(0, 1, classes + 1)[1:-1])
    twentieths = np.round(quantiles * 20).astype(int).tolist()
    return sorted({step / 20 for step in twentieths if 0 < step < 20})


def classed(values: Floats, breaks: list[float]) -> NDArray[np.uint8]:
    """Class of each value: 0 below the first break, and so on; a value on a break is above it."""
    return np.digitize(values, breaks).astype(np.uint8)


def round_number(value: float) -> float:
    """The nearest of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten."""
    if value <= 0:
        return 0.0
    power = 10 ** math.floor(math.log10(value))
    steps = np.array([1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]) * power
    return float(steps[np.argmin(np.abs(steps - value))])
