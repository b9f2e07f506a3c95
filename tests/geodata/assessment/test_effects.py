"""Effects are told of those affected, in residents."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.assessment.effects import difference_min, effects
from geodata.contract.errors import IndexMismatchError

BEFORE = np.array([5.0, 20.0, 12.0, np.inf, 30.0, np.inf, 8.0])
AFTER = np.array([5.0, 10.0, 18.0, 25.0, np.inf, np.inf, 8.04])
PERSONS = np.array([100, 200, 300, 50, 70, 10, 900])


def test_those_who_gain_and_lose_are_counted_apart() -> None:
    found = effects(BEFORE, AFTER, PERSONS, 15.0)
    assert (found.shorter.persons, found.shorter.mean_min) == (250, -10.0), "the mean is of the 200 alone"
    assert (found.longer.persons, found.longer.mean_min) == (370, 6.0)
    assert (found.within, found.beyond) == (200, 300)
    assert (found.reached, found.lost) == (50, 70)


def test_the_limit_is_inclusive() -> None:
    found = effects(np.array([15.0, 15.1]), np.array([15.1, 15.0]), np.array([3, 4]), 15.0)
    assert (found.within, found.beyond) == (4, 3)


def test_nothing_in_reach_before_or_after_is_no_difference() -> None:
    gap = difference_min(BEFORE, AFTER)
    assert gap.tolist()[:6] == [0.0, -10.0, 6.0, -np.inf, np.inf, 0.0]


def test_where_nobody_lives_nobody_is_affected() -> None:
    found = effects(np.array([5.0]), np.array([50.0]), np.array([0]), 15.0)
    assert found.longer.persons == 0
    assert np.isnan(found.longer.mean_min)


def test_arrays_of_other_areas_are_refused() -> None:
    with pytest.raises(IndexMismatchError, match="not the same homes"):
        effects(BEFORE, AFTER[:2], PERSONS, 15.0)
