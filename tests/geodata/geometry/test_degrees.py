"""To degrees and back: east comes first, whatever order a CRS is defined in, and nothing is made twice."""

from __future__ import annotations

import pytest

from geodata.geometry.degrees import to_degrees, to_metres


@pytest.mark.parametrize("crs", ["EPSG:3006", "EPSG:27700", "EPSG:2056"])
def test_there_and_back_is_the_same_place(crs: str) -> None:
    at = to_degrees(crs).transform(400_000.0, 300_000.0)
    assert to_metres(crs).transform(*at) == pytest.approx((400_000.0, 300_000.0), abs=0.01)


def test_east_comes_first_in_metres_and_in_degrees() -> None:
    """The central meridian of SWEREF 99 TM is 15 degrees east, where x is 500 km."""
    assert to_metres("EPSG:3006").transform(15.0, 57.7)[0] == pytest.approx(500_000)
    assert to_degrees("EPSG:3006").transform(500_000.0, 6_400_000.0)[0] == pytest.approx(15.0)


def test_each_is_made_once() -> None:
    assert to_degrees("EPSG:3006") is to_degrees("EPSG:3006")
