"""The search by turns finds what a search of every walk through a small random town finds."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from geodata.network.chains import chains_of
from geodata.network.search_graph import Junctions, by_node, by_turn
from geodata.network.turns import car_s

Edge = tuple[int, int, int, int]
"""First node, last node, ms along and ms against; 0 where it may not be gone."""

EDGES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 50), st.integers(0, 50)),
    min_size=1,
    max_size=12,
)


def arrays(edges: list[Edge]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(edges, np.int64)
    return table[:, :2], np.where(table[:, 2:] > 0, table[:, 2:] * 1000.0, np.inf)


def by_hand(ends: np.ndarray, ms: np.ndarray, heading: np.ndarray, no: set[tuple[int, int]]) -> np.ndarray:
    """Time from the end of each arc to that of each other, every arc by itself; inf where there is no way."""
    tail, head, time = ends.ravel(), ends[:, ::-1].ravel(), ms.ravel()
    arcs = [arc for arc in range(2 * len(ends)) if np.isfinite(time[arc])]
    degree = np.bincount(ends.ravel())
    follows: dict[int, list[tuple[int, float]]] = {}
    for come in arcs:
        may = [go for go in arcs if tail[go] == head[come] and (come, go) not in no]
        onward = [go for go in may if go != come ^ 1]
        follows[come] = []
        for go in onward or may:
            angle = (heading.ravel()[go] - heading.ravel()[come ^ 1]) % 360 - 180
            angle = 180.0 if go == come ^ 1 else angle
            seconds = float(car_s(np.array([angle]))[0]) if degree[tail[go]] > 2 or go == come ^ 1 else 0.0
            follows[come].append((go, np.rint(seconds * 1000) + time[go]))
    found = np.full((len(tail), len(tail)), np.inf)
    for start in arcs:
        queue = [(0.0, start)]
        while queue:
            spent, arc = heapq.heappop(queue)
            if spent >= found[start, arc]:
                continue
            found[start, arc] = spent
            for go, more in follows[arc]:
                heapq.heappush(queue, (spent + more, go))
    return found


@given(EDGES, st.lists(st.tuples(st.integers(0, 23), st.integers(0, 23)), max_size=5), st.integers(0, 99))
def test_the_search_by_turns_finds_what_every_walk_finds(
    edges: list[Edge], pairs: list[tuple[int, int]], seed: int
) -> None:
    ends, ms = arrays(edges)
    heading = np.random.default_rng(seed).uniform(0, 360, ends.shape)
    tail, head = ends.ravel(), ends[:, ::-1].ravel()
    no = {(a, b) for a, b in pairs if max(a, b) < len(tail) and head[a] == tail[b]}
    forbidden = np.array(sorted(no), np.int64).reshape(-1, 2)
    chains = chains_of(ends, ms, tail[forbidden[:, 0] ^ 1])
    graph = by_turn(chains, Junctions(ends, heading, forbidden))
    back = dijkstra(graph)  # row b, column a: from the end of chain a to that of chain b
    wanted = by_hand(ends, ms, heading, no)
    for a in range(len(chains.first)):
        for b in range(len(chains.first)):
            assert back[b, a] == wanted[chains.last[a], chains.last[b]]


@given(EDGES)
def test_the_search_by_nodes_finds_what_one_of_every_edge_finds(edges: list[Edge]) -> None:
    ends, ms = arrays(edges)
    chains = chains_of(ends, ms, np.empty(0, np.int64))
    back = dijkstra(by_node(ends, chains))
    nodes = int(ends.max()) + 1
    plain = np.full((nodes, nodes), np.inf)
    np.fill_diagonal(plain, 0.0)
    for (first, last), (along, against) in zip(ends.tolist(), ms.tolist(), strict=True):
        plain[first, last] = min(plain[first, last], along)
        plain[last, first] = min(plain[last, first], against)
    for middle in range(nodes):
        plain = np.minimum(plain, plain[:, [middle]] + plain[[middle], :])
    ending = np.unique(np.concatenate((ends.ravel()[chains.first], ends.ravel()[chains.last ^ 1])))
    for come in ending:
        for go in ending:
            assert back[go, come] == plain[come, go]


@given(EDGES)
def test_every_open_arc_lies_on_one_chain_and_its_time_is_the_sum_of_its_arcs(edges: list[Edge]) -> None:
    ends, ms = arrays(edges)
    chains = chains_of(ends, ms, np.empty(0, np.int64))
    is_open = np.isfinite(ms).ravel()
    assert ((chains.chain >= 0) == is_open).all()
    whole = (chains.behind + ms.ravel() + chains.ahead)[is_open]
    np.testing.assert_array_equal(whole, chains.ms[chains.chain[is_open]])


@pytest.mark.parametrize(("angle", "seconds"), [(0, 0), (90, 2.1), (-90, 5.4), (180, 27.4)])
def test_a_turn_to_the_left_takes_longer_than_one_to_the_right(angle: float, seconds: float) -> None:
    assert car_s(np.array([float(angle)]))[0] == pytest.approx(seconds, abs=0.1)
