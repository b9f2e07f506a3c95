"""What is searched: from the end of a road to that of the one before, every turn with its seconds; backwards.

A state is where a traveller stands before choosing how to go on. To whoever walks or rides that is a node:
all turns are alike. To a car it is the end of a chain of edges, reached in one direction, as the next turn
depends on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from geodata.network.chains import Chains
from geodata.network.turns import car_s

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Junctions:
    """What is known of edges where they meet others.

    Attributes
    ----------
    ends : int64, shape (edges, 2)
        Nodes.
    heading : float64, shape (edges, 2)
        Degrees clockwise from north in which one leaves the edge's first node along it, and its last.
    forbidden : int64, shape (turns, 2)
        Pairs of arcs that may not follow each other.
    """

    ends: Ints
    heading: Floats
    forbidden: Ints


def by_node(ends: Ints, chains: Chains) -> csr_array:
    """The graph of those to whom all turns are alike: row v, column u is the time from node u to v, ms.

    Of several chains between two nodes the quickest counts; one that ends where it began leads nowhere.
    """
    tail, head = ends.ravel()[chains.first], ends.ravel()[chains.last ^ 1]
    return _least(head, tail, chains.ms, int(ends.max(initial=-1)) + 1, tail != head)


def by_turn(chains: Chains, at: Junctions) -> csr_array:
    """The graph of cars: row b, column a is the turn from chain a and all of b, ms.

    One turns around only where there is no other way on.
    """
    come, go = _turns(chains, at)
    ms = np.rint(_seconds(chains.last[come], chains.first[go], at) * 1000)
    return _least(go, come, ms + chains.ms[go], len(chains.first), np.ones(len(come), bool))


def _turns(chains: Chains, at: Junctions) -> tuple[Ints, Ints]:
    """All pairs of chains that may follow each other."""
    ends, arcs = at.ends.ravel(), 2 * len(at.ends)
    tail, head = ends[chains.first], ends[chains.last ^ 1]
    order = np.argsort(tail, kind="stable")
    count = np.bincount(tail, minlength=int(ends.max(initial=-1)) + 1)
    place = np.concatenate(([0], np.cumsum(count)))
    come = np.repeat(np.arange(len(head)), count[head])
    begins = np.repeat(np.cumsum(count[head]) - count[head], count[head])
    go = order[place[head[come]] + np.arange(len(come)) - begins]
    last, first = chains.last[come], chains.first[go]
    back = first == (last ^ 1)
    no = np.isin(last * arcs + first, at.forbidden[:, 0] * arcs + at.forbidden[:, 1])
    onward = np.bincount(come[~back & ~no], minlength=len(head)) > 0
    may = ~no & ~(back & onward[come])
    return come[may], go[may]


def _seconds(last: Ints, first: Ints, at: Junctions) -> Floats:
    """Of each turn from one arc into another."""
    angle = (at.heading.ravel()[first] - at.heading.ravel()[last ^ 1] + 360) % 360 - 180
    angle = np.where(np.isnan(angle), 0.0, angle)  # at a gate
    back = first == (last ^ 1)
    angle[back] = 180.0
    meeting = np.bincount(at.ends.ravel())[at.ends.ravel()[first]]
    return np.where((meeting > 2) | back, car_s(angle), 0.0)


def _least(row: Ints, column: Ints, ms: Floats, size: int, real: Bools) -> csr_array:
    """The smallest of all entries at each place."""
    row, column, ms = row[real], column[real], ms[real]
    order = np.lexsort((ms, column, row))
    row, column, ms = row[order], column[order], ms[order]
    new = np.ones(len(row), bool)
    new[1:] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
    indices = (row[new].astype(np.int32), column[new].astype(np.int32))
    graph = csr_array(coo_array((ms[new], indices), shape=(size, size)))
    graph.sort_indices()
    return graph
