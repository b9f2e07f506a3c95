"""From ways to a graph: they are cut where they meet, and drawn with no more points than needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.contract.travel_modes import MODES
from geodata.network.density import dense
from geodata.network.forbidden import forbidden_turns
from geodata.network.lengths import DEGREE, metres_between
from geodata.network.profiles import CLOSED, Profile
from geodata.network.ways import Ways
from geodata.transit.feed import Feed

Ints = NDArray[np.int64]

DRAWN_M = 2.0
"""Metres that a drawn edge may lie beside the road; its length is the road's own."""


@dataclass(frozen=True, eq=False)
class Network:
    """A graph of roads, paths and ferries for car, bicycle and foot.

    Nodes are where ways meet, end, or have a barrier; an edge is the way between two of them, as it is
    drawn. What an edge is like to each mode is said once, in `profiles`.

    Attributes
    ----------
    ends : int32, shape (edges, 2)
        Nodes each edge leads from and to.
    metres : float32, shape (edges,)
        Its length.
    profile : int32, shape (edges,)
        Position in `profiles`.
    start : int64, shape (edges + 1,)
        Where each edge's drawing begins in `places`.
    places : int32, shape (points, 2)
        Longitude and latitude, degrees x 1e7: the edges as they are drawn, ends included.
    profiles : tuple of Profile
    signals : uint8, shape (edges, 2)
        Traffic signals on the way along each edge and against it, its last point counted and not its first.
    forbidden : int32, shape (turns, 2)
        What a car comes along and may not go on along, as arcs: arc 2 e is edge e from its first node to its
        last, arc 2 e + 1 the way back.
    about : dict of str to str
        `source` (name of the extract), `date` (its newest way), `licence`, `credit`.
    feed : Feed or None
        Timetable of public transport, where the network was built with one.
    """

    ends: NDArray[np.int32]
    metres: NDArray[np.float32]
    profile: NDArray[np.int32]
    start: Ints
    places: NDArray[np.int32]
    profiles: tuple[Profile, ...]
    signals: NDArray[np.uint8]
    forbidden: NDArray[np.int32]
    about: dict[str, str]
    feed: Feed | None = None

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return int(self.ends.max(initial=-1)) + 1

    def kilometres(self) -> dict[str, float]:
        """Length of what each mode may use, in either direction."""
        open_to = [[any(each.speeds[2 * i : 2 * i + 2]) for each in self.profiles] for i in range(len(MODES))]
        return {
            mode: float(self.metres[np.array(is_open)[self.profile]].sum(dtype=np.float64)) / 1000
            for mode, is_open in zip(MODES, open_to, strict=True)
        }

    def ferries(self) -> int:
        """How many edges are ferry lines."""
        return int(np.array([each.ferry for each in self.profiles])[self.profile].sum())


def without_roads() -> Network:
    """A network of nothing, for a timetable alone."""
    none = np.empty((0, 2), np.int32)
    return Network(
        ends=none,
        metres=np.empty(0, np.float32),
        profile=none[:, 0],
        start=np.zeros(1, np.int64),
        places=none,
        profiles=(),
        signals=np.empty((0, 2), np.uint8),
        forbidden=np.empty((0, 2), np.int32),
        about={},
    )


def network_of(ways: Ways, about: dict[str, str]) -> Network:
    """The graph of some ways.

    Parameters
    ----------
    ways : Ways
    about : dict of str to str
        What is to be known of it later: `source`, `date`, `licence`, `credit`.

    Returns
    -------
    Network
        The same for the same ways, in the same order.
    """
    first, last = ways.start[:-1], ways.start[1:] - 1
    _, code, times = np.unique(ways.node, return_inverse=True, return_counts=True)
    barrier = np.isin(ways.node, np.fromiter(ways.barriers, np.int64, len(ways.barriers)))
    meets = (times[code] > 1) | barrier
    meets[first] = meets[last] = True

    # An edge begins at every meeting point but the last of its way.
    begins = meets.copy()
    begins[last] = False
    begin = np.flatnonzero(begins)
    points = np.flatnonzero(meets)
    end = points[np.searchsorted(points, begin) + 1]
    way = np.searchsorted(ways.start, begin, side="right") - 1

    step = np.append(metres_between(ways.place[:-1], ways.place[1:]), 0.0)
    along = np.concatenate(([0.0], np.cumsum(step)))
    metres = along[end] - along[begin]
    ends = np.column_stack((code[begin], code[end]))
    forbidden = forbidden_turns(ways, way, np.column_stack((ways.node[begin], ways.node[end])))
    crowded = _crowded(ways, way, ends, metres, np.column_stack((begin, end)))
    profiles: dict[Profile, int] = {}
    number = np.array([[profiles.setdefault(each, len(profiles)) for each in pair] for pair in ways.profiles])
    profile = number[ways.profile[way], crowded.astype(np.int64)]
    ends, gates, kind = _gates(ends, barrier[np.column_stack((begin, end))], ways, begin, end, profiles)
    _, numbered = np.unique(np.concatenate((ends, gates)), return_inverse=True)
    gate_at = np.zeros((2 * len(gates), 2), np.int32)  # a gate has no length: nobody sets out from it

    start, places = _drawn(ways.place, begin, end)
    signals = np.concatenate(
        (_signals(ways, begin, end, times[code] > 1), np.zeros((len(gates), 2), np.uint8))
    )
    return Network(
        ends=numbered.reshape(-1, 2).astype(np.int32),
        metres=np.concatenate((metres, np.zeros(len(gates)))).astype(np.float32),
        profile=np.concatenate((profile, kind)).astype(np.int32),
        start=np.concatenate((start, start[-1] + 2 * np.arange(1, len(gates) + 1))).astype(np.int64),
        places=np.concatenate((places, gate_at)),
        profiles=tuple(profiles),
        signals=signals,
        forbidden=forbidden,
        about=about,
    )


