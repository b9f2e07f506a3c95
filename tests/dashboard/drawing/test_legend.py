"""Legends as pictures: every sign stands whole where it is put."""

from __future__ import annotations

import re

import pytest

from dashboard.drawing.legend import swatch_sign
from dashboard.drawing.tokens import palette
from dashboard.layers.base import Swatch


@pytest.mark.parametrize("size", [12.5, 13.0, 14.0])
@pytest.mark.parametrize("name", ["flow", "past", "halves"])
def test_the_sign_of_a_flow_stands_whole_in_its_picture(name: str, size: float) -> None:
    drawn = swatch_sign(Swatch("legend.flows", "", symbol=name), palette("light"), 0, size / 2, size)
    points = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", drawn)]
    assert len(points) > 4
    assert all(0 <= x <= 1.5 * size and 0 <= y <= size for x, y in points), points
