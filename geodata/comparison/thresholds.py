"""Units on the wrong side of an authorisation threshold: how far, since when, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pandas import DataFrame

from geodata.comparison import figures as read
from geodata.comparison.intervals import wilson
from geodata.region import periods
from geodata.region.indicator_values import on_wrong_side
from geodata.region.region import Region


@dataclass(frozen=True)
class Breach:
    """A unit's value on the wrong side of a threshold."""

    unit: int  # position in the region's units
    indicator: str
    value: float
    threshold: float
    since: str  # first of the periods in a row that end with the last; "" where it is fine in the last
    always: bool  # as far back as there are figures
    sure: bool | None  # whether its whole interval lies there; None where its cases are unknown

    @property
    def gap(self) -> float:
        """How far on the wrong side, in the indicator's unit: more than 0."""
        return abs(self.value - self.threshold)


def breaches(region: Region, indicator: str, period: str) -> list[Breach]:
    """Units on the wrong side of an indicator's threshold in a period, those furthest off first.

    Parameters
    ----------
    region : Region
    indicator : str
    period : str
        A year is judged by all its cases; since when, by each period that has figures.

    Returns
    -------
    list of Breach
        Empty where there is no threshold.
    """
    definition = region.settings.indicators[indicator]
    if definition.threshold is None:
        return []
    definitions = {indicator: definition}
    now = read.figures(region, indicator, period)
    ends = wilson(now.events, now.cases)
    base = read.base_periods(region, indicator)
    last = periods.covered(period, base)[-1:] if base else ()
    past = base[: base.index(last[0]) + 1] if last else ()
    wrong = {
        key: on_wrong_side(_frame(read.figures(region, indicator, key).value, indicator), definitions)
        for key in past
    }
    found = []
    for unit in np.flatnonzero(on_wrong_side(_frame(now.value, indicator), definitions)):
        since = _since(past, wrong, int(unit)) if past else period
        surely = ends.high if definition.better == "higher" else ends.low
        sure = (
            None
            if np.isnan(surely[unit])
            else bool((surely[unit] < definition.threshold) == (definition.better == "higher"))
        )
        first = bool(past) and since == past[0] and len(past) > 1
        found.append(
            Breach(int(unit), indicator, float(now.value[unit]), definition.threshold, since, first, sure)
        )
    return sorted(found, key=lambda breach: (-breach.gap, breach.unit))


def _since(past: tuple[str, ...], wrong: dict[str, np.ndarray], unit: int) -> str:
    since = ""
    for key in reversed(past):
        if not wrong[key][unit]:
            break
        since = key
    return since


def _frame(values: np.ndarray, indicator: str) -> DataFrame:
    return DataFrame({indicator: values})
