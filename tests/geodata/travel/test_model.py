"""A region chooses how its minutes are found, and a published version finds them the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pandas import DataFrame

from geodata.checks.open_region import open_region
from geodata.contract.errors import RegionError
from geodata.contract.settings import PlaceKind
from geodata.network.extract import read_extract
from geodata.network.files import save_network
from geodata.network.graph import network_of
from geodata.publish.build import computed
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.changes import Change
from geodata.region.region import Region
from geodata.scenario.changed_region import ChangedRegion, changed
from geodata.travel import RoadNetwork, StraightLine, TravelTable
from geodata.travel.all_minutes import minutes_to_all_units
from geodata.travel.minutes_to_places import minutes_to_places
from geodata.travel.model import accounts_of, model_of, travel_of
from tests.geodata.network.osm import Place, Way, write_extract
from tests.toy import CORNER, to_degrees, write_toy_region
from tests.toy_region import toy_region

ROAD = {"highway": "primary", "maxspeed": "60"}
WORDS = {"sv": "", "en": ""}


@pytest.fixture
def with_roads(tmp_path: Path) -> Region:
    """The toy folder on a road through the middles of its first two areas; the third is an island."""
    places = {"W": (0, 5000), "M": (15_500, 5000), "I": (24_000, 5200), "J": (26_000, 5200)}
    return on_roads(tmp_path, places, ((("W", "M"), ROAD), (("I", "J"), ROAD)))


def on_roads(
    tmp_path: Path,
    places: Mapping[str, Place],
    ways: Sequence[Way],
    tags: Mapping[str, Mapping[str, str]] | None = None,
) -> Region:
    """The toy folder with a network of some ways, opened."""
    tmp_path.mkdir(exist_ok=True)
    folder = write_toy_region(tmp_path / "toy")
    extract = write_extract(tmp_path / "hand.osm", places, ways, tags)
    network = network_of(
        read_extract(extract), {"source": "hand.osm", "date": "2024-05-02", "credit": "© OSM"}
    )
    save_network(network, folder / "roads.npz")
    settings = (folder / "region.toml").read_text(encoding="utf-8")
    said = '[travel]\nmodel = "road_network"\nnetwork = "roads.npz"'
    (folder / "region.toml").write_text(settings.replace("[travel]", said), encoding="utf-8")
    return open_region(folder)


def test_a_region_on_roads_is_built_from_its_folder(with_roads: Region) -> None:
    region = computed(with_roads)
    assert isinstance(travel_of(with_roads), RoadNetwork)
    assert region.minutes is not None
    # 10 km at 60 km/h between the middles; the island reaches nothing and is reached by nobody.
    np.testing.assert_allclose(region.minutes.toarray(), [[0, 10], [10, 0], [0, 0]], atol=0.01)
    assert region.minutes.nnz == 4


def test_what_the_roads_do_not_reach_is_accounted_for_by_name(with_roads: Region) -> None:
    accounts = {(each.table, each.reason): each for each in computed(with_roads).accounts}
    island = accounts["areas", "cut_off"]
    assert (island.rows, island.amount, island.examples) == (1, 500, ("Ceby (0201)",))
    off = with_roads.units.set_geometry(with_roads.units.geometry.translate(0, 2000))
    found = computed(computed(replace(with_roads, units=off)))
    far = {(each.table, each.reason): each for each in found.accounts}["units", "no_road"]
    assert far.examples == ("Norra vårdcentralen (v1)", "Södra vårdcentralen (v2)")
    assert sum(each.reason == "cut_off" for each in found.accounts) == 1, (
        "counted once, however often computed"
    )


def test_areas_near_the_end_of_the_roads_are_accounted_for(with_roads: Region) -> None:
    accounts = {(each.table, each.reason): each for each in computed(with_roads).accounts}
    near = accounts["areas", "roads_end"]
    assert (near.rows, near.amount) == (3, 3500), "all there is lies within 20 km"
    travel = travel_of(with_roads)
    assert isinstance(travel, RoadNetwork)
    wide = replace(travel.roads, places=travel.roads.places * 1.0)
    wide.places[[0, -1]] = travel.origins.min(axis=0) - 30_000, travel.origins.max(axis=0) + 30_000
    reasons = {each.reason for each in accounts_of(with_roads, replace(travel, roads=wide))}
    assert "roads_end" not in reasons


def test_a_gate_does_not_hide_where_the_roads_end(tmp_path: Path) -> None:
    places = {"W": (0, 5000), "M": (15_500, 5000), "N": (90_000, 90_000)}
    for number, gate in enumerate(({}, {"W": {"barrier": "gate", "foot": "no"}})):
        region = on_roads(tmp_path / str(number), places, ((("W", "M"), ROAD), (("M", "N"), ROAD)), gate)
        accounts = {each.reason: each for each in computed(region).accounts}
        assert accounts["roads_end"].rows == 3, "near the sides in the south and west alone"


def test_a_published_version_finds_the_same_minutes_to_a_new_place(
    with_roads: Region, tmp_path: Path
) -> None:
    publish(computed(with_roads), tmp_path / "out")
    opened = open_snapshot(tmp_path / "out")
    assert opened.roads is not None
    assert isinstance(opened.roads.ms, np.memmap)
    assert opened.roads.about["credit"] == "© OSM"
    place = (CORNER[0] + 7000.0, CORNER[1] + 5100.0)
    before, after = travel_of(with_roads), travel_of(opened)
    np.testing.assert_array_equal(before.to(*place), after.to(*place))
    np.testing.assert_allclose(after.to(*place)[:2], [2.24, 8.24], atol=0.01)
    np.testing.assert_array_equal(opened.minutes.toarray(), after.pairs().toarray())
    for unit in range(2):
        column = opened.minutes.toarray()[:, unit]
        np.testing.assert_array_equal(np.where(column > 0, column, np.inf), after.to_unit(unit))


def test_the_same_region_has_the_same_version_every_time(with_roads: Region, tmp_path: Path) -> None:
    assert publish(computed(with_roads), tmp_path / "a") == publish(computed(with_roads), tmp_path / "b")


def test_a_straight_line_answers_for_a_new_place_as_for_a_unit() -> None:
    toy = toy_region()
    travel = travel_of(toy)
    assert isinstance(travel, StraightLine)
    pairs = travel.pairs().toarray()
    for unit, point in enumerate(toy.units.geometry):
        column = np.where(pairs[:, unit] > 0, pairs[:, unit], np.inf)
        np.testing.assert_array_equal(travel.to_unit(unit), column)
        np.testing.assert_array_equal(travel.to(point.x, point.y), column)


def test_a_table_of_travel_times_knows_no_new_place() -> None:
    times = DataFrame({"area": [0], "unit": [0], "mode": "car", "minutes": [7.0]})
    region = replace(toy_region(), travel_times=times)
    assert isinstance(travel_of(region), TravelTable)
    with pytest.raises(RegionError, match="has none for a new place"):
        travel_of(region).to(0, 0)


def with_travel(region: Region, **said: object) -> Region:
    return replace(region, settings=replace(region.settings, travel=replace(region.settings.travel, **said)))


def test_what_the_region_says_goes_before_what_it_brings() -> None:
    times = DataFrame({"area": [0], "unit": [0], "mode": "car", "minutes": [7.0]})
    both = replace(toy_region(), travel_times=times)
    assert model_of(both) == "table"
    assert model_of(with_travel(both, model="straight_line")) == "straight_line"
    assert isinstance(travel_of(with_travel(both, model="straight_line")), StraightLine)
    with pytest.raises(RegionError, match="there is no table"):
        travel_of(with_travel(toy_region(), model="table"))
    with pytest.raises(RegionError, match="names no network"):
        travel_of(with_travel(toy_region(), model="road_network"))


def test_detour_and_speed_follow_the_kind_of_place_one_sets_out_from() -> None:
    # 1,000, 2,000 and 500 residents on 100 km2 each: 10, 20 and 5 a km2.
    kinds = {
        "town": PlaceKind("town", WORDS, 10.0, 1.5, 30.0),
        "dense": PlaceKind("dense", WORDS, 20.0, 2.0, 20.0),
    }
    plain, kinded = travel_of(toy_region()), travel_of(with_travel(toy_region(), kinds=kinds))
    place = (5e3, 15e3)
    ten, further = 10.0, np.hypot(10, 10)
    np.testing.assert_allclose(plain.to(*place)[:2], [ten * 1.3, further * 1.3])
    found = kinded.to(*place)
    np.testing.assert_allclose(found, [ten * 1.5 * 2, further * 2 * 3, np.hypot(20, 10) * 1.3])
    np.testing.assert_allclose(kinded.pairs().toarray()[2], plain.pairs().toarray()[2], err_msg="countryside")


def built_anew(after: ChangedRegion) -> Region:
    return computed(replace(after.original, units=after.units))


def test_what_changes_on_a_road_is_what_a_build_would_have_found(with_roads: Region) -> None:
    region = computed(with_roads)
    longitude, latitude = to_degrees(CORNER[0] + 12_000, CORNER[1] + 5_100)
    moved = Change("move", "v1", lat=latitude, lon=longitude)
    added = Change("add", "new-1", lat=latitude, lon=longitude, capacity=1.0)
    after = changed(region, (moved, added), "vc")
    np.testing.assert_array_equal(after.minutes.toarray(), built_anew(after).minutes.toarray())
    np.testing.assert_allclose(after.minutes.toarray()[0], [7.24, 10, 7.24], atol=0.01)


def test_any_changes_on_roads_are_what_a_build_would_have_found(with_roads: Region) -> None:
    region = computed(with_roads)
    random = np.random.default_rng(14)
    out_of_reach = 0
    for _ in range(25):
        ids, made = list(region.units.index), []
        for number in range(random.integers(1, 6)):
            kind = random.choice(["add", "close", "move", "size"])
            across, up = random.uniform(-2_000, 32_000), random.uniform(-2_000, 12_000)
            longitude, latitude = to_degrees(CORNER[0] + across, CORNER[1] + up)
            place = {"lat": round(latitude, 5), "lon": round(longitude, 5)}
            if kind == "add":
                ids.append(f"n{number + 1}")
                made.append(Change("add", ids[-1], **place, capacity=2.0))
                continue
            more = {"close": {}, "move": place, "size": {"capacity": 3.0}}[kind]
            made.append(Change(kind, str(random.choice(ids)), **more))
        after = changed(region, tuple(made), "vc")
        full = built_anew(after).minutes
        assert full is not None
        for part in ("indptr", "indices", "data"):
            np.testing.assert_array_equal(getattr(after.minutes, part), getattr(full, part))
        out_of_reach += full.nnz < full.shape[0] * full.shape[1]
    assert out_of_reach, "some changes put a unit where no road leads"


def test_places_to_choose_among_have_the_minutes_of_units_that_stand_there(with_roads: Region) -> None:
    region = computed(with_roads)
    points = region.units.geometry
    found = minutes_to_places(region, points.x.to_numpy(), points.y.to_numpy())
    np.testing.assert_array_equal(found.toarray(), region.minutes.toarray())
    short = minutes_to_places(region, points.x.to_numpy(), points.y.to_numpy(), 5.0)
    assert short.nnz == 2
    known = minutes_to_all_units(region)
    assert (known.stored is region.minutes, known.limit_min) == (True, 60.0)
    np.testing.assert_array_equal(known.rows(1, 3).toarray(), region.minutes.toarray()[1:3])
