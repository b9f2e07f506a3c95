"""Edges in a row with no choice between them, as one chain in each direction: what a search goes through."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Chains:
    """Chains of arcs; arc 2 e is edge e from its first node to its last, arc 2 e + 1 the way back.

    Attributes
    ----------
    chain : int64, shape (arcs,)
        Each arc's chain; -1 for what may not be gone.
    behind, ahead : float64, shape (arcs,)
        Time of the chain before each arc, and after it, ms.
    first, last : int64, shape (chains,)
        Arcs.
    ms : float64, shape (chains,)
        Time along all of each.
    """

    chain: Ints
    behind: Floats
    ahead: Floats
    first: Ints
    last: Ints
    ms: Floats


def chains_of(ends: Ints, ms: Floats, keep: Ints) -> Chains:
    """Chains of some edges.

    Parameters
    ----------
    ends : integers, shape (edges, 2)
        Nodes.
    ms : float64, shape (edges, 2)
        Time along each edge and against it; inf where it may not be gone.
    keep : int64
        Nodes that no chain may run through, as those where some turn is forbidden.

    Returns
    -------
    Chains
        None of them runs through a node where three edges meet, or where two meet that are open in different
        directions.
    """
    edges = len(ends)
    is_open = np.isfinite(ms)
    nodes = int(ends.max(initial=-1)) + 1
    ending, at = np.repeat(np.arange(edges), 2), ends.ravel().astype(np.int64)
    order = np.argsort(at, kind="stable")
    count = np.bincount(at, minlength=nodes)
    place = np.concatenate(([0], np.cumsum(count)))[:-1]
    through = np.flatnonzero(count == 2)
    # Arcs out of the node, along each of the two edges that meet there.
    first_out, second_out = order[place[through]], order[place[through] + 1]
    # One comes along the first's arc to the node and goes on along the second's out of it, or in reverse.
    into, out = first_out ^ 1, second_out
    alike = (is_open.ravel()[into] == is_open.ravel()[out]) & (
        is_open.ravel()[first_out] == is_open.ravel()[second_out ^ 1]
    )
    fits = (ending[first_out] != ending[second_out]) & alike & ~np.isin(through, keep)
    through, first_out, second_out = through[fits], first_out[fits], second_out[fits]
    broken = ~_closes(ending[first_out], ending[second_out], edges)
    first_out, second_out = first_out[broken], second_out[broken]

    arcs = 2 * edges
    after = np.arange(arcs)
    after[first_out ^ 1], after[second_out ^ 1] = second_out, first_out
    after[~is_open.ravel()] = np.flatnonzero(~is_open.ravel())
    before = np.arange(arcs)
    moved = np.flatnonzero(after != np.arange(arcs))
    before[after[moved]] = moved
    time = np.where(is_open, ms, 0.0).ravel()
    last, ahead = _run(after, time)
    first, behind = _run(before, time)
    starts = np.flatnonzero((first == np.arange(arcs)) & is_open.ravel())
    number = np.full(arcs, -1, np.int64)
    number[starts] = np.arange(len(starts))
    chain = np.where(is_open.ravel(), number[first], -1)
    return Chains(chain, behind, ahead, starts, last[starts], time[starts] + ahead[starts])


def _run(step: Ints, time: Floats) -> tuple[Ints, Floats]:
    """Where each arc comes to, step by step until it stays, and the time of all others on the way."""
    reached = step
    spent = np.where(step != np.arange(len(step)), time[step], 0.0)
    while True:
        further = reached[reached]
        if (further == reached).all():
            return reached, spent
        spent, reached = spent + spent[reached], further


def _closes(first_out: Ints, second_out: Ints, edges: int) -> Bools:
    """Links that close a ring of edges, one link of each, so that it begins somewhere. Shape (links,)."""
    graph = coo_array((np.ones(len(first_out)), (first_out, second_out)), shape=(edges, edges))
    _, piece = connected_components(graph, directed=False)
    ring = np.bincount(piece[first_out], minlength=edges) >= np.bincount(piece, minlength=edges)
    closing = np.zeros(len(first_out), bool)
    found = np.flatnonzero(ring[piece[first_out]])
    _, first = np.unique(piece[first_out][found], return_index=True)
    closing[found[first]] = True
    return closing
