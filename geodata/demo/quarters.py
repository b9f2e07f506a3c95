"""The demo's eight quarters, and which units are open in them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

PERIODS = tuple(f"{year}Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4))


def open_share(units: pd.DataFrame, period: str) -> NDArray[np.float64]:
    """Part of a quarter that each unit was open, 0 to 1.

    Parameters
    ----------
    units : DataFrame
        `opened` and `closed`, days as text; "" if still open. A unit is open on both days.
    period : str
        "2025Q3"
    """
    quarter = pd.Period(period, freq="Q")
    begin = np.datetime64(quarter.start_time.date())
    end = np.datetime64(quarter.end_time.date())
    opened = units["opened"].to_numpy("datetime64[D]")
    closed = units["closed"].where(units["closed"] != "", "9999-12-31").to_numpy("datetime64[D]")
    days = np.minimum(closed, end) - np.maximum(opened, begin) + np.timedelta64(1, "D")
    whole = (end - begin + np.timedelta64(1, "D")).astype(float)
    return np.asarray(np.clip(days.astype(float) / whole, 0.0, 1.0))
