"""Each unit's latest value of each quality indicator, with how sure it is and the period it is of."""

from __future__ import annotations

from datetime import date

import numpy as np
from pandas import DataFrame

from geodata.comparison.intervals import Interval, wilson
from geodata.contract.settings import IndicatorSettings
from geodata.region import periods


def latest_values(table: DataFrame, key: str, day: date, units: int) -> DataFrame:
    """The latest row of one indicator for each unit, as `quality.Values.latest` takes them.

    Parameters
    ----------
    table : DataFrame
        `indicator`, `unit` (position), `period`, `value`, `numerator`, `denominator`, `few`.
    key : str
    day : date
        Only periods that had begun by then count.
    units : int
        How many units there are.

    Returns
    -------
    DataFrame, index 0 to units - 1
        `period`, `value`, `numerator`, `denominator`, `few`; NaN, "" and False where a unit has none. What
        is of few cases is told to be so, and nothing older in its place.
    """
    judged = table["value"].notna() | table["few"]
    rows = table[(table["indicator"] == key) & (table["unit"] >= 0) & judged]
    begins = {period: periods.span(period)[0] if period else date.min for period in set(rows["period"])}
    rows = rows[[begins[period] <= day for period in rows["period"]]]
    order = np.argsort([begins[period].toordinal() for period in rows["period"]], kind="stable")
    latest = rows.iloc[order].drop_duplicates("unit", keep="last").set_index("unit")
    found = latest[["period", "value", "numerator", "denominator"]].reindex(range(units))
    few = np.isin(found.index, latest.index[latest["few"].to_numpy(bool)])
    return found.assign(period=found["period"].fillna(""), few=few)


def share_interval(rows: DataFrame) -> Interval:
    """Intervals that hold the true shares of rows of `latest_values` 95 times in 100; NaN where unknown."""
    cases = rows["denominator"].where(rows["denominator"] > 0).to_numpy(np.float64)
    numerator = rows["numerator"].to_numpy(np.float64)
    events = np.where(np.isnan(numerator), np.rint(rows["value"].to_numpy(np.float64) * cases), numerator)
    return wilson(np.clip(events, 0.0, cases), cases)


def versus_region(low: float, high: float, reference: float, definition: IndicatorSettings) -> str:
    """Side of a value relative to the region's: "better", "worse" or "alike"; "" where it is not known.

    Only an interval that does not hold the region's value tells them apart.
    """
    if not np.isfinite([low, high, reference]).all():
        return ""
    if low <= reference <= high:
        return "alike"
    return "better" if (low > reference) == (definition.better == "higher") else "worse"
