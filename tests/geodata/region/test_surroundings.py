"""Places around a region, and too far from it."""

from __future__ import annotations

import pytest

from geodata.region.surroundings import is_around
from tests.toy_region import toy_region


@pytest.mark.parametrize(
    ("x", "y", "around"), [(0, 0, True), (80e3, 60e3, True), (80_001, 0, False), (0, -50_001, False)]
)
def test_the_surroundings_end_fifty_kilometres_from_the_areas(x: float, y: float, around: bool) -> None:
    assert is_around(toy_region(), x, y) is around
