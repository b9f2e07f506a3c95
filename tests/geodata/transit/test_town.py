"""A town's own timetable and roads: figures that can be, and both ways of asking agree."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from geodata.contract.problems import Problems
from geodata.geometry.degrees import to_metres
from geodata.network.extract import read_extract
from geodata.network.graph import network_of
from geodata.network.lengths import DEGREE
from geodata.network.roads import Roads, roads_of
from geodata.transit.feed import Feed
from geodata.transit.journeys import Window, ride_s
from geodata.transit.reading import read_feed
from geodata.transit.timetable import timetable_of, with_walks
from geodata.travel import RoadNetwork
from geodata.travel.public_transport import walks_s
from tests.toy_region import toy_settings

CRS, LONGEST_S = "EPSG:32646", 5_400
TUESDAY, SATURDAY = date(2024, 3, 12), date(2024, 3, 16)


@pytest.fixture(scope="module")
def feed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """The timetable as it comes, in a zip."""
    file = tmp_path_factory.mktemp("town") / "town.zip"
    with zipfile.ZipFile(file, "w") as packed:
        for each in sorted((shared / "transit" / "zheleznogorsk").glob("*.txt")):
            packed.write(each, each.name)
    read = read_feed(file, Problems())
    assert read is not None
    return read.feed


@pytest.fixture(scope="module")
def roads(shared: Path) -> Roads:
    """What one may walk on in the town."""
    extract = shared / "transit" / "zheleznogorsk" / "roads_zhelez.pbf"
    return roads_of(network_of(read_extract(extract), {}), "foot", CRS)


def minutes(
    feed: Feed, roads: Roads, day: date, hour: int, *, arrive: bool = True, percentile: float = 50
) -> np.ndarray:
    """Minutes between all stops by ride, with walks of ten minutes at most, within an hour."""
    moments = np.arange(hour * 3600, (hour + 1) * 3600, 60)
    between_s = int(moments[0]) - LONGEST_S, int(moments[-1]) + LONGEST_S
    places = np.column_stack(to_metres(CRS).transform(*(feed.stop_places * DEGREE).T))
    laid = timetable_of(feed, day, between_s, places, np.ones(len(places), bool))
    foot = RoadNetwork(laid.places, laid.places, roads, replace(toy_settings().travel, longest_snap_m=200.0))
    legs = walks_s(foot, laid.places, laid.places, 10)
    found = np.full((len(laid.places),) * 2, np.inf)
    window = Window(moments, arrive, LONGEST_S, (percentile,))
    for stop, seconds in ride_s(with_walks(laid, legs), legs, legs, window):
        found[:, stop] = seconds[0] / 60
    return found


def test_a_town_of_ten_kilometres_is_crossed_within_the_hour(feed: Feed, roads: Roads) -> None:
    found = minutes(feed, roads, TUESDAY, 8)
    assert found.shape == (147, 147)
    assert np.isfinite(found).all()
    assert 20 < np.median(found) < 35
    assert np.percentile(found, 95) < 60


def test_nine_of_ten_journeys_take_as_long_as_every_other_or_longer(feed: Feed, roads: Roads) -> None:
    assert (minutes(feed, roads, TUESDAY, 8, percentile=90) >= minutes(feed, roads, TUESDAY, 8)).all()


def test_to_be_there_within_the_hour_takes_about_as_long_as_from_setting_out_in_it(
    feed: Feed, roads: Roads
) -> None:
    there, out = (minutes(feed, roads, TUESDAY, 8, arrive=arrive) for arrive in (True, False))
    assert abs(np.median(there - out)) < 1
    assert np.corrcoef(there.ravel(), out.ravel())[0, 1] > 0.95
    assert np.percentile(np.abs(there - out), 98) < 10


def test_a_saturday_has_another_timetable_and_at_night_nothing_runs(feed: Feed, roads: Roads) -> None:
    saturday = minutes(feed, roads, SATURDAY, 8)
    assert 20 < np.median(saturday) < 35
    assert (saturday != minutes(feed, roads, TUESDAY, 8)).mean() > 0.5
    assert minutes(feed, roads, TUESDAY, 2).size == 0
