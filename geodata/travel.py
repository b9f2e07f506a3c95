"""Travel minutes between areas and units: one interface, several ways of finding them.

Coordinates are planar metres in the region's CRS. Minutes are a CSR array, shape (areas, units),
columns ascending within each row: at least `SHORTEST` where a unit can be reached, not stored where
it cannot. There is no third state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree

from geodata.errors import RegionError
from geodata.settings import TravelSettings

SHORTEST = 1e-4
"""Minutes; sparse arrays drop an explicit zero in places."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Travel(Protocol):
    """A way of finding travel minutes between the areas and the units of one region."""

    def pairs(self) -> csr_array:
        """Minutes of every pair within reach, shape (areas, units)."""

    def one(self, unit: int) -> Floats:
        """Minutes from every area to one unit, shape (areas,); inf where out of reach."""


@dataclass(frozen=True, eq=False)
class StraightLine:
    """Straight line x detour / speed: needs no network.

    Attributes
    ----------
    origins : float64, shape (areas, 2)
        Metres.
    units : float64, shape (units, 2)
        Metres; NaN for a unit without a place, which nobody can travel to.
    settings : TravelSettings
    """

    origins: Floats
    units: Floats
    settings: TravelSettings

    @property
    def metres_per_minute(self) -> float:
        """How far, in a straight line, one comes in a minute."""
        return self.settings.speed_kmh * 1000 / 60 / self.settings.detour

    def pairs(self) -> csr_array:
        """Minutes of every pair within `settings.longest_min`, shape (areas, units)."""
        placed = np.flatnonzero(np.isfinite(self.units).all(axis=1))
        shape = (len(self.origins), len(self.units))
        if not len(placed) or not len(self.origins):
            return csr_array(shape, dtype=np.float64)
        # A hair further than the longest journey: the exact limit is applied to the minutes.
        longest = self.settings.longest_min * self.metres_per_minute * (1 + 1e-9)
        near = cKDTree(self.origins).sparse_distance_matrix(
            cKDTree(self.units[placed]), longest, output_type="ndarray"
        )
        return _bounded(
            near["i"], placed[near["j"]], near["v"] / self.metres_per_minute, shape, self.settings.longest_min
        )

    def one(self, unit: int) -> Floats:
        """Minutes from every area to one unit, shape (areas,); inf where out of reach."""
        return self.to(*self.units[unit])

    def to(self, x: float, y: float) -> Floats:
        """Minutes from every area to a place, shape (areas,); inf where out of reach."""
        # Not hypot: to the last bit as the tree of `pairs` has it.
        east, north = self.origins[:, 0] - x, self.origins[:, 1] - y
        minutes = np.sqrt(east * east + north * north) / self.metres_per_minute
        reached = minutes <= self.settings.longest_min
        return np.where(reached, np.maximum(minutes, SHORTEST), np.inf)


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
            raise RegionError(f"the table of travel times has no row of the mode {self.settings.mode!r}")
        rows = rows[(rows["area"] >= 0) & (rows["unit"] >= 0)]
        shortest = rows.groupby(["area", "unit"])["minutes"].min().reset_index()
        area, unit = shortest["area"].to_numpy(np.int64), shortest["unit"].to_numpy(np.int64)
        minutes = shortest["minutes"].to_numpy(np.float64)
        return _bounded(area, unit, minutes, self.shape, self.settings.longest_min)

    def one(self, unit: int) -> Floats:
        """Minutes from every area to one unit, shape (areas,); inf where out of reach."""
        column = self.pairs()[:, [unit]].toarray().ravel()
        return np.where(column > 0, column, np.inf)


def only(minutes: csr_array, units: Bools) -> csr_array:
    """Minutes with the columns of all other units emptied, shape unchanged.

    Parameters
    ----------
    minutes : csr_array, shape (areas, units)
    units : bool, shape (units,)
        Those to keep.

    Returns
    -------
    csr_array
    """
    return kept(minutes, units[minutes.indices])


def kept(minutes: csr_array, pairs: Bools) -> csr_array:
    """Minutes with only some of the stored pairs, in their order.

    Parameters
    ----------
    minutes : csr_array
    pairs : bool, shape (minutes.nnz,)

    Returns
    -------
    csr_array
    """
    if pairs.all():
        return minutes
    before = np.concatenate(([0], np.cumsum(pairs)))
    indptr = before[minutes.indptr].astype(minutes.indptr.dtype)
    return csr_array((minutes.data[pairs], minutes.indices[pairs], indptr), shape=minutes.shape)


def journeys(minutes: csr_array, area: NDArray[np.int64], unit: NDArray[np.int64]) -> Floats:
    """Minutes of some journeys.

    Parameters
    ----------
    minutes : csr_array, shape (areas, units)
    area, unit : int64, shape (journeys,)
        Positions, none of them -1.

    Returns
    -------
    float64, shape (journeys,)
        inf where out of reach.
    """
    if not len(area):  # scipy answers no cells with a sparse array
        return np.empty(0)
    found: Floats = minutes[area, unit]
    return np.where(found > 0, found, np.inf)


def _bounded(
    area: NDArray[np.int64], unit: NDArray[np.int64], minutes: Floats, shape: tuple[int, int], longest: float
) -> csr_array:
    reached = minutes <= longest
    data = np.maximum(minutes[reached], SHORTEST)
    pairs = csr_array(coo_array((data, (area[reached], unit[reached])), shape=shape))
    pairs.sort_indices()
    return pairs
