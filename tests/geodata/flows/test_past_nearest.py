from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from geodata.access import nearest
from geodata.contract.errors import IndexMismatchError
from geodata.flows.past_nearest import disagreement
from tests.toy_region import MINUTES, VISITS

NEAREST_MIN, _ = nearest.nearest(csr_array(MINUTES))


def test_areas_that_mostly_go_further_than_to_the_nearest_are_named_and_counted() -> None:
    # All three go mostly to their nearest; with A2's visits turned round, A2 does not.
    minutes = csr_array(MINUTES)
    assert not disagreement(csr_array(VISITS), minutes, NEAREST_MIN).differs.any()
    turned = disagreement(csr_array(VISITS[[0, 0, 2]]), minutes, NEAREST_MIN)
    assert turned.differs.tolist() == [False, True, False]
    assert turned.main_unit.tolist() == [0, 0, 1]
    assert turned.visits == 100


def test_a_main_unit_as_near_as_the_nearest_is_no_disagreement() -> None:
    minutes = np.array([[7.0, 7.0 + 1e-9], [7.0, 7.0 + 1e-3]])
    found = disagreement(csr_array(np.array([[1, 9], [1, 9]])), csr_array(minutes), minutes.min(axis=1))
    assert found.main_unit.tolist() == [1, 1]
    assert found.differs.tolist() == [False, True]


def test_an_area_without_visits_or_without_units_does_not_disagree() -> None:
    visits = csr_array(np.array([[0, 0], [9, 1], [1, 9]]))
    minutes = csr_array(np.array([[5.0, 25.0], [0.0, 0.0], [35.0, 8.0]]))
    assert not disagreement(visits, minutes, nearest.nearest(minutes)[0]).differs.any()


def test_a_main_unit_out_of_reach_is_further_than_the_nearest() -> None:
    minutes = csr_array(np.array([[5.0, 0.0]]))  # the second is digital, or too far
    assert disagreement(csr_array(np.array([[1, 9]])), minutes, np.array([5.0])).differs.tolist() == [True]


def test_arrays_of_other_areas_are_refused() -> None:
    with pytest.raises(IndexMismatchError):
        disagreement(csr_array(VISITS), csr_array(MINUTES), NEAREST_MIN[:1])
