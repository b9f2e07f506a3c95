"""What one indicator says of every unit in one period, and how many cases that is of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.region import periods
from geodata.region.few_cases import cases as cases_of
from geodata.region.region import Region

Floats = NDArray[np.float64]

FEWEST_COMPARED = 30
"""A share of fewer cases is told with its interval, but its unit is not compared: a single answer moves it by
more than what tells units apart."""


@dataclass(frozen=True, eq=False)
class Figures:
    """An indicator's figures, shape (units,) each; NaN unknown. Shared: not to be written to.

    Attributes
    ----------
    value : float64
        NaN also of units with too few cases.
    events, cases : float64
        Of a share; NaN where the table does not say them.
    few : bool
        Units whose figure is of too few cases, see `geodata.region.few_cases`.
    """

    value: Floats
    events: Floats
    cases: Floats
    few: NDArray[np.bool_]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Units with a value."""
        return np.isfinite(self.value)

    @property
    def counted(self) -> NDArray[np.bool_]:
        """Units whose cases are known too: those whose uncertainty can be told."""
        found: NDArray[np.bool_] = np.isfinite(self.value) & np.isfinite(self.cases)
        return found

    @property
    def mean(self) -> float:
        """Of shares all events by all cases, else of the units' values; NaN where there are none."""
        if self.counted.any():
            return float(self.events[self.counted].sum() / self.cases[self.counted].sum())
        return float(self.value[self.known].mean()) if self.known.any() else float("nan")


def among_only(among: NDArray[np.int64], figures: Figures) -> Figures:
    """Figures of some units only.

    Parameters
    ----------
    among : int64, shape (compared,)
        Positions of those units in the region.
    figures : Figures
        Arrays of shape (units,).

    Returns
    -------
    Figures
        The same shape; NaN of the other units.
    """
    compared = np.isin(np.arange(len(figures.value)), among)
    value, events, cases = (
        np.where(compared, column, np.nan) for column in (figures.value, figures.events, figures.cases)
    )
    return Figures(value, events, cases, figures.few & compared)


@lru_cache(maxsize=64)
def base_periods(region: Region, indicator: str) -> tuple[str, ...]:
    """Periods that an indicator has figures of, from the first to the last; "" is none."""
    found = region.indicators.loc[region.indicators["indicator"] == indicator, "period"]
    return periods.trend(key for key in found.unique() if key)


@lru_cache(maxsize=256)
def figures(region: Region, indicator: str, period: str) -> Figures:
    """Figures of an indicator in a period; a year of quarters is all their cases together, but for few ones.

    Parameters
    ----------
    region : Region
    indicator : str
        A key of `settings.indicators`.
    period : str
        One of `periods.choices(base_periods(...))`; "" where the table names none.

    Returns
    -------
    Figures
        A value without cases is the last of the period.
    """
    share = region.settings.indicators[indicator].unit == "share"
    table = region.indicators
    judged = table["value"].notna() | table["few"]
    rows = table[(table["indicator"] == indicator) & (table["unit"] >= 0) & judged]
    if period:
        rows = rows[rows["period"].isin(periods.covered(period, base_periods(region, indicator)))]
    begins = {key: periods.span(key)[0] if key else date.min for key in rows["period"].unique()}
    rows = rows.iloc[np.argsort(rows["period"].map(begins).to_numpy(), kind="stable")]
    count = len(region.units)
    value, events, cases = (np.full(count, np.nan) for _ in range(3))
    value[rows["unit"]] = rows["value"]  # the last one stays
    if share:
        denominator = _cases(region, rows)
        whole = denominator > 0
        at, weight = rows["unit"].to_numpy()[whole], denominator[whole]
        numerator = rows["numerator"].to_numpy(float)[whole]
        numerator = np.where(np.isnan(numerator), rows["value"].to_numpy(float)[whole] * weight, numerator)
        total = np.bincount(at, weight, minlength=count)
        cases = np.where(total > 0, total, np.nan)
        events = np.where(total > 0, np.bincount(at, np.rint(numerator), minlength=count), np.nan)
        value = np.where(total > 0, events / cases, value)
    few = np.isnan(value)
    few &= np.bincount(rows["unit"].to_numpy(np.int64), rows["few"], minlength=count) > 0
    return Figures(value, events, cases, few)


@lru_cache(maxsize=64)
def development(region: Region, indicator: str) -> tuple[tuple[str, ...], Floats]:
    """Values of every unit in each period that the indicator has, NaN unknown; (periods, units)."""
    base = base_periods(region, indicator)
    found = [figures(region, indicator, key).value for key in base]
    return base, np.array(found) if found else np.empty((0, len(region.units)))


def with_cases(region: Region, indicator: str, latest: DataFrame) -> DataFrame:
    """Rows of each unit's latest value with `denominator` filled in as `figures` counts on it.

    Parameters
    ----------
    region : Region
    indicator : str
    latest : DataFrame
        What `geodata.comparison.latest_values.latest_values` returns, one row a unit.
    """
    rows = latest[latest["value"].notna()]
    cases = latest["denominator"].astype(float)
    cases[rows.index] = _cases(region, rows.assign(unit=rows.index, indicator=indicator))
    return latest.assign(denominator=cases)


def _cases(region: Region, rows: DataFrame) -> Floats:
    return cases_of(rows, region.indicators, region.settings.indicators, region.units)
