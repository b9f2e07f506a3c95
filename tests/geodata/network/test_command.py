from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.cli import main
from geodata.network.command import WORDS
from geodata.network.files import read_network
from tests.geodata.network.osm import write_extract
from tests.geodata.transit.feeds import SMALL, write_feed

PLACES = {"A": (0, 0), "B": (3000, 0), "I": (3000, 2000), "P": (3000, 1000)}
WAYS = ((("A", "B"), {"highway": "primary"}), (("B", "P", "I"), {"route": "ferry", "duration": "00:12"}))


def test_a_network_is_built_beside_its_extract_and_what_was_read_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extract = write_extract(tmp_path / "coast.osm", PLACES, (*WAYS, (("far", "away"), {"highway": "path"})))
    assert main(["network", "build", str(extract), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "Read 3 roads and paths in coast.osm; the newest was changed on 2024-05-04." in said
    assert "1 of them lie outside the extract" in said
    assert "3 junctions, 2 edges and 1 stretches of ferry" in said
    assert "Car: 3 km, Bicycle: 5 km, Foot: 5 km" in said
    assert "© OpenStreetMap contributors, ODbL 1.0" in said
    network = read_network(tmp_path / "coast.network.npz")
    assert network.about["source"] == "coast.osm"
    assert network.about["date"] == "2024-05-04"


def test_restrictions_that_are_not_read_are_counted_by_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {"A": (0, 0), "B": (1000, 0), "C": (2000, 0), "D": (1000, 1000)}
    road = {"highway": "primary"}
    ways = [(("A", "B"), road), (("B", "C"), road), (("B", "D"), road)]
    turn = {"from": 1, "via": "B", "to": 3}
    turns = [
        (turn, {"restriction": "no_left_turn"}),
        (turn, {"restriction:conditional": "no_left_turn @ (07:00-09:00)"}),
        ({"from": 1, "via": 2, "to": 3}, {"restriction": "no_u_turn"}),
        ({"from": 1, "via": "B"}, {"restriction": "no_left_turn"}),
        (turn, {"restriction": "no_left_turn", "except": "motorcar"}),
        (turn, {"restriction:hgv": "no_left_turn"}),
        (turn, {"type": "restriction:hgv", "restriction": "no_right_turn"}),
        (turn, {"restriction": "no_right_turn", "hour_on": "07:00", "hour_off": "09:00"}),
    ]
    signals = {"B": {"highway": "traffic_signals"}}
    extract = write_extract(tmp_path / "town.osm", places, ways, signals, turns=turns)
    assert main(["network", "build", str(extract), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "1 forbidden turns and 1 traffic signals hold cars." in said
    assert "2 turns are forbidden at some hours only" in said
    assert "1 restrictions forbid a way over several streets" in said
    assert "1 restrictions lack a road" in said


def test_it_can_be_saved_elsewhere_and_speaks_swedish(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extract = write_extract(tmp_path / "coast.osm", PLACES, WAYS)
    assert main(["network", "build", str(extract), "--out", str(tmp_path / "vägar.npz")]) == 0
    assert 'network = "vägar.npz"' in capsys.readouterr().out
    assert (tmp_path / "vägar.npz").is_file()
    assert set(WORDS["sv"]) == set(WORDS["en"])


def test_a_file_that_is_missing_or_no_extract_is_an_error_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.osm.pbf").write_bytes(b"nonsense")
    assert main(["network", "build", str(tmp_path / "bad.osm.pbf"), "--lang", "en"]) == 1
    assert "cannot be read as an OpenStreetMap extract" in capsys.readouterr().err
    assert main(["network", "build", str(tmp_path / "none.osm.pbf"), "--lang", "en"]) == 1
    assert "There is no file" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.npz"))


def test_timetables_are_read_into_the_network_and_what_they_lack_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extract = write_extract(tmp_path / "coast.osm", PLACES, WAYS)
    feed = write_feed(tmp_path / "bus.zip", {"trips.txt": SMALL["trips.txt"] + "R,W,U\n"})
    boat = write_feed(tmp_path / "boat.zip", {"routes.txt": "route_id,route_type\nR,1000\n"})
    command = ["network", "build", "--gtfs", str(feed), "--gtfs", str(boat), str(extract), "--lang", "en"]
    assert main(command) == 0
    printed = capsys.readouterr()
    assert "Read 1 trips in bus.zip: bus 1 lines. The first day is 2026-01-01 and the last 2026-12-31." in (
        printed.out
    )
    assert "Read 1 trips in boat.zip: ferry 1 lines" in printed.out
    assert "bus.zip/trips.txt, row 3, column trip_id: The trip “U” has no times" in printed.err
    found = read_network(tmp_path / "coast.network.npz").feed
    assert found is not None
    assert (found.names, len(found.trip_service), len(found.stop_places)) == (("bus.zip", "boat.zip"), 2, 6)


def test_a_timetable_alone_is_a_network_and_nothing_at_all_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = write_feed(tmp_path / "bus.zip")
    assert main(["network", "build", "--gtfs", str(feed), "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert 'model = "public_transport", network = "bus.network.npz"' in printed
    assert "road_network" not in printed
    assert "OpenStreetMap" not in printed
    found = read_network(tmp_path / "bus.network.npz")
    assert found.feed is not None
    assert len(found.ends) == 0
    assert main(["network", "build"]) == 1
    assert "Säg vad som ska läsas" in capsys.readouterr().err


def test_a_timetable_with_errors_saves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extract = write_extract(tmp_path / "coast.osm", PLACES, WAYS)
    feed = write_feed(tmp_path / "bus.zip", {"routes.txt": None})
    assert main(["network", "build", "--gtfs", str(feed), str(extract)]) == 1
    printed = capsys.readouterr().err
    assert "bus.zip/routes.txt: routes.txt finns inte i tidtabellen" in printed
    assert "inget vägnät sparades" in printed
    assert not list(tmp_path.glob("*.npz"))


def test_a_shared_extract_has_the_roads_that_its_maker_saw(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extract = shared / "osm" / "liechtenstein.osm.pbf"
    assert main(["network", "build", str(extract), "--out", str(tmp_path / "li.npz"), "--lang", "en"]) == 0
    assert "Read 4608 roads and paths" in capsys.readouterr().out
    kilometres = read_network(tmp_path / "li.npz").kilometres()
    assert 4 < kilometres["car"] / 160 < 6, "km of road a km2: a valley full of villages, and mountains"
    assert kilometres["car"] < kilometres["bicycle"] < kilometres["foot"]
