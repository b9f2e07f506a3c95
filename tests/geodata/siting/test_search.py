"""Where the next units should stand: toys countable by eye, brute force, the search's own promises."""

from __future__ import annotations

import signal
import time
from io import BytesIO
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geodata.contract.errors import IndexMismatchError, SitingError, UncoverableError
from geodata.siting import search, solver
from geodata.siting.cover import cover
from geodata.siting.highs import Programme, Solved, solved
from geodata.siting.programmes import of_cover
from geodata.siting.question import Objective, Question, Siting, answered
from geodata.siting.search import SearchProgress, best_answer

pytestmark = pytest.mark.long

OBJECTIVES: tuple[Objective, ...] = ("coverage", "all", "mean-minutes")

# Five areas on a road, ten minutes apart, and a site in each; nobody lives in the fourth.
ROAD = np.abs(np.subtract.outer(np.arange(5), np.arange(5))) * 10.0
PERSONS = np.array([100, 300, 200, 0, 400])
NOWHERE = np.full(5, np.inf)


def stored(minutes: np.ndarray) -> csr_array:
    """Minutes as the region stores them: out of reach is left out, nought is a little."""
    row, column = np.nonzero(np.isfinite(minutes))
    return csr_array((np.maximum(minutes[row, column], 1e-4), (row, column)), shape=minutes.shape)


def road(objective: Objective, sites: int = 1, limit: float = 10.0, **other: Any) -> Question:
    asked = {"persons": PERSONS, "minutes": stored(ROAD), "existing_min": NOWHERE} | other
    return Question(objective=objective, limit_min=limit, longest_min=60.0, sites=sites, **asked)


def test_one_site_covers_most_where_three_neighbours_are_within_the_limit() -> None:
    found = best_answer(road("coverage"))
    assert found.sites == (1,)  # 100 + 300 + 200
    assert (found.value, found.covered, found.covered_before) == (600, 600, 0)
    assert found.proven
    assert (found.bound, found.gap) == (600, 0)


def test_two_sites_cover_all_and_the_one_that_gives_most_comes_first() -> None:
    found = best_answer(road("coverage", 2))
    assert found.value == 1000
    assert found.sites[0] == 1
    assert found.sites[1] in (3, 4)


def test_sites_that_would_add_nothing_are_left_out() -> None:
    assert len(best_answer(road("coverage", 5)).sites) == 2
    assert best_answer(road("coverage", 1, existing_min=np.zeros(5))).sites == ()


def test_the_limit_is_inclusive() -> None:
    assert best_answer(road("coverage", limit=9.999)).value == 400
    assert best_answer(road("coverage", limit=20.0)).sites == (2,), "within twenty minutes of everybody"


def test_existing_units_stay_and_are_counted() -> None:
    existing = ROAD[:, 1]  # a unit in the second area
    found = best_answer(road("coverage", existing_min=existing))
    assert (found.covered_before, found.covered) == (600, 1000)
    assert best_answer(road("all", existing_min=existing)).value == 1


def test_two_sites_cover_everybody_and_an_empty_area_needs_none() -> None:
    found = best_answer(road("all"))
    assert (found.value, found.proven, found.covered) == (2, True, 1000)
    assert best_answer(road("all", limit=5.0)).value == 4


def test_the_mean_journey_is_shortest_where_most_live() -> None:
    # In the third: (100 x 20 + 300 x 10 + 400 x 20) / 1000 = 13; in the second: 15.
    by_hand = [(PERSONS @ ROAD[:, site]) / 1000 for site in range(5)]
    found = best_answer(road("mean-minutes"))
    assert min(by_hand) == 13
    assert found.sites == (2,)
    assert found.value == pytest.approx(13, abs=1e-3)
    assert found.mean_before_min == 60


def test_who_reaches_nothing_counts_as_the_longest_journey() -> None:
    minutes = np.array([[5.0, np.inf], [np.inf, 5.0]])
    asked = road(
        "mean-minutes", persons=np.array([10, 30]), minutes=stored(minutes), existing_min=NOWHERE[:2]
    )
    found = best_answer(asked)
    assert found.sites == (1,)
    assert found.value == pytest.approx((10 * 60 + 30 * 5) / 40)


def test_everybody_cannot_be_covered_where_nothing_reaches_some_and_they_are_named() -> None:
    minutes = np.where(ROAD > 10, np.inf, ROAD)[:, :2]
    with pytest.raises(UncoverableError, match="1 areas are beyond 10 minutes") as caught:
        best_answer(road("all", minutes=stored(minutes)))
    assert caught.value.areas == (4,), "nobody lives in the fourth area"


