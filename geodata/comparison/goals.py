"""Which of the region's targets are reached, and by how many units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.comparison.figures import Figures
from geodata.comparison.intervals import Interval
from geodata.contract.settings import IndicatorSettings


@dataclass(frozen=True)
class Goal:
    """An indicator's target and the units that reach it.

    Attributes
    ----------
    target : float
        In the indicator's unit.
    value : float
        Of all units together; NaN unknown.
    reached : bool
        Whether that value reaches it.
    units : int
        Units with a value.
    reaching : int
        Those that reach it.
    surely : int
        Those whose whole interval does.
    """

    target: float
    value: float
    reached: bool
    units: int
    reaching: int
    surely: int


def goal(figures: Figures, interval: Interval, definition: IndicatorSettings) -> Goal | None:
    """How an indicator's target stands, None where it has none.

    Parameters
    ----------
    figures : Figures
    interval : Interval
        Of the values; NaN where it is not known how sure they are.
    definition : IndicatorSettings
    """
    target = definition.target
    if target is None:
        return None
    sign = 1.0 if definition.better == "higher" else -1.0
    worst = interval.low if definition.better == "higher" else interval.high
    with np.errstate(invalid="ignore"):
        reaching, surely = (figures.known & (sign * each >= sign * target) for each in (figures.value, worst))
    mean = figures.mean
    return Goal(
        target,
        mean,
        bool(sign * mean >= sign * target),
        int(figures.known.sum()),
        int(reaching.sum()),
        int(surely.sum()),
    )
