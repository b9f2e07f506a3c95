"""Minutes along roads: one search a unit, backwards from it to everywhere within the longest journey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geodata.contract.settings import TravelSettings
from geodata.network.roads import MS_PER_MIN, Roads
from geodata.network.snapping import TO_THE_ROAD, Snapped, snapped
from geodata.travel.minutes import bounded, within

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RoadNetwork:
    """Quickest way along the roads of one mode, with the way to the road at both ends.

    Attributes
    ----------
    origins, units, settings
        As those of `geodata.travel.straight_line.StraightLine`.
    roads : Roads
        Of `settings.mode`, in the same metres.
    """

    origins: Floats
    units: Floats
    roads: Roads
    settings: TravelSettings

    @cached_property
    def areas_on_roads(self) -> Snapped:
        """Where the areas' residents come onto the roads."""
        return snapped(self.roads, self.origins, self.settings.longest_snap_m)

    @cached_property
    def units_on_roads(self) -> Snapped:
        """Where the units stand along the roads."""
        return snapped(self.roads, self.units, self.settings.longest_snap_m)

    def reaching(self, longest_min: float) -> RoadNetwork:
        """The same with another longest journey; inf for every pair that roads join."""
        other = replace(self, settings=replace(self.settings, longest_min=longest_min))
        return _known(other, areas_on_roads=self.areas_on_roads, units_on_roads=self.units_on_roads)

    def towards(self, places: Floats) -> RoadNetwork:
        """The same with places in the units' stead, metres, shape (places, 2)."""
        return _known(replace(self, units=places), areas_on_roads=self.areas_on_roads)

    def from_place(self, x: float, y: float) -> Floats:
        """Minutes from a place to every unit, shape (units,), in one search; inf where out of reach.

        All roads are gone the other way: from the units to the place. Either end of a journey takes its own
        millisecond at least, which is all that this may differ by from `to`.
        """
        return replace(self, origins=self.units, roads=_other_way(self.roads)).to(x, y)

    def pairs(self) -> csr_array:
        """Minutes of every pair within `settings.longest_min`, shape (areas, units)."""
        shape = (len(self.origins), len(self.units))
        area: list[Ints] = [np.empty(0, np.int64)]
        found: list[Floats] = [np.empty(0)]
        units = np.flatnonzero(self.units_on_roads.on_road)
        for column in self._columns(self.units_on_roads, units):
            reached = np.flatnonzero(np.isfinite(column))
            area.append(reached)
            found.append(column[reached])
        unit = np.repeat(units, [len(each) for each in area[1:]])
        return bounded(np.concatenate(area), unit, np.concatenate(found), shape, self.settings.longest_min)

    def to_unit(self, unit: int) -> Floats:
        """Minutes from every area to one unit, shape (areas,); inf where out of reach."""
        return self.to(*self.units[unit])

    def to(self, x: float, y: float) -> Floats:
        """Minutes from every area to a place, shape (areas,); inf where out of reach."""
        place = snapped(self.roads, np.array([[x, y]]), self.settings.longest_snap_m)
        for column in self._columns(place, np.flatnonzero(place.on_road)):
            return column
        return np.full(len(self.origins), np.inf)

    def _columns(self, to: Snapped, which: Ints) -> Iterator[Floats]:
        """Minutes from every area to each of some places that are on roads."""
        if not len(which):
            return
        roads, longest = self.roads, self.settings.longest_min
        graph = _with_places(roads, to, which)
        first = len(roads.indptr) - 1
        home = self.areas_on_roads
        begins = np.flatnonzero(home.on_road)
        edge, along = home.edge[begins], home.along[begins]
        off = _off_road(roads, home)[begins]
        back = off + _part_of(along, roads.backward[edge])
        on = off + _part_of(1 - along, roads.forward[edge])
        start, end = roads.ends[edge].T
        off_there = _off_road(roads, to)
        for number, place in enumerate(which.tolist()):
            ms = dijkstra(graph, indices=first + number, limit=longest * MS_PER_MIN)
            total = np.minimum(back + ms[start], on + ms[end])
            same = np.flatnonzero(edge == to.edge[place])  # they need not pass either end
            ahead = to.along[place] - along[same]
            straight = np.where(ahead >= 0, roads.forward[edge[same]], roads.backward[edge[same]])
            direct = off[same] + off_there[place] + _part_of(np.abs(ahead), straight)
            total[same] = np.minimum(total[same], direct)
            column = np.full(len(self.origins), np.inf)
            column[begins] = within(total / MS_PER_MIN, longest)
            yield column


def _known(travel: RoadNetwork, **found: Snapped) -> RoadNetwork:
    """The same, spared from finding what is known to stand where it stood."""
    travel.__dict__.update(found)
    return travel


def _other_way(roads: Roads) -> Roads:
    """The same roads with each gone the other way."""
    shape = 2 * (len(roads.indptr) - 1,)
    graph = csr_array((roads.ms, roads.indices, roads.indptr), shape=shape).T.tocsr()
    parts = {"indptr": graph.indptr, "indices": graph.indices, "ms": graph.data}
    return replace(roads, **parts, forward=roads.backward, backward=roads.forward)


def _with_places(roads: Roads, to: Snapped, which: Ints) -> csr_array:
    """The reversed graph with a node more for each place, from which both ends of its road are reached."""
    nodes, places = len(roads.indptr) - 1, len(which)
    edge, along, off = to.edge[which], to.along[which], _off_road(roads, to)[which]
    ends = roads.ends[edge].astype(np.int32)
    there = np.column_stack(
        (off + _part_of(along, roads.forward[edge]), off + _part_of(1 - along, roads.backward[edge]))
    )
    loop = ends[:, 0] == ends[:, 1]
    there[loop, 0] = there[loop].min(axis=1)
    keep = np.isfinite(there)
    keep[loop, 1] = False
    indptr = roads.indptr[-1] + np.cumsum(keep.sum(axis=1))
    graph = csr_array(
        (
            np.concatenate((roads.ms, np.maximum(there[keep], 1.0))),
            np.concatenate((roads.indices, ends[keep])),
            np.concatenate((roads.indptr, indptr.astype(roads.indptr.dtype))),
        ),
        shape=(nodes + places, nodes + places),
        copy=False,
    )
    return graph


def _off_road(roads: Roads, places: Snapped) -> Floats:
    """Time between places and their road, ms; inf where they have none."""
    return np.rint(places.metres * (MS_PER_MIN * 60 / 1000 / TO_THE_ROAD[roads.mode]))


def _part_of(share: Floats, ms: Floats) -> Floats:
    """Whole milliseconds of a part of an edge; inf where it may not be gone, though the part be nothing."""
    found: Floats = np.rint(np.multiply(share, ms, out=np.full(len(ms), np.inf), where=np.isfinite(ms)))
    return found
