"""Figures of groups and what sets them apart, held to formulas written out."""

from __future__ import annotations

import math

import numpy as np
import pytest

from geodata.equity.estimates import gap, group_value, ratio

PART = np.array([10.0, 30.0, 20.0, 90.0, 50.0, 40.0])
WHOLE = np.array([100.0, 200.0, 100.0, 300.0, 200.0, 100.0])
LEAST = np.array([True, True, True, False, False, False])


def test_a_group_is_the_sum_of_its_parts_by_the_sum_of_its_wholes() -> None:
    found = group_value(PART, WHOLE, LEAST)
    assert found.value == pytest.approx(60 / 400)
    assert (found.areas, found.whole) == (3, 400.0)


def test_its_interval_is_that_of_a_ratio_of_two_sums() -> None:
    found = group_value(PART, WHOLE, LEAST).estimate
    off = np.array([10 - 15, 30 - 30, 20 - 15])  # each area's part less 0.15 of its whole
    error = math.sqrt(3 / 2 * (off**2).sum()) / 400
    student = 4.302652729911275  # 97.5 % of Student's t of 2
    assert found.high - found.value == pytest.approx(student * error)
    assert found.value - found.low == pytest.approx(student * error)


def test_other_areas_vary_apart_and_the_same_areas_together() -> None:
    least, most = group_value(PART, WHOLE, LEAST), group_value(PART, WHOLE, ~LEAST)
    apart = gap(most, least)
    assert apart.value == pytest.approx(180 / 600 - 60 / 400)
    errors = (least.pull**2).sum() + (most.pull**2).sum()
    assert apart.high - apart.value == pytest.approx(4.302652729911275 * math.sqrt(errors))
    both = np.ones(6, bool)
    young, old = group_value(PART, WHOLE, both), group_value(PART + 0.1 * WHOLE, WHOLE, both)
    sure = gap(old, young)
    assert sure.value == pytest.approx(0.1)
    assert sure.high - sure.low == pytest.approx(0, abs=1e-12), "a tenth more in every area is a tenth more"


def test_a_ratio_is_of_figures_above_nothing_and_turns_over() -> None:
    least, most = group_value(PART, WHOLE, LEAST), group_value(PART, WHOLE, ~LEAST)
    twice, half = ratio(most, least), ratio(least, most)
    assert twice.value == pytest.approx(2.0)
    assert (1 / half.value, 1 / half.high, 1 / half.low) == pytest.approx(
        (twice.value, twice.low, twice.high)
    )
    nothing = group_value(np.zeros(6), WHOLE, LEAST)
    assert math.isnan(ratio(most, nothing).value)


def test_one_area_alone_has_a_figure_and_no_interval() -> None:
    found = group_value(PART, WHOLE, np.arange(6) == 3).estimate
    assert found.value == pytest.approx(0.3)
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert not found.spans_zero


def test_areas_without_a_part_or_a_whole_are_not_of_the_group() -> None:
    part, whole = np.array([10.0, np.nan, 5.0]), np.array([100.0, 50.0, 0.0])
    found = group_value(part, whole, np.ones(3, bool))
    assert (found.value, found.areas) == (pytest.approx(0.1), 1)
    assert math.isnan(group_value(part, whole, np.zeros(3, bool)).value)
