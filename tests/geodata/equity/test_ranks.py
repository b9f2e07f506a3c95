"""Areas in a row from the least need to the most, each as wide as its residents are many."""

from __future__ import annotations

import numpy as np

from geodata.equity.ranks import NO_FIFTH, fifth_of, middles_in_row, midpoint_ranks

IDS = ["a", "b", "c", "d"]


def test_an_area_stands_at_the_middle_of_its_residents() -> None:
    need, people = np.array([3.0, 1.0, 2.0]), np.array([20.0, 10.0, 10.0])
    middles = middles_in_row(need, people, IDS[:3])
    assert middles.tolist() == [0.75, 0.125, 0.375], "10, 10 and 20 of 40 in a row"
    assert midpoint_ranks(need, people).tolist() == middles.tolist(), "no two are of the same need"
    assert fifth_of(middles).tolist() == [3, 0, 1]


def test_areas_of_the_same_need_have_the_rank_of_the_middle_of_them_all() -> None:
    ranks = midpoint_ranks(np.array([2.0, 1.0, 2.0, 2.0]), np.array([10.0, 10.0, 20.0, 0.0]))
    assert ranks.tolist() == [0.625, 0.125, 0.625, 0.625], "30 of 40 after the first 10"


def test_areas_of_the_same_need_stand_in_the_order_of_their_ids_to_be_cut_in_fifths() -> None:
    people = np.ones(4)
    middles = middles_in_row(np.zeros(4), people, IDS)
    assert middles.tolist() == [0.125, 0.375, 0.625, 0.875]
    assert middles_in_row(np.zeros(4), people, IDS[::-1]).tolist() == middles[::-1].tolist()


def test_an_area_without_an_index_has_no_rank_and_takes_no_room() -> None:
    need, people = np.array([1.0, np.nan, 2.0]), np.array([10.0, 99.0, 10.0])
    assert midpoint_ranks(need, people)[[0, 2]].tolist() == [0.25, 0.75]
    assert np.isnan(midpoint_ranks(need, people)[1])
    assert fifth_of(middles_in_row(need, people, IDS[:3])).tolist() == [1, NO_FIFTH, 3]


def test_nobody_anywhere_has_no_rank() -> None:
    need, nobody = np.array([1.0, 2.0]), np.zeros(2)
    assert np.isnan(midpoint_ranks(need, nobody)).all()
    assert np.isnan(middles_in_row(need, nobody, IDS[:2])).all()


def test_a_bound_belongs_to_the_fifth_above_it() -> None:
    assert fifth_of(np.array([0.0, 0.2, 0.5, 0.8, 1.0])).tolist() == [0, 1, 2, 4, 4]


def test_fifths_of_many_small_areas_hold_a_fifth_of_the_residents_each() -> None:
    rng = np.random.default_rng(3)
    people = rng.integers(1, 50, 2000).astype(float)
    ids = [f"{at:04}" for at in range(2000)]
    fifths = fifth_of(middles_in_row(rng.normal(size=2000), people, ids))
    held = np.bincount(fifths, people) / people.sum()
    assert np.abs(held - 0.2).max() <= people.max() / people.sum()
