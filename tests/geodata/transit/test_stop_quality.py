"""How well stops are served, on timetables that one can count in the head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from geodata.contract.problems import Problems
from geodata.contract.transit_settings import StopSettings
from geodata.transit.feed import Feed, joined
from geodata.transit.reading import read_feed
from geodata.transit.stop_quality import NO_CLASS, StopQuality, stop_quality
from tests.geodata.transit.feeds import write_feed

TUESDAY, SATURDAY = date(2026, 3, 10), date(2026, 3, 14)
PLACES = np.array([[0.0, 0.0], [0.0, 1000.0], [0.0, 2000.0]])
"""A, B and C, from south to north."""
STOPS = "stop_id,stop_lat,stop_lon,parent_station,location_type\n"
RINGS = np.array([300.0, 500.0, 750.0, 1000.0])


def feed(
    tmp_path: Path, headway_min: float, *, back: bool = True, kind: int = 3, stops: str | None = None
) -> Feed:
    """From 6 to 20 a bus each so many minutes from A by B to C, and as often back."""
    ways = [("T", ("A", "B", "C"))] + ([("U", ("C", "B", "A"))] if back else [])
    times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    for trip, calls in ways:
        times += "".join(f"{trip},06:0{at}:00,06:0{at}:00,{stop},{at}\n" for at, stop in enumerate(calls))
    repeated = "trip_id,start_time,end_time,headway_secs\n"
    repeated += "".join(f"{trip},06:00:00,20:00:00,{headway_min * 60:.0f}\n" for trip, _ in ways)
    files = {
        "stop_times.txt": times,
        "trips.txt": "route_id,service_id,trip_id\n" + "".join(f"R,W,{trip}\n" for trip, _ in ways),
        "routes.txt": f"route_id,route_type\nR,{kind}\n",
        "frequencies.txt": repeated,
        **({"stops.txt": stops} if stops else {}),
    }
    read = read_feed(write_feed(tmp_path / f"{headway_min}-{kind}.zip", files), Problems())
    assert read is not None
    return read.feed


def categories(of: Feed, day: date = TUESDAY, **changed: object) -> list[int]:
    found = stop_quality(of, day, replace(StopSettings(), **changed), PLACES)  # type: ignore[arg-type]
    assert found is not None
    return found.category.tolist()


@pytest.mark.parametrize(
    ("headway_min", "bus", "train"),
    [(4, 2, 1), (5, 3, 2), (9, 3, 2), (10, 4, 3), (20, 5, 4), (39, 5, 4), (40, 0, 5), (60, 0, 5), (61, 0, 0)],
)
def test_categories_are_those_of_the_office(tmp_path: Path, headway_min: float, bus: int, train: int) -> None:
    """B is left in both directions, and counts as often as the ends, which are left in one."""

    expected = [3 * [each] if each else [] for each in (bus, train)]
    if headway_min == 61:
        expected[1] = [5, 5, 5]
    found = [categories(feed(tmp_path, headway_min, kind=kind)) for kind in (3, 2)]
    found = [each[:3] for each in found]
    assert found == expected


def test_who_is_left_in_one_direction_alone_counts_as_often(tmp_path: Path) -> None:
    assert categories(feed(tmp_path, 20, back=False)) == [5, 5], "from C one does not leave"


def test_poles_of_a_station_count_together(tmp_path: Path) -> None:
    poles = f"{STOPS}S,58.40,13.80,,1\nA,58.40,13.80,S,0\nB,58.40,13.80,S,0\nC,58.42,13.80,,0\n"
    read = feed(tmp_path, 20, stops=poles)
    assert read.stop_station.tolist() == [0, 0, 2]
    apart = np.array([[0.0, 0.0], [0.0, 10.0], [0.0, 2000.0]])
    found = stop_quality(read, TUESDAY, StopSettings(), apart)
    assert found is not None
    # To C every 20 minutes; between its own poles one does not go anywhere.
    assert dict(zip(map(tuple, found.places.tolist()), found.category.tolist(), strict=True))[(0.0, 0.0)] == 5


def test_a_day_without_service_has_no_stops_and_another_window_counts_other_departures(
    tmp_path: Path,
) -> None:
    assert categories(feed(tmp_path, 20), SATURDAY) == []
    assert categories(feed(tmp_path, 20), from_min=1200, to_min=1320) == []
    assert categories(feed(tmp_path, 20), headways_min=(30.0, 40.0, 50.0, 60.0, 70.0)) == [2, 2, 2]


def test_two_feeds_keep_their_own_kinds_and_stations(tmp_path: Path) -> None:
    both = joined([feed(tmp_path, 20), feed(tmp_path, 20, kind=2)])
    found = stop_quality(both, TUESDAY, StopSettings(), np.concatenate((PLACES, PLACES + 5000)))
    assert found is not None
    assert found.category.tolist() == [5, 5, 5, 4, 4, 4]


def test_a_network_of_an_older_program_tells_no_quality(tmp_path: Path) -> None:
    older = replace(feed(tmp_path, 20), trip_rail=np.empty(0, bool))
    assert stop_quality(older, TUESDAY, StopSettings(), PLACES) is None


@pytest.mark.parametrize(
    ("category", "classes"), [(1, "aabc-"), (2, "abcd-"), (3, "bcd--"), (4, "cd---"), (5, "d----")]
)
def test_rings_around_a_stop_have_the_classes_of_the_office(category: int, classes: str) -> None:
    stops = StopQuality(np.zeros((1, 2)), np.array([category], np.int8), RINGS)
    for away in (-0.01, 0.0):
        places = np.column_stack((RINGS + away, np.zeros(4)))
        found = ["abcd-"[each] for each in stops.classes_at(places)]
        assert "".join(found) == classes[:4], "the ring's edge is in it"
    assert stops.classes_at(np.array([[1000.01, 0.0]])).tolist() == [NO_CLASS]


def test_the_best_of_several_stops_counts() -> None:
    stops = StopQuality(np.array([[0.0, 0.0], [400.0, 0.0]]), np.array([5, 2], np.int8), RINGS)
    assert stops.classes_at(np.array([[0.0, 0.0]])).tolist() == [1], (
        "D beside one, B within 500 m of the other"
    )
