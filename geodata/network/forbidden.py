"""Forbidden turns as pairs of arcs: which edge, in which direction, may not be left for which."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.network.restrictions import Restriction
from geodata.network.ways import Ways

Ints = NDArray[np.int64]


def forbidden_turns(ways: Ways, way: Ints, ends: Ints) -> NDArray[np.int32]:
    """What all restrictions of an extract forbid.

    A restriction at a node where its roads do not end, and that might so mean more than one turn, forbids
    nothing but turning back.

    Parameters
    ----------
    ways : Ways
    way : int64, shape (edges,)
        The way that each edge is cut from.
    ends : int64, shape (edges, 2)
        OpenStreetMap's ids of its first and last node.

    Returns
    -------
    int32, shape (turns, 2)
        As `geodata.network.graph.Network.forbidden`; ascending.
    """
    at = np.array(sorted({each.via for each in ways.restrictions}), np.int64)
    edges = np.flatnonzero(np.isin(ends, at).any(axis=1))
    leaving: dict[int, list[tuple[int, int]]] = {}
    for edge in edges.tolist():
        ident = int(ways.way_id[way[edge]])
        for side in (0, 1):  # from its first node on, or from its last back
            leaving.setdefault(int(ends[edge, side]), []).append((2 * edge + side, ident))
    found = {pair for each in ways.restrictions for pair in _pairs(each, leaving.get(each.via, []))}
    return np.array(sorted(found), np.int32).reshape(-1, 2)


def _pairs(restriction: Restriction, leaving: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Arcs into a node, and out of it, that may not follow each other; `leaving` are all those out of it."""
    into = [arc ^ 1 for arc, ident in leaving if ident in restriction.origins]
    out = [arc for arc, ident in leaving if ident in restriction.targets]
    if restriction.origins == restriction.targets:  # turning back
        return [(arc, arc ^ 1) for arc in into if not restriction.only]
    if len(into) > len(restriction.origins) or len(out) > len(restriction.targets) or not into or not out:
        return []
    if restriction.only:
        out = [arc for arc, _ in leaving if arc not in out]
    return [(come, go) for come in into for go in out if not (restriction.only and go == come ^ 1)]
