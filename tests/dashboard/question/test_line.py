"""Two places of an address are read, and nothing else is."""

from __future__ import annotations

import pytest

from dashboard.question.line import read_line
from geodata.geometry.degrees import to_degrees
from geodata.region.region import Region
from tests.small_region import small_region


def across(region: Region) -> str:
    """A line from the middle of a region to a tenth of a degree north of it."""
    west, south, east, north = region.areas.total_bounds
    lon, lat = to_degrees(region.settings.crs).transform((west + east) / 2, (south + north) / 2)
    return f"{lat:.5f},{lon:.5f};{lat + 0.1:.5f},{lon:.5f}"


def test_both_ends_are_read_in_metres() -> None:
    region = small_region()
    ends = read_line(region, across(region))
    assert ends is not None
    (x, y), (other_x, other_y) = ends
    west, south, east, north = region.areas.total_bounds
    assert (x, y) == pytest.approx(((west + east) / 2, (south + north) / 2), abs=1)
    assert other_y - y == pytest.approx(11_100, abs=100)
    assert other_x == pytest.approx(x, abs=1_000)


@pytest.mark.parametrize(
    "text",
    ["", "57.7,13.4", "57.7,13.4;57.9", "57.7,13.4;57.9,nan", "57.7,13.4;57.9,13.1;57,13", "a,b;c,d",
     "57.7,13.4;69.0,13.4", "99,13;57,13", "1" * 9000 + ",1;1,1"],
)  # fmt: skip
def test_what_is_no_line_or_lies_too_far_away_is_not_read(text: str) -> None:
    assert read_line(small_region(), text) is None
