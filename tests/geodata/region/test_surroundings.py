"""Places in a region, around it, and too far from it."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.region.surroundings import is_around, standing
from tests.toy_region import toy_region


def test_a_place_stands_in_its_area_the_first_on_a_border_and_else_in_none() -> None:
    x, y = np.array([5e3, 10e3, 25e3, 31e3]), np.full(4, 5e3)
    assert standing(toy_region(), x, y).tolist() == [0, 0, 2, -1]


@pytest.mark.parametrize(
    ("x", "y", "around"), [(0, 0, True), (80e3, 60e3, True), (80_001, 0, False), (0, -50_001, False)]
)
def test_the_surroundings_end_fifty_kilometres_from_the_areas(x: float, y: float, around: bool) -> None:
    assert is_around(toy_region(), x, y) is around
