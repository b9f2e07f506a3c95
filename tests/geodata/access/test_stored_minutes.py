"""A journey of no time at all is a journey: wherever minutes are read, and however they are given."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.sparse import coo_array, csc_array, csr_array, csr_matrix

from geodata import travel
from geodata.access.nearest import (
    METHODS,
    Method,
    floating_catchment,
    nearest,
    organisations_within,
    stranded,
)
from geodata.access.stored_minutes import Minutes, stored
from geodata.siting.question import Objective, Question, nearest_with, one_by_one
from geodata.siting.search import best_answer

# Three areas ten minutes apart, a unit in the first and the last; from the first none reaches the last.
MINUTES = np.array([[0.0, np.inf], [10.0, 10.0], [20.0, 0.0]])
ROW, UNIT = np.nonzero(np.isfinite(MINUTES))
PERSONS = np.array([100, 50, 200])
FORMS: dict[str, Callable[[], Minutes]] = {
    "dense": lambda: MINUTES,
    "csr": lambda: csr_array((MINUTES[ROW, UNIT], (ROW, UNIT)), shape=MINUTES.shape),
    "csc": lambda: csc_array((MINUTES[ROW, UNIT], (ROW, UNIT)), shape=MINUTES.shape),
    "coo": lambda: coo_array((MINUTES[ROW, UNIT], (ROW, UNIT)), shape=MINUTES.shape),
    "matrix": lambda: csr_matrix((MINUTES[ROW, UNIT], (ROW, UNIT)), shape=MINUTES.shape),
}


@pytest.fixture(params=FORMS)
def minutes(request: pytest.FixtureRequest) -> Minutes:
    return FORMS[request.param]()


def test_every_pair_within_reach_is_stored(minutes: Minutes) -> None:
    found = stored(minutes)
    assert isinstance(found, csr_array)
    assert found.nnz == 5
    assert found.indices.tolist() == [0, 0, 1, 0, 1]
    assert found.data.tolist() == [0, 10, 10, 20, 0]


def test_who_lives_at_the_door_reaches_the_unit(minutes: Minutes) -> None:
    shortest, unit = nearest(minutes)
    assert shortest.tolist() == [0, 10, 0]
    assert unit.tolist() == [0, 0, 1]
    assert organisations_within(minutes, np.array([0, 1]), 5.0).tolist() == [1, 0, 1]


@pytest.mark.parametrize("method", METHODS)
def test_who_lives_at_the_door_shares_the_unit(minutes: Minutes, method: Method) -> None:
    supply = np.array([1.0, 2.0])
    found = floating_catchment(PERSONS, supply, minutes, limit_min=5.0, method=method)
    assert found == pytest.approx([1 / 100, 0, 2 / 200])
    assert not stranded(PERSONS, supply, minutes, limit_min=5.0).any()


def question(objective: Objective, minutes: Minutes, sites: int = 1) -> Question:
    return Question(objective, PERSONS, minutes, np.full(3, np.inf), 5.0, 60.0, sites)


def test_a_site_at_the_door_covers_and_takes_no_time(minutes: Minutes) -> None:
    found = best_answer(question("coverage", minutes))
    assert (found.sites, found.value, found.proven) == ((1,), 200, True)
    found = best_answer(question("mean-minutes", minutes, 2))
    assert set(found.sites) == {0, 1}
    assert found.value == pytest.approx(50 * 10 / 350)
    everybody = Question("all", PERSONS, minutes, np.array([np.inf, 0, np.inf]), 5.0, 60.0)
    assert best_answer(everybody).value == 2
    assert nearest_with(everybody, (0, 1)).tolist() == [0, 0, 0]
    assert one_by_one(question("coverage", minutes, 2), (1, 0))[0].tolist() == [200, 300]


def test_parts_of_minutes_keep_their_zeros(minutes: Minutes) -> None:
    whole = stored(minutes)
    assert travel.only(whole, np.array([True, False])).data.tolist() == [0, 10, 20]
    assert travel.kept(whole, whole.data < 15).data.tolist() == [0, 10, 10, 0]
    assert travel.with_columns(whole, {2: np.array([np.inf, 0.0, 1.0])}, 3).nnz == 7
    assert travel.columns_of(whole, np.array([1])).ravel().tolist() == [np.inf, 10, 0]
    assert travel.journeys(whole, np.array([0, 0, 2]), np.array([0, 1, 1])).tolist() == [0, np.inf, 0]
