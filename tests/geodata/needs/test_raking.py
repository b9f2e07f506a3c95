from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.needs.errors import NeedsError
from geodata.needs.raking import group_shares, raked


def test_shares_of_a_group_column_by_column() -> None:
    table = np.array([[300.0, 60.0], [600.0, 40.0], [5.0, 5.0]])
    assert group_shares(table, np.array([0, 0, 1]), 2).tolist() == [[1 / 3, 0.6], [2 / 3, 0.4], [1, 1]]


def test_who_nobody_is_like_is_shared_as_all_are() -> None:
    table = np.array([[0.0, 30.0], [0.0, 10.0]])
    assert group_shares(table, np.array([0, 0]), 1).tolist() == [[0.75, 0.75], [0.25, 0.25]]
    assert group_shares(np.zeros((2, 2)), np.array([0, 0]), 1).tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_who_belongs_to_no_group_has_no_share() -> None:
    assert group_shares(np.ones((2, 1)), np.array([-1, 0]), 1).tolist() == [[0], [1]]


@given(st.integers(0, 2**32 - 1))
def test_shares_sum_to_one_in_every_group_and_column(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.integers(0, 3, (3, 8, 4)).astype(float)
    group = np.concatenate([[0, 1, 2], rng.integers(0, 3, 5)])
    shares = group_shares(table, group, 3)
    for place in range(3):
        np.testing.assert_allclose(shares[:, group == place].sum(axis=1), 1)


@given(st.integers(0, 2**32 - 1))
def test_a_raked_table_has_its_sums_both_ways_and_keeps_its_cross_ratios(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table, rows, columns = rng.uniform(0.1, 9, (5, 3)), rng.uniform(1, 9, 5), rng.uniform(1, 9, 3)
    found = raked(table, rows, columns)
    np.testing.assert_allclose(found.sum(axis=1), rows)
    np.testing.assert_allclose(found.sum(axis=0), columns * rows.sum() / columns.sum(), rtol=1e-8)
    before, after = (each[0, 0] * each[1, 1] / each[0, 1] / each[1, 0] for each in (table, found))
    assert after == pytest.approx(before)


def test_sums_that_no_such_table_has_are_refused() -> None:
    with pytest.raises(NeedsError, match="no table"):
        raked(np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([1.0, 1.0]), np.array([1.0, 1.0]))
