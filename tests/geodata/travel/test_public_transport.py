"""A region by public transport, from its folder to what is published: minutes that one can work out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from geodata.checks import check
from geodata.checks.open_region import open_region
from geodata.contract.errors import RegionError
from geodata.contract.problems import Problems
from geodata.network.extract import read_extract
from geodata.network.files import read_network, save_network
from geodata.network.graph import network_of, without_roads
from geodata.publish.build import computed
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.in_mode import in_mode, modes_of, percentiles_of, ways_of
from geodata.region.region import Region
from geodata.transit.reading import read_feed
from geodata.travel import PublicTransport, RoadNetwork, StraightLine
from geodata.travel.minutes_between import minutes_between
from geodata.travel.minutes_to_places import minutes_to_places
from geodata.travel.model import home_travel_of, travel_of
from tests.geodata.network.osm import write_extract
from tests.geodata.transit.feeds import write_feed
from tests.toy import CORNER, DEGREES, write_toy_region

PLACES = {"W": (0, 5000), "M": (15_500, 5000), "I": (24_000, 5000), "J": (26_000, 5000)}
ROAD = {"highway": "residential"}
STOPS_M = {"A": (5000.0, 5085.0), "B": (15_000.0, 5085.0), "C": (25_000.0, 5085.0)}
"""A minute on foot from the middles of the three areas, where the toy's units stand too: 85 m."""

TRAVEL = """[travel]
model = "public_transport"
network = "town.npz"

[travel.transit]
date = 2026-03-10
from = "08:00"
to = "09:00"

[unused]
"""


def feed_file(folder: Path, times: str) -> Path:
    """A bus by the three stops."""
    rows = (f"{name},{lat:.7f},{lon:.7f}" for name, (lon, lat) in _degrees())
    stops = "\n".join(["stop_id,stop_lat,stop_lon", *rows])
    trips = "route_id,service_id,trip_id\n" + "".join(f"R,W,{name}\n" for name in ("T", "U"))
    return write_feed(folder / "bus.zip", {"stops.txt": stops, "stop_times.txt": times, "trips.txt": trips})


def _degrees() -> list[tuple[str, tuple[float, float]]]:
    return [(name, DEGREES.transform(CORNER[0] + x, CORNER[1] + y)) for name, (x, y) in STOPS_M.items()]


TIMES = (
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "T,08:00:00,08:00:00,A,1\nT,08:20:00,08:20:00,B,2\nT,08:40:00,08:40:00,C,3\n"
    "U,08:10:00,08:10:00,B,1\nU,08:30:00,08:30:00,A,2\n"
)


def folder(tmp_path: Path, travel: str = TRAVEL, *, roads: bool = True, times: str = TIMES) -> Path:
    """The toy folder with a bus from west to east and one back; roads for walkers where wanted."""
    found = write_toy_region(tmp_path / "toy")
    extract = write_extract(tmp_path / "hand.osm", PLACES, ((("W", "M", "I", "J"), ROAD),))
    about = {"source": "hand.osm", "date": "2024-05-02", "credit": "© OSM"}
    network = network_of(read_extract(extract), about)
    problems = Problems()
    feed = read_feed(feed_file(tmp_path, times), problems)
    assert feed is not None
    if not roads:
        network = without_roads()
    save_network(replace(network, feed=feed.feed), found / "town.npz")
    text = (found / "region.toml").read_text(encoding="utf-8")
    head, tail = text.split("[travel]\n", 1)
    tail = tail[tail.index("\n[") :] if "\n[" in tail else ""
    (found / "region.toml").write_text(head + travel.replace("[unused]\n", "") + tail, encoding="utf-8")
    return found


@pytest.fixture
def town(tmp_path: Path) -> Region:
    return open_region(folder(tmp_path))


