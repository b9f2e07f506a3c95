from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from geodata.flows import flows
from geodata.flows.exchange import exchange
from geodata.flows.flows import Flows
from geodata.region.visits import Cells

GOLDEN = np.array([[80, 15, 5], [30, 60, 10], [5, 25, 70], [10, 10, 0]])
SERVICE_AREAS = ([0, 3], [1], [2])  # by plurality


def flows_of(matrix: np.ndarray, minutes: np.ndarray | None = None, unknown: int = 0) -> Flows:
    """Flows of a dense array, `unknown` visits to unit 0 from nobody knows where."""
    area, unit = np.nonzero(matrix)
    visits = matrix[area, unit]
    if unknown:
        area, unit, visits = np.append(area, -1), np.append(unit, 0), np.append(visits, unknown)
    cells = Cells(area.astype(np.int32), unit.astype(np.int32), visits, np.empty(0))
    minutes = np.ones(matrix.shape) if minutes is None else minutes
    placed = np.append(np.ones(matrix.shape[1], bool), False)
    home = np.where(minutes > 0, minutes, np.inf).min(axis=1)
    return flows.added_up(cells, csr_array(minutes), home, placed)


def test_the_observed_assignment_is_as_worked_out_by_hand() -> None:
    visits = flows.matrix(flows_of(GOLDEN), *GOLDEN.shape)
    assert flows.plurality(visits).tolist() == [0, 1, 2, 0]  # the last is a tie


def test_localisation_and_commitment_are_as_worked_out_by_hand() -> None:
    found = flows_of(GOLDEN)
    areas_units = [(np.array(areas), np.array([unit])) for unit, areas in enumerate(SERVICE_AREAS)]
    localisation = [flows.localisation_index(found, *pair) for pair in areas_units]
    commitment = [flows.commitment_index(found, *pair) for pair in areas_units]
    assert np.round(localisation, 6).tolist() == [0.75, 0.60, 0.70]
    assert np.round(commitment, 6).tolist() == [0.72, 0.545455, 0.823529]


def test_concentration_is_as_worked_out_by_hand() -> None:
    assert flows.concentration(flows_of(GOLDEN), 4).round(6).tolist() == [0.665, 0.46, 0.555, 0.5]


def test_without_visits_there_is_no_concentration_no_unit_and_no_share() -> None:
    found = flows_of(np.array([[0, 0], [3, 1]]))
    assert np.isnan(flows.concentration(found, 2)).tolist() == [True, False]
    assert flows.plurality(flows.matrix(found, 2, 2)).tolist() == [-1, 0]
    assert np.isnan(flows.localisation_index(found, np.array([0]), np.array([0, 1])))
    assert np.isnan(flows.commitment_index(found, np.array([0, 1]), np.array([], np.int64)))


@given(arrays(np.int64, (5, 4), elements=st.integers(0, 30)), st.integers(0, 9), st.data())
def test_an_exchange_conserves_every_visit(matrix: np.ndarray, unknown: int, data: st.DataObject) -> None:
    found = flows_of(matrix, unknown=unknown)
    areas = np.array(sorted(data.draw(st.sets(st.integers(0, 4)))), np.int64)
    units = np.array(sorted(data.draw(st.sets(st.integers(0, 3)))), np.int64)
    placed = data.draw(arrays(bool, 4))
    one = exchange(found, areas, units, placed)
    assert one.residents == matrix[areas].sum() == one.inside + one.outflow + one.placeless
    assert one.inside + one.inflow == matrix[:, units].sum() + (unknown if 0 in units else 0)
    assert one.inflow_unknown == (unknown if 0 in units else 0)


@given(arrays(np.int64, (5, 4), elements=st.integers(0, 30)))
def test_shares_are_between_nothing_and_all(matrix: np.ndarray) -> None:
    found = flows_of(matrix)
    for index in (flows.localisation_index, flows.commitment_index):
        share = index(found, np.array([0, 1]), np.array([0, 2]))
        assert np.isnan(share) or 0 <= share <= 1
    concentration = flows.concentration(found, 5)
    some = matrix.sum(axis=1) > 0
    assert ((concentration[some] >= 1 / 4 - 1e-9) & (concentration[some] <= 1)).all()


def test_flows_are_the_largest_first_and_ties_by_area_then_unit() -> None:
    found = flows_of(np.array([[5, 9], [9, 5]]))
    assert list(zip(found.visits, found.area, found.unit, strict=True)) == [
        (9, 0, 1),
        (9, 1, 0),
        (5, 0, 0),
        (5, 1, 1),
    ]


def test_flows_of_several_periods_are_added_and_a_cost_unknown_in_part_is_unknown() -> None:
    cells = Cells(
        np.array([0, 1, 0, 1], np.int32),
        np.array([0, 0, 0, -1], np.int32),
        np.array([1, 2, 3, 4]),
        np.array([10.0, np.nan, 30.0, 40.0]),
    )
    found = flows.added_up(cells, csr_array(np.ones((2, 1))), np.ones(2), np.array([True, False]))
    assert found.visits.tolist() == [4, 4, 2]
    assert found.unit.tolist() == [0, -1, 0]
    np.testing.assert_array_equal(found.cost, [40, 40, np.nan])
    np.testing.assert_array_equal(found.minutes, [1, np.nan, 1])


def test_bypass_counts_visits_beyond_the_nearest_and_what_they_cost() -> None:
    minutes = np.array([[5.0, 25.0], [15.0, 12.0], [35.0, 8.0]])
    found = flows_of(np.array([[80, 20], [30, 170], [5, 45]]), minutes, unknown=10)
    one = flows.bypass(found, minutes.min(axis=1))
    assert (one.visits, one.past) == (350, 55)
    assert one.share == pytest.approx(55 / 350)
    assert one.extra_min == pytest.approx((20 * 20 + 30 * 3 + 5 * 27) / 55)
    west = flows.bypass(found, minutes.min(axis=1), areas=np.array([0, 1]))
    assert (west.visits, west.past) == (300, 50)
    north = flows.bypass(found, minutes.min(axis=1), units=np.array([0]))
    assert (north.visits, north.past) == (115, 35)


def test_no_journey_passes_what_cannot_be_reached_and_equally_near_is_not_passed() -> None:
    minutes = np.array([10.0, 12.0, np.inf, np.nan, np.inf])
    home = np.array([10.0, 10.0, 10.0, 10.0, np.inf])
    assert flows.passes_nearest(minutes, home).tolist() == [False, True, True, False, False]


def test_a_journey_out_of_reach_passes_but_its_minutes_are_not_known() -> None:
    found = flows_of(np.array([[1, 3]]), np.array([[5.0, 0.0]]))  # 0 is not stored
    one = flows.bypass(found, np.array([5.0]))
    assert one.past == 3
    assert np.isnan(one.extra_min)
