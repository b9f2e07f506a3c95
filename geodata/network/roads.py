"""The roads of one mode, in a region's own metres and ready to search: what a running worker maps.

The graph is reversed, so that one search from a unit finds the time to it from everywhere. Times are
whole milliseconds kept as floats: sums of them are exact, whatever the order, and so an answer is the
same to the bit however it was found.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from geodata.contract.errors import RegionError
from geodata.contract.travel_modes import MODES
from geodata.geometry.degrees import to_metres
from geodata.network.cells import cells_of
from geodata.network.graph import Network
from geodata.network.lengths import DEGREE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

OWN_ROADS_M = 1_000.0
"""Metres of road; what hangs together and is longer is an island of its own, what is shorter is taken
for a piece that the map has left unconnected, and nobody sets out from it."""

MARGIN_M = 25_000.0
"""Metres around areas and units within which roads are kept: some journeys lead around."""

MS_PER_MIN = 60_000.0

JUNCTION_MS = {"car": 1000.0, "bicycle": 1000.0, "foot": 0.0}
"""Time that passing a junction of three roads or more costs: braking, looking, turning, lights. One second
on average is what brings the median journey nearest to Valhalla's, which reckons with every turn, on three
extracts of different kinds (docs/travel.md); half of it is laid on each edge that ends there.
"""


@dataclass(frozen=True, eq=False)
class Roads:
    """Roads that one mode may use.

    Attributes
    ----------
    mode : {"car", "bicycle", "foot"}
    about : dict of str to str
        Of the network: `source`, `date`, `licence`, `credit`.
    indptr, indices, ms : arrays
        The reversed graph as CSR, shape (nodes, nodes): row v, column u is the time from u to v, ms.
    ends : int32, shape (edges, 2)
        Nodes of each edge.
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
    ends: NDArray[np.int32]
    forward: Floats
    backward: Floats
    part: NDArray[np.int32]
    start: Ints
    places: Floats
    cell: Ints
    line: NDArray[np.int32]


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
    ends = numbered.reshape(-1, 2).astype(np.int32)
    metres = network.metres[edges].astype(np.float64)
    forward, backward = (_milliseconds(metres, both[edges, side]) for side in (0, 1))
    waits = _junctions(ends)[ends].sum(axis=1) * (JUNCTION_MS[mode] / 2)
    forward, backward = forward + waits, backward + waits
    graph = _reversed(ends, forward, backward)
    beside = np.array([each.beside for each in network.profiles])[network.profile[edges]]
    part = np.where(beside, parts(graph, ends, metres), -1).astype(np.int32)

    start, drawn = _gathered(network.start, edges)
    cell, line = cells_of(places[drawn], start, part >= 0)
    return Roads(
        mode=mode,
        about=network.about,
        indptr=graph.indptr,
        indices=graph.indices,
        ms=graph.data,
        ends=ends,
        forward=forward,
        backward=backward,
        part=part,
        start=start,
        places=places[drawn],
        cell=cell,
        line=line,
    )


def parts(graph: csr_array, ends: NDArray[np.int32], metres: Floats) -> Ints:
    """Which piece of roads that all lead to each other each edge belongs to, the longest first.

    Parameters
    ----------
    graph : csr_array, shape (nodes, nodes)
    ends : int32, shape (edges, 2)
    metres : float64, shape (edges,)

    Returns
    -------
    int64, shape (edges,)
        -1 for edges between pieces, and in pieces of less than `OWN_ROADS_M`, unless all are.
    """
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


def _junctions(ends: NDArray[np.int32]) -> Bools:
    """Nodes where more than two roads meet, shape (nodes,)."""
    low, high = np.sort(ends, axis=1).T
    pairs = np.unique(np.column_stack((low, high))[low != high], axis=0)
    return np.bincount(pairs.ravel(), minlength=int(ends.max(initial=-1)) + 1) > 2


def _reversed(ends: NDArray[np.int32], forward: Floats, backward: Floats) -> csr_array:
    """Of several edges between two nodes the quickest counts; one that ends where it began leads nowhere."""
    row = np.concatenate((ends[:, 1], ends[:, 0])).astype(np.int64)
    column = np.concatenate((ends[:, 0], ends[:, 1])).astype(np.int64)
    ms = np.concatenate((forward, backward))
    real = np.isfinite(ms) & (row != column)
    row, column, ms = row[real], column[real], ms[real]
    order = np.lexsort((ms, column, row))
    row, column, ms = row[order], column[order], ms[order]
    new = np.ones(len(row), bool)
    new[1:] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
    nodes = int(ends.max(initial=-1)) + 1
    indices = (row[new].astype(np.int32), column[new].astype(np.int32))
    graph = csr_array(coo_array((ms[new], indices), shape=(nodes, nodes)))
    graph.sort_indices()
    return graph


def _gathered(start: Ints, edges: Ints) -> tuple[Ints, Ints]:
    """Where the drawings of some edges begin when they are laid one after another, and their points."""
    count = start[edges + 1] - start[edges]
    laid = np.concatenate(([0], np.cumsum(count)))
    return laid, np.repeat(start[edges] - laid[:-1], count) + np.arange(laid[-1])


def arrays_of(roads: Roads) -> dict[str, NDArray[Any]]:
    """Everything but words, by name."""
    return {name: getattr(roads, name) for name in ARRAYS}
