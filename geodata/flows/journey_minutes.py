"""How far people travel to the units they use, against how far the nearest is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.access.nearest import minutes_quantile
from geodata.flows.flows import Flows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class JourneyMinutes:
    """Minutes of some visits one way, as they were made and if all had gone to the nearest unit.

    All five are of the same visits: whose residence and unit have a place, and that have a unit of
    supply within reach. NaN where there are none.
    """

    visits: float
    mean_min: float  # of the journeys within reach; the rest are longer than the model looks
    p90_min: float  # inf where one in ten is out of reach
    nearest_mean_min: float
    nearest_p90_min: float


def journey_minutes(
    flows: Flows, nearest_min: Floats, rows: Ints | Bools | None = None, share: float = 0.9
) -> JourneyMinutes:
    """Mean and 90th percentile of minutes travelled, each visit counting once, against the nearest.

    Parameters
    ----------
    flows : Flows
    nearest_min : float64, shape (areas,)
        Minutes to the nearest unit of supply; inf where none can be reached.
    rows : int64 or bool, optional
        Flows that count; all by default.
    share : float
        The percentile, 0 to 1.

    Returns
    -------
    JourneyMinutes
    """
    home = np.append(nearest_min, np.inf)[flows.area]
    counted = ~np.isnan(flows.minutes) & np.isfinite(home)
    if rows is not None:
        wanted = np.zeros(len(counted), bool)
        wanted[rows] = True
        counted &= wanted
    visits, actual, nearest = flows.visits[counted], flows.minutes[counted], home[counted]
    return JourneyMinutes(
        float(visits.sum()),
        _mean(actual, visits),
        minutes_quantile(actual, visits, share),
        _mean(nearest, visits),
        minutes_quantile(nearest, visits, share),
    )


def _mean(minutes: Floats, visits: Ints | Floats) -> float:
    known = np.isfinite(minutes)
    total = visits[known].sum()
    return float(minutes[known] @ visits[known] / total) if total else float("nan")
