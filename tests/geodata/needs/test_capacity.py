from __future__ import annotations

import numpy as np
import pytest

from geodata.contract.errors import IndexMismatchError, UnknownNameError
from geodata.needs.capacity import capacity_needed, standards

USE, CAPACITY = np.array([1300.0, 1300.0]), np.array([2.0, 2.0])


def test_capacity_at_the_regions_standard_by_hand() -> None:
    standard = standards("regional", USE, CAPACITY)
    assert standard.tolist() == [650, 650]
    found = capacity_needed(np.array([[1480.0, 1480.0]]), standard, CAPACITY)
    assert found.gap.sum() == pytest.approx(0.5538461538)
    assert found.needed.sum() == pytest.approx(2960 / 650)
    assert found.beyond.tolist() == [[180, 180]]


def test_room_at_one_unit_carries_nothing_of_anothers() -> None:
    found = capacity_needed(np.array([[650.0, 1950.0]]), np.full(2, 650.0), CAPACITY)
    assert found.gap.tolist() == [[-1, 1]]
    assert found.beyond.tolist() == [[0, 650]]


def test_a_units_own_standard_is_what_it_carries_today() -> None:
    use, capacity = np.array([1000.0, 600.0, 400.0, 10.0]), np.array([2.0, 2.0, 0.0, np.nan])
    assert standards("own", use, capacity).tolist() == [500, 300, 400, 400]
    assert standards("regional", use, capacity).tolist() == [400] * 4, "of units whose capacity is known"
    assert standards(520.0, use, capacity).tolist() == [520] * 4


def test_of_a_unit_without_known_capacity_the_gap_is_not_known() -> None:
    found = capacity_needed(np.array([[1300.0]]), np.array([650.0]), np.array([np.nan]))
    assert found.needed.tolist() == [[2]]
    assert np.isnan(found.gap).all()
    assert np.isnan(found.beyond).all()


def test_where_no_unit_tells_a_standard_one_must_be_chosen() -> None:
    with pytest.raises(UnknownNameError, match="choose"):
        standards("regional", np.array([5.0]), np.array([np.nan]))
    with pytest.raises(UnknownNameError, match="regional, own"):
        standards("usual", USE, CAPACITY)


def test_units_must_be_as_many() -> None:
    with pytest.raises(IndexMismatchError):
        capacity_needed(np.ones((1, 2)), np.ones(1), np.ones(2))
