"""From an area to a unit, minutes between two places are the region's own, to the last digit."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from pandas import DataFrame

from geodata.contract.errors import RegionError
from geodata.contract.settings import PlaceKind
from geodata.publish.build import computed
from geodata.region.region import Region
from geodata.travel.minutes_between import minutes_between
from geodata.travel.model import travel_of
from tests.geodata.travel.test_model import with_roads  # noqa: F401  a fixture
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
