"""The p-median problems of OR-Library, with known optima: Beasley 1985, doi 10.1016/0377-2217(85)90041-2.

Their files are not here: the variable `PMED` names a folder with `pmed1.txt` and so on, else they are looked
for beside the other real data. The first line has nodes, edges and how many sites; every other line an edge
and its length. An edge that stands twice has its last length, as the published optima go by.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from geodata.siting.question import Question
from geodata.siting.search import best_answer
from tests.conftest import SHARED

pytestmark = pytest.mark.long

FOLDER = Path(os.environ.get("PMED", SHARED / "pmed"))
OPTIMA = {1: 5819, 2: 4093, 3: 4250, 4: 3034, 5: 1355, 26: 9917, 31: 10086, 35: 10400, 40: 5128}
"""Sum of the distances from every node to the nearest site, by the number of the problem."""

PROVEN_TO = 100
"""Nodes of a problem that has an end within the usual time, however busy the machine."""


def problem(path: Path) -> Question:
    """Everybody's journey to the nearest of some nodes, where there is no unit yet."""
    (nodes, edges, sites), *lengths = np.loadtxt(path, np.int64)
    assert len(lengths) == edges
    network = np.zeros((nodes, nodes))
    for first, second, length in lengths:
        network[first - 1, second - 1] = network[second - 1, first - 1] = length
    away = shortest_path(csr_array(network), directed=False)
    longest = float(away.max()) + 1
    minutes = csr_array(np.maximum(away, 1e-9))  # nought is a little: what is not stored is out of reach
    nowhere = np.full(nodes, np.inf)
    return Question("mean-minutes", np.ones(nodes), minutes, nowhere, longest, longest, int(sites))


@pytest.mark.parametrize("number", OPTIMA)
def test_the_published_optimum_lies_between_what_is_found_and_its_bound(number: int) -> None:
    path = FOLDER / f"pmed{number}.txt"
    if not path.exists():
        pytest.skip(f"the problem of OR-Library is not at {path}")
    question, optimum = problem(path), OPTIMA[number]
    found = best_answer(question)
    value, bound = (each * len(question.persons) for each in (found.value, found.bound))
    assert bound - 1e-3 <= optimum <= value + 1e-3
    assert found.proven or len(question.persons) > PROVEN_TO