def with_transit(region: Region, **changed: object) -> Region:
    """The same with another window, percentile or walk."""
    settings = region.settings
    transit = replace(settings.travel.transit, **changed)  # type: ignore[type-var]
    return replace(region, settings=replace(settings, travel=replace(settings.travel, transit=transit)))


def test_minutes_are_those_of_every_other_journey_with_walks_and_waiting(town: Region) -> None:
    # Leave at 7.59, bus at 8, at the unit at 8.21: to be there at 8.21 takes 22 minutes, at 8.22 it takes
    # 23, and so on; before 8.21 nobody is in time. The 30th of 60 journeys takes 51.
    travel = travel_of(town)
    assert isinstance(travel, PublicTransport)
    assert isinstance(travel.foot, RoadNetwork)
    np.testing.assert_allclose(travel.pairs().toarray(), [[0, 51], [0, 0], [0, 0]], atol=1e-3)
    # The bus back leaves at 8.10: one is there from 8.31 on, at 29 of the 60 minutes.
    four_of_ten = travel_of(with_transit(town, percentile=40.0)).pairs().toarray()
    np.testing.assert_allclose(four_of_ten, [[0, 45], [45, 0], [0, 0]], atol=1e-3)


def test_who_sets_out_waits_at_the_stop_instead(town: Region) -> None:
    # From 7.30 to 7.59 one can still take the bus at 8, and is there at 8.21: 51 minutes to 22.
    travel = travel_of(with_transit(town, from_min=450, to_min=480, when="depart"))
    np.testing.assert_allclose(travel.pairs().toarray()[0, 1], 36, atol=1e-3)


def test_on_a_line_one_walks_with_the_detour(tmp_path: Path) -> None:
    travel = travel_of(open_region(folder(tmp_path, roads=False)))
    assert isinstance(travel, PublicTransport)
    assert isinstance(travel.foot, StraightLine)
    # 85 m are 78 seconds with a detour of 1.3: one leaves 18 seconds earlier, and is there 18 later.
    walk = travel.to_stops_s.toarray().diagonal()
    np.testing.assert_allclose(walk, 78)
    assert travel.pairs().toarray()[0, 1] == pytest.approx(22 + 30 + 0.3)


def test_at_night_one_walks(town: Region) -> None:
    night = travel_of(with_transit(town, from_min=60, to_min=120))
    assert isinstance(night, PublicTransport)
    np.testing.assert_array_equal(night.pairs().toarray(), night.foot.pairs().toarray())


def test_a_new_place_has_the_minutes_of_a_unit_there_and_a_published_version_too(
    town: Region, tmp_path: Path
) -> None:
    region = computed(town)
    publish(region, tmp_path / "out")
    opened = open_snapshot(tmp_path / "out")
    assert opened.timetable is not None
    assert opened.timetable.names == ("bus.zip",)
    for travel in (travel_of(town), travel_of(opened)):
        pairs = travel.pairs().toarray()
        np.testing.assert_array_equal(pairs, region.minutes.toarray())
        for unit, point in enumerate(town.units.geometry):
            column = np.where(pairs[:, unit] > 0, pairs[:, unit], np.inf)
            np.testing.assert_array_equal(travel.to_unit(unit), column)
            np.testing.assert_array_equal(travel.to(point.x, point.y), column)
    x, y = (np.array([getattr(point, axis) for point in town.units.geometry]) for axis in "xy")
    np.testing.assert_array_equal(minutes_to_places(opened, x, y).toarray(), region.minutes.toarray())


def test_the_measured_line_has_the_regions_minutes(town: Region) -> None:
    region = computed(town)
    home, unit = tuple(town.areas[["x", "y"]].iloc[0]), town.units.geometry.iloc[1]
    assert minutes_between(region, home, (unit.x, unit.y)) == region.minutes.toarray()[0, 1]


def test_the_same_region_has_the_same_version_every_time(town: Region, tmp_path: Path) -> None:
    assert publish(computed(town), tmp_path / "a") == publish(computed(town), tmp_path / "b")


