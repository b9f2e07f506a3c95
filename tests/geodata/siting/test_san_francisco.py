"""Stores of San Francisco, 205 census tracts x 16 sites: the same optimum as PySAL `spopt`.

The data come with `spopt` itself, whose documentation solves it; distances are metres.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from geodata.siting.question import Objective, Question
from geodata.siting.search import SearchProgress, best_answer

pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the peer's own
]

TABLE = "SF_network_distance_candidateStore_16_censusTract_205_new.csv"
LIMIT_M, FURTHEST_M = 5000.0, 1e6


@pytest.fixture(scope="module")
def spopt() -> ModuleType:
    """The peer, read in where a test asks for it: that takes seconds, and brings in Matplotlib."""
    pytest.importorskip("pulp", reason="the peer's solvers are not installed")
    found: ModuleType = pytest.importorskip("spopt", reason="the peer `spopt` is not installed")
    return found


@pytest.fixture(scope="module")
def city() -> tuple[np.ndarray, np.ndarray]:
    """Metres, shape (tracts, sites), and people."""
    if (peer := find_spec("spopt")) is None or peer.origin is None:
        pytest.skip("the peer `spopt` is not installed")
    path = Path(peer.origin).parent / "tests" / "test_locate" / "data" / TABLE
    if not path.is_file():
        pytest.skip(f"the peer's data is not at {path}")
    table = pd.read_csv(path)
    metres = table.pivot_table(values="distance", index="DestinationName", columns="name")
    people = table.groupby("DestinationName")["demand"].first()
    return metres.to_numpy(), people.reindex(metres.index).to_numpy()


def question(
    city: tuple[np.ndarray, np.ndarray], objective: Objective, sites: int = 4, existing: int | None = None
) -> Question:
    metres, people = city
    already = np.full(len(metres), np.inf) if existing is None else metres[:, existing]
    return Question(objective, people, csr_array(metres), already, LIMIT_M, FURTHEST_M, sites)


def peer_solver() -> object:
    import pulp

    return pulp.PULP_CBC_CMD(msg=False)


def test_everybody_is_covered_by_as_few(spopt: ModuleType, city: tuple[np.ndarray, np.ndarray]) -> None:
    peer = spopt.locate.LSCP.from_cost_matrix(city[0], LIMIT_M).solve(peer_solver())
    found = best_answer(question(city, "all"))
    assert found.value == peer.problem.objective.value() == 8
    assert found.proven
    assert found.covered == city[1].sum()


@pytest.mark.parametrize("sites", [1, 4, 7])
def test_as_many_are_covered(spopt: ModuleType, city: tuple[np.ndarray, np.ndarray], sites: int) -> None:
    peer = spopt.locate.MCLP.from_cost_matrix(city[0], city[1], LIMIT_M, sites).solve(peer_solver())
    found = best_answer(question(city, "coverage", sites))
    assert found.value == pytest.approx(peer.problem.objective.value())
    assert found.proven


@pytest.mark.parametrize("sites", [1, 4, 7])
def test_the_mean_way_is_as_short(spopt: ModuleType, city: tuple[np.ndarray, np.ndarray], sites: int) -> None:
    peer = spopt.locate.PMedian.from_cost_matrix(city[0], city[1], sites).solve(peer_solver())
    found = best_answer(question(city, "mean-minutes", sites))
    assert found.value * city[1].sum() == pytest.approx(peer.problem.objective.value())
    assert found.proven


def test_four_sites_cover_875247(city: tuple[np.ndarray, np.ndarray]) -> None:
    found = best_answer(question(city, "coverage", 4))
    assert (found.value, found.proven) == (875_247, True)


def test_with_a_site_already_there_the_rest_are_placed_alike(
    spopt: ModuleType, city: tuple[np.ndarray, np.ndarray]
) -> None:
    fixed = np.zeros(16, int)
    fixed[2] = 1
    peer = spopt.locate.MCLP.from_cost_matrix(
        city[0], city[1], LIMIT_M, 4, predefined_facilities_arr=fixed
    ).solve(peer_solver())
    found = best_answer(question(city, "coverage", 3, existing=2))
    assert found.value == pytest.approx(peer.problem.objective.value())


def test_what_is_found_before_the_proof_is_near_and_says_how_near(
    city: tuple[np.ndarray, np.ndarray],
) -> None:
    for objective in ("coverage", "mean-minutes"):
        told: list[SearchProgress] = []
        best = best_answer(question(city, objective), report=told.append)
        first = next(progress.best for progress in told if progress.stage == "bound")
        assert abs(first.value - best.value) <= 0.03 * best.value
        assert first.gap <= 0.15
