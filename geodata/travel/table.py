"""A region's own table of travel times."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame
from scipy.sparse import csr_array

from geodata.contract.errors import RegionError
from geodata.contract.settings import TravelSettings
from geodata.travel.minutes import bounded

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TravelTable:
    """Minutes that the region brings itself; a pair that is not in the table is out of reach.

    Attributes
    ----------
    table : DataFrame
        `area`, `unit` (positions), `mode`, `minutes`; of several rows of one pair the shortest counts.
    shape : tuple of int
        (areas, units).
    settings : TravelSettings
        Only rows of its `mode`, or without one, are used.
    """

    table: DataFrame
    shape: tuple[int, int]
    settings: TravelSettings

    def pairs(self) -> csr_array:
        """Minutes of every pair within `settings.longest_min`, shape (areas, units).

        Raises
        ------
        RegionError
            If the table has no row of the travel mode.
        """
        mode = self.table["mode"].fillna("").astype(str)
        rows = self.table[mode.isin(["", self.settings.mode])]
        if rows.empty:
            raise RegionError.of("no_times_of_mode", mode=self.settings.mode)
        rows = rows[(rows["area"] >= 0) & (rows["unit"] >= 0)]
        shortest = rows.groupby(["area", "unit"])["minutes"].min().reset_index()
        area, unit = shortest["area"].to_numpy(np.int64), shortest["unit"].to_numpy(np.int64)
        minutes = shortest["minutes"].to_numpy(np.float64)
        return bounded(area, unit, minutes, self.shape, self.settings.longest_min)

    def to_unit(self, unit: int) -> Floats:
        """Minutes from every area to one unit, shape (areas,); inf where out of reach."""
        column = self.pairs()[:, [unit]].toarray().ravel()
        return np.where(column > 0, column, np.inf)

    def to(self, x: float, y: float) -> Floats:  # noqa: ARG002 - the interface's own names
        """Nothing: the table cannot know.

        Raises
        ------
        RegionError
            Always.
        """
        raise RegionError.of("table_of_no_new_place")
