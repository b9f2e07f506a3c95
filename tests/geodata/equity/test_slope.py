"""The slope index of inequality, by eye, by matrices written out, and by what cannot change it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import special

from geodata.equity.ranks import midpoint_ranks
from geodata.equity.slope import slope_index

RNG = np.random.default_rng(11)
COUNT = 60
PEOPLE = RNG.integers(200, 3000, COUNT).astype(float)
NEED = RNG.normal(size=COUNT)
RANK = midpoint_ranks(NEED, PEOPLE)
VALUE = 2.0 - 0.4 * RANK + RNG.normal(0, 0.1, COUNT)


def test_five_areas_by_eye() -> None:
    """A hundred live in each; each has a tenth more visits per resident than the one before."""
    rank = midpoint_ranks(np.arange(5.0), np.full(5, 100.0))
    assert rank == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9])
    found = slope_index(np.array([1.0, 1.1, 1.2, 1.3, 1.4]), np.full(5, 100.0), rank)
    assert found.index.value == pytest.approx(0.5), "0.1 for each fifth, over five of them"
    assert found.relative.value == pytest.approx(0.5 / 1.2)
    assert (found.least, found.most) == pytest.approx((0.95, 1.45))
    assert found.index.high - found.index.low == pytest.approx(0, abs=1e-12), "all lie on the line"


def test_it_is_weighted_least_squares_with_a_robust_variance() -> None:
    found = slope_index(VALUE, PEOPLE, RANK)
    x = np.column_stack([np.ones(COUNT), RANK])
    bread = np.linalg.inv(x.T @ (PEOPLE[:, None] * x))
    line = bread @ x.T @ (PEOPLE * VALUE)
    score = x * (PEOPLE * (VALUE - x @ line))[:, None]
    variance = COUNT / (COUNT - 2) * (bread @ score.T @ score @ bread)[1, 1]
    half = float(special.stdtrit(COUNT - 2, 0.975)) * math.sqrt(variance)
    assert found.index.value == pytest.approx(line[1])
    assert (found.least, found.most) == pytest.approx((line[0], line[0] + line[1]))
    assert (found.index.low, found.index.high) == pytest.approx((line[1] - half, line[1] + half))


def test_the_relative_index_has_the_interval_that_drawing_areas_again_gives() -> None:
    found = slope_index(VALUE, PEOPLE, RANK).relative
    draws = []
    for _ in range(4000):
        at = RNG.integers(0, COUNT, COUNT)
        draws.append(slope_index(VALUE[at], PEOPLE[at], RANK[at]).relative.value)
    half = float(special.stdtrit(COUNT - 2, 0.975)) * np.std(draws)
    assert found.high - found.value == pytest.approx(half, rel=0.1)


def test_without_any_relation_it_holds_nothing_nineteen_times_of_twenty() -> None:
    spans = [slope_index(RNG.normal(2, 0.3, COUNT), PEOPLE, RANK).index.spans_zero for _ in range(2000)]
    assert np.mean(spans) == pytest.approx(0.95, abs=0.03)


def test_need_turned_over_turns_the_sign() -> None:
    there, back = (slope_index(VALUE, PEOPLE, midpoint_ranks(need, PEOPLE)) for need in (NEED, -NEED))
    assert back.index.value == pytest.approx(-there.index.value)
    assert (back.index.low, back.index.high) == pytest.approx((-there.index.high, -there.index.low))
    assert (back.least, back.most) == pytest.approx((there.most, there.least))


def test_twice_the_people_change_nothing() -> None:
    once = slope_index(VALUE, PEOPLE, RANK)
    twice = slope_index(VALUE, 2 * PEOPLE, midpoint_ranks(NEED, 2 * PEOPLE))
    assert (twice.index.value, twice.index.low) == pytest.approx((once.index.value, once.index.low))


def test_areas_without_a_figure_are_left_out_and_two_are_too_few() -> None:
    value = VALUE.copy()
    value[5] = np.nan
    without = np.arange(COUNT) != 5
    assert slope_index(value, PEOPLE, RANK) == slope_index(VALUE[without], PEOPLE[without], RANK[without])
    assert math.isnan(slope_index(VALUE[:2], PEOPLE[:2], RANK[:2]).index.value)
    assert math.isnan(slope_index(VALUE, PEOPLE, np.full(COUNT, 0.5)).index.value), "all of one rank"


def test_where_all_are_of_the_same_need_there_is_no_slope() -> None:
    rank = midpoint_ranks(np.zeros(10), np.full(10, 100.0))
    assert math.isnan(slope_index(np.arange(10.0), np.full(10, 100.0), rank).index.value)
