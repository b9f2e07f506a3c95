from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from geodata.errors import IndexMismatchError
from geodata.nearest_choice import disagreement, nearest_only
from tests.toy_region import MINUTES, PERSONS, VISITS

SUPPLY = np.array([10.0, 5.0])


def test_everyone_goes_to_the_nearest_unit() -> None:
    assert nearest_only(SUPPLY, MINUTES, PERSONS).toarray().tolist() == [[1000, 0], [0, 2000], [0, 500]]


def test_a_unit_without_supply_is_nobody_s_and_the_lower_of_equals_is_the_nearest() -> None:
    closed = nearest_only(np.array([0.0, 5.0]), MINUTES, PERSONS)
    assert closed.sum(axis=0).tolist() == [0, 3500]
    alike = nearest_only(SUPPLY, np.full((3, 2), 7.0), PERSONS)
    assert alike.sum(axis=0).tolist() == [3500, 0]


def test_where_none_is_within_reach_nobody_goes() -> None:
    minutes = np.array([[5.0, 25.0], [np.inf, np.inf], [35.0, 8.0]])
    assert nearest_only(SUPPLY, minutes, PERSONS).sum(axis=1).tolist() == [1000, 0, 500]


def test_areas_that_mostly_go_elsewhere_than_to_the_nearest_are_named_and_counted() -> None:
    # All three go mostly to their nearest; with A2's visits turned round, A2 does not.
    assert not disagreement(csr_array(VISITS), SUPPLY, MINUTES).differs.any()
    turned = disagreement(csr_array(VISITS[[0, 0, 2]]), SUPPLY, MINUTES)
    assert turned.differs.tolist() == [False, True, False]
    assert turned.main_unit.tolist() == [0, 0, 1]
    assert turned.nearest_unit.tolist() == [0, 1, 1]
    assert turned.visits == 100


def test_an_area_without_visits_or_without_units_does_not_disagree() -> None:
    visits = csr_array(np.array([[0, 0], [9, 1], [1, 9]]))
    minutes = np.array([[5.0, 25.0], [np.inf, np.inf], [35.0, 8.0]])
    assert not disagreement(visits, SUPPLY, minutes).differs.any()


def test_arrays_of_other_units_are_refused() -> None:
    with pytest.raises(IndexMismatchError):
        nearest_only(SUPPLY[:1], MINUTES, PERSONS)
    with pytest.raises(IndexMismatchError):
        disagreement(csr_array(VISITS), SUPPLY[:1], MINUTES)
