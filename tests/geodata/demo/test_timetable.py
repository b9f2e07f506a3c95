"""The demo's buses: lines by their rule, and a feed that the program reads without a word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.contract.problems import Problems
from geodata.demo.geography import DEGREES, METRES, Geography
from geodata.demo.timetable import FEED, NETWORK, lines, write_timetable
from geodata.network.files import read_network
from geodata.transit.reading import read_feed

CORNER = np.array([400_000.0, 6_400_000.0])


@pytest.fixture
def geo() -> Geography:
    """A square of 100 km: a town of 12,000 in its west, 30 km east a village of 1,200; one far off."""
    places = CORNER + np.array([[10_000.0, 50_000.0], [40_000.0, 50_000.0], [500_000.0, 50_000.0]])
    degrees = gpd.GeoSeries.from_xy(places[:, 0], places[:, 1], crs=METRES).to_crs(DEGREES)
    named = {
        "name": list("TVF"),
        "longitude": degrees.x,
        "latitude": degrees.y,
        "persons": [12_000, 1_200, 900],
    }
    square = gpd.GeoDataFrame(geometry=[shapely.box(*CORNER, *(CORNER + 100_000))], crs=METRES).to_crs(
        DEGREES
    )
    return Geography("14", square, square[:0], pd.DataFrame(named))


def test_a_bus_runs_between_a_village_and_the_town_and_two_lines_through_the_town(geo: Geography) -> None:
    through, across, between = sorted(lines(geo), key=lambda line: line.kmh)
    assert (through.headway_min, across.headway_min, between.headway_min) == (30, 30, 30)
    ends = between.stops_m[[0, -1]] - CORNER
    np.testing.assert_allclose(ends, [[40_000, 50_000], [10_000, 50_000]], atol=1)
    assert len(between.stops_m) == 21, "30 km, a stop each 1,500 m"
    arm = 2 * (250 + 5 * 12_000**0.5)
    np.testing.assert_allclose(np.hypot(*(through.stops_m[0] - through.stops_m[-1])), 2 * arm)


def test_a_village_too_far_from_any_larger_place_has_no_bus(geo: Geography) -> None:
    alone = replace(geo, places=geo.places[1:2])
    assert not list(lines(alone))


def test_the_feed_is_read_without_a_word_and_is_the_same_every_time(geo: Geography, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        write_timetable(geo, tmp_path / name)
    problems = Problems()
    read = read_feed(tmp_path / "a" / FEED, problems)
    assert read is not None
    assert not problems.found
    # 32 departures from each end of each line in 16 hours, one each half hour.
    assert len(read.feed.trip_service) == 3 * 2 * 32
    assert (tmp_path / "a" / FEED).read_bytes() == (tmp_path / "b" / FEED).read_bytes()
    network = read_network(tmp_path / "a" / NETWORK)
    assert network.feed is not None
    assert not len(network.ends)
    trip = slice(*read.feed.trip_start[:2])
    assert (np.diff(read.feed.arrival[trip]) > 0).all()
