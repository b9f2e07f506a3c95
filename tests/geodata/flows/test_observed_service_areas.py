from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geodata.flows import observed_service_areas
from geodata.flows.flows import plurality


def row_of(count: int) -> csr_array:
    """Areas in a row, each beside the next."""
    one = np.arange(count - 1)
    there = (np.concatenate((one, one + 1)), np.concatenate((one + 1, one)))
    return csr_array((np.ones(2 * len(one), np.int8), there), shape=(count, count))


def grid_of(side: int) -> csr_array:
    """A square of areas, each beside four."""
    at = np.arange(side * side).reshape(side, side)
    one = np.concatenate((at[:, :-1].ravel(), at[:-1].ravel()))
    other = np.concatenate((at[:, 1:].ravel(), at[1:].ravel()))
    there = (np.concatenate((one, other)), np.concatenate((other, one)))
    return csr_array((np.ones(2 * len(one), np.int8), there), shape=(side * side, side * side))


def test_an_enclave_goes_to_the_neighbours_unit_that_most_of_its_visits_go_to() -> None:
    # A3 goes to unit 0 in the main, but lies between unit 1's areas and unit 2's
    visits = [[90, 0, 0], [80, 5, 0], [0, 50, 0], [40, 30, 25], [0, 0, 60]]
    assert plurality(csr_array(np.array(visits))).tolist() == [0, 0, 1, 0, 2]
    assert observed_service_areas.observed(csr_array(np.array(visits)), row_of(5)).tolist() == [0, 0, 1, 1, 2]


def test_a_unit_keeps_the_part_with_most_visits_to_it() -> None:
    visits = np.array([[10, 0], [0, 50], [30, 0], [30, 0]])
    assert observed_service_areas.observed(csr_array(visits), row_of(4)).tolist() == [1, 1, 0, 0]


def test_an_enclave_within_an_enclave_is_mended_from_the_outside_in() -> None:
    # main parts: A0 of unit 0, A1 of unit 1, A6 and A7 of unit 2. A2 and A5 touch one of these and
    # go first; A3 is then beside its own unit's main part; A4 comes last, tied between 1 and 2.
    visits = np.zeros((8, 3), np.int64)
    visits[np.arange(8), [0, 1, 2, 1, 0, 1, 2, 2]] = [99, 99, 50, 5, 5, 5, 40, 40]
    assert observed_service_areas.observed(csr_array(visits), row_of(8)).tolist() == [0, 1, 1, 1, 1, 2, 2, 2]


def test_an_island_keeps_its_unit_and_an_area_without_visits_has_none() -> None:
    visits = csr_array(np.array([[9, 0], [0, 9], [0, 0], [2, 1]]))
    beside = csr_array((4, 4), dtype=np.int8)
    assert observed_service_areas.observed(visits, beside).tolist() == [0, 1, -1, 0]
    assert observed_service_areas.observed(csr_array((4, 2), dtype=np.int64), row_of(4)).tolist() == [-1] * 4


@given(arrays(np.int64, (25, 5), elements=st.integers(0, 9)))
def test_every_observed_service_area_is_one_piece(matrix: np.ndarray) -> None:
    matrix[:, 0] += 1  # every area has visits, so all the map is connected
    unit = observed_service_areas.observed(csr_array(matrix), grid_of(5))
    assert (unit >= 0).all()
    for one in np.unique(unit):
        areas = np.flatnonzero(unit == one)
        assert connected_components(grid_of(5)[areas][:, areas])[0] == 1
    assert set(unit) == set(plurality(csr_array(matrix)))  # nobody loses all
