"""Points say how an area's residents are spread; what is wrong is said, what is left out counted."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from geopandas import GeoDataFrame
from pandas import DataFrame
from pyproj import Transformer

from geodata.checks import Checked, check, population_points, report_text
from geodata.contract.tables import TABLES
from geodata.region.region import Account, Region
from geodata.region.residents import persons
from tests.population_points_files import (
    EVERYBODY,
    metres,
    points_of,
    region_with_points,
    squares_in_metres,
    told,
    write_areas,
    write_points,
)
from tests.toy import CORNER, to_degrees

ALL = [(0, 2.0, 5.0, 750.0), (0, 6.0, 5.0, 250.0), (1, 15.0, 5.0, 2000.0), (2, 25.0, 5.0, 500.0)]


def opened(folder: Path) -> Region:
    """The region, about which there is nothing to say."""
    checked = check(folder)
    assert checked.problems == (), report_text(checked, "en")
    assert checked.region is not None
    return checked.region


def found(checked: Checked) -> list[tuple[str, str, int | None, str | None, int | None]]:
    return [(each.code, each.severity, each.row, each.column, each.rows) for each in checked.problems]


def accounts(region: Region) -> list[Account]:
    return [each for each in region.accounts if each.table != "visits"]


def home_km(region: Region, area: str) -> tuple[float, float]:
    x, y = region.areas.loc[area, ["x", "y"]]
    return round((x - CORNER[0]) / 1000, 6), round((y - CORNER[1]) / 1000, 6)


def append(folder: Path, text: str, file: str = "region.toml") -> None:
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.write(text)


def test_points_become_the_regions_by_area_and_from_west_to_east(tmp_path: Path) -> None:
    region = opened(region_with_points(tmp_path, EVERYBODY[::-1]))
    points = points_of(region)
    assert told(points) == ALL
    assert points.begins.tolist() == [0, 2, 3, 4]
    assert points.shares(None).tolist() == [0.75, 0.25, 1, 1]
    assert accounts(region) == []


def test_a_region_without_points_has_none(tmp_path: Path) -> None:
    folder = region_with_points(tmp_path)
    text = (folder / "region.toml").read_text(encoding="utf-8")
    (folder / "region.toml").write_text(text.split("\n[tables.population_points]")[0], encoding="utf-8")
    assert opened(folder).points is None


def test_an_area_without_a_place_of_its_own_is_where_its_people_are(tmp_path: Path) -> None:
    region = opened(region_with_points(tmp_path))
    assert home_km(region, "0101") == (3, 5)  # three in four at 2 km, the fourth at 6


def test_an_area_with_a_place_of_its_own_stays_there(tmp_path: Path) -> None:
    folder = region_with_points(tmp_path)
    text = (folder / "areas.csv").read_text(encoding="utf-8").splitlines()
    x, y = metres(9, 9)
    rows = [f"{text[0]},x,y", f"{text[1]},{x},{y}", f"{text[2]},,", f"{text[3]},,"]
    (folder / "areas.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    region = opened(folder)
    assert home_km(region, "0101") == (9, 9)
    assert home_km(region, "0102") == (15, 5)


def test_where_the_middle_of_its_people_is_in_another_area_the_nearest_point_stands_for_it(
    tmp_path: Path,
) -> None:
    folder = region_with_points(tmp_path, [(1, 1, 400), (1, 9, 600), (15, 5, 2000), (25, 5, 500)])
    west, middle, east = squares_in_metres()
    bay = shapely.box(*metres(0, 4), *metres(10, 6))  # Alby is in two, with Berga between
    write_areas(folder, [west - bay, middle | bay, east])
    assert home_km(opened(folder), "0101") == (1, 9)  # the middle is 1, 5.8


def test_points_at_the_same_place_are_one_with_all_its_ages(tmp_path: Path) -> None:
    folder = region_with_points(tmp_path)
    x, y = metres(2, 5)
    rows = [
        (x, y, 100, 0, 19),
        (x, y, 300, 20, ""),
        (x, y, 50, 0, 19),
        (x, y, 300, 65, ""),
        (x + 1, y, 250, "", ""),
    ]
    others = [(*metres(15, 5), 2000, "", ""), (*metres(25, 5), 500, "", "")]
    write_points(folder, "x,y,persons,age_from,age_to", [*rows, *others])
    region = opened(folder)
    points = points_of(region)
    assert [each for *_, each in told(points)] == [750, 250, 2000, 500]
    assert points.people[points.people["point"] == 0][
        ["age_from", "age_to", "persons"]
    ].to_numpy().tolist() == [
        [0, 19, 150],
        [20, -1, 300],
        [65, -1, 300],
    ]
    assert points.shares(region.settings.age_groups["0-19"]).tolist() == [1, 0, 1, 1]


def test_ages_in_one_column_are_those_in_two(tmp_path: Path) -> None:
    folder = region_with_points(tmp_path)
    homes = [(2, 5, "-19", 200), (2, 5, "20+", 800), (15, 5, "totalt", 2000), (25, 5, "0-19", 500)]
    rows = [(*metres(east, north), ages, persons) for east, north, ages, persons in homes]
    write_points(folder, "x,y,ages,persons", rows)
    people = points_of(opened(folder)).people
    assert people[["age_from", "age_to", "persons"]].to_numpy().tolist() == [
        [0, 19, 200],
        [20, -1, 800],
        [0, -1, 2000],
        [0, 19, 500],
    ]


def test_columns_of_ages_are_made_rows_as_in_other_tables(tmp_path: Path) -> None:
    folder = region_with_points(tmp_path, more='melt = { b = { age_to = "19" }, v = { age_from = "20" } }\n')
    write_points(
        folder,
        "x,y,b,v",
        [(*metres(2, 5), 200, 800), (*metres(15, 5), 500, 1500), (*metres(25, 5), 100, 400)],
    )
    region = opened(folder)
    assert [each for *_, each in told(points_of(region))] == [1000, 2000, 500]
    assert points_of(region).people["persons"].tolist() == [200, 800, 500, 1500, 100, 400]


def test_a_point_on_a_border_is_in_the_lower_area_as_a_unit_is(tmp_path: Path) -> None:
    region = opened(region_with_points(tmp_path, [(10, 5, 1000), (20, 5, 2000), (30, 5, 500)]))
    assert [area for area, *_ in told(points_of(region))] == [0, 1, 2]


def test_points_outside_the_areas_are_set_aside_with_their_persons(tmp_path: Path) -> None:
    region = opened(region_with_points(tmp_path, [*EVERYBODY, (15, -1, 40), (31, 5, 2.5)]))
    assert told(points_of(region)) == ALL
    assert accounts(region) == [
        Account("population_points", "outside", "set_aside", 2, 42, ("points.csv:6", "points.csv:7"))
    ]


def test_points_just_off_a_shore_are_in_the_nearest_area_where_the_table_says_so(tmp_path: Path) -> None:
    shore = [*EVERYBODY[1:], (2, -0.2, 750)]
    region = opened(region_with_points(tmp_path, shore, "snap_m = 200\n"))
    assert told(points_of(region))[0] == (0, 2, -0.2, 750)
    assert accounts(region) == []


def test_a_file_of_a_whole_country_is_in_order_where_that_is_said(tmp_path: Path) -> None:
    far = [*EVERYBODY, (400, 900, 7000)]
    folder = region_with_points(tmp_path, far)
    assert found(check(folder)) == [("outside_surroundings", "error", 6, "x", None)]
    append(folder, 'outside = "keep"\n')
    assert accounts(opened(folder)) == [
        Account("population_points", "outside", "set_aside", 1, 7000, ("points.csv:6",))
    ]


def test_an_area_without_a_point_is_one_at_its_own_place(tmp_path: Path) -> None:
    checked = check(region_with_points(tmp_path, [(2, 5, 1000), (15, 5, 2400)]))
    assert checked.problems == ()
    assert checked.region is not None
    points = points_of(checked.region)
    assert told(points)[2] == (2, 25, 5, 0)
    assert points.people["point"].tolist() == [0, 1]
    assert points.shares(None).tolist() == [1, 1, 1]
    assert accounts(checked.region) == [Account("areas", "no_points", "kept", 1, 500, ("Ceby (0201)",))]


def test_a_cell_where_nobody_lives_is_no_point(tmp_path: Path) -> None:
    assert told(points_of(opened(region_with_points(tmp_path, [*EVERYBODY, (8, 8, 0)])))) == ALL


def test_points_are_read_from_every_kind_of_file_and_in_degrees(tmp_path: Path) -> None:
    at = [metres(east, north) for east, north, _ in EVERYBODY]
    people = [each for *_, each in EVERYBODY]
    shapes = GeoDataFrame(
        {"persons": people}, geometry=[shapely.Point(*each) for each in at], crs="EPSG:3006"
    )
    cells = shapes.set_geometry(shapes.buffer(500, cap_style="square"))
    degrees = [to_degrees(*each) for each in at]
    plain = DataFrame(at, columns=["x", "y"]).assign(persons=people)
    in_degrees = DataFrame(degrees, columns=["longitude", "latitude"]).assign(persons=people)
    zone = Transformer.from_crs("EPSG:3006", "EPSG:3007", always_xy=True)  # SWEREF 99 12 00
    x, y = zone.transform(plain["x"], plain["y"])

    def csv(path: Path) -> None:
        in_degrees.to_csv(path, index=False)

    def excel(path: Path) -> None:
        plain.to_excel(path, index=False)

    for name, write, more in (
        ("degrees.csv", csv, ""),
        ("zone.csv", plain.assign(x=x, y=y).to_csv, 'crs = "EPSG:3007"\n'),
        ("plain.parquet", plain.to_parquet, ""),
        ("sheet.xlsx", excel, ""),
        ("points.gpkg", shapes.to_file, ""),
        ("cells.gpkg", cells.to_file, ""),
        ("cells.parquet", cells.to_parquet, ""),
        ("cells.geojson", cells.to_crs(4326).to_file, ""),
    ):
        more = 'ignore = ["^$"]\n' + more  # the index of a table
        folder = region_with_points(tmp_path / name, more=more)
        text = (folder / "region.toml").read_text(encoding="utf-8").replace("points.csv", name)
        (folder / "region.toml").write_text(text, encoding="utf-8")
        write(folder / name)
        rows = told(points_of(opened(folder)))
        np.testing.assert_allclose(rows, ALL, atol=0.001, err_msg=name)


def test_several_files_fill_one_table_of_points(tmp_path: Path) -> None:
    folder = region_with_points(tmp_path, EVERYBODY[:2])
    append(folder, '[tables.population_points_east]\nfile = "east.csv"\n')
    rows = [f"{to_degrees(*metres(15, 5))[0]},{to_degrees(*metres(15, 5))[1]},2000"]
    rows.append(f"{to_degrees(*metres(25, 5))[0]},{to_degrees(*metres(25, 5))[1]},500")
    (folder / "east.csv").write_text("longitude,latitude,persons\n" + "\n".join(rows) + "\n")
    np.testing.assert_allclose(told(points_of(opened(folder))), ALL, atol=0.001)


def test_a_problem_of_many_points_is_told_once_with_how_many_they_are(tmp_path: Path) -> None:
    x, y = metres(2, 5)
    folder = region_with_points(tmp_path)
    rows = [
        (x, y, 900),
        (y, x, 1),
        (y, x + 1, 1),
        (x, y, -5),
        (0, 0, 1),
        (x, "", 1),
        ("", "", 1),
        (x, y, "många"),
    ]
    write_points(folder, "x,y,persons", rows)
    checked = check(folder)
    assert sorted(found(checked)) == [
        ("missing_value", "error", 7, "y", None),
        ("missing_value", "error", 8, "x", None),
        ("negative", "error", 5, "persons", None),
        ("not_a_number", "error", 9, "persons", None),
        ("nought_place", "error", 6, "x", None),
        ("swapped_place", "error", 3, "x", 2),
    ]
    assert "points.csv, row 3, column x, 2 rows: The coordinates" in report_text(checked, "en")
    assert checked.region is None


def test_rows_without_persons_can_be_set_aside(tmp_path: Path) -> None:
    folder = region_with_points(tmp_path, more='incomplete = "set_aside"\n')
    append(folder, f"{metres(3, 3)[0]},{metres(3, 3)[1]},\n", "points.csv")
    region = opened(folder)
    assert told(points_of(region)) == ALL
    [account] = accounts(region)
    assert (account.reason, account.rows, account.examples) == ("incomplete", 1, ("points.csv:6",))


def test_more_points_than_are_read_are_an_error_before_any_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TABLES, "population_points", replace(TABLES["population_points"], most=3))
    folder = region_with_points(tmp_path)
    append(folder, "här,3,mycket\n", "points.csv")
    [problem] = check(folder).problems
    assert (problem.code, problem.value, problem.expected) == ("too_many_rows", "5", ("3",))
    wide = 'melt = { b = { age_to = "19" }, v = { age_from = "20" } }\n'
    folder = region_with_points(tmp_path / "wide", more=wide)
    write_points(folder, "x,y,b,v", [(*metres(2, 5), 200, 800), (*metres(15, 5), 500, 1500)])
    [problem] = check(folder).problems
    assert (problem.code, problem.value) == ("too_many_rows", "4")


def test_points_in_more_places_than_can_be_answered_for_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = region_with_points(tmp_path)
    places = len(points_of(opened(folder)).x)
    monkeypatch.setattr(population_points, "PLACES_MOST", places)
    assert check(folder).region is not None
    monkeypatch.setattr(population_points, "PLACES_MOST", places - 1)
    checked = check(folder)
    [problem] = checked.problems
    assert (problem.code, problem.value) == ("too_many_points", str(places))
    assert problem.expected == (str(places - 1),)
    assert checked.region is None


def test_points_with_another_sum_than_the_residents_are_warned_of(tmp_path: Path) -> None:
    tenth = [*EVERYBODY[:3], (25, 5, 850)]  # 3,850 where 3,500 live: a tenth more, and no more
    assert (
        found(check(region_with_points(tmp_path / "tenth", [*EVERYBODY[:2], (15, 5, 2350), (25, 5, 500)])))
        == []
    )
    assert [code for code, *_ in found(check(region_with_points(tmp_path / "ceby", tenth)))] == [
        "points_differ"
    ]
    [problem] = check(
        region_with_points(tmp_path / "more", [*EVERYBODY[:2], (15, 5, 2360), (25, 5, 500)])
    ).problems
    assert (problem.code, problem.severity) == ("points_differ_in_all", "warning")
    assert (problem.value, problem.expected) == ("3 860", ("3 500",))


def test_areas_with_more_than_half_astray_are_named_the_worst_first(tmp_path: Path) -> None:
    checked = check(region_with_points(tmp_path, [(2, 5, 490), (15, 5, 2250), (25, 5, 760)]))
    [problem] = checked.problems
    assert (problem.code, problem.severity, problem.value) == ("points_differ", "warning", "2")
    assert problem.expected == ("Alby (0101) 490 / 1 000", "Ceby (0201) 760 / 500")
    assert checked.region is not None
    assert checked.region.points is not None, "it is a warning: the points are used"


def test_points_are_not_used_with_a_table_of_minutes_and_that_is_said(tmp_path: Path) -> None:
    folder = region_with_points(tmp_path)
    append(folder, '[tables.travel_times]\nfile = "minutes.csv"\n')
    (folder / "minutes.csv").write_text("area_id,unit_id,mode,minutes\n0101,v1,car,5\n")
    checked = check(folder)
    assert found(checked) == [("points_not_used", "warning", None, "travel.model", None)]
    assert checked.region is not None
    assert checked.region.points is None
    assert home_km(checked.region, "0101") == (5, 5)
    text = (folder / "region.toml").read_text(encoding="utf-8")
    line = text.replace("[travel]\n", '[travel]\nmodel = "straight_line"\n')
    (folder / "region.toml").write_text(line, encoding="utf-8")
    assert told(points_of(opened(folder))) == ALL


def test_all_residents_of_dalarna_are_at_points_of_their_areas(dalarna: Region) -> None:
    points = points_of(dalarna)
    assert (len(dalarna.areas), len(dalarna.units), len(points.x)) == (119, 16, 16_265)
    of_area = np.bincount(points.area[points.people["point"]], points.people["persons"])
    assert of_area.tolist() == persons(dalarna).tolist()
    assert of_area.sum() == 287_253
    assert accounts(dalarna) == []
    standing = shapely.intersects_xy(dalarna.areas.geometry.to_numpy()[points.area], points.x, points.y)
    assert standing.all()
    means = [np.bincount(points.area, points.shares(None) * axis) for axis in (points.x, points.y)]
    moved = np.hypot(*(dalarna.areas[["x", "y"]].to_numpy().T - means))
    outside = ~shapely.intersects_xy(dalarna.areas.geometry.to_numpy(), *means)
    assert 0 < outside.sum() < 10
    assert (moved[~outside] == 0).all()


A_MILLION = """
import resource, sys
from pathlib import Path
from geodata.checks import check
region = check(Path(sys.argv[1])).region
print(len(region.points.x), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.long
def test_a_million_points_are_read_within_a_gibibyte(tmp_path: Path) -> None:
    folder, rng = region_with_points(tmp_path), np.random.default_rng(1)
    at = np.sort(rng.choice(30_000 * 10_000, 1_000_000, replace=False))
    x, y = CORNER[0] + at // 10_000, CORNER[1] + at % 10_000
    DataFrame({"x": x, "y": y, "persons": 1}).to_csv(folder / "points.csv", index=False)
    ran = subprocess.run(
        [sys.executable, "-c", A_MILLION, str(folder)], capture_output=True, text=True, check=True
    )
    points, peak_kib = map(int, ran.stdout.split())
    assert points == 1_000_000
    assert peak_kib < 2**20
