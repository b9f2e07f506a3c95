"""Quality indicators of units: the latest values, and who is on the wrong side of a threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata import periods
from geodata.settings import IndicatorSettings


def latest_values(indicators: DataFrame, keys: Sequence[str], units: int, day: date) -> DataFrame:
    """The latest value of each unit and indicator whose period had begun by a day.

    Parameters
    ----------
    indicators : DataFrame
        `indicator`, `unit` (position), `period` ("" always counts, as the oldest), `value`.
    keys : sequence of str
        Indicators wanted, one column each.
    units : int
        How many units there are.
    day : date

    Returns
    -------
    DataFrame of float, index 0 to units - 1
        NaN where there is none.
    """
    begins = {
        key: periods.span(key)[0] if key else date.min for key in indicators["period"].unique().tolist()
    }
    known = {key for key, begin in begins.items() if begin <= day}
    rows = indicators[
        indicators["period"].isin(known)
        & indicators["indicator"].isin(list(keys))
        & (indicators["unit"] >= 0)
        & indicators["value"].notna()
    ]
    rows = rows.assign(begin=[begins[key] for key in rows["period"]]).sort_values("begin", kind="stable")
    latest = rows.drop_duplicates(["indicator", "unit"], keep="last")
    values = latest.pivot(index="unit", columns="indicator", values="value")
    return values.reindex(index=range(units), columns=list(keys)).astype(float)


def on_wrong_side(values: DataFrame, indicators: Mapping[str, IndicatorSettings]) -> NDArray[np.bool_]:
    """Units with any value on the wrong side of its threshold; unknown values are not.

    Parameters
    ----------
    values : DataFrame of float
        A row a unit, a column an indicator.
    indicators : mapping of str to IndicatorSettings

    Returns
    -------
    bool, shape (units,)
    """
    wrong = np.zeros(len(values), bool)
    for key, indicator in indicators.items():
        if indicator.threshold is None or key not in values:
            continue
        column = values[key].to_numpy(float)
        with np.errstate(invalid="ignore"):
            higher = indicator.better == "higher"
            wrong |= column < indicator.threshold if higher else column > indicator.threshold
    return wrong