def _crowded(
    ways: Ways, way: Ints, ends: Ints, metres: NDArray[np.float64], points: Ints
) -> NDArray[np.bool_]:
    """Edges that lie where roads for cars lie dense, by their last node. Shape (edges,)."""
    road = np.array([sum(rural.speeds[:2]) > 0 and not rural.ferry for rural, _ in ways.profiles])
    road = road[ways.profile[way]]
    nodes, first, at = np.unique(ends, return_index=True, return_inverse=True)
    half = np.where(road, metres / 2, 0.0)
    amount = np.bincount(at.ravel(), np.repeat(half, 2), minlength=len(nodes))
    found = dense((ways.place[points.ravel()[first]] * DEGREE).astype(np.float64), amount)
    return found[at.reshape(-1, 2)[:, 1]]


def _signals(ways: Ways, begin: Ints, end: Ints, meets: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Signals that hold those who go along each edge, and against it. Shape (edges, 2).

    Signals where no ways meet, and that are for both directions, stand at crossings of walkers: mostly green.
    """
    held = np.zeros((len(ways.node), 2), np.int64)
    if ways.signals:
        at = np.isin(ways.node, np.fromiter(ways.signals, np.int64, len(ways.signals)))
        held[at] = [ways.signals[node] for node in ways.node[at].tolist()]
        held[held.all(axis=1) & ~meets] = 0
    total = np.concatenate((np.zeros((1, 2), np.int64), np.cumsum(held, axis=0)))
    # Along: the points after the first; against: those before the last.
    found = np.column_stack((total[end + 1, 0] - total[begin + 1, 0], total[end, 1] - total[begin, 1]))
    most: NDArray[np.uint8] = np.minimum(found, 255).astype(np.uint8)
    return most


def _gates(
    ends: Ints,
    at_barrier: NDArray[np.bool_],
    ways: Ways,
    begin: Ints,
    end: Ints,
    profiles: dict[Profile, int],
) -> tuple[Ints, Ints, Ints]:
    """Edges that stop at barriers, and the gates through which those who pass them go on.

    Every edge that ends at a barrier gets a node of its own there, and a gate from it to the barrier.
    """
    ends = ends.copy()
    new = int(ends.max(initial=-1)) + 1
    gates: list[tuple[int, int]] = []
    kind: list[int] = []
    for edge, side in zip(*np.nonzero(at_barrier), strict=True):
        node = int(ways.node[(begin, end)[side][edge]])
        speeds = tuple(1.0 if may else CLOSED for may in ways.barriers[node] for _ in range(2))
        if any(speeds):
            gates.append((new, int(ends[edge, side])))
            kind.append(profiles.setdefault(Profile(speeds, ferry=False, beside=False), len(profiles)))
        ends[edge, side] = new
        new += 1
    return ends, np.array(gates, np.int64).reshape(-1, 2), np.array(kind, np.int64)


def _drawn(place: NDArray[np.int32], begin: Ints, end: Ints) -> tuple[Ints, NDArray[np.int32]]:
    """Each edge's own points, those left out that lie within `DRAWN_M` of a straight line."""
    count = end - begin + 1
    start = np.concatenate(([0], np.cumsum(count)))
    at = np.repeat(begin - start[:-1], count) + np.arange(start[-1])
    points = place[at]
    narrow = np.cos(np.radians(points[:, 1].mean() * DEGREE)) if len(points) else 1.0
    shape = np.array([narrow, 1.0])
    lines = shapely.linestrings(points * shape, indices=np.repeat(np.arange(len(begin)), count))
    simple = shapely.simplify(lines, DRAWN_M / (111_195 * DEGREE), preserve_topology=False)
    kept, owner = shapely.get_coordinates(simple, return_index=True)
    kept_start = np.searchsorted(owner, np.arange(len(begin) + 1))
    return kept_start.astype(np.int64), np.rint(kept / shape).astype(np.int32)