def test_beside_a_car_it_is_another_mode_of_the_same_region(tmp_path: Path) -> None:
    both = TRAVEL.replace('model = "public_transport"\n', "").replace(
        "[unused]",
        '[travel.modes.car]\nspeed_kmh = 60\n\n[travel.modes.bus]\nmodel = "public_transport"\n\n[unused]',
    )
    publish(computed(open_region(folder(tmp_path, both))), tmp_path / "out")
    opened = open_snapshot(tmp_path / "out")
    assert isinstance(travel_of(opened), StraightLine)
    by_bus = in_mode(opened, "bus")
    np.testing.assert_allclose(by_bus.minutes.toarray(), [[0, 51], [0, 0], [0, 0]], atol=1e-3)
    np.testing.assert_array_equal(by_bus.minutes.toarray(), travel_of(by_bus).pairs().toarray())


BESIDE = TRAVEL.replace('model = "public_transport"\n', "").replace(
    "[unused]",
    "percentile = [50, 40, 100]\n\n"
    '[travel.modes.car]\nspeed_kmh = 60\n\n[travel.modes.bus]\nmodel = "public_transport"\n\n[unused]',
)


@pytest.mark.parametrize(
    ("travel", "bus"), [(BESIDE, "bus"), (BESIDE.replace("modes.car", "modes.zcar"), "bus")]
)
def test_a_version_holds_several_percentiles_found_in_one_search(
    tmp_path: Path, travel: str, bus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches = []
    searched = PublicTransport.pairs_by
    monkeypatch.setattr(
        PublicTransport, "pairs_by", lambda self, each: searches.append(each) or searched(self, each)
    )
    publish(computed(open_region(folder(tmp_path, travel))), tmp_path / "out")
    assert searches == [(50.0, 40.0, 100.0)]
    opened = open_snapshot(tmp_path / "out")
    assert percentiles_of(opened, f"{bus}_40") == (f"{bus}_40", bus, f"{bus}_100")
    assert ways_of(opened)[1:] == (bus,)
    for key, minutes in ((bus, 51), (f"{bus}_40", 45), (f"{bus}_100", 0)):
        by_bus = in_mode(opened, key)
        np.testing.assert_allclose(by_bus.minutes.toarray()[0, 1], minutes, atol=1e-3)
        np.testing.assert_array_equal(by_bus.minutes.toarray(), travel_of(by_bus).pairs().toarray())
    assert not [*(tmp_path / "out").rglob(f"{bus}_40.timetable*")], "the same timetable, written once"


def test_one_way_alone_has_its_percentiles_too(tmp_path: Path) -> None:
    several = TRAVEL.replace("date =", "percentile = [50, 40]\ndate =")
    opened = computed(open_region(folder(tmp_path, several)))
    assert modes_of(opened) == ("public_transport", "public_transport_40")
    assert [round(in_mode(opened, mode).minutes[0, 1]) for mode in modes_of(opened)] == [51, 45]


def test_who_lives_at_many_places_rides_from_each(tmp_path: Path) -> None:
    path = folder(tmp_path)
    lived_in = ((5000, 5000, 600), (5000, 9000, 400), (15_000, 5000, 2000), (25_000, 5000, 500))
    rows = [f"{CORNER[0] + x},{CORNER[1] + y},{persons}" for x, y, persons in lived_in]
    (path / "points.csv").write_text("\n".join(["x,y,persons", *rows]), encoding="utf-8")
    with (path / "region.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tables.population_points]\nfile = "points.csv"\n')
    region = computed(open_region(path))
    # Nobody walks four kilometres to the stop; six of ten in the west have the bus nearby.
    minutes = region.point_minutes.toarray()
    np.testing.assert_allclose(minutes, [[0, 51], [0, 0], [0, 0], [0, 0]], atol=1e-3)
    np.testing.assert_allclose(region.minutes.toarray()[0], [0, 51], atol=1e-3)
    accounts = {each.reason: each.amount for each in region.accounts if each.table == "areas"}
    assert accounts == {"no_road": 400}
    publish(region, tmp_path / "out")
    opened, unit = open_snapshot(tmp_path / "out"), region.units.geometry.iloc[1]
    np.testing.assert_allclose(home_travel_of(opened).to(unit.x, unit.y)[[0, 1]], [51, np.inf], atol=1e-3)


WRONG = [
    (TRAVEL.replace("2026-03-10", "2026-03-14"), "no_service", "2026-03-14"),
    (TRAVEL.replace("2026-03-10", "2027-03-10"), "no_service", "2027-03-10"),
    (TRAVEL.replace('to = "09:00"', 'to = "07:00"'), "bad_window", "07:00"),
    (TRAVEL.replace('to = "09:00"', 'to = "23:00"'), "bad_window", "23:00"),
    (TRAVEL.replace('to = "09:00"', 'to = "nine"'), "wrong_type", "nine"),
    (TRAVEL.replace("date = 2026-03-10", ""), "missing_key", None),
    (TRAVEL.replace('from = "08:00"', ""), "missing_key", None),
    (TRAVEL.replace("date = 2026-03-10", 'date = "today"'), "not_a_date", "today"),
    (TRAVEL.replace('network = "town.npz"', ""), "missing_key", None),
    (TRAVEL.replace("date =", "percentile = 0\ndate ="), "impossible_number", "0"),
    (TRAVEL.replace("date =", "percentile = [50, 101]\ndate ="), "impossible_number", "101"),
    (TRAVEL.replace("date =", "percentile = [50, 97.5]\ndate ="), "wrong_type", "97.5"),
    (TRAVEL.replace("date =", "percentile = [10, 20, 30, 40, 50]\ndate ="), "impossible_number", "5"),
    (TRAVEL.replace("date =", "percentile = []\ndate ="), "impossible_number", "0"),
    (BESIDE.replace("modes.car", "modes.bus_40"), "bad_key", "bus_40"),
    (
        TRAVEL.replace("[unused]", '[travel.transit.stops]\nfrom = "20:00"\nto = "06:00"\n'),
        "bad_window",
        "06:00",
    ),
    (TRAVEL.replace("[unused]", "[travel.transit.stops]\nheadways_min = [5, 10]\n"), "wrong_type", "[5, 10]"),
    (
        TRAVEL.replace("[unused]", "[travel.transit.stops]\ndistances_m = [300, 200, 500, 600]\n"),
        "wrong_type",
        "[300, 200, 500, 600]",
    ),
    (TRAVEL.replace("date =", "longest_walk_min = 90\ndate ="), "impossible_number", "90"),
    (TRAVEL.replace("network", 'mode = "car"\nnetwork'), "unknown_choice", "car"),
]


@pytest.mark.parametrize(("travel", "code", "value"), WRONG)
def test_a_day_without_service_and_settings_that_are_wrong_are_errors(
    tmp_path: Path, travel: str, code: str, value: str | None
) -> None:
    found = check(folder(tmp_path, travel))
    assert [(each.code, each.value) for each in found.errors] == [(code, value)]
    assert found.region is None


def test_a_network_without_a_timetable_is_an_error(tmp_path: Path) -> None:
    path = folder(tmp_path)
    save_network(replace(read_network(path / "town.npz"), feed=None), path / "town.npz")
    assert [each.code for each in check(path).errors] == ["network_without_timetable"]


def test_a_timetable_of_elsewhere_is_refused_in_words(town: Region) -> None:
    assert town.network is not None
    assert town.network.feed is not None
    places = town.network.feed.stop_places + np.int32(20_000_000)
    network = replace(town.network, feed=replace(town.network.feed, stop_places=places))
    away = replace(town, networks=dict.fromkeys(town.networks, network))
    with pytest.raises(RegionError, match="has no stops near the region"):
        travel_of(away)
