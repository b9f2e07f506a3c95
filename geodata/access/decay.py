"""Decay: how much a journey of some minutes counts, from 1 next door to 0 out of reach.

A decay is a function from minutes to weights of the same shape. Where a catchment ends is not its
business: `geodata.access.floating_catchments` gives what lies beyond the limit no weight, whatever the
decay says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Decay = Callable[[Floats], Floats]


def binary(minutes: Floats) -> Floats:
    """Weight 1 whatever the minutes: all within the catchment alike (Luo & Wang 2003)."""
    return np.ones_like(minutes)


def steps(breaks_min: Sequence[float], weights: Sequence[float]) -> Decay:
    """Weights that are the same within a zone of minutes, each zone's outer edge inclusive.

    Luo & Qi 2009, doi 10.1016/j.healthplace.2009.06.002.

    Parameters
    ----------
    breaks_min : sequence of float
        Outer edges of the zones, minutes, ascending; beyond the last the weight is 0.
    weights : sequence of float
        One a zone, at least 0.

    Returns
    -------
    callable
        Minutes to weights, both of the same shape.

    Raises
    ------
    ValueError
        If there is not one weight a zone, edges do not ascend, or a weight is below 0.
    """
    if len(breaks_min) != len(weights) or not 0 < len(weights) < np.iinfo(np.int8).max:
        raise ValueError(f"{len(breaks_min)} zones have {len(weights)} weights: one a zone is needed")
    if list(breaks_min) != sorted(set(breaks_min)):
        raise ValueError(f"the zones' edges {list(breaks_min)} do not ascend")
    if min(weights) < 0:
        raise ValueError(f"a weight of {min(weights):g} is below 0")
    of_zone = np.array([*weights, 0.0])

    def weight(minutes: Floats) -> Floats:
        zone = np.zeros(minutes.shape, np.int8)
        for edge in breaks_min:
            zone += (minutes > edge).view(np.int8)
        # No zone is out of bounds: not asking, and an index as wide as numpy wants, is a fifth of the time.
        return of_zone.take(zone.astype(np.intp), mode="wrap")

    return weight


zones = steps((10, 20, 30), (1, 0.68, 0.22))
"""Weights 1, 0.68 and 0.22 up to 10, 20 and 30 minutes inclusive, 0 beyond: those of Luo & Qi 2009."""


def gaussian(width_min: float) -> Decay:
    """Weights `exp(-(t / width)^2 / 2)`, 1 at no distance: the kernel of PySAL `access`.

    Parameters
    ----------
    width_min : float
        Minutes, above 0, at which the weight has fallen to 0.61.

    Returns
    -------
    callable
        Minutes to weights, both of the same shape.

    Raises
    ------
    ValueError
        If the width is not above 0.
    """
    _above_zero(width_min)

    def weight(minutes: Floats) -> Floats:
        return np.exp(-0.5 * (minutes / width_min) ** 2)

    return weight


def exponential(scale_min: float) -> Decay:
    """Weights `exp(-t / scale)`, 1 at no distance; returns and raises what `gaussian` does.

    Parameters
    ----------
    scale_min : float
        Minutes, above 0, at which the weight has fallen to 0.37; it halves every `0.69 * scale`.
    """
    _above_zero(scale_min)

    def weight(minutes: Floats) -> Floats:
        return np.exp(minutes / -scale_min)

    return weight


def _above_zero(minutes: float) -> None:
    if not minutes > 0:
        raise ValueError(f"{minutes:g} minutes are not above 0")
