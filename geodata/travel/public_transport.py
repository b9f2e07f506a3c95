"""Minutes by public transport: to be there at each minute of a window, by ride or on foot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree

from geodata.contract.settings import TravelSettings
from geodata.contract.transit_settings import TransitSettings
from geodata.network.speeds import WALKING
from geodata.transit.journeys import Window, ride_s
from geodata.transit.timetable import Timetable
from geodata.travel.minutes import bounded
from geodata.travel.road_network import RoadNetwork
from geodata.travel.straight_line import StraightLine

Floats = NDArray[np.float64]
OnFoot = RoadNetwork | StraightLine
_Column = tuple[NDArray[np.int64], NDArray[np.int64], Floats]
"""Areas, unit and minutes of some pairs."""


@dataclass(frozen=True, eq=False)
class PublicTransport:
    """The quicker of riding and of walking all the way; waiting is counted, and changes as many as it takes.

    Attributes
    ----------
    origins, units, settings
        As those of `geodata.travel.straight_line.StraightLine`.
    timetable : Timetable
        With its walks.
    foot : RoadNetwork or StraightLine
        From the same origins to the same units on foot.
    """

    origins: Floats
    units: Floats
    timetable: Timetable
    foot: OnFoot
    settings: TravelSettings

    @property
    def transit(self) -> TransitSettings:
        """Day, window and walks."""
        assert self.settings.transit is not None  # `region.toml` is refused without
        return self.settings.transit

    @cached_property
    def to_stops_s(self) -> csr_array:
        """Seconds on foot from the origins to stops near enough, shape (areas, stops)."""
        return walks_s(self.foot, self.origins, self.timetable.places, self.transit.longest_walk_min)

    def reaching(self, longest_min: float) -> PublicTransport:
        """The same with another longest journey, but no longer than the timetable was laid for."""
        settings = replace(self.settings, longest_min=min(longest_min, self.settings.longest_min))
        return self._known(replace(self, settings=settings, foot=self.foot.reaching(settings.longest_min)))

    def towards(self, places: Floats) -> PublicTransport:
        """The same with places in the units' stead, metres, shape (places, 2)."""
        foot = self.foot
        foot = foot.towards(places) if isinstance(foot, RoadNetwork) else replace(foot, units=places)
        return self._known(replace(self, units=places, foot=foot))

    def setting_out(self, places: Floats) -> PublicTransport:
        """The same with places in the areas' stead."""
        return replace(self, origins=places, foot=replace(self.foot, origins=places))

    def pairs(self) -> csr_array:
        """Minutes of every pair within `settings.longest_min`, shape (areas, units)."""
        return self.pairs_by((self.transit.percentile,))[0]

    def pairs_by(self, percentiles: tuple[float, ...]) -> list[csr_array]:
        """As `pairs`, at each of some percentiles, searched for once."""
        shape = (len(self.origins), len(self.units))
        walk = self.foot.pairs().tocsc()
        back = walks_s(self.foot, self.timetable.places, self.units, self.transit.longest_walk_min)
        window = Window(
            np.array(self.transit.moments_s, np.int64),
            self.transit.when == "arrive",
            int(self.settings.longest_min * 60),
            percentiles,
        )
        rides = ride_s(self.timetable, self.to_stops_s, back, window)
        found: list[list[_Column]] = [[] for _ in percentiles]
        ridden = np.zeros(len(self.units), bool)
        for number, seconds in rides:
            part = slice(walk.indptr[number], walk.indptr[number + 1])
            on_foot = walk.indices[part]
            for columns, own in zip(found, seconds / 60, strict=True):
                own[on_foot] = np.minimum(own[on_foot], walk.data[part])
                reached = np.flatnonzero(np.isfinite(own))
                columns.append((reached, np.full(len(reached), number, np.int64), own[reached]))
            ridden[number] = True
        column_of = np.repeat(np.arange(len(self.units)), np.diff(walk.indptr))
        only = ~ridden[column_of]
        walked = (walk.indices[only].astype(np.int64), column_of[only], walk.data[only])
        return [self._bounded([*columns, walked], shape) for columns in found]

    def _bounded(self, columns: list[_Column], shape: tuple[int, int]) -> csr_array:
        area, unit, minutes = (np.concatenate(each) for each in zip(*columns, strict=True))
        return bounded(area, unit, minutes, shape, self.settings.longest_min)

    def to_unit(self, unit: int) -> Floats:
        """Minutes from every area to one unit, shape (areas,); inf where out of reach."""
        return self.to(*self.units[unit])

    def to(self, x: float, y: float) -> Floats:
        """Minutes from every area to a place, shape (areas,); inf where out of reach."""
        column = self.towards(np.array([[x, y]])).pairs().toarray().ravel()
        return np.where(column > 0, column, np.inf)

    def _known(self, other: PublicTransport) -> PublicTransport:
        """Another from the same origins, spared from finding their stops anew."""
        if "to_stops_s" in self.__dict__:
            other.__dict__["to_stops_s"] = self.to_stops_s
        return other


def walks_s(foot: OnFoot, origins: Floats, places: Floats, longest_min: float) -> csr_array:
    """Whole seconds on foot between places near enough.

    Parameters
    ----------
    foot : RoadNetwork or StraightLine
        Whose roads, or line, are walked along.
    origins, places : float64, shape (some, 2)
        Metres; NaN for what has no place.
    longest_min : float
        Longest walk. What lies further off than one walks in that time on a straight line is not walked
        to, though a ferry be quicker.

    Returns
    -------
    csr_array of float64, shape (origins, places)
        Not stored where too far; a walk of no time is stored as zero.
    """
    shape, reach_m = (len(origins), len(places)), longest_min * WALKING * 1000 / 60
    begin, end = (np.flatnonzero(np.isfinite(each).all(axis=1)) for each in (origins, places))
    if len(begin) and len(end):
        away, _ = cKDTree(origins[begin]).query(places[end], distance_upper_bound=reach_m)
        end = end[np.isfinite(away)]
    if not len(begin) or not len(end):
        return csr_array(shape, dtype=np.float64)
    settings = replace(foot.settings, longest_min=longest_min)
    found = replace(foot, origins=origins[begin], units=places[end], settings=settings).pairs().tocoo()
    row, column = begin[found.row], end[found.col]
    near = np.hypot(*(origins[row] - places[column]).T) <= reach_m
    seconds = np.rint(found.data[near] * 60)
    return csr_array(coo_array((seconds, (row[near], column[near])), shape=shape))
