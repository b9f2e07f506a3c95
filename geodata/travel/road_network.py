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

MOST_LABELS = 4_000_000
"""Times that one call of the search may find: 32 MB of them."""


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
        stand, off = _along_chains(roads, home, begins), _off_road(roads, home)[begins]
        there, off_there = _along_chains(roads, to, which), _off_road(roads, to)[which]
        step = max(1, MOST_LABELS // graph.shape[0])
        for some in range(0, len(which), step):
            numbers = first + np.arange(some, min(some + step, len(which)))
            found = dijkstra(graph, indices=numbers, limit=longest * MS_PER_MIN)
            for number, ms in zip(numbers - first, found, strict=True):
                total = np.full(len(begins), np.inf)
                for chain, gone, left in stand:
                    reached = np.where(chain >= 0, ms[roads.arrives[chain]], np.inf)
                    np.minimum(total, off + left + reached, out=total)
                    for onto, before, _ in there:  # both on one chain: no turn between them
                        same = np.flatnonzero(
                            (chain == onto[number]) & (chain >= 0) & (gone <= before[number])
                        )
                        direct = off[same] + off_there[number] + before[number] - gone[same]
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
    states = len(roads.indptr) - 1
    row = np.repeat(np.arange(states), np.diff(roads.indptr))
    ms = roads.ms
    if not roads.by_node:  # an entry holds the turn and the chain after it
        ms = ms - roads.chain_ms[row] + roads.chain_ms[roads.indices]
    graph = csr_array((ms, roads.indices, roads.indptr), shape=(states, states)).T.tocsr()
    return replace(
        roads,
        indptr=graph.indptr,
        indices=graph.indices,
        ms=graph.data,
        begins=roads.arrives,
        arrives=roads.begins,
        chain=roads.chain[:, ::-1],
        behind=roads.ahead[:, ::-1],
        ahead=roads.behind[:, ::-1],
        forward=roads.backward,
        backward=roads.forward,
    )


def _along_chains(roads: Roads, places: Snapped, which: Ints) -> tuple[tuple[Ints, Floats, Floats], ...]:
    """Where places stand on the chains of their edge, along it and against it.

    Each has the chain, -1 where none may be gone, and the time along it to the place and from there on, ms.
    """
    edge, along = places.edge[which], places.along[which]
    found = []
    for side, (share, ms) in enumerate(((along, roads.forward), (1 - along, roads.backward))):
        before, after = _part_of(share, ms[edge]), _part_of(1 - share, ms[edge])
        gone, left = roads.behind[edge, side] + before, roads.ahead[edge, side] + after
        found.append((roads.chain[edge, side].astype(np.int64), gone, left))
    return tuple(found)


def _with_places(roads: Roads, to: Snapped, which: Ints) -> csr_array:
    """The reversed graph with a state more for each place, reached from all that lead onto its road."""
    states, off = len(roads.indptr) - 1, _off_road(roads, to)[which]
    column: list[NDArray[np.integer]] = [roads.indices]
    ms: list[Floats] = [roads.ms]
    length = np.zeros(len(which), np.int64)
    both = _along_chains(roads, to, which)
    for number in range(len(which)):
        for chain, gone, _ in both:
            if (onto := int(chain[number])) < 0:
                continue
            before, turn = _leading_onto(roads, onto)
            column.append(before)
            ms.append(np.maximum(turn + off[number] + gone[number], 1.0))
            length[number] += len(before)
    indptr = np.concatenate((roads.indptr, roads.indptr[-1] + np.cumsum(length)))
    shape = 2 * (states + len(which),)
    arrays = (np.concatenate(ms), np.concatenate(column).astype(np.int32), indptr.astype(np.int32))
    return csr_array(arrays, shape=shape)


def _leading_onto(roads: Roads, chain: int) -> tuple[Ints, Floats]:
    """States from which one comes onto a chain, and the time of the turn onto it, ms."""
    if roads.by_node:
        return roads.begins[chain : chain + 1].astype(np.int64), np.zeros(1)
    part = slice(roads.indptr[chain], roads.indptr[chain + 1])
    return roads.indices[part].astype(np.int64), roads.ms[part] - roads.chain_ms[chain]


def _off_road(roads: Roads, places: Snapped) -> Floats:
    """Time between places and their road, ms; inf where they have none."""
    return np.rint(places.metres * (MS_PER_MIN * 60 / 1000 / TO_THE_ROAD[roads.mode]))


def _part_of(share: Floats, ms: Floats) -> Floats:
    """Whole milliseconds of a part of an edge; inf where it may not be gone, though the part be nothing."""
    found: Floats = np.rint(np.multiply(share, ms, out=np.full(len(ms), np.inf), where=np.isfinite(ms)))
    return found
