from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.needs.drivers import shapley


def by_every_order(values: np.ndarray, factors: int) -> np.ndarray:
    """What each factor adds when its turn comes, on average over all orders."""
    orders = list(permutations(range(factors)))
    parts = np.zeros(factors)
    for order in orders:
        changed = 0
        for factor in order:
            parts[factor] += values[changed | 1 << factor] - values[changed]
            changed |= 1 << factor
    return parts / len(orders)


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_parts_are_the_mean_over_all_orders_and_sum_to_the_change(factors: int, seed: int) -> None:
    values = np.random.default_rng(seed).uniform(0, 100, 1 << factors)
    parts = shapley(values)
    np.testing.assert_allclose(parts, by_every_order(values, factors), atol=1e-10)
    assert parts.sum() == pytest.approx(values[-1] - values[0], abs=1e-9)


@given(st.permutations(range(4)), st.integers(0, 2**32 - 1))
def test_the_order_that_factors_are_taken_in_makes_no_difference(order: list[int], seed: int) -> None:
    values = np.random.default_rng(seed).uniform(0, 100, 16)
    positions = [sum((at >> new & 1) << old for new, old in enumerate(order)) for at in range(16)]
    np.testing.assert_allclose(shapley(values[positions]), shapley(values)[order], atol=1e-9)


def test_a_factor_that_changes_nothing_has_no_part() -> None:
    values = np.array([1.0, 3.0, 1.0, 3.0])
    assert shapley(values).tolist() == [2, 0]


def test_each_place_and_year_has_its_own_parts() -> None:
    values = np.arange(16.0).reshape(4, 2, 2)
    assert shapley(values).shape == (2, 2, 2)
    assert shapley(values).sum(axis=0).tolist() == [[12, 12], [12, 12]]
