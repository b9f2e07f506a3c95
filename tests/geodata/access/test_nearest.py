from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from geodata.access.nearest import (
    nearest,
    organisations_within,
)
from geodata.contract.errors import IndexMismatchError

P = np.array([1000, 2000, 500])
T = np.array([[5.0, 25.0], [15.0, 12.0], [35.0, 8.0]])

people = arrays(np.int64, 8, elements=st.integers(0, 5000))
journeys = arrays(float, (8, 5), elements=st.one_of(st.floats(0, 60), st.just(np.inf)))


def sparse(minutes: np.ndarray) -> csr_array:
    reached = np.isfinite(minutes)
    return csr_array((np.maximum(minutes[reached], 1e-4), np.nonzero(reached)), shape=minutes.shape)


def test_arrays_of_different_places_are_refused() -> None:
    with pytest.raises(IndexMismatchError):
        organisations_within(sparse(T), np.zeros(3, np.int64), 10)


def test_the_nearest_unit_is_the_one_with_fewest_minutes() -> None:
    minutes, unit = nearest(sparse(T))
    assert minutes.tolist() == [5, 12, 8]
    assert unit.tolist() == [0, 1, 1]


def test_of_units_equally_near_the_lower_counts_and_without_any_there_is_none() -> None:
    minutes, unit = nearest(sparse(np.array([[np.inf, np.inf], [7.0, 7.0], [np.inf, 3.0], [np.inf, np.inf]])))
    assert minutes.tolist() == [np.inf, 7, 3, np.inf]
    assert unit.tolist() == [-1, 0, 1, -1]
    assert nearest(csr_array((2, 0)))[1].tolist() == [-1, -1]


@given(journeys)
def test_nearest_is_the_minimum_of_each_row(minutes: np.ndarray) -> None:
    shortest, unit = nearest(sparse(minutes))
    floored = np.maximum(minutes, 1e-4)
    assert shortest.tolist() == floored.min(axis=1).tolist()
    reached = np.isfinite(shortest)
    assert unit[reached].tolist() == floored.argmin(axis=1)[reached].tolist()


def test_choice_is_between_organisations_not_doors() -> None:
    minutes = sparse(np.array([[5.0, 6.0, 7.0], [5.0, 20.0, 15.0], [np.inf, 16.0, 20.0]]))
    assert organisations_within(minutes, np.array([0, 0, 1]), 15).tolist() == [2, 2, 0]
    assert organisations_within(minutes, np.array([0, 0, 0]), 15).tolist() == [1, 1, 0]