def test_more_sites_than_candidates_is_a_clear_error() -> None:
    with pytest.raises(SitingError, match="6 sites are asked for, but there are only 5 candidate sites"):
        road("coverage", 6)
    with pytest.raises(SitingError, match="at least one"):
        road("mean-minutes", 0)
    with pytest.raises(IndexMismatchError):
        road("coverage", existing_min=NOWHERE[:2])


def test_without_residents_nothing_is_to_be_gained() -> None:
    for objective in OBJECTIVES:
        found = best_answer(road(objective, persons=np.zeros(5, int)))
        assert found.sites == ()
        assert found.proven


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Small questions with pairs out of reach, equal rows, existing units, areas nobody lives in."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    areas, candidates = draw(st.integers(1, 12)), draw(st.integers(1, 8))
    whole = draw(st.booleans())
    minutes = rng.uniform(1, 40, (areas, candidates))
    minutes = np.where(rng.random(minutes.shape) < 0.8, np.round(minutes) if whole else minutes, np.inf)
    persons = rng.integers(0, 4, areas) if whole else rng.uniform(0, 50, areas)
    existing = np.where(rng.random(areas) < 0.4, rng.uniform(1, 60, areas), np.inf)
    return Question(
        objective=draw(st.sampled_from(OBJECTIVES)),
        persons=persons,
        minutes=stored(minutes),
        existing_min=existing,
        limit_min=float(rng.integers(5, 40)),
        longest_min=60.0,
        sites=draw(st.integers(1, candidates)),
    )


def brute_force(question: Question) -> float | None:
    """The best value of all choices of sites; None where not all can be covered."""
    candidates = question.minutes.shape[1]
    most = candidates if question.objective == "all" else question.sites
    everybody = question.persons.sum()
    values = []
    for count in range(most + 1):
        for chosen in combinations(range(candidates), count):
            found = answered(question, chosen, 0.0)
            if question.objective != "all" or found.covered == pytest.approx(everybody):
                values.append(found.value)
    if not values:
        return None
    return max(values) if question.objective == "coverage" else min(values)


@given(questions())
@settings(max_examples=150)
def test_the_answer_is_the_best_of_all_choices(question: Question) -> None:
    best = brute_force(question)
    if best is None:
        with pytest.raises(UncoverableError):
            best_answer(question)
        return
    told: list[SearchProgress] = []
    found = best_answer(question, report=told.append)
    assert found.proven
    assert found.value == pytest.approx(best, nan_ok=True)
    assert found.bound == pytest.approx(best, nan_ok=True)
    better = -1 if question.objective == "coverage" else 1
    assert told[0].stage == "first"
    for progress in told if not np.isnan(best) else ():
        on_the_way = progress.best
        assert better * (on_the_way.bound - best) <= 1e-9 * max(1, abs(best)), progress.stage
        assert better * (best - on_the_way.value) <= 1e-9 * max(1, abs(best)), progress.stage
        assert on_the_way.gap >= 0, progress.stage


def hard() -> Question:
    """A cover of random sets, such as solvers take minutes for."""
    rng = np.random.default_rng(4)
    minutes = np.where(rng.random((300, 300)) < 0.05, 5.0, np.inf)
    np.fill_diagonal(minutes, 5.0)
    return road("all", persons=np.ones(300), minutes=stored(minutes), existing_min=np.full(300, np.inf))


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The solver's processes that a test starts."""
    started: list[Any] = []
    popen = solver.subprocess.Popen

    def start(*arguments: Any, **named: Any) -> Any:
        started.append(popen(*arguments, **named))
        return started[-1]

    monkeypatch.setattr(solver.subprocess, "Popen", start)
    monkeypatch.setattr(solver, "AT_ONCE_S", 0.05)
    return started


def test_a_search_that_is_stopped_answers_with_the_best_so_far_and_leaves_no_process(
    processes: list[Any],
) -> None:
    told: list[SearchProgress] = []
    found = best_answer(hard(), stop=lambda: len(told) > 5, report=told.append)
    assert (found.stopped, found.proven) == (True, False)
    assert found.bound < found.value == len(found.sites)
    assert found.covered == 300
    assert found.gap > 0
    assert [one.returncode for one in processes] == [-signal.SIGKILL], "the solver was ended"
    assert told[0].stage == "first"
    assert {one.stage for one in told[1:]} == {"prove"}
    assert all(one.seconds <= other.seconds for one, other in pairwise(told))


