from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.needs.errors import NeedsError
from geodata.needs.use_rates import overdispersion, own_factors, use_rates


@given(st.integers(0, 2**32 - 1))
def test_rates_times_residents_are_the_use_of_every_age_and_in_total(seed: int) -> None:
    rng = np.random.default_rng(seed)
    group = np.concatenate([[0, 1, 2], rng.integers(0, 3, 7)])
    persons = rng.integers(0, 50, 10).astype(float)
    persons[:3] += 1
    use = rng.uniform(0, 900, 3)
    found = use_rates(persons, use, group) * persons
    np.testing.assert_allclose(np.bincount(group, found), use)
    assert found.sum() == pytest.approx(use.sum())


def test_ages_whose_use_is_not_known_are_said_to_be_so() -> None:
    with pytest.raises(NeedsError, match=r"cells \[1\]"):
        use_rates(np.ones(2), np.ones(1), np.array([0, -1]))


def test_use_by_nobody_is_said_to_be_so() -> None:
    with pytest.raises(NeedsError, match=r"groups \[1\]"):
        use_rates(np.array([1.0, 0.0]), np.ones(2), np.array([0, 1]))


def test_areas_that_differ_by_chance_alone_have_no_factor_of_their_own() -> None:
    own = own_factors(np.array([98.0, 102.0, 101.0, 99.0]), np.full(4, 100.0))
    assert own.factor.tolist() == [1, 1, 1, 1]
    assert own.between == 0


def test_a_factor_is_shrunk_the_more_the_fewer_are_expected() -> None:
    expected = np.array([10.0, 10.0, 10_000.0, 10_000.0])
    own = own_factors(expected * [1.5, 0.5, 1.5, 0.5], expected)
    small, large = own.weight[0], own.weight[2]
    assert 0 < small < 0.8 < 0.99 < large < 1
    assert 1 < own.factor[0] < own.factor[2] < 1.5


@given(st.integers(0, 2**32 - 1))
def test_factors_times_what_is_expected_sum_to_what_is_expected(seed: int) -> None:
    rng = np.random.default_rng(seed)
    expected = rng.gamma(1, 200, 12) * rng.integers(0, 2, 12)
    own = own_factors(rng.poisson(expected * rng.gamma(9, 1 / 9, 12)).astype(float), expected)
    assert (own.factor * expected).sum() == pytest.approx(expected.sum())
    assert (own.factor >= 0).all()
    assert (own.factor[expected == 0] == 1).all()


def test_counts_that_vary_as_chance_lets_them_are_not_overdispersed() -> None:
    rng = np.random.default_rng(4)
    expected = np.tile(rng.uniform(50, 400, 300), (5, 1))
    level = rng.gamma(20, 1 / 20, 300)
    year = np.array([0.9, 1, 1.1, 1.2, 1.0])[:, None]
    assert overdispersion(rng.poisson(expected * level * year), expected) == pytest.approx(1, abs=0.08)
    noisy = rng.poisson(expected * level * year * rng.gamma(50, 1 / 50, expected.shape))
    assert overdispersion(noisy, expected) > 3


def test_one_period_tells_no_dispersion() -> None:
    assert overdispersion(np.array([[4.0, 9.0]]), np.ones((1, 2))) == 1
