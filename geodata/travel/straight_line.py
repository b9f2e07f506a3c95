"""Straight line times a detour over a speed: needs no network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack
from scipy.spatial import cKDTree

from geodata.contract.settings import TravelSettings
from geodata.travel.minutes import bounded, within

Floats = NDArray[np.float64]

_AT_ONCE = 4_000
"""Areas whose pairs are listed at a time: a list takes many times what is kept of it."""


@dataclass(frozen=True, eq=False)
class StraightLine:
    """Straight line x detour / speed, both by the kind of place that one sets out from.

    Attributes
    ----------
    origins : float64, shape (areas, 2)
        Metres.
    units : float64, shape (units, 2)
        Metres; NaN for a unit without a place, which nobody can travel to.
    settings : TravelSettings
    density : float64, shape (areas,), optional
        Residents per km2: what kind of place an area is. Not needed where the settings have no kinds.
    """

    origins: Floats
    units: Floats
    settings: TravelSettings
    density: Floats | None = None

    @cached_property
    def metres_per_minute(self) -> Floats:
        """How far from each area, in a straight line, one comes in a minute. Shape (areas,)."""
        pace = np.full(len(self.origins), _pace(self.settings.speed_kmh, self.settings.detour))
        if self.density is not None:
            for kind in sorted(self.settings.kinds.values(), key=lambda each: each.from_per_km2):
                pace[self.density >= kind.from_per_km2] = _pace(kind.speed_kmh, kind.detour)
        return pace

    def reaching(self, longest_min: float) -> StraightLine:
        """The same with another longest journey; inf for every pair."""
        return replace(self, settings=replace(self.settings, longest_min=longest_min))

    def pairs(self) -> csr_array:
        """Minutes of every pair within `settings.longest_min`, shape (areas, units)."""
        with_place = np.flatnonzero(np.isfinite(self.units).all(axis=1))
        shape = (len(self.origins), len(self.units))
        if not len(with_place) or not len(self.origins):
            return csr_array(shape, dtype=np.float64)
        there = cKDTree(self.units[with_place])
        parts = [
            self._near(begin, min(begin + _AT_ONCE, shape[0]), there, with_place)
            for begin in range(0, shape[0], _AT_ONCE)
        ]
        return parts[0] if len(parts) == 1 else csr_array(vstack(parts, format="csr"))

    def _near(self, begin: int, end: int, there: cKDTree, with_place: NDArray[np.int64]) -> csr_array:
        """Minutes of the pairs of some areas that follow upon each other."""
        origins, pace = self.origins[begin:end], self.metres_per_minute[begin:end]
        # A hair further than the longest journey: the exact limit is applied to the minutes.
        longest = self.settings.longest_min * float(pace.max()) * (1 + 1e-9)
        near = cKDTree(origins).sparse_distance_matrix(there, longest, output_type="ndarray")
        area, unit = near["i"].astype(np.int64), with_place[near["j"]]
        difference = origins[area] - self.units[unit]
        minutes = _metres(difference[:, 0], difference[:, 1]) / pace[area]
        return bounded(area, unit, minutes, (end - begin, len(self.units)), self.settings.longest_min)

    def pair_count(self) -> int:
        """How many pairs `pairs` has, give or take those at the very limit; found without listing them."""
        units = self.units[np.isfinite(self.units).all(axis=1)]
        if not len(units) or not len(self.origins):
            return 0
        there, paces = cKDTree(units), self.metres_per_minute
        return sum(
            int(cKDTree(self.origins[paces == pace]).count_neighbors(there, self.settings.longest_min * pace))
            for pace in np.unique(paces).tolist()
        )

    def to_unit(self, unit: int) -> Floats:
        """Minutes from every area to one unit, shape (areas,); inf where out of reach."""
        return self.to(*self.units[unit])

    def to(self, x: float, y: float) -> Floats:
        """Minutes from every area to a place, shape (areas,); inf where out of reach."""
        metres = _metres(self.origins[:, 0] - x, self.origins[:, 1] - y)
        return within(metres / self.metres_per_minute, self.settings.longest_min)

    def rows(self, begin: int, end: int) -> Floats:
        """Minutes from some areas that follow upon each other to every unit, shape (areas, units).

        inf where out of reach; each column is that of `to_unit`, to the bit.
        """
        east, north = self.origins[begin:end, :1], self.origins[begin:end, 1:]
        metres = _metres(east - self.units[:, 0], north - self.units[:, 1])
        return within(metres / self.metres_per_minute[begin:end, None], self.settings.longest_min)


def _metres(east: Floats, north: Floats) -> Floats:
    """One formula for all: the same to the last bit. Not hypot, which rounds another way than the tree."""
    found: Floats = np.sqrt(east * east + north * north)
    return found


def minutes_a_km(settings: TravelSettings) -> float:
    """Minutes for each kilometre in a straight line, by the settings of the region as a whole."""
    return 1000 / _pace(settings.speed_kmh, settings.detour)


def _pace(speed_kmh: float, detour: float) -> float:
    return speed_kmh * 1000 / 60 / detour
