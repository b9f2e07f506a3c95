"""Room for most within the limit, where each site has only so much room: toys, brute force, promises."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from geodata.contract.errors import IndexMismatchError, SitingError
from geodata.siting.capacitated import most_placed
from geodata.siting.question import Question
from geodata.siting.search import best_answer

pytestmark = pytest.mark.long

# Five areas on a road, ten minutes apart, and a site in each; nobody lives in the fourth.
ROAD = np.abs(np.subtract.outer(np.arange(5), np.arange(5))) * 10.0
PERSONS = np.array([100, 300, 200, 0, 400])
NOBODY_NEAR = np.full(5, np.inf)


def road(sites: int = 1, existing: np.ndarray = NOBODY_NEAR) -> Question:
    return Question("coverage", PERSONS, ROAD, existing, 10.0, 60.0, sites)


def test_a_site_places_no_more_than_it_has_room_for() -> None:
    # The second reaches 600 of whom 250 find room; the fourth and fifth 600 and 400.
    found = most_placed(road(), np.array([250.0, 250, 250, 250, 500]))
    assert (found.sites, found.placed, found.bound, found.proven) == ((4,), 400, 400, True)
    assert found.turned_away == 0
    found = most_placed(road(), np.array([250.0, 250, 250, 450, 500]))
    assert (found.sites, found.placed) == ((3,), 450)
    assert found.turned_away == 150


def test_without_limits_it_is_the_question_of_coverage() -> None:
    for sites in (1, 2, 3):
        found = most_placed(road(sites), np.full(5, np.inf))
        assert found.placed == best_answer(road(sites)).value
        assert found.proven


def test_an_area_is_shared_among_sites_where_one_has_too_little_room() -> None:
    found = most_placed(road(2), np.array([150.0, 150, 150, 100, 100]))
    assert found.placed == 300
    assert found.proven


def test_who_has_a_unit_already_needs_no_room() -> None:
    found = most_placed(road(1, existing=ROAD[:, 1]), np.full(5, 300.0))
    assert found.placed == 300
    assert found.sites in ((3,), (4,))


def test_without_any_room_nobody_is_placed() -> None:
    found = most_placed(road(2), np.zeros(5))
    assert (found.placed, found.bound, found.proven) == (0, 0, True)


def test_what_cannot_be_answered_is_a_sentence() -> None:
    with pytest.raises(IndexMismatchError):
        most_placed(road(), np.ones(4))
    with pytest.raises(SitingError, match="at least 0"):
        most_placed(road(), np.array([1, 1, np.nan, 1, 1.0]))
    shortest = Question("mean-minutes", PERSONS, ROAD, NOBODY_NEAR, 10.0, 60.0, 1)
    with pytest.raises(SitingError, match="as many as possible"):
        most_placed(shortest, np.ones(5))


def shared_out(near: np.ndarray, persons: np.ndarray, room: np.ndarray) -> float:
    """Residents placed, as a problem of transport: one variable a pair, areas and rooms as limits."""
    areas, sites = near.shape
    if not sites:
        return 0.0
    of_area, of_site = np.kron(np.eye(areas), np.ones(sites)), np.kron(np.ones(areas), np.eye(sites))
    limits = [(0, None if pair else 0) for pair in near.ravel()]
    found = linprog(
        -np.ones(areas * sites), np.vstack((of_area, of_site)), np.append(persons, room), bounds=limits
    )
    return float(-found.fun)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40)
def test_no_choice_of_sites_places_more(seed: int) -> None:
    rng = np.random.default_rng(seed)
    areas, candidates = rng.integers(1, 8), rng.integers(1, 6)
    minutes = np.where(
        rng.random((areas, candidates)) < 0.8, rng.integers(0, 30, (areas, candidates)), np.inf
    )
    persons, room = rng.integers(0, 50, areas), rng.integers(0, 80, candidates).astype(float)
    existing = np.where(rng.random(areas) < 0.3, rng.uniform(1, 30, areas), np.inf)
    sites = int(rng.integers(1, candidates + 1))
    found = most_placed(Question("coverage", persons, minutes, existing, 15.0, 60.0, sites), room)
    near = (minutes <= 15) & (existing > 15)[:, None]
    each = {
        chosen: shared_out(near[:, chosen], persons, room[list(chosen)])
        for chosen in combinations(range(candidates), sites)
    }
    assert found.proven
    assert found.placed == pytest.approx(max(each.values()), abs=1e-6)
    assert shared_out(near[:, found.sites], persons, room[list(found.sites)]) == pytest.approx(found.placed)


def test_a_search_cut_short_says_how_far_from_the_best_it_may_be() -> None:
    rng = np.random.default_rng(5)
    minutes = np.where(rng.random((60, 30)) < 0.15, 5.0, np.inf)
    hard = Question("coverage", rng.integers(1, 50, 60), minutes, np.full(60, np.inf), 10.0, 60.0, 8)
    room = rng.integers(20, 120, 30).astype(float)
    best, short = most_placed(hard, room), most_placed(hard, room, time_limit_s=0.0)
    assert best.proven
    assert not short.proven
    assert short.stopped
    assert short.placed <= best.placed <= short.bound
