"""A unit stands on land: what the region and its surroundings say is water takes none."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geodata.contract.errors import WaterError
from geodata.geometry.degrees import to_degrees
from geodata.region.dry_land import SHORE_M, in_water, nearest_land
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from tests.toy_region import toy_region

TOY = toy_region()


def with_background(**shapes: shapely.Geometry) -> Region:
    crs = TOY.areas.crs
    rows = gpd.GeoDataFrame({"kind": list(shapes), "geometry": list(shapes.values())}, crs=crs)
    return replace(TOY, background=rows)


def edges() -> tuple[float, float, float, float]:
    west, south, east, north = TOY.areas.total_bounds.tolist()
    return west, south, east, north


def beside() -> Region:
    """Land to the east of the region, sea all around the two, and a lake in the region."""
    _, south, east, north = edges()
    area = TOY.areas.geometry.iloc[0]
    lake = shapely.box(*area.bounds).intersection(area).buffer(-4 * SHORE_M)
    point = shapely.Point(TOY.areas["x"].iloc[0], TOY.areas["y"].iloc[0])
    return with_background(
        land=shapely.box(east, south, east + 9000, north), water=lake.difference(point.buffer(3 * SHORE_M))
    )


def test_the_sea_is_water_and_land_is_not() -> None:
    region, (west, south, east, north) = beside(), edges()
    middle = (south + north) / 2
    assert in_water(region, west - 5000, middle)
    assert not in_water(region, west - SHORE_M / 2, middle), "shores are drawn coarsely"
    assert not in_water(region, east + 4000, middle), "land outside the region"
    assert in_water(region, east + 12000, middle)


def test_without_land_around_it_a_region_does_not_know_of_the_sea() -> None:
    west, south, _, north = edges()
    assert not in_water(TOY, west - 5000, (south + north) / 2)


def test_no_area_has_its_own_point_in_water() -> None:
    region = beside()
    for x, y in TOY.areas[["x", "y"]].to_numpy(float):
        assert not in_water(region, x, y)


def test_what_is_proposed_lies_on_land_and_is_nearest() -> None:
    region, (west, south, east, north) = beside(), edges()
    for x, y in ((west - 5000, south), (west - 800, north + 2000), (east + 12000, south - 3000)):
        near_x, near_y, area = nearest_land(region, x, y)
        assert region.areas.geometry.iloc[area].intersects(shapely.Point(near_x, near_y))
        assert not in_water(region, near_x, near_y)
        distances = shapely.distance(np.asarray(region.areas.geometry.array), shapely.Point(x, y))
        assert distances[area] == distances.min()


@pytest.mark.parametrize("kind", ["add:n1", "move:u-north"])
def test_a_scenario_puts_no_unit_in_water_and_names_the_nearest_land(kind: str) -> None:
    region, (west, south, _, north) = beside(), edges()
    lon, lat = to_degrees(region.settings.crs).transform(west - 5000, (south + north) / 2)
    size = "*4" if kind.startswith("add") else ""
    with pytest.raises(WaterError, match="lies in water; nearest on land is A"):
        parse(region, {"changes": f"{kind}@{lat:.5f},{lon:.5f}{size}"})
