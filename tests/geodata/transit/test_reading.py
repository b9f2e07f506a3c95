"""A timetable as it comes is read whole, or what is not read is named: file, row, column and value."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.checks.words import sentence
from geodata.contract.errors import RegionError
from geodata.contract.problems import Problems
from geodata.transit import feed_files
from geodata.transit.feed import Feed, joined
from geodata.transit.reading import FeedRead, read_feed
from tests.geodata.transit.feeds import SMALL, write_feed

TIMES, STOPS = SMALL["stop_times.txt"], SMALL["stops.txt"]
TWICE = TIMES + TIMES.split("\n", 1)[1].replace("T,", "U,")


MUCH = SMALL | {
    "calendar_dates.txt": "service_id,date,exception_type\nW,20260307,1\nW,20260310,2\n",
    "frequencies.txt": "trip_id,start_time,end_time,headway_secs,exact_times\nT,06:00:00,07:00:00,600,0\n",
    "transfers.txt": "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nA,C,2,240\n",
    "pathways.txt": "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,traversal_time\n"
    "1,A,B,1,1,30\n",
}
"""With every file that is read."""


def read(path: Path, problems: Problems | None = None) -> FeedRead:
    """A feed that is right, or has only what its test expects."""
    found = problems or Problems()
    feed = read_feed(path, found)
    assert feed is not None, found.found
    assert problems is not None or not found.found, found.found
    return feed


def feed(tmp_path: Path, **changed: str | None) -> Feed:
    """`SMALL` with some files changed: their names without `.txt`."""
    return read(write_feed(tmp_path / "f.zip", {f"{name}.txt": text for name, text in changed.items()})).feed


def test_a_small_feed_is_read(tmp_path: Path) -> None:
    found = feed(tmp_path)
    assert found.arrival.tolist() == [28800, 29100, 29400]
    assert found.departure.tolist() == [28800, 29160, 29400]
    assert found.stop_places.tolist()[0] == [138000000, 584000000]
    assert found.running(date(2026, 3, 10)).tolist() == [True]
    assert found.running(date(2026, 3, 14)).tolist() == [False], "a Saturday"
    assert found.span(0) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_folder_of_loose_files_a_mark_at_the_beginning_and_a_folder_within_read_the_same(
    tmp_path: Path,
) -> None:
    expected = feed(tmp_path)
    loose = tmp_path / "loose"
    loose.mkdir()
    for name, text in SMALL.items():
        (loose / name).write_text("\ufeff" + text.replace(",", '","').replace("\n", '"\r\n"')[:-1], "utf-8")
        rows = [",".join(f'"{cell}"' for cell in row.split(",")) for row in text.splitlines()]
        (loose / name).write_text("\ufeff" + "\r\n".join(rows) + "\r\n", "utf-8")
    with zipfile.ZipFile(tmp_path / "deep.zip", "w") as packed:
        for name, text in SMALL.items():
            packed.writestr(f"town/{name}", text)
            packed.writestr(f"__MACOSX/town/._{name}", "junk")
    for path in (loose, tmp_path / "deep.zip"):
        np.testing.assert_array_equal(read(path).feed.arrival, expected.arrival)


@pytest.mark.parametrize("kind", [0, 3, 7, 11, 12, 100, 109, 401, 700, 717, 900, 1000, 1300, 1501, 1700])
def test_basic_and_extended_kinds_of_lines_are_ridden(tmp_path: Path, kind: int) -> None:
    found = read(write_feed(tmp_path / "f.zip", {"routes.txt": f"route_id,route_type\nR,{kind}\n"}))
    assert len(found.feed.trip_service) == 1
    assert sum(found.lines.values()) == 1


def test_days_by_dates_alone(tmp_path: Path) -> None:
    dates = "service_id,date,exception_type\nW,20260307,1\nW,20260308,1\n"
    found = feed(tmp_path, calendar=None, calendar_dates=dates)
    assert [bool(found.running(date(2026, 3, day))[0]) for day in (6, 7, 8, 9)] == [False, True, True, False]
    assert found.span(0) == (date(2026, 3, 7), date(2026, 3, 8))


def test_dates_take_from_a_week_and_add_to_it(tmp_path: Path) -> None:
    found = feed(tmp_path, calendar_dates="service_id,date,exception_type\nW,20260310,2\nW,20260314,1\n")
    assert [bool(found.running(date(2026, 3, day))[0]) for day in (9, 10, 14)] == [True, False, True]


def test_blank_times_lie_evenly_between_or_by_the_way(tmp_path: Path) -> None:
    blank = TIMES.replace("08:05:00,08:06:00", ",")
    assert feed(tmp_path, stop_times=blank).arrival.tolist() == [28800, 29100, 29400]
    rows = blank.replace("sequence", "sequence,shape_dist_traveled").splitlines()
    by_way = "\n".join([rows[0], *(f"{row},{way}" for row, way in zip(rows[1:], (0, 9, 10), strict=True))])
    assert feed(tmp_path, stop_times=by_way).arrival.tolist() == [28800, 29340, 29400]
    one = TIMES.replace("08:05:00,08:06:00", ",08:06:00")
    assert feed(tmp_path, stop_times=one).arrival.tolist() == [28800, 29160, 29400]


def test_times_after_midnight_and_rows_in_any_order(tmp_path: Path) -> None:
    head, *rows = TIMES.replace(",08:", ",25:").splitlines()
    found = feed(tmp_path, stop_times="\n".join([head, *rows[::-1]]))
    assert found.arrival.tolist() == [90000, 90300, 90600]


def test_where_one_may_not_get_on_or_off(tmp_path: Path) -> None:
    rows = TIMES.replace("sequence", "sequence,pickup_type,drop_off_type").splitlines()
    rights = ("0,1", "3,", "1,0")
    text = "\n".join([rows[0], *(f"{row},{right}" for row, right in zip(rows[1:], rights, strict=True))])
    found = feed(tmp_path, stop_times=text)
    assert found.board.tolist() == [True, True, False]
    assert found.alight.tolist() == [False, True, True]


def test_a_stop_without_a_place_has_its_stations(tmp_path: Path) -> None:
    stops = (
        "stop_id,stop_lat,stop_lon,location_type,parent_station\n"
        "S,58.5,13.9,1,\nA,,,0,S\nB,58.41,13.8,0,\nC,58.42,13.8,0,\n"
    )
    assert feed(tmp_path, stops=stops).stop_places.tolist()[0] == [139000000, 585000000]


def test_changes_between_stations_are_between_their_stops_and_pathways_are_walked(tmp_path: Path) -> None:
    stops = (
        "stop_id,stop_lat,stop_lon,location_type,parent_station\nS,58.5,13.9,1,\n"
        "A,58.40,13.8,0,S\nB,58.41,13.8,0,S\nC,58.42,13.8,0,\nN,58.4,13.8,3,S\n"
    )
    transfers = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nS,C,2,240\nC,A,3,\nA,C,1,\n"
    pathways = (
        "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,traversal_time,length\n"
        "1,A,N,1,1,30,\n2,N,B,2,0,,85\n"
    )
    found = feed(tmp_path, stops=stops, transfers=transfers, pathways=pathways)
    rows = zip(found.link_from.tolist(), found.link_to.tolist(), found.link_s.tolist(), strict=True)
    assert set(rows) == {(0, 1, 90), (0, 2, 240), (1, 2, 240), (2, 0, -1)}


@pytest.mark.parametrize("turned", [1, -1])
@pytest.mark.parametrize(
    ("of_stations", "of_stops", "expected"),
    [
        ("2,300", "2,60", 60),
        ("3,", "2,60", 60),
        ("2,300", "3,", -1),
        ("3,", "0,", None),
        ("2,300", "1,", 300),
    ],
)
def test_what_is_said_of_two_stops_goes_before_what_is_said_of_their_stations(
    tmp_path: Path, of_stations: str, of_stops: str, expected: int | None, turned: int
) -> None:
    stops = (
        "stop_id,stop_lat,stop_lon,location_type,parent_station\nS,58.5,13.9,1,\nU,58.5,13.9,1,\n"
        "A,58.40,13.8,0,S\nB,58.41,13.8,0,U\nC,58.42,13.8,0,U\n"
    )
    rows = [f"S,U,{of_stations}", f"A,B,{of_stops}"][::turned]
    transfers = "\n".join(["from_stop_id,to_stop_id,transfer_type,min_transfer_time", *rows])
    found = feed(tmp_path, stops=stops, transfers=transfers)
    ends = zip(found.link_from.tolist(), found.link_to.tolist(), strict=True)
    links = dict(zip(ends, found.link_s.tolist(), strict=True))
    assert links.get((0, 1)) == expected, "from A to B"
    assert links[0, 2] == (-1 if of_stations == "3," else 300), "from A to C, as between their stations"


def test_headways_are_kept_with_their_trip(tmp_path: Path) -> None:
    text = "trip_id,start_time,end_time,headway_secs,exact_times\nT,06:00:00,07:00:00,600,0\n"
    found = feed(tmp_path, frequencies=text)
    assert (found.frequency_trip.tolist(), found.headway.tolist()) == ([0], [600])


def test_several_feeds_are_one_and_their_ids_are_their_own(tmp_path: Path) -> None:
    other = write_feed(
        tmp_path / "g.zip", {"calendar.txt": SMALL["calendar.txt"].replace("20261231", "20260131")}
    )
    both = joined([feed(tmp_path), read(other).feed])
    assert both.trip_start.tolist() == [0, 3, 6]
    assert both.event_stop.tolist() == [0, 1, 2, 3, 4, 5]
    assert both.running(date(2026, 3, 10)).tolist() == [True, False]
    assert both.names == ("f.zip", "g.zip")
    assert both.span(1) == (date(2026, 1, 1), date(2026, 1, 31))


LEFT_OUT = [
    ({"trips": SMALL["trips.txt"] + "R,W,U\n"}, ("trip_without_times", "trips.txt", 3, "U")),
    ({"stop_times": TIMES + "X,08:00:00,08:00:00,A,1\n"}, ("not_in_feed", "stop_times.txt", 5, "X")),
    ({"stop_times": TIMES.replace("B,2", "Q,2")}, ("not_in_feed", "stop_times.txt", 3, "Q")),
    ({"trips": SMALL["trips.txt"] + "Z,W,U\n", "stop_times": TWICE},
     ("not_in_feed", "trips.txt", 3, "Z")),
    ({"routes": "route_id,route_type\nR,99\n"}, ("unknown_kind_of_line", "routes.txt", 2, "99")),
    ({"stops": STOPS.replace("58.41,13.80", "0,0")}, ("stop_without_place", "stops.txt", 3, "B")),
    ({"stop_times": TIMES.replace("08:10:00,08:10:00", "08:04:00,08:04:00")},
     ("time_goes_back", "stop_times.txt", 4, "08:04:00")),
    ({"stop_times": TIMES.replace("08:10:00,08:10:00", ",")}, ("time_missing", "stop_times.txt", 4, "")),
    ({"transfers": "from_stop_id,to_stop_id,transfer_type,from_trip_id,to_trip_id\nA,A,4,T,T\n"},
     ("change_of_trips", "transfers.txt", 2, "A")),
    ({"frequencies": "trip_id,start_time,end_time,headway_secs\nT,22:00:00,02:00:00,600\n"},
     ("time_goes_back", "frequencies.txt", 2, "02:00:00")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "expected"), LEFT_OUT, ids=[each[1][0] + each[1][3] for each in LEFT_OUT]
)
def test_what_is_left_out_is_named(
    tmp_path: Path, changed: dict[str, str], expected: tuple[str, str, int, str]
) -> None:
    problems = Problems()
    path = write_feed(tmp_path / "f.zip", {f"{name}.txt": text for name, text in changed.items()})
    assert read_feed(path, problems) is not None
    code, file, row, value = expected
    assert [(each.code, each.file, each.row, each.value, each.severity) for each in problems.found] == [
        (code, f"f.zip/{file}", row, value, "warning")
    ]


WRONG = [
    ({"stops": None}, "missing_feed_file", None),
    ({"calendar": None}, "feed_without_days", None),
    ({"stop_times": TIMES.replace("stop_sequence", "order")}, "missing_column", None),
    ({"stop_times": TIMES.replace("08:06:00", "8.06")}, "not_a_time", 3),
    ({"stop_times": TIMES.replace("08:06:00", "08:61:00")}, "not_a_time", 3),
    ({"stop_times": TIMES.replace("B,2", "B,x")}, "not_a_number", 3),
    ({"stop_times": TIMES.replace("B,2", "B,1")}, "repeated_id", 3),
    ({"stops": STOPS + "A,58.4,13.8\n"}, "repeated_id", 5),
    ({"routes": "route_id,route_type\nR,3\nR,2\n"}, "repeated_id", 3),
    ({"calendar": SMALL["calendar.txt"] + SMALL["calendar.txt"].split("\n", 1)[1]}, "repeated_id", 3),
    ({"stops": STOPS.replace("58.41", "158.41")}, "impossible_number", 3),
    ({"calendar": SMALL["calendar.txt"].replace("20261231", "2026-13-31")}, "not_a_date", 2),
    ({"routes": "route_id,route_type\nR,9000\n"}, "impossible_number", 2),
    (
        {"frequencies": "trip_id,start_time,end_time,headway_secs\nT,06:00:00,07:00:00,0\n"},
        "impossible_number",
        2,
    ),
    ({"stop_times": ""}, "no_header", 1),
]


@pytest.mark.parametrize(("changed", "code", "row"), WRONG)
def test_what_is_wrong_is_an_error_with_its_row(
    tmp_path: Path, changed: dict[str, str | None], code: str, row: int | None
) -> None:
    problems = Problems()
    path = write_feed(tmp_path / "f.zip", {f"{name}.txt": text for name, text in changed.items()})
    assert read_feed(path, problems) is None
    errors = [each for each in problems.found if each.severity == "error"]
    assert [(each.code, each.row) for each in errors] == [(code, row)]
    assert all(sentence(each, language) for each in errors for language in ("sv", "en"))


def test_a_service_without_an_end_is_of_every_year(tmp_path: Path) -> None:
    found = feed(tmp_path, calendar=SMALL["calendar.txt"].replace("20261231", "99991231"))
    assert found.running(date(2090, 3, 14)).tolist() == [True]


SPOILED = st.sampled_from(
    [
        "",
        '"',
        ",",
        "\n",
        "\r",
        "\0",
        "-1",
        "99999999999999999999",
        "nan",
        "inf",
        "1e400",
        "\ufeff",
        "å",
        "A",
        "25:99:00",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(MUCH)), at=st.floats(0, 1), length=st.integers(0, 8), text=SPOILED)
def test_no_spoiled_feed_makes_the_reading_fall(
    tmp_path: Path, name: str, at: float, length: int, text: str
) -> None:
    begin = round(at * len(MUCH[name]))
    spoiled = MUCH | {name: MUCH[name][:begin] + text + MUCH[name][begin + length :]}
    problems = Problems()
    try:
        found = read_feed(write_feed(tmp_path / "f.zip", spoiled), problems)
    except RegionError:
        return
    for problem in problems.found:
        assert sentence(problem, "sv")
    if found is not None:
        ends = found.feed.trip_start
        assert (np.diff(ends) > 1).all()
        within = np.ones(len(found.feed.arrival), bool)
        within[ends[:-1]] = False
        assert (np.diff(found.feed.arrival)[within[1:]] >= 0).all()


def test_thousands_of_the_same_kind_are_one_problem(tmp_path: Path) -> None:
    problems = Problems()
    rows = "".join(f"X,08:00:00,08:00:00,A,{row}\n" for row in range(2000))
    assert read_feed(write_feed(tmp_path / "f.zip", {"stop_times.txt": TIMES + rows}), problems) is not None
    assert [(each.code, each.row, each.rows) for each in problems.found] == [("not_in_feed", 5, 2000)]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_is_damaged_inside_is_refused(method: int, tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, text in SMALL.items():
            packed.writestr(name, text)
    whole = path.read_bytes()
    at = whole.index(b"stops.txt") + len(b"stops.txt")
    path.write_bytes(whole[:at] + b"\xff" * 16 + whole[at + 16 :])
    with pytest.raises(RegionError, match=r"f\.zip"):
        read_feed(path, Problems())


def test_what_is_no_zip_not_there_or_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RegionError, match="There is no"):
        read_feed(tmp_path / "none.zip", Problems())
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 no")
    with pytest.raises(RegionError, match="cannot be unpacked"):
        read_feed(tmp_path / "bad.zip", Problems())
    monkeypatch.setattr(feed_files, "MOST_BYTES", 100)
    with pytest.raises(RegionError, match="unpacks to more"):
        read_feed(write_feed(tmp_path / "f.zip"), Problems())


def test_the_towns_timetable_is_read_but_for_a_trip_without_times(shared: Path) -> None:
    problems = Problems()
    found = read(shared / "transit" / "zheleznogorsk", problems)
    assert [(each.code, each.row, each.value) for each in problems.found] == [
        ("trip_without_times", 1208, "bus_3_dir1_23_48_all_weekend")
    ]
    assert (found.lines, len(found.feed.trip_service), found.unused_stops) == ({"bus": 8}, 1515, 47)
