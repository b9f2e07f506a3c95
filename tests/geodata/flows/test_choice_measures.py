"""Measures of which unit people use, on numbers that can be added up by eye."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from geodata.access import nearest
from geodata.flows.choice_measures import actively_chosen, bypassed, concentrated
from geodata.flows.flows import Flows, added_up
from geodata.flows.passed_units import passed_units
from geodata.flows.ratio import Ratio
from geodata.region.visits import Cells
from tests.geodata.flows.test_flows import GOLDEN, flows_of
from tests.toy_region import MINUTES, VISITS

HOME = MINUTES.min(axis=1)
TOY = flows_of(VISITS, MINUTES, unknown=10)
"""The toy region: 20 of A1, 30 of A2 and 5 of A3 pass their nearest unit, of 100, 200 and 50."""


def digital(matrix: np.ndarray, minutes: np.ndarray) -> Flows:
    """Flows whose last unit has no place."""
    area, unit = np.nonzero(matrix)
    cells = Cells(area.astype(np.int32), unit.astype(np.int32), matrix[area, unit], np.empty(0))
    placed = np.append(np.ones(matrix.shape[1] - 1, bool), [False, False])
    away = csr_array(np.column_stack((minutes, np.zeros(len(minutes)))))
    return added_up(cells, away, minutes.min(axis=1), placed)


def test_a_ratio_adds_parts_and_wholes_and_never_shares() -> None:
    ratio = Ratio(np.array([1.0, 2.0, 0.0, 7.0]), np.array([2.0, 8.0, 0.0, 9.0]))
    np.testing.assert_array_equal(ratio.share, [0.5, 0.25, np.nan, 7 / 9])
    by = ratio.grouped_by(np.array([1, 1, 0, -1]), 3)
    np.testing.assert_array_equal(by.share, [np.nan, 0.3, np.nan])
    assert ratio.rows(np.array([0, 1])).total() == (3.0, 10.0)


def test_visits_that_pass_the_nearest_are_those_of_the_drawing_area_by_area() -> None:
    by_area = bypassed(TOY, HOME).grouped_by(TOY.area, 3)
    assert by_area.part.tolist() == [20, 30, 5]
    assert by_area.whole.tolist() == [100, 200, 50]
    assert bypassed(TOY, HOME).total() == (55, 350)


def test_a_digital_unit_is_chosen_but_not_travelled_to() -> None:
    found = digital(np.array([[70, 20, 10]]), np.array([[5.0, 25.0]]))
    home = np.array([5.0])
    assert actively_chosen(found, home).total() == (30, 100)
    assert bypassed(found, home).total() == (20, 90)


def test_a_unit_as_near_as_the_nearest_is_no_choice_of_another() -> None:
    minutes = np.array([[7.0, 7.0 + 1e-9]])
    found = flows_of(np.array([[1, 9]]), minutes)
    assert actively_chosen(found, minutes.min(axis=1)).total() == (0, 10)


def test_where_no_unit_is_within_reach_nobody_can_choose_another() -> None:
    assert actively_chosen(TOY, np.full(3, np.inf)).total() == (0, 0)


def test_concentration_is_as_worked_out_by_hand_whoever_else_comes() -> None:
    found = flows_of(GOLDEN, unknown=99)
    assert concentrated(found, 4).share.round(6).tolist() == [0.665, 0.46, 0.555, 0.5]


def test_a_visit_passes_every_unit_that_is_nearer() -> None:
    minutes = np.array([[5.0, 10.0, 20.0], [9.0, 3.0, 6.0]])
    found = flows_of(np.array([[50, 7, 2], [4, 30, 1]]), minutes)
    supply = csr_array(minutes)
    # From A1: 7 + 2 pass unit 0, 2 pass unit 1. From A2: 4 + 1 pass unit 1, 4 pass unit 2.
    assert passed_units(found, supply).tolist() == [9, 7, 4]
    assert passed_units(found, supply, rows=found.area == 0).tolist() == [9, 2, 0]
    assert passed_units(found, supply, rows=found.unit == 0).tolist() == [0, 4, 4]


def test_a_journey_out_of_reach_passes_all_within_and_equals_pass_nothing() -> None:
    minutes = np.array([[5.0, 5.0 + 1e-9, 0.0]])
    found = flows_of(np.array([[1, 2, 4]]), minutes)
    assert passed_units(found, csr_array(minutes)).tolist() == [4, 4, 0]


@given(
    arrays(np.int64, (6, 4), elements=st.integers(0, 9)), arrays(np.int64, (6, 4), elements=st.integers(0, 9))
)
def test_units_passed_are_those_of_a_count_visit_by_visit(matrix: np.ndarray, near: np.ndarray) -> None:
    minutes = near.astype(float)  # 0 is not stored
    found = flows_of(matrix, minutes, unknown=3)
    away = np.where(minutes > 0, minutes, np.inf)
    by_hand = [
        sum(matrix[i, j] for i in range(6) for j in range(4) if away[i, k] < away[i, j]) for k in range(4)
    ]
    assert passed_units(found, csr_array(minutes)).tolist() == by_hand
    home = nearest.nearest(csr_array(minutes))[0]
    past = bypassed(found, home).total()[0]
    assert past <= sum(by_hand), "who passes the nearest passes at least that one"
