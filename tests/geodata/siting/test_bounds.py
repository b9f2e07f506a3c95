"""What a bound says holds for every choice of sites, and the programme asks what it should."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csc_array

from geodata.siting.highs import solved
from geodata.siting.improve import Bound, bounded, exchanged
from geodata.siting.programmes import of_savings
from geodata.siting.savings import Savings, greedy, ranked, saving_of


@st.composite
def problems(draw: st.DrawFn) -> Savings:
    """Savings of a few sites, each of which saves something somewhere; some equal, some large."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows, sites = draw(st.integers(2, 10)), draw(st.integers(2, 8))
    saved = rng.integers(0, 8, (rows, sites)).astype(float) * rng.integers(0, 2, (rows, sites))
    saved[rng.integers(rows, size=sites), np.arange(sites)] = rng.integers(1, 9, sites)
    return Savings(csc_array(saved), np.arange(sites), draw(st.integers(1, sites)))


def choices(problem: Savings) -> list[list[int]]:
    """Every choice of as many sites as there may be."""
    return [list(one) for one in combinations(range(len(problem.sites)), problem.most)]


@given(problems(), st.integers(0, 2**32 - 1))
def test_no_choice_exceeds_the_bound_and_none_that_is_better_is_ruled_out(
    problem: Savings, seed: int
) -> None:
    every = choices(problem)
    known = every[seed % len(every)]  # seldom a good one
    bound = bounded(problem, known, lambda: False)
    for chosen in every:
        worth = saving_of(problem, chosen)
        assert worth <= bound.value + 1e-6
        if worth > saving_of(problem, known) + 1e-6:
            assert not bound.never[chosen].any()
            assert set(np.flatnonzero(bound.always)) <= set(chosen)


@given(problems(), st.integers(0, 2**32 - 1))
def test_the_programme_finds_the_best_choice_that_has_what_is_decided(problem: Savings, seed: int) -> None:
    rng = np.random.default_rng(seed)
    always, never = np.zeros((2, len(problem.sites)), bool)
    order = rng.permutation(len(problem.sites))
    decided = order[: rng.integers(0, problem.most + 1)]
    always[decided] = True
    spare = len(problem.sites) - problem.most
    never[order[len(order) - rng.integers(0, spare + 1) :]] = spare > 0
    programme, open_, had, *_ = of_savings(problem, Bound(0.0, never, always))
    best = max(
        saving_of(problem, chosen)
        for chosen in choices(problem)
        if set(decided) <= set(chosen) and not never[chosen].any()
    )
    found = solved(programme, 10.0)
    assert found.proven
    assert found.x is not None
    assert saving_of(problem, had) - found.bound == pytest.approx(best)
    sites = [*had, *open_[found.x[: len(open_)] > 0.5].tolist()]
    assert len(sites) <= problem.most
    assert saving_of(problem, sites) == pytest.approx(best)


@given(problems())
def test_exchanges_never_lose_and_end_where_no_single_one_gains(problem: Savings) -> None:
    first = greedy(problem)
    found = exchanged(problem, first, lambda: False)
    assert len(set(found)) == len(first)
    assert saving_of(problem, found) >= saving_of(problem, first) - 1e-9
    for slot in range(len(found)):
        for site in set(range(len(problem.sites))) - set(found):
            other = [*found[:slot], site, *found[slot + 1 :]]
            assert saving_of(problem, other) <= saving_of(problem, found) + 1e-6


@given(problems())
def test_greedy_takes_the_site_that_adds_most_each_time(problem: Savings) -> None:
    chosen = greedy(problem)
    for count in range(1, len(chosen) + 1):
        best = max(saving_of(problem, [*chosen[: count - 1], site]) for site in range(len(problem.sites)))
        assert saving_of(problem, chosen[:count]) == pytest.approx(best)
    assert ranked(problem, chosen) == chosen
