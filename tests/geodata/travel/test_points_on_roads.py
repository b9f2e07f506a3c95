"""Residents of an area who set out along roads, from a folder to what changes of units do to them.

A road of 60 km/h runs 15.5 km through the middles of A and B, where their units stand; C has a road of its
own that leads to no other. In metres east of the corner: A's 1,000 residents live 600 at 2,000 and 300 at
9,000, both on the road, and 100 in a wood 4 km from it; B's 2,000 at 12,000; C's 500 are 300 on the island's
road and 200 off it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.checks.open_region import open_region
from geodata.geometry.degrees import to_degrees
from geodata.network.extract import read_extract
from geodata.network.files import save_network
from geodata.network.graph import network_of
from geodata.publish.build import computed
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.changes import Change
from geodata.region.homes import homes
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from geodata.siting.candidates import area_candidates
from geodata.travel import RoadNetwork
from geodata.travel.minutes_to_places import minutes_from_homes, minutes_to_places
from geodata.travel.model import home_travel_of
from tests.geodata.network.osm import write_extract
from tests.recomputed import assert_same, recomputed_assessment
from tests.toy import CORNER, write_toy_region

ROAD = {"highway": "primary", "maxspeed": "60"}
LIVED_IN = ((2000, 5000, 600), (2000, 9000, 100), (9000, 5000, 300), (12_000, 5000, 2000),
            (25_000, 5200, 300), (29_000, 9000, 200))  # fmt: skip


def folder_with_roads(folder: Path) -> Path:
    """The toy folder with the roads and the points that this module tells of."""
    write_toy_region(folder)
    places = {"W": (0, 5000), "M": (15_500, 5000), "I": (24_000, 5200), "J": (26_000, 5200)}
    ways = ((("W", "M"), ROAD), (("I", "J"), ROAD))
    extract = write_extract(folder / "hand.osm", places, ways)
    about = {"source": "hand.osm", "date": "2024-05-02", "credit": "© OSM"}
    save_network(network_of(read_extract(extract), about), folder / "roads.npz")
    rows = [f"{CORNER[0] + x},{CORNER[1] + y},{persons}" for x, y, persons in LIVED_IN]
    (folder / "points.csv").write_text("\n".join(["x,y,persons", *rows]), encoding="utf-8")
    settings = (folder / "region.toml").read_text(encoding="utf-8")
    roads = '[travel]\nmodel = "road_network"\nnetwork = "roads.npz"'
    points = '\n[tables.population_points]\nfile = "points.csv"\n'
    (folder / "region.toml").write_text(settings.replace("[travel]", roads) + points, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def on_roads(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return computed(open_region(folder_with_roads(tmp_path_factory.mktemp("toy"))))


def answered(region: Region, changes: tuple[Change, ...] = ()) -> Assessment:
    usual = default_scenario(region)
    return assess(region, replace(usual, region=region, limit_min=5, changes=changes))


def at(x: float, y: float) -> tuple[float, float]:
    lon, lat = to_degrees("EPSG:3006").transform(CORNER[0] + x, CORNER[1] + y)
    return round(lat, 5), round(lon, 5)


def test_minutes_are_those_along_the_road_from_each_point(on_roads: Region) -> None:
    assert isinstance(home_travel_of(on_roads), RoadNetwork)
    assert on_roads.point_minutes is not None
    assert on_roads.minutes is not None
    # A kilometre a minute; nobody comes from the wood, nor from the island.
    minutes = on_roads.point_minutes.toarray()[:, :2]
    np.testing.assert_allclose(minutes, [[3, 13], [0, 0], [4, 6], [7, 3], [0, 0], [0, 0]], atol=0.02)
    np.testing.assert_allclose(on_roads.minutes.toarray()[:, :2], [[3, 13], [7, 3], [0, 0]], atol=0.02)


def test_who_has_no_road_or_only_one_of_an_island_is_out_of_reach_and_accounted_for(
    on_roads: Region,
) -> None:
    found = answered(on_roads)
    assert found.access.persons_within.tolist() == [900, 2000, 0]
    assert np.isinf(found.access.nearest_min).tolist() == [False, False, True]
    accounts = {(each.table, each.reason): each for each in on_roads.accounts}
    assert (accounts["areas", "no_road"].rows, accounts["areas", "no_road"].amount) == (2, 300)
    assert (accounts["areas", "cut_off"].rows, accounts["areas", "cut_off"].amount) == (1, 300)


@pytest.mark.parametrize(
    "changes",
    [
        (Change("add", "n1", *at(9_100, 5_050), 4.0, "own"),),
        (Change("add", "n1", *at(24_500, 5_200), 4.0, "own"),),
        (Change("add", "n1", *at(2_000, 8_900), 4.0, "own"),),
        (Change("close", "v1"),),
        (Change("move", "v2", *at(1_000, 5_000)), Change("close", "v1")),
    ],
    ids=["by the road", "on the island", "in the wood", "closed", "moved"],
)
def test_changes_along_roads_give_what_a_version_published_with_them_gives(
    on_roads: Region, tmp_path: Path, changes: tuple[Change, ...]
) -> None:
    publish(on_roads, tmp_path)
    after = answered(open_snapshot(tmp_path), changes)
    assert_same(after, recomputed_assessment(after))
    same = answered(on_roads, changes)
    np.testing.assert_array_equal(after.access.home_min, same.access.home_min)


def test_sites_are_as_far_from_each_point_as_units_there_would_be(on_roads: Region) -> None:
    sites = area_candidates(on_roads)
    found = minutes_from_homes(on_roads, sites.x, sites.y, np.full(len(homes(on_roads).area), np.inf))
    travel = home_travel_of(on_roads)
    for site, (x, y) in enumerate(zip(sites.x, sites.y, strict=True)):
        column = found.toarray()[:, site]
        np.testing.assert_array_equal(np.where(column > 0, column, np.inf), travel.to(x, y))
    units = np.column_stack((on_roads.units.geometry.x, on_roads.units.geometry.y))[:2]
    assert on_roads.minutes is not None
    np.testing.assert_allclose(
        minutes_to_places(on_roads, *units.T).toarray(), on_roads.minutes.toarray()[:, :2], rtol=1e-6
    )
