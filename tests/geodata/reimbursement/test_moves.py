"""Where the listed go: as their visits do, and none is lost on the way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geodata.reimbursement.moves import moves

NOBODY = np.zeros(2)
SECOND_CLOSES = np.array([False, True])


def of(*rows: list[float]) -> csr_array:
    return csr_array(np.array(rows, float))


def test_the_listed_of_a_closed_unit_go_where_the_visits_of_their_area_go() -> None:
    before, after = of([10, 10, 0], [0, 20, 5]), of([20, 0, 0], [5, 0, 20])
    lists = of([100, 300, 0], [0, 100, 50])
    closed = np.array([False, True, False])
    found = moves(before, after, lists, np.zeros(3), closed)
    # 300 of the first area go to unit 1; of the second's 100 a quarter goes to unit 1 and the rest to unit 3
    assert found.moved(np.array([100.0, 400.0, 50.0])).tolist() == [425.0, 0.0, 125.0]
    assert found.nowhere.tolist() == [0.0, 0.0, 0.0]


def test_those_whom_no_unit_is_left_for_are_listed_nowhere() -> None:
    found = moves(of([10, 10], [0, 10]), of([15, 0], [0, 0]), of([8, 8], [0, 8]), NOBODY, SECOND_CLOSES)
    assert found.moved(np.array([8.0, 16.0])).tolist() == [12.0, 0.0]
    assert found.nowhere.tolist() == [0.0, 0.75]


def test_nobody_knows_where_those_go_who_live_in_no_known_area_or_made_no_visit() -> None:
    found = moves(
        of([10, 10], [5, 0]), of([20, 0], [5, 0]), of([1, 1], [0, 1]), np.array([0.0, 2.0]), SECOND_CLOSES
    )
    assert found.moved(np.array([1.0, 4.0])).tolist() == [2.0, 0.0]
    assert found.nowhere.tolist() == [0.0, 0.75]


def test_a_new_unit_takes_the_share_of_the_listed_that_it_takes_of_visits() -> None:
    found = moves(of([10, 10]), of([8, 7, 5]), of([100, 200]), NOBODY, np.zeros(2, bool))
    assert found.moved(np.array([100.0, 200.0])).tolist() == [80.0, 140.0, 80.0]


def test_without_a_change_nobody_moves() -> None:
    visits = of([10, 10], [3, 0])
    found = moves(visits, visits, of([1, 2], [3, 0]), NOBODY, np.zeros(2, bool))
    assert found.goes.nnz == 0
    assert found.moved(np.array([4.5, np.nan])).tolist()[0] == 4.5


@given(st.data())
def test_of_any_change_every_class_is_conserved_but_those_with_nowhere_to_go(data: st.DataObject) -> None:
    areas, units = data.draw(st.integers(1, 5)), data.draw(st.integers(2, 5))
    counts = st.integers(0, 50)

    def drawn(wide: int) -> np.ndarray:
        return np.array(
            data.draw(
                st.lists(st.lists(counts, min_size=wide, max_size=wide), min_size=areas, max_size=areas)
            ),
            float,
        )

    before, lists = drawn(units), drawn(units)
    before += lists  # who is listed makes visits
    closed = np.zeros(units, bool)
    closed[data.draw(st.integers(0, units - 1))] = True
    after = np.where(closed, 0.0, before)
    rest = after.sum(axis=1, keepdims=True)
    after = np.where(rest > 0, after * before.sum(axis=1, keepdims=True) / np.maximum(rest, 1), 0.0)
    found = moves(csr_array(before), csr_array(after), csr_array(lists), np.zeros(units), closed)
    amounts = np.round(lists.sum(axis=0) * 0.37, 4)
    moved = found.moved(amounts)
    lost = (found.nowhere * amounts).sum()
    assert moved.sum() + lost == pytest.approx(amounts.sum(), abs=1e-3)
    if (rest > 0).all():
        assert moved.sum() == pytest.approx(amounts.sum(), abs=1e-9)
    assert (moved >= 0).all()
    assert not moved[closed].any()
