"""Minutes from every area to every unit, a few areas at a time: a country has too many pairs to keep."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.contract.errors import RegionError
from geodata.region.region import Region
from geodata.travel.minutes import some_rows
from geodata.travel.model import travel_of
from geodata.travel.straight_line import StraightLine

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class AllMinutes:
    """Minutes of every pair of an area and a unit, as far as the region's model goes.

    Attributes
    ----------
    stored : csr_array, shape (areas, units), or None
        Minutes that are known already; None where a straight line tells all of them.
    line : StraightLine or None
        Without a longest journey; None where what is not stored is out of reach.
    stored_to_min : float
        Where `stored` ends.
    """

    stored: csr_array | None
    line: StraightLine | None
    stored_to_min: float

    @property
    def limit_min(self) -> float:
        """Beyond so many minutes nothing is known; inf where every pair is."""
        return self.stored_to_min if self.line is None else math.inf

    @property
    def shape(self) -> tuple[int, int]:
        """Areas, units."""
        if self.line is not None:
            return len(self.line.origins), len(self.line.units)
        assert self.stored is not None
        areas, units = self.stored.shape
        return areas, units

    @property
    def most_pairs(self) -> int:
        """Pairs within reach, at most."""
        if self.line is not None:
            return math.prod(self.shape)
        assert self.stored is not None
        return int(self.stored.nnz)

    def rows(self, begin: int = 0, end: int | None = None) -> csr_array | Floats:
        """Minutes from some areas that follow upon each other, all of them where not given.

        Returns
        -------
        float64 or csr_array, shape (areas asked for, units)
            inf, or not stored, where out of reach.
        """
        end = self.shape[0] if end is None else end
        near = None if self.stored is None else some_rows(self.stored, begin, end)
        if self.line is None:
            assert near is not None
            return near
        every = self.line.rows(begin, end)
        if near is None:
            return every
        # Where the stored minutes end, the area's own point is near enough to its residents.
        minutes = np.maximum(every, self.stored_to_min)
        area = np.repeat(np.arange(end - begin), np.diff(near.indptr))
        minutes[area, near.indices] = near.data
        return minutes


def minutes_to_all_units(region: Region) -> AllMinutes:
    """Minutes from every area to every unit, as far as the region's model goes.

    A straight line goes all the way. A table ends where it does, and along roads the region's minutes
    end at its longest journey: to search the whole network for every unit would take minutes.

    Raises
    ------
    RegionError
        If the region has no travel minutes yet.
    """
    travel, longest_min = travel_of(region), region.settings.travel.longest_min
    if isinstance(travel, StraightLine):
        stored = None if region.points is None else region.minutes
        return AllMinutes(stored, travel.reaching(math.inf), longest_min)
    if region.minutes is None:
        raise RegionError("the region has no travel minutes yet: build it first")
    return AllMinutes(region.minutes, None, longest_min)