def test_a_search_out_of_time_says_how_far_from_the_best_it_may_be(processes: list[Any]) -> None:
    found = best_answer(hard(), time_limit_s=1.0)
    assert (found.stopped, found.proven) == (True, False)
    assert 0 < found.gap < 1
    assert processes[0].returncode is not None


def test_what_the_solver_has_found_is_kept_when_it_does_not_look_at_its_clock(
    monkeypatch: pytest.MonkeyPatch, processes: list[Any]
) -> None:
    without = best_answer(hard(), stop=lambda: True)
    now = time.time
    monkeypatch.setattr(solver.time, "time", lambda: now() + 600)  # the solver believes it has ten minutes
    monkeypatch.setattr(solver, "AT_ONCE_S", 0.0)
    found = best_answer(hard(), time_limit_s=8.0)
    assert [one.returncode for one in processes] == [-signal.SIGKILL], "the solver was ended"
    assert (found.stopped, found.proven) == (True, False)
    assert found.value < without.value, "a better answer than that before the solver"
    assert found.covered == 300
    assert without.bound < found.bound < found.value, "and a better bound"


def test_the_solver_tells_of_ever_better_answers_and_bounds_and_ends_with_the_best() -> None:
    programme, told = of_cover(cover(hard())), list[Solved]()
    found = solved(programme, 2.0, told.append)
    assert len(told) > 2
    for one, other in pairwise([*told, found]):
        assert other.cost <= one.cost
        assert other.bound >= one.bound
    best = told[-1].x
    assert best is not None
    assert programme.cost[: programme.whole] @ best == pytest.approx(told[-1].cost)
    assert ((programme.rows @ np.round(best)) >= 1).all(), "a cover"


def test_an_answer_that_was_cut_off_while_it_was_written_is_left_out() -> None:
    first, second = (Solved(np.ones(3), cost, bound) for cost, bound in ((5.0, 1.0), (4.0, 2.0)))
    whole, cut = solver._written(first), solver._written(second)[:-1]
    kept = solver._last(BytesIO(whole + cut))
    assert (kept.cost, kept.bound, kept.proven) == (5.0, 1.0, False)
    assert solver._last(BytesIO(cut[:4])).x is None


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_search_stopped_at_once_still_answers(objective: Objective) -> None:
    found, best = best_answer(road(objective, 2), stop=lambda: True), best_answer(road(objective, 2))
    assert len(found.sites) == 2
    assert abs(found.value - best.value) <= abs(found.value - found.bound) + 1e-9


def test_the_process_gives_the_same_answer_as_here(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    minutes = np.where(rng.random((40, 30)) < 0.15, 5.0, np.inf)
    minutes[:, 0] = 5.0
    asked = road(
        "coverage",
        6,
        persons=rng.integers(1, 9, 40),
        minutes=stored(minutes[:, 1:]),
        existing_min=np.full(40, np.inf),
    )
    here = best_answer(asked)
    programmes = []

    def aside(programme: Programme, *rest: Any) -> Solved:
        programmes.append(programme)
        return solver.solve(programme, *rest)

    monkeypatch.setattr(solver, "SMALL", -1)
    monkeypatch.setattr(search, "bounded", lambda problem, *_: _nothing_known(problem))
    monkeypatch.setattr(search, "solve", aside)
    there = best_answer(asked)
    assert programmes, "the solver was asked"
    assert there.value == here.value
    assert there.proven


def _nothing_known(problem: Any) -> Any:
    none = np.zeros(len(problem.sites), bool)
    return search.Bound(float(problem.of.sum()), none, none)


def test_a_solver_that_fails_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Programme(np.ones(2), csr_array(np.ones((1, 2))), np.ones(1), np.ones(1), 2)
    monkeypatch.setattr(solver, "SMALL", -1)
    monkeypatch.setattr(solver, "_packed", lambda _: b"nonsense")
    with pytest.raises(SitingError, match="solver ended with an error"):
        solver.solve(broken, 5.0, lambda: False, lambda _: None)


def test_an_answer_measures_itself() -> None:
    found = answered(road("coverage"), (4,), 600.0)
    assert isinstance(found, Siting)
    assert (found.value, found.bound, found.gap, found.proven) == (400, 600, 0.5, False)
    assert found.mean_min == pytest.approx(PERSONS @ ROAD[:, 4] / 1000, abs=1e-3)
