from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from geodata.flows import flows
from geodata.flows.flows import Flows
from geodata.region.visits import Cells

GOLDEN = np.array([[80, 15, 5], [30, 60, 10], [5, 25, 70], [10, 10, 0]])


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


def test_concentration_is_as_worked_out_by_hand() -> None:
    assert flows.concentration(flows_of(GOLDEN), 4).round(6).tolist() == [0.665, 0.46, 0.555, 0.5]


def test_without_visits_there_is_no_concentration_and_no_unit() -> None:
    found = flows_of(np.array([[0, 0], [3, 1]]))
    assert np.isnan(flows.concentration(found, 2)).tolist() == [True, False]
    assert flows.plurality(flows.matrix(found, 2, 2)).tolist() == [-1, 0]


@given(arrays(np.int64, (5, 4), elements=st.integers(0, 30)))
def test_concentration_is_between_that_of_all_alike_and_one(matrix: np.ndarray) -> None:
    found = flows_of(matrix)
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


def test_no_journey_passes_what_cannot_be_reached_and_equally_near_is_not_passed() -> None:
    minutes = np.array([10.0, 12.0, np.inf, np.nan, np.inf])
    home = np.array([10.0, 10.0, 10.0, 10.0, np.inf])
    assert flows.passes_nearest(minutes, home).tolist() == [False, True, True, False, False]
