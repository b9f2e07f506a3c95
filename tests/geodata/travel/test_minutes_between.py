"""From an area to a unit, minutes between two places are the region's own, to the last digit."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pandas import DataFrame

from geodata.contract.errors import RegionError
from geodata.contract.settings import PlaceKind
from geodata.publish.build import computed
from geodata.region.region import Region
from geodata.travel.minutes_between import minutes_along_roads, minutes_between
from geodata.travel.model import travel_of
from tests.geodata.travel.test_model import ROAD, on_roads, with_roads  # noqa: F401  a fixture
from tests.toy_region import toy_region

DENSE = PlaceKind("dense", {"sv": "", "en": ""}, 15.0, 2.0, 30.0)
"""What the second area alone is: 2,000 residents on 100 km2."""


def with_kinds() -> Region:
    region = toy_region()
    travel = replace(region.settings.travel, kinds={"dense": DENSE})
    return replace(region, settings=replace(region.settings, travel=travel))


def pairs(region: Region) -> np.ndarray:
    found = travel_of(region).pairs().toarray()
    return np.where(found > 0, found, np.inf)


def measured(region: Region) -> np.ndarray:
    homes = region.areas[["x", "y"]].to_numpy(float).tolist()
    units = [(point.x, point.y) for point in region.units.geometry]
    return np.array([[minutes_between(region, (x, y), unit) for unit in units] for x, y in homes])


@pytest.mark.parametrize("region", [toy_region(), with_kinds()], ids=["one pace", "kinds of place"])
def test_a_straight_line_is_as_long_as_the_regions_own(region: Region) -> None:
    np.testing.assert_array_equal(measured(region), pairs(region))


def test_a_road_is_as_long_as_the_regions_own(with_roads: Region) -> None:  # noqa: F811
    region = computed(with_roads)
    assert np.isinf(pairs(region)).any()
    np.testing.assert_array_equal(measured(region), pairs(region))


def test_all_units_are_as_far_from_a_place_along_roads_as_one_by_one(tmp_path: Path) -> None:
    # A ring that goes one way, through the units: there and back are not alike.
    corners = {"W": (0, 5000), "M": (25_500, 5000), "N": (25_500, 9000), "V": (0, 9000)}
    ring = (("W", "M"), ("M", "N"), ("N", "V"), ("V", "W"))
    one_way = {**ROAD, "oneway": "yes"}
    region = computed(on_roads(tmp_path, corners, tuple((way, one_way) for way in ring)))
    units = tuple(zip(region.units.geometry.x.tolist(), region.units.geometry.y.tolist(), strict=True))
    spots = np.random.default_rng(3).uniform((0, 4500), (25_500, 9500), (60, 2)).tolist()
    apart = 0
    for x, y in [*spots, *region.areas[["x", "y"]].to_numpy(float).tolist()]:
        found = minutes_along_roads(region, (x, y), units)
        assert found is not None
        expected = [minutes_between(region, (x, y), unit) for unit in units]
        assert found.tolist() == pytest.approx(expected, rel=0, abs=1 / 60_000)  # a millisecond
        back = [minutes_between(region, unit, (x, y)) for unit in units]
        apart += sum(abs(one - other) > 1 for one, other in zip(expected, back, strict=True))
    assert apart
    assert minutes_along_roads(toy_region(), units[0], units) is None


def test_the_way_back_is_as_fast_as_the_place_it_begins_in() -> None:
    region, sparse, dense = with_kinds(), (9e3, 5e3), (11e3, 5e3)
    assert math.isclose(minutes_between(region, sparse, dense), 2 * 1.3)
    assert math.isclose(minutes_between(region, dense, sparse), 2 * 2 * 2)
    outside = (11e3, 12e3)
    assert math.isclose(minutes_between(region, outside, dense), 7 * 1.3)


def test_a_place_off_the_roads_or_beyond_the_longest_journey_is_out_of_reach(
    with_roads: Region,  # noqa: F811
) -> None:
    x, y = with_roads.areas[["x", "y"]].to_numpy(float)[0]
    assert math.isinf(minutes_between(with_roads, (x, y + 3_000), (x, y)))
    assert math.isinf(minutes_between(with_roads, (x, y), (x, y + 3_000)))
    assert math.isinf(minutes_between(toy_region(), (0.0, 0.0), (100e3, 0.0)))


def test_a_table_of_travel_times_knows_no_other_places() -> None:
    times = DataFrame({"area": [0], "unit": [0], "mode": "car", "minutes": [7.0]})
    with pytest.raises(RegionError, match="say nothing of other places"):
        minutes_between(replace(toy_region(), travel_times=times), (0.0, 0.0), (1.0, 0.0))
