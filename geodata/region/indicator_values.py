"""Quality indicators of units: the latest values, and who is on the wrong side of a threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.settings import IndicatorSettings
from geodata.region import periods


@dataclass(frozen=True, eq=False)
class Values:
    """Values of indicators, from the earliest period to the latest.

    Attributes
    ----------
    indicators : tuple of str
    indicator, unit : int64, shape (rows,)
        Positions in `indicators` and in the region's units.
    begins : int64, shape (rows,)
        Ordinal of the first day of the period, ascending; 0 for a value of no period.
    value : float64, shape (rows,)
        NaN of too few cases.
    """

    indicators: tuple[str, ...]
    indicator: NDArray[np.int64]
    unit: NDArray[np.int64]
    begins: NDArray[np.int64]
    value: NDArray[np.float64]

    @classmethod
    def from_table(cls, table: DataFrame, indicators: Sequence[str]) -> Values:
        """Values of some indicators from a table in any order, without those unknown.

        Parameters
        ----------
        table : DataFrame
            `indicator`, `unit` (position), `period` ("" always counts, as the oldest), `value`, `few`.
        indicators : sequence of str

        Returns
        -------
        Values
        """
        position = {key: place for place, key in enumerate(indicators)}
        judged = table["value"].notna() | table["few"]
        rows = table[table["indicator"].isin(indicators) & (table["unit"] >= 0) & judged]
        days = {key: periods.span(key)[0].toordinal() if key else 0 for key in set(rows["period"])}
        begins = np.array([days[key] for key in rows["period"]], np.int64)
        order = np.argsort(begins, kind="stable")
        return cls(
            tuple(indicators),
            np.array([position[key] for key in rows["indicator"]], np.int64)[order],
            rows["unit"].to_numpy(np.int64)[order],
            begins[order],
            rows["value"].to_numpy(np.float64)[order],
        )

    def latest(self, day: date, units: int) -> DataFrame:
        """The latest value of each unit and indicator whose period had begun by a day.

        One that is of too few cases hides those before it: an older value would not be the latest.

        Parameters
        ----------
        day : date
        units : int
            How many units there are.

        Returns
        -------
        DataFrame of float, index 0 to units - 1, a column an indicator
            NaN where there is none, or it is of too few cases.
        """
        return self._last(self.value, np.nan, day, units)

    def few(self, day: date, units: int) -> DataFrame:
        """Which of `latest` are of too few cases; bool, of the same shape."""
        return self._last(np.isnan(self.value), False, day, units)

    def _last(self, column: NDArray[Any], without: object, day: date, units: int) -> DataFrame:
        begun = slice(0, int(np.searchsorted(self.begins, day.toordinal(), side="right")))
        found = np.full((units, len(self.indicators)), without)
        found[self.unit[begun], self.indicator[begun]] = column[begun]  # the last one stays
        return DataFrame(found, columns=list(self.indicators))


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
