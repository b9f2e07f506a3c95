from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geodata.needs.whole_parts import whole_parts


def test_what_is_missing_goes_to_those_that_lost_most() -> None:
    assert whole_parts(np.array([1.4, 1.4, 1.2]), np.array(4.0)).tolist() == [2, 1, 1]
    assert whole_parts(np.array([1.6, 1.7, -0.6]), np.array(3.0)).tolist() == [2, 2, -1]
    assert whole_parts(np.array([0.6, 0.7, 0.7]), np.array(2.0)).tolist() == [0, 1, 1]


def test_a_part_of_nothing_stays_nothing() -> None:
    found = whole_parts(np.array([[0.4, 2.0], [0.0, 0.0], [0.4, 0.0]]), np.array([1.0, 2.0]))
    assert found.tolist() == [[1, 2], [0, 0], [0, 0]]


parts = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5)


@given(st.floats(0, 1e6), parts)
def test_parts_of_a_change_sum_to_the_change_of_whole_numbers(base: float, changes: list[float]) -> None:
    each = np.array(changes)
    change = np.rint(base + each.sum()) - np.rint(base)
    found = whole_parts(each, change)
    if each.any():
        assert found.sum() == change
    assert (found == np.rint(found)).all()
    assert (np.abs(found - each) <= 1.5).all()
    assert (found[each == 0] == 0).all()
