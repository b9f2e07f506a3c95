"""The roads of one mode, in a region's own metres and ready to search: what a running worker maps.

The graph is reversed, so that one search from a unit finds the time to it from everywhere. Times are
whole milliseconds kept as floats: sums of them are exact, whatever the order, and so an answer is the
same to the bit however it was found.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geodata.contract.errors import RegionError
from geodata.contract.travel_modes import MODES
from geodata.geometry.degrees import to_metres
from geodata.network.cells import cells_of
from geodata.network.chains import chains_of
from geodata.network.graph import Network
from geodata.network.headings import headings
from geodata.network.lengths import DEGREE
from geodata.network.search_graph import Junctions, by_node, by_turn
from geodata.network.turns import JUNCTION_S, SIGNAL_S

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

OWN_ROADS_M = 1_000.0
"""Metres of road; what hangs together and is longer is an island of its own, what is shorter is taken
for a piece that the map has left unconnected, and nobody sets out from it."""

MARGIN_M = 25_000.0
"""Metres around areas and units within which roads are kept: some journeys lead around."""

MS_PER_MIN = 60_000.0

BY_TURN: Final = frozenset(("car",))
"""Modes to whom each turn has its own time, or is forbidden."""


@dataclass(frozen=True, eq=False)
class Roads:
    """Roads that one mode may use.

    Attributes
    ----------
    mode : {"car", "bicycle", "foot"}
    about : dict of str to str
        Of the network: `source`, `date`, `licence`, `credit`.
    indptr, indices, ms : arrays
        The reversed graph as CSR, shape (states, states): `geodata.network.search_graph`.
    begins, arrives : int32, shape (chains,)
        State before each chain and after it: nodes. By car both are the chain's own number.
    chain_ms : float64, shape (chains,)
        Time along each.
    chain : int32, shape (edges, 2)
        Chain that one follows along each edge, and against it; -1 where it may not be gone that way.
    behind, ahead : float64, shape (edges, 2)
        Time of that chain before the edge, and after it, ms.
    forward, backward : float64, shape (edges,)
        Time along each edge, ms; inf where it may not be gone that way.
    part : int32, shape (edges,)
        Which piece of roads, all reachable from each other, an edge belongs to: 0 is the largest.
        -1 where nobody sets out: ferries, motorways, tunnels, unconnected bits.
    start : int64, shape (edges + 1,)
        Where each edge's drawing begins in `places`.
    places : float64, shape (points, 2)
        Metres in the region's CRS.
    cell, line : int64 and int32, shape (entries,)
        Cells of a grid, ascending, and for each the first point of a line that touches it.
    """

    mode: str
    about: dict[str, str]
    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]
    ms: Floats
    begins: NDArray[np.int32]
    arrives: NDArray[np.int32]
    chain_ms: Floats
    chain: NDArray[np.int32]
    behind: Floats
    ahead: Floats
    forward: Floats
    backward: Floats
    part: NDArray[np.int32]
    start: Ints
    places: Floats
    cell: Ints
    line: NDArray[np.int32]

    @property
    def by_node(self) -> bool:
        """Whether all turns are alike, so that a state is a node."""
        return self.mode not in BY_TURN


ARRAYS = tuple(each.name for each in fields(Roads) if each.name not in ("mode", "about"))
"""Names of the arrays, as they are stored."""


def roads_of(network: Network, mode: str, crs: str, around: tuple[float, ...] | None = None) -> Roads:
    """The roads of a network that a mode may use, in a region's metres.

    Parameters
    ----------
    network : Network
    mode : {"car", "bicycle", "foot"}
    crs : str
        Planar, in metres.
    around : tuple of float, optional
        West, south, east and north of what matters, metres; roads more than `MARGIN_M` outside are left out.

    Returns
    -------
    Roads

    Raises
    ------
    RegionError
        If there are none: of this mode, or around.
    """
    speeds = np.array([each.speeds for each in network.profiles]).reshape(-1, 2 * len(MODES))
    both = speeds[network.profile][:, 2 * MODES.index(mode) :][:, :2]
    degrees = network.places * DEGREE
    x, y = to_metres(crs).transform(degrees[:, 0], degrees[:, 1])
    places = np.column_stack((x, y))

    used = (both > 0).any(axis=1)
    if around is not None:
        west, south, east, north = around
        nearby = (
            (x > west - MARGIN_M) & (x < east + MARGIN_M) & (y > south - MARGIN_M) & (y < north + MARGIN_M)
        )
        near = np.logical_or.reduceat(nearby, network.start[:-1])
        used &= near | (network.metres == 0)  # gates are drawn nowhere
    edges = np.flatnonzero(used)
    if not (network.metres[edges] > 0).any():
        name = network.about.get("source", "")
        raise RegionError.of("no_roads_near", name=name, mode=mode)
    _, numbered = np.unique(network.ends[edges], return_inverse=True)
    ends = numbered.reshape(-1, 2).astype(np.int64)
    metres = network.metres[edges].astype(np.float64)
    ms = np.column_stack([_milliseconds(metres, both[edges, side]) for side in (0, 1)])
    ms += np.rint(network.signals[edges] * (SIGNAL_S[mode] * 1000))
    start, drawn = _gathered(network.start, edges)
    ms += (_junctions(ends)[ends].sum(axis=1) * (JUNCTION_S[mode] * 1000 / 2))[:, None]
    if mode in BY_TURN:
        forbidden = _forbidden(network, edges)
        chains = chains_of(ends, ms, ends.ravel()[forbidden[:, 0] ^ 1])
        graph = by_turn(chains, Junctions(ends, headings(places[drawn], start), forbidden))
        tail = head = np.arange(len(chains.first))
    else:
        chains = chains_of(ends, ms, np.empty(0, np.int64))
        graph = by_node(ends, chains)
        tail, head = ends.ravel()[chains.first], ends.ravel()[chains.last ^ 1]
    beside = np.array([each.beside for each in network.profiles])[network.profile[edges]]
    part = np.where(beside, parts(ends, ms, metres), -1).astype(np.int32)
    cell, line = cells_of(places[drawn], start, part >= 0)
    return Roads(
        mode=mode,
        about=network.about,
        indptr=graph.indptr,
        indices=graph.indices,
        ms=graph.data,
        begins=tail.astype(np.int32),
        arrives=head.astype(np.int32),
        chain_ms=chains.ms,
        chain=chains.chain.reshape(-1, 2).astype(np.int32),
        behind=chains.behind.reshape(-1, 2),
        ahead=chains.ahead.reshape(-1, 2),
        forward=ms[:, 0],
        backward=ms[:, 1],
        part=part,
        start=start,
        places=places[drawn],
        cell=cell,
        line=line,
    )


def parts(ends: Ints, ms: Floats, metres: Floats) -> Ints:
    """Which piece of roads that all lead to each other each edge belongs to, the longest first.

    Forbidden turns are not looked at.

    Parameters
    ----------
    ends : int64, shape (edges, 2)
    ms : float64, shape (edges, 2)
        inf where an edge may not be gone that way.
    metres : float64, shape (edges,)

    Returns
    -------
    int64, shape (edges,)
        -1 for edges between pieces, and in pieces of less than `OWN_ROADS_M`, unless all are.
    """
    is_open, nodes = np.isfinite(ms), int(ends.max(initial=-1)) + 1
    tail, head = (np.concatenate((ends[is_open[:, 0], i], ends[is_open[:, 1], 1 - i])) for i in (0, 1))
    graph = coo_array((np.ones(len(tail)), (tail, head)), shape=(nodes, nodes))
    _, label = connected_components(graph, connection="strong")
    start_part, end_part = label[ends[:, 0]], label[ends[:, 1]]
    inside = start_part == end_part
    length = np.bincount(start_part[inside], metres[inside], minlength=int(label.max()) + 1)
    order = np.argsort(-length, kind="stable")
    enough = length[order] >= min(OWN_ROADS_M, length[order[0]])
    rank = np.full(len(length), -1, np.int64)
    rank[order[enough]] = np.arange(int(enough.sum()))
    return np.where(inside, rank[start_part], -1)


def _milliseconds(metres: Floats, kmh: Floats) -> Floats:
    """At least one, so that no time is lost as a zero; inf where the speed is 0."""
    ms = np.full(len(metres), np.inf)
    np.divide(metres * 3600, kmh, out=ms, where=kmh > 0)
    return np.maximum(np.rint(ms), 1.0)


def _forbidden(network: Network, edges: Ints) -> Ints:
    """Forbidden turns between some edges of the network, as arcs of those. Shape (turns, 2)."""
    number = np.full(len(network.ends), -1, np.int64)
    number[edges] = np.arange(len(edges))
    arcs = network.forbidden.astype(np.int64)
    arcs = arcs[(number[arcs // 2] >= 0).all(axis=1)]
    return 2 * number[arcs // 2] + arcs % 2


def _junctions(ends: Ints) -> Bools:
    """Nodes where more than two roads meet, shape (nodes,)."""
    low, high = np.sort(ends, axis=1).T
    pairs = np.unique(np.column_stack((low, high))[low != high], axis=0)
    return np.bincount(pairs.ravel(), minlength=int(ends.max(initial=-1)) + 1) > 2


def _gathered(start: Ints, edges: Ints) -> tuple[Ints, Ints]:
    """Where the drawings of some edges begin when they are laid one after another, and their points."""
    count = start[edges + 1] - start[edges]
    laid = np.concatenate(([0], np.cumsum(count)))
    return laid, np.repeat(start[edges] - laid[:-1], count) + np.arange(laid[-1])


def arrays_of(roads: Roads) -> dict[str, NDArray[Any]]:
    """Everything but words, by name."""
    return {name: getattr(roads, name) for name in ARRAYS}
