"""Each unit's latest value of each quality indicator, with how sure it is and the period it is of."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata import periods
from geodata.settings import IndicatorSettings

Z = 1.959963984540054
"""Of the normal distribution: 95 of 100 such intervals hold the true share."""

Floats = NDArray[np.float64]


def latest_values(table: DataFrame, key: str, day: date, units: int) -> DataFrame:
    """The latest row of one indicator for each unit, as `quality.Values.latest` takes them.

    Parameters
    ----------
    table : DataFrame
        `indicator`, `unit` (position), `period`, `value`, `numerator`, `denominator`.
    key : str
    day : date
        Only periods that had begun by then count.
    units : int
        How many units there are.

    Returns
    -------
    DataFrame, index 0 to units - 1
        `period`, `value`, `numerator`, `denominator`; NaN and "" where a unit has none.
    """
    rows = table[(table["indicator"] == key) & (table["unit"] >= 0) & table["value"].notna()]
    begins = {one: periods.span(one)[0] if one else date.min for one in set(rows["period"])}
    rows = rows[[begins[one] <= day for one in rows["period"]]]
    order = np.argsort([begins[one].toordinal() for one in rows["period"]], kind="stable")
    latest = rows.iloc[order].drop_duplicates("unit", keep="last").set_index("unit")
    found = latest[["period", "value", "numerator", "denominator"]].reindex(range(units))
    return found.assign(period=found["period"].fillna(""))


def share_interval(share: Floats, of: Floats) -> tuple[Floats, Floats]:
    """Both ends of the interval that a share's true value lies in, 95 times of 100.

    Score interval of Wilson (1927), doi 10.1080/01621459.1927.10502953: never outside 0 and 1, and
    right for few answers too.

    Parameters
    ----------
    share : float64, shape (n,)
        From 0 to 1.
    of : float64, shape (n,)
        How many it is a share of; NaN or 0 where that is not known.

    Returns
    -------
    tuple of float64, shape (n,)
        NaN where it cannot be said.
    """
    n = np.where(of > 0, of, np.nan)
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return middle - half, middle + half


def standing(low: float, high: float, reference: float, definition: IndicatorSettings) -> str:
    """How a value stands to the region's: "better", "worse" or "alike"; "" where it cannot be said.

    Only an interval that does not hold the region's value tells them apart.
    """
    if not np.isfinite([low, high, reference]).all():
        return ""
    if low <= reference <= high:
        return "alike"
    return "better" if (low > reference) == (definition.better == "higher") else "worse"
