"""Quantiles of residents and visits: whole people, each group as it would be alone."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geodata.access.quantiles import (
    MEDIAN,
    NINE_OF_TEN,
    grouped_quantile,
    grouped_quantiles,
    minutes_quantile,
)
from geodata.contract.errors import IndexMismatchError

P = np.array([1000, 2000, 500])


def test_the_median_resident_is_one_of_the_people_and_may_reach_nothing() -> None:
    minutes = np.array([5.0, np.inf, 10.0])
    assert minutes_quantile(minutes, P, 0.5) == np.inf  # 1,500 of 3,500 reach anything
    assert minutes_quantile(minutes, P, 0.4) == 10
    assert minutes_quantile(minutes, np.array([9, 0, 1]), 0.9) == 5
    assert minutes_quantile(minutes, np.array([9, 0, 1]), 1) == 10
    assert np.isnan(minutes_quantile(minutes, np.zeros(3, np.int64), 0.5))
    assert np.isnan(minutes_quantile(np.zeros(0), np.zeros(0, np.int64), 0.5))


def test_arrays_of_different_places_are_refused() -> None:
    with pytest.raises(IndexMismatchError):
        minutes_quantile(np.ones(2), P, 0.5)


@given(
    arrays(np.int64, 30, elements=st.integers(0, 4)),
    arrays(float, 30, elements=st.one_of(st.integers(0, 20), st.just(np.inf))),
    st.one_of(
        arrays(np.int64, 30, elements=st.integers(0, 9)),
        arrays(float, 30, elements=st.floats(0, 9).map(lambda one: round(one, 3))),
    ),
    st.sampled_from([0.1, 0.5, 0.9]),
)
def test_a_quantile_of_each_group_is_that_of_it_alone(
    group: np.ndarray, minutes: np.ndarray, weight: np.ndarray, share: float
) -> None:
    found = grouped_quantile(group, minutes, weight, 5, share)
    for at in range(5):
        rows = group == at
        expected = minutes_quantile(minutes[rows], weight[rows], share)
        assert found[at] == expected or (np.isnan(found[at]) and np.isnan(expected))


@given(
    arrays(np.int64, 30, elements=st.integers(0, 4)),
    arrays(float, 30, elements=st.one_of(st.integers(0, 20), st.sampled_from([np.inf, np.nan]))),
    arrays(np.int64, 30, elements=st.integers(0, 9)),
)
def test_a_median_is_that_of_everyone_in_a_row(
    group: np.ndarray, minutes: np.ndarray, weight: np.ndarray
) -> None:
    found = grouped_quantile(group, minutes, weight, 5, 0.5)
    tenths = grouped_quantile(group, minutes, weight / 10, 5, 0.5)
    for at in range(5):
        rows = (group == at) & ~np.isnan(minutes)
        everyone = np.sort(np.repeat(minutes[rows], weight[rows]))
        expected = everyone[(len(everyone) - 1) // 2] if len(everyone) else np.nan
        for each in (found, tenths):
            assert each[at] == expected or (np.isnan(each[at]) and np.isnan(expected))


@given(
    st.integers(1, 400),
    st.sampled_from([1, 7, 60]),
    st.sampled_from(
        [(0.0, 0.3, 1.0, 1.004, 7.5, 59.9, math.inf), (math.inf, 3.0), (-2.0, 0.0, 5e-324, 1e300)]
    ),
    st.integers(0, 10_000),
    st.booleans(),
)
def test_quantiles_of_many_rows_are_those_of_all_in_order(
    rows: int, count: int, values: tuple[float, ...], seed: int, one_after_the_other: bool
) -> None:
    draw = np.random.default_rng(seed)
    group, value = draw.integers(0, count, rows), draw.choice(values, rows)
    weight = draw.integers(0, 9, rows)
    if one_after_the_other:
        group = np.sort(group)
    found = grouped_quantiles(group, value, weight / 97, count, (0.1, MEDIAN, NINE_OF_TEN))
    for at in range(count):
        everyone = np.sort(np.repeat(value[group == at], weight[group == at]))
        for share, each in zip((1, 5, 9), found[:, at], strict=True):
            expected = everyone[-(-share * len(everyone) // 10) - 1] if len(everyone) else np.nan
            np.testing.assert_equal(each, expected)
