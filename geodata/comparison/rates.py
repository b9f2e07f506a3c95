"""How far a rate of few events may be from the rate it is a sample of: visits per person and the like."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from geodata.comparison.figures import base_periods
from geodata.comparison.intervals import Interval
from geodata.region import periods
from geodata.region.region import Region

Floats = NDArray[np.float64]
ALIKE = 0.005
"""How far a row's value may be from its numerator by its denominator in the rows' common scale: rounding."""


class Rates(NamedTuple):
    """Events by something, of one indicator, shape (units,) each; NaN where not given."""

    events: Floats
    cases: Floats
    interval: Interval


def poisson(events: Floats, level: float = 0.95) -> Interval:
    """Exact intervals of the number of events that is to be expected where so many happened.

    Garwood 1936, doi 10.1093/biomet/28.3-4.437.

    Parameters
    ----------
    events : float64
        Whole, at least 0; NaN unknown.
    level : float
        How often such intervals hold the true number, 0 to 1.

    Returns
    -------
    Interval
        In events; NaN where they are unknown.
    """
    tail = (1 - level) / 2
    low = np.where(events > 0, special.gammaincinv(np.maximum(events, 1), tail), 0.0)
    high = special.gammaincinv(events + 1, 1 - tail)
    known = np.isfinite(events)
    return Interval(np.where(known, low, np.nan), np.where(known, high, np.nan))


@lru_cache(maxsize=64)
def rates(region: Region, indicator: str, period: str) -> Rates | None:
    """Events, what they are counted by, and intervals of the values of a plain number.

    Parameters
    ----------
    region : Region
    indicator : str
        A key of `settings.indicators`.
    period : str
        As in `geodata.comparison.figures.figures`: what is told is of the last row, as the value is.

    Returns
    -------
    Rates or None
        None unless every row of the indicator is a whole number of events by its denominator, times
        one number that is the same for all rows (1, 100, 1,000): a mean of minutes or of money, or a number
        whose events are not told, has an uncertainty that cannot be known from the table.
    """
    if region.settings.indicators[indicator].unit != "number":
        return None
    table = region.indicators
    judged = table["value"].notna() | table["few"]
    every_row = table[(table["indicator"] == indicator) & (table["unit"] >= 0) & judged]
    rows = every_row[every_row["value"].notna()]
    value, events, cases = (rows[name].to_numpy(float) for name in ("value", "numerator", "denominator"))
    if not len(rows) or not (np.isfinite(events) & (cases > 0)).all() or (events % 1).any():
        return None
    some = events > 0
    if not some.any():
        return None
    scale = float(np.median(value[some] * cases[some] / events[some]))
    if scale <= 0 or (np.abs(value * cases / scale - events) > ALIKE * np.maximum(events, 1)).any():
        return None
    rows = every_row  # one of too few cases hides the one before it, as it does of the value
    if period:
        rows = rows[rows["period"].isin(periods.covered(period, base_periods(region, indicator)))]
    begins = rows["period"].map(lambda period: periods.span(period)[0].toordinal() if period else 0)
    rows = rows.iloc[np.argsort(begins.to_numpy(), kind="stable")]
    total, by = (np.full(len(region.units), np.nan) for _ in range(2))
    total[rows["unit"]], by[rows["unit"]] = rows["numerator"], rows["denominator"]  # the last one stays
    low, high = poisson(total)
    return Rates(total, by, Interval(scale * low / by, scale * high / by))
