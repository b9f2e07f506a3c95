"""Measures of which unit people use, on numbers that can be added up by eye."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from geodata.access import nearest
from geodata.flows.choice_measures import actively_chosen, bypassed, concentrated, largest, staying, travelled
from geodata.flows.flows import Flows, added_up, bypass
from geodata.flows.journey_minutes import journey_minutes
from geodata.flows.market import market_shares, of_their_kind, penetration
from geodata.flows.passed_units import passed_units
from geodata.flows.tally import Tally
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


def test_a_tally_adds_parts_and_wholes_and_never_shares() -> None:
    tally = Tally(np.array([1.0, 2.0, 0.0, 7.0]), np.array([2.0, 8.0, 0.0, 9.0]))
    np.testing.assert_array_equal(tally.share, [0.5, 0.25, np.nan, 7 / 9])
    by = tally.by(np.array([1, 1, 0, -1]), 3)
    np.testing.assert_array_equal(by.share, [np.nan, 0.3, np.nan])
    assert tally.at(np.array([0, 1])).total() == (3.0, 10.0)


def test_visits_that_pass_the_nearest_are_those_of_the_bypass_area_by_area() -> None:
    by_area = bypassed(TOY, HOME).by(TOY.area, 3)
    assert by_area.part.tolist() == [20, 30, 5]
    assert by_area.whole.tolist() == [100, 200, 50]
    whole = bypass(TOY, HOME)
    assert bypassed(TOY, HOME).total() == (whole.past, whole.visits)


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


def test_staying_at_home_is_the_localisation_of_the_design() -> None:
    found = flows_of(GOLDEN)
    by_area = staying(found, np.array([0, 1, 2, 0]), np.array([0, 1, 2])).by(found.area, 4)
    together = by_area.by(np.array([0, 1, 2, 0]), 3)
    assert together.share.round(6).tolist() == [0.75, 0.60, 0.70]
    nowhere = staying(found, np.array([-1, 1, 2, 0]), np.array([-1, 1, 2]))
    assert nowhere.by(found.area, 4).part[0] == 0, "no place is nobody's own"


def test_concentration_and_the_largest_share_are_as_in_the_design() -> None:
    found = flows_of(GOLDEN, unknown=99)
    assert concentrated(found, 4).share.round(6).tolist() == [0.665, 0.46, 0.555, 0.5]
    assert largest(found, 4).share.tolist() == [0.8, 0.6, 0.7, 0.5]


def test_minutes_travelled_are_weighed_by_visits() -> None:
    parts = (80 * 5 + 20 * 25, 30 * 15 + 170 * 12, 5 * 35 + 45 * 8)
    by_area = travelled(TOY).by(TOY.area, 3)
    assert by_area.part.tolist() == list(parts)
    assert by_area.whole.tolist() == [100, 200, 50]


def test_the_mean_and_the_ninth_of_ten_visits_stand_against_the_nearest() -> None:
    found = journey_minutes(TOY, HOME)
    assert found.visits == 350
    assert found.mean_min == pytest.approx((900 + 2490 + 535) / 350)
    assert found.nearest_mean_min == pytest.approx((100 * 5 + 200 * 12 + 50 * 8) / 350)
    # 80 at 5, 45 at 8, 170 at 12, 30 at 15, 20 at 25, 5 at 35: the 315th is at 15.
    assert (found.p90_min, found.nearest_p90_min) == (15, 12)
    east = journey_minutes(TOY, HOME, rows=TOY.area == 2)
    assert (east.visits, east.mean_min, east.p90_min) == (50, pytest.approx(535 / 50), 8)


def test_journeys_out_of_reach_are_in_the_quantile_and_not_in_the_mean() -> None:
    found = journey_minutes(flows_of(np.array([[8, 2]]), np.array([[5.0, 0.0]])), np.array([5.0]))
    assert (found.visits, found.mean_min) == (10, 5)
    assert found.p90_min == np.inf


def test_without_visits_the_minutes_are_not_known() -> None:
    found = journey_minutes(TOY, HOME, rows=np.zeros(len(TOY.visits), bool))
    assert found.visits == 0
    assert np.isnan([found.mean_min, found.p90_min, found.nearest_mean_min]).all()


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
    past = bypass(found, home).past
    assert past <= sum(by_hand), "who passes the nearest passes at least that one"


def test_market_shares_are_of_all_visits_by_the_residents() -> None:
    shares = market_shares(TOY, np.array([0, 1]), 2)
    assert shares.share.tolist() == [110 / 300, 190 / 300]
    assert of_their_kind(shares, np.array([1, 0])).part.tolist() == [110, 190]
    assert of_their_kind(shares, np.array([0, 0])).share.tolist() == [1, 1]
    assert np.isnan(market_shares(TOY, np.array([], np.int64), 2).share).all()


def test_penetration_is_a_rate_against_the_region_s() -> None:
    assert penetration(350.0, 3500.0, 350.0, 3500.0).index == pytest.approx(100)
    east = penetration(50.0, 500.0, 350.0, 3500.0)
    assert east.rate == pytest.approx(50 / 500)
    assert east.index == pytest.approx(100 * (50 / 500) / (350 / 3500))
    assert np.isnan(penetration(350.0, 0.0, 350.0, 0.0).index)
