"""Where residents set out from: the population points of each area, else its one own point."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.region.region import Region
from geodata.region.residents import persons

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Homes:
    """Where residents set out from, in the order of the areas.

    Attributes
    ----------
    places : float64, shape (homes, 2)
        Metres in the region's CRS.
    area : int64, shape (homes,)
        Position of the area that each is in, ascending; every area has a home at least.
    begins : int64, shape (areas + 1,)
        Where each area's homes begin, and the number of all last.
    """

    places: Floats
    area: Ints
    begins: Ints

    @cached_property
    def single(self) -> bool:
        """Whether every area is one home."""
        return len(self.area) == len(self.begins) - 1

    def of(self, areas: Ints) -> tuple[Ints, Ints]:
        """The homes of some areas, an area as often as it is named.

        Parameters
        ----------
        areas : int64, shape (rows,)

        Returns
        -------
        row : int64, shape (found,)
            Which of `areas` each is of, ascending.
        home : int64, shape (found,)
        """
        if self.single:
            return np.arange(len(areas)), areas
        count = np.diff(self.begins)[areas]
        row = np.repeat(np.arange(len(areas)), count)
        within = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        return row, self.begins[areas][row] + within


@lru_cache(maxsize=4)
def homes(region: Region) -> Homes:
    """The homes of a region: its population points, else a point an area."""
    points = region.points
    if points is None:
        count = len(region.areas)
        places = region.areas[["x", "y"]].to_numpy(np.float64)
        return Homes(places, np.arange(count), np.arange(count + 1))
    return Homes(np.column_stack((points.x, points.y)), points.area.astype(np.int64), points.begins)


@lru_cache(maxsize=32)
def home_shares(region: Region, key: str = "") -> Floats:
    """Share of its area's residents at each home, of an age group; "" for all ages. Shape (homes,).

    Where the area has none of them, as its points say.
    """
    if region.points is None:
        return np.ones(len(region.areas))
    people = persons(region, key)[homes(region).area]
    given = region.points.shares(region.settings.age_groups[key] if key else None)
    return np.divide(home_persons(region, key), people, out=given, where=people > 0)


@lru_cache(maxsize=32)
def home_persons(region: Region, key: str = "") -> Floats:
    """Whole residents at each home, of an age group; "" for all ages. Shape (homes,).

    Those of an area sum to its residents, whatever the points say of their number: so many at each home
    that the sum up to any of them is less than one off. What is counted at some homes and what is counted
    at others then adds up, in every figure.
    """
    people = persons(region, key).astype(np.float64)
    if region.points is None:
        return people
    shares = region.points.shares(region.settings.age_groups[key] if key else None)
    return np.diff(np.rint(np.cumsum(people[region.points.area] * shares)), prepend=0.0)
