"""Each kind of problem, by one change to a region that has none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import shapely

from geodata.checks import check, report_text
from geodata.checks.words import sentences
from tests.toy import AREAS, large_visits, squares, units_csv, write_toy_region

Change = Callable[[Path], None]


def swap(file: str, old: str, new: str) -> Change:
    """Put `new` for the first `old` in a file."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def toml(old: str, new: str) -> Change:
    return swap("region.toml", old, new)


def both(*changes: Change) -> Change:
    def change(folder: Path) -> None:
        for each in changes:
            each(folder)

    return change


def write(file: str, data: bytes) -> Change:
    def change(folder: Path) -> None:
        (folder / file).write_bytes(data)

    return change


def areas(shapes: list[object] | None = None, crs: str | None = None, **first: object) -> Change:
    """The areas with other shapes or another first row."""
    names = ("area_id", "name", "municipality_id", "municipality")

    def change(folder: Path) -> None:
        features = []
        for number, (row, shape) in enumerate(zip(AREAS, shapes or list(squares()), strict=True)):
            properties = dict(zip(names, row, strict=True)) | (first if number == 0 else {})
            geometry = json.loads(shapely.to_geojson(shape)) if shapely.is_geometry(shape) else shape
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
        content: dict[str, object] = {"type": "FeatureCollection", "features": features}
        if crs:
            content["crs"] = {"type": "name", "properties": {"name": crs}}
        (folder / "areas.geojson").write_text(json.dumps(content))

    return change


def flipped() -> list[object]:
    return list(shapely.transform(squares(), lambda xy: xy[:, ::-1]))


def moved(**by: float) -> list[object]:
    """The areas, the second moved some degrees east."""
    west, middle, east = squares()
    return [west, shapely.transform(middle, lambda xy: np.add(xy, [by["east"], 0])), east]


V1, V2 = (line.split(",")[3:5] for line in units_csv().splitlines()[1:])
BOWTIE = shapely.Polygon([(13, 58), (14, 59), (14, 58), (13, 59)])


@dataclass
class Case:
    change: Change
    code: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    expected: tuple[str, ...] | None = None
    severity: str = "error"
    alone: bool = True  # no other problem comes of it


def place(longitude: str, latitude: str) -> Change:
    return swap("units.csv", ",".join(V1), f"{longitude},{latitude}")


def table(name: str, *lines: str) -> Change:
    """The region with one more table: its header and its rows."""

    def change(folder: Path) -> None:
        with (folder / "region.toml").open("a", encoding="utf-8") as file:
            file.write(f'\n[tables.{name}]\nfile = "{name}.csv"\n')
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    return change


def projected(*rows: str, header: str = "municipality_id,year,ages,persons") -> Change:
    """The region with a projection of some rows."""
    return table("projections", header, *rows)


def of_all(variable: str) -> list[str]:
    """A variable of need in every area: a tenth of 100."""
    return [f"{variable},{area},10,100" for area, *_ in AREAS]


VARIABLES = "variable,area_id,value,denominator"
INDEX = """[need_index.own]
name = "Eget"
scale = "raw"
steps = ["share"]
source = "Påhittat"
weights = { unemployed = 1.0 }
"""


WEST = ("1401,2026,0-19,700", "1401,2026,20+,2300")
EAST = ("1402,2026,0-19,100", "1402,2026,20+,400")

CASES = [
    # region.toml
    Case(write("region.toml", b"\xff\xfe\xff"), "unreadable_file", "region.toml"),
    Case(toml("[travel]", "[travel"), "not_toml", "region.toml", row=36),
    Case(toml('id = "toy"\n', ""), "missing_key", "region.toml", column="id"),
    Case(toml('language = "sv"', 'langage = "sv"'), "unknown_key", "region.toml", column="langage"),
    Case(
        toml("limit_min = 15", 'limit_min = "kvart"'),
        "wrong_type",
        "region.toml",
        column="care_forms.vc.limit_min",
    ),
    Case(toml("limit_min = 15", "limit_min = -3"), "impossible_number", "region.toml", value="-3"),
    Case(
        toml("[travel]", "[travel]\nlongest_min = 12"),
        "impossible_number",
        "region.toml",
        column="travel.longest_min",
        value="12",
        expected=("15", "600"),
    ),
    Case(toml('better = "higher"', 'better = "up"'), "unknown_choice", "region.toml", value="up"),
    Case(toml("[travel]", '[travel]\nmodel = "table"'), "missing_travel_times", "region.toml", value="table"),
    Case(
        table("travel_times", "area_id,unit_id,mode,minutes", "0101,v1,car,5", "0102,v2,bil,5"),
        "mode_not_travelled",
        "travel_times.csv",
        3,
        "mode",
        "bil",
        ("car",),
        "warning",
    ),
    Case(toml("[travel]", "[ground]\n[travel]"), "missing_key", "region.toml", column="ground.file"),
    Case(toml("[travel]", '[ground]\nfile = "a.osm"\n[travel]'), "missing_ground", "a.osm"),
    Case(
        both(toml("[travel]", '[ground]\nfile = "a.zip"\n[travel]'), write("a.zip", b"")),
        "unknown_kind_of_file",
        "a.zip",
        value=".zip",
    ),
    Case(
        both(
            toml("[travel]", '[ground]\nfile = "a.osm.pbf"\n[travel]'), write("a.osm.pbf", b"not an extract")
        ),
        "unreadable_ground",
        "a.osm.pbf",
    ),
    Case(
        toml("[travel]", '[travel]\nmodel = "road_network"\nnetwork = "roads.npz"'),
        "missing_network",
        "roads.npz",
    ),
    Case(
        both(
            toml("[travel]", '[travel]\nmodel = "road_network"\nnetwork = "roads.npz"'),
            write("roads.npz", b"not a network"),
        ),
        "unreadable_network",
        "roads.npz",
    ),
    Case(
        toml("[travel]", '[travel]\nmodel = "road_network"\nnetwork = "r.npz"\nmode = "tram"'),
        "unknown_choice",
        "region.toml",
        column="travel.mode",
        value="tram",
        expected=("car", "bicycle", "foot"),
    ),
    Case(
        toml("[travel]", '[travel]\nmodel = "road_network"'),
        "missing_key",
        "region.toml",
        column="travel.network",
    ),
    Case(toml('id = "toy"', 'id = "min region"'), "bad_key", "region.toml", column="id"),
    Case(
        toml("[travel]", '[open_data]\nemail = "fråga oss"\n[travel]'),
        "bad_email",
        "region.toml",
        column="open_data.email",
        value="fråga oss",
    ),
    Case(
        toml("[travel]", '[opening]\ntime_zone = "Europe/Göteborg"\n[travel]'),
        "unknown_time_zone",
        "region.toml",
        column="opening.time_zone",
        value="Europe/Göteborg",
    ),
    Case(toml('"units.csv"', '"units.csv"\nwhere_like = { name = "(" }'), "bad_pattern", "region.toml"),
    Case(
        toml(
            "[travel]",
            '[themes.t]\nname = "T"\ndescription = "T"\ndate = "2010"\nsource = "S"\n'
            'categories.a = "A"\ncolours.a = "red"\n[travel]',
        ),
        "bad_colour",
        "region.toml",
    ),
    Case(
        toml("[tables.units]", "[tables.unit]"),
        "unknown_table",
        "region.toml",
        column="tables.unit",
        alone=False,
    ),
    Case(
        toml('"units.csv"', '"units.csv"\ncolumns = { namn = "name" }'),
        "unknown_target",
        "region.toml",
        value="namn",
    ),
    Case(toml('"units.csv"', '"units.csv"\nmelt = { a = { name = "b" } }'), "cannot_melt", "region.toml"),
    Case(toml('crs = "EPSG:3006"', 'crs = "sverige"'), "unknown_crs", "region.toml", column="crs"),
    Case(toml('crs = "EPSG:3006"', 'crs = "EPSG:4326"'), "crs_not_metres", "region.toml", column="crs"),
    Case(toml('visits = "public"', ""), "disclosure_not_declared", "region.toml", severity="warning"),
    # files
    Case(lambda folder: (folder / "units.csv").unlink(), "missing_file", "units.csv"),
    Case(
        both(toml("units.csv", "units.qvd"), write("units.qvd", b"x")),
        "unknown_kind_of_file",
        "units.qvd",
        value=".qvd",
    ),
    Case(both(toml("units.csv", "units.xlsx"), write("units.xlsx", b"PK")), "unreadable_file", "units.xlsx"),
    Case(write("units.csv", b""), "no_header", "units.csv", row=1),
    Case(write("units.csv", b"unit_id\n1\n\x00"), "not_a_table", "units.csv", row=3),
    Case(write("areas.geojson", b"{"), "not_json", "areas.geojson", row=1),
    Case(
        swap("areas.geojson", '{"type": "Feature",', '1, {"type": "Feature",'),
        "not_a_feature",
        "areas.geojson",
        row=1,
    ),
    Case(
        write("units.csv", units_csv().encode("cp1252")), "not_utf8", "units.csv", row=2, severity="warning"
    ),
    Case(swap("units.csv", "url", "name"), "repeated_column", "units.csv", row=1, column="name", alone=False),
    Case(swap("visits.csv", "80,8000", "80,8000,7"), "too_many_fields", "visits.csv", row=2, expected=("6",)),
    Case(
        write("indicators.csv", b"indicator,unit_id,period,value\n"),
        "empty_table",
        "indicators.csv",
        severity="warning",
    ),
    Case(
        toml('"units.csv"', '"units.csv"\nwhere = { name = "Ingen" }'),
        "nothing_left",
        "units.csv",
        alone=False,
    ),
    # columns
    Case(swap("visits.csv", "period", "perod"), "missing_column", "visits.csv", column="period", alone=False),
    Case(swap("units.csv", "latitude", "lat"), "missing_one_of", "units.csv", alone=False),
    Case(
        swap("units.csv", "url", "capasity"),
        "misspelt_column",
        "units.csv",
        column="capasity",
        expected=("capacity",),
        severity="warning",
    ),
    Case(swap("units.csv", "url", "webb"), "unknown_column", "units.csv", column="webb", severity="warning"),
    # values
    Case(
        swap("visits.csv", "0101,v1,vc,2025,80", "0101,v1,vc,2025,"),
        "missing_value",
        "visits.csv",
        2,
        "visits",
    ),
    Case(swap("units.csv", "Norra vårdcentralen", " "), "empty_name", "units.csv", 2, "name"),
    Case(swap("population.csv", "0101,2025,0", "0101,,0"), "missing_year", "population.csv", 2, "year"),
    Case(swap("visits.csv", "80,8000", "många,8000"), "not_a_number", "visits.csv", 2, "visits", "många"),
    Case(
        swap("visits.csv", "80,8000", "n/a,8000"),
        "null_words",
        "visits.csv",
        2,
        "visits",
        "n/a",
        ('null = ["n/a"]',),
    ),
    Case(
        swap("visits.csv", "80,8000", '80,"1,000"'),
        "ambiguous_mark",
        "visits.csv",
        2,
        "cost",
        "1,000",
        ('thousands = "," / decimal = ","',),
    ),
    Case(
        swap("visits.csv", "80,8000\n0101,v2,vc,2025,20,2000", '80,"1,000"\n0101,v2,vc,2025,20,"0,5"'),
        "ambiguous_mark_likely",
        "visits.csv",
        2,
        "cost",
        "1,000",
        ('decimal = ","',),
    ),
    Case(
        toml('"visits.csv"', '"visits.csv"\nthousands = ","\ndecimal = ","'),
        "one_mark_for_both",
        "region.toml",
        column="tables.visits.decimal",
        value=",",
    ),
    Case(
        swap("visits.csv", "2025,80", "2024/25,80"),
        "split_year",
        "visits.csv",
        2,
        "period",
        "2024/25",
        ('recode = { period = { "2024/25" = "2024" } }',),
    ),
    Case(
        swap("units.csv", "2001-01-01", "9999-12-31"),
        "day_means_none",
        "units.csv",
        2,
        "opened",
        "9999-12-31",
        severity="warning",
    ),
    Case(
        swap("units.csv", "2001-01-01", "37000"),
        "day_from_number",
        "units.csv",
        2,
        "opened",
        "37000",
        ("2001-04-19",),
        severity="warning",
    ),
    Case(swap("visits.csv", "80,8000", "-80,8000"), "negative", "visits.csv", 2, "visits", "-80"),
    Case(swap("visits.csv", "80,8000", "80.5,8000"), "not_whole", "visits.csv", 2, "visits", "80.5"),
    Case(swap("units.csv", "2001-01-01", "2001-02-30"), "not_a_date", "units.csv", 2, "opened", "2001-02-30"),
    Case(swap("visits.csv", "2025,80", "2025Q5,80"), "not_a_period", "visits.csv", 2, "period", "2025Q5"),
    Case(swap("population.csv", "0101,2025,0", "0101,25,0"), "bad_year", "population.csv", 2, "year", "25"),
    Case(swap("population.csv", "0,19,200", "0,190,200"), "bad_age", "population.csv", 2, "age_to", "190"),
    Case(swap("units.csv", "https://example.org/1", "javascript:alert(1)"), "bad_url", "units.csv", 2, "url"),
    Case(
        both(
            swap("units.csv", "organisation", "closures"),
            swap("units.csv", "Regionen", "julen"),
            swap("units.csv", "Omsorg AB", "2026-12-24"),
        ),
        "not_days",
        "units.csv",
        2,
        "closures",
        "julen",
    ),
    Case(
        both(
            swap("units.csv", "organisation", "step_free"),
            swap("units.csv", "Regionen", "kanske"),
            swap("units.csv", "Omsorg AB", "Ja"),
        ),
        "unknown_yes_no",
        "units.csv",
        2,
        "step_free",
        "kanske",
    ),
    Case(swap("units.csv", "own", "egen"), "unknown_operator", "units.csv", 2, "operator", "egen"),
    Case(swap("units.csv", "vc,", "hc,"), "unknown_care_form", "units.csv", 2, "care_form", "hc"),
    Case(
        both(swap("visits.csv", "cost", "age_group"), swap("visits.csv", "8000", "0-20")),
        "unknown_age_group",
        "visits.csv",
        2,
        "age_group",
        "0-20",
        alone=False,
    ),
    Case(
        swap("indicators.csv", "nojd,v1", "glad,v1"),
        "unknown_indicator",
        "indicators.csv",
        2,
        "indicator",
        "glad",
    ),
    Case(swap("indicators.csv", "0.8", "80"), "not_a_share", "indicators.csv", 2, "value", "80"),
    # rows against each other
    Case(swap("units.csv", "v2,", "v1,"), "duplicate", "units.csv", 3, "unit_id", "v1", ("2",), alone=False),
    Case(
        swap("population.csv", "0102,2025,0,19,500", "0101,2025,0,19,500"),
        "duplicate",
        "population.csv",
        4,
        "area_id",
        "0101 + 2025 + 0 + 19",
        ("2",),
        alone=False,
    ),
    Case(
        swap("population.csv", "0101", "101"), "lost_zeros", "population.csv", 2, "area_id", "101", ("0101",)
    ),
    Case(areas(area_id="101"), "lost_zeros", "areas.geojson", 1, "area_id", "101", ("0101",), alone=False),
    Case(
        swap("population.csv", "0101", "0999"),
        "unknown_area",
        "population.csv",
        2,
        "area_id",
        "0999",
        ("areas.geojson",),
    ),
    Case(swap("visits.csv", "v1", "v9"), "unknown_unit", "visits.csv", 2, "unit_id", "v9", ("units.csv",)),
    Case(
        swap("units.csv", "2001-01-01,", "2001-01-01,1999-12-31"),
        "dates_in_wrong_order",
        "units.csv",
        2,
        "closed",
        "1999-12-31",
        ("2001-01-01",),
    ),
    Case(
        swap("population.csv", "0,19,200", "20,19,200"),
        "ages_in_wrong_order",
        "population.csv",
        2,
        "age_to",
        "20-19",
    ),
    Case(
        swap("visits.csv", "2025,80", "2025Q1,80"),
        "mixed_periods",
        "visits.csv",
        3,
        "period",
        "2025 (3, 4, 5, 6, 7, …)",
        ("2025Q1 (2)",),
    ),
    Case(
        write("population.csv", b"area_id,persons\n0101,1\n0102,2\n"),
        "no_population",
        "population.csv",
        column="area_id",
        value="0201",
        severity="warning",
    ),
    Case(
        write(
            "population.csv",
            b"area_id,year,persons\n0101,2024,1\n0101,2025,1\n0102,2024,1\n0102,2025,2\n0201,2025,3\n",
        ),
        "population_year_missing",
        "population.csv",
        value="0201",
        expected=("2024",),
    ),
    Case(
        write(
            "population.csv",
            b"area_id,year,persons\n"
            + b"".join(b"%s,%d,1\n" % (a, y) for a in (b"0101", b"0102", b"0201") for y in (2020, 2022)),
        ),
        "year_left_out",
        "population.csv",
        value="2021",
        severity="warning",
    ),
    # people by age and sex, and those to come
    Case(
        both(swap("population.csv", "age_to", "sex"), swap("population.csv", "0,19", "0,pojkar")),
        "unknown_sex",
        "population.csv",
        2,
        "sex",
        "pojkar",
        ("1", "2", "1+2"),
        alone=False,
    ),
    Case(
        write(
            "population.csv",
            b"area_id,year,ages,persons\n0101,2025,05-sep,9\n0102,2025,0+,9\n0201,2025,0+,9\n",
        ),
        "not_ages",
        "population.csv",
        2,
        "ages",
        "05-sep",
        ("17", "0-4", "-4", "80+"),
    ),
    Case(
        both(
            write(
                "population.csv",
                "area_id,född,persons\n".encode()
                + b"".join(
                    b"%s,%s,9\n" % (a, b) for a in (b"0101", b"0102", b"0201") for b in (b"x", b"Tot")
                ),
            ),
            toml('"population.csv"', '"population.csv"\nignore = ["född"]'),
        ),
        "total_beside_parts",
        "population.csv",
        3,
        "född",
        "Tot",
    ),
    Case(
        swap("population.csv", "0201,2025,0,19,100", "0201,2025,0,29,100"),
        "ages_overlap",
        "population.csv",
        7,
        "age_from",
        "20+",
        ("0-29",),
    ),
    Case(
        swap("population.csv", "0201,2025,0,19,100", "0201,2025,0,9,100"),
        "ages_left_out",
        "population.csv",
        6,
        "age_from",
        "0-9",
        ("10-19",),
        severity="warning",
    ),
    Case(
        projected(*(row.replace("0-19", "0-17").replace("20+", "18+") for row in (*WEST, *EAST))),
        "ages_do_not_meet",
        "projections.csv",
        column="age_from",
        value="20",
        expected=("18",),
        severity="warning",
    ),
    Case(
        projected("1401,2026,high,3000", "1402,2026,low,500", header="municipality_id,year,variant,persons"),
        "no_main_variant",
        "projections.csv",
        2,
        "variant",
        "high",
        ("high", "low"),
    ),
    Case(
        projected(*WEST),
        "no_projection",
        "projections.csv",
        column="municipality_id",
        value="1402",
        severity="warning",
    ),
    Case(
        projected(*WEST, *EAST, *(row.replace("2026", "2027") for row in WEST)),
        "projection_year_missing",
        "projections.csv",
        column="year",
        value="1402",
        expected=("2027",),
        severity="warning",
    ),
    Case(
        projected(*(row.replace("2026", "2030") for row in (*WEST, *EAST))),
        "projection_starts_late",
        "projections.csv",
        2,
        "year",
        "2030",
        ("2025",),
        "warning",
    ),
    Case(
        projected(*(row.replace("2026", "2025") for row in (*WEST, *EAST))),
        "projection_over",
        "projections.csv",
        2,
        "year",
        "2025",
        ("2025",),
        "warning",
    ),
    Case(
        projected(*WEST, "1402,2026,0-19,100", "1402,2026,20+,4000"),
        "projection_disagrees",
        "projections.csv",
        4,
        "persons",
        "1402, 2026: 4100",
        ("500",),
        "warning",
    ),
    # what need is computed from
    Case(
        table("life_expectancy", "year,sex,age,years", "2025,1,65,19.4", "2025,1,80,58"),
        "unlikely_years",
        "life_expectancy.csv",
        3,
        "years",
        "58",
        ("0", "50"),
    ),
    Case(toml("[travel]", f"{INDEX}[travel]"), "missing_need_variables", "region.toml", column="need_index"),
    Case(
        both(toml("[travel]", f"{INDEX}[travel]"), table("need_variables", VARIABLES, *of_all("alone"))),
        "unknown_variable",
        "region.toml",
        column="need_index.own.weights.unemployed",
        value="unemployed",
        expected=("alone",),
    ),
    Case(
        both(
            toml("[travel]", f"{INDEX}[travel]"),
            table("need_variables", VARIABLES, *of_all("unemployed")[:2]),
        ),
        "no_need_variable",
        "need_variables.csv",
        column="variable",
        value="unemployed",
        expected=("0201",),
        severity="warning",
    ),
    Case(
        table("need_variables", VARIABLES, *of_all("unemployed")[:2], "unemployed,0201,90,80"),
        "more_than_denominator",
        "need_variables.csv",
        4,
        "value",
        "90",
        ("80",),
        "warning",
    ),
    Case(
        toml("[travel]", INDEX.replace("raw", "mean_one").replace("share", "z") + "[travel]"),
        "wrong_scale",
        "region.toml",
        column="need_index.own.scale",
        value="mean_one",
        expected=("z_scores",),
        alone=False,
    ),
    # places
    Case(place("", ""), "no_place", "units.csv", 2, "unit_id", "v1", severity="warning"),
    Case(place(V1[0], ""), "missing_value", "units.csv", 2, "latitude"),
    Case(
        both(swap("units.csv", ",url", ",position"), swap("units.csv", "https://example.org/1", "Skövde")),
        "not_a_position",
        "units.csv",
        2,
        "position",
        "Skövde",
    ),
    Case(place("0", "0"), "nought_place", "units.csv", 2, "longitude", "0, 0"),
    Case(place("99.999999", "99.999999"), "made_up_place", "units.csv", 2, "longitude"),
    Case(place(V1[1], V1[0]), "swapped_place", "units.csv", 2, "longitude"),
    Case(place("200.5", "58.4"), "impossible_place", "units.csv", 2, "longitude"),
    Case(place("-74.0", "40.7"), "outside_surroundings", "units.csv", 2, "longitude", expected=("100 km",)),
    Case(
        place("13.2", "58.4"),
        "outside_areas",
        "units.csv",
        2,
        "unit_id",
        expected=("1401 Västbyn",),
        severity="warning",
    ),
    Case(
        both(
            swap("units.csv", ",url", ",municipality_id"), swap("units.csv", "https://example.org/1", "1402")
        ),
        "wrong_municipality",
        "units.csv",
        2,
        "municipality_id",
        "1402",
        ("1401 Västbyn",),
    ),
    # shapes
    Case(
        both(toml('"areas.geojson"', '"areas.geojson"\ncrs = "EPSG:4326"'), areas(crs="EPSG:3006")),
        "crs_differs",
        "areas.geojson",
        expected=("EPSG:4326",),
    ),
    Case(areas(crs="EPSG:3006"), "wrong_crs", "areas.geojson"),
    Case(areas(crs="urn:nonsense"), "unknown_crs", "areas.geojson"),
    Case(areas(flipped()), "swapped_shapes", "areas.geojson"),
    Case(areas([None, *squares()[1:]]), "missing_geometry", "areas.geojson", 1, "geometry"),
    Case(
        areas([{"type": "Polygon", "coordinates": "here"}, *squares()[1:]]),
        "unreadable_geometry",
        "areas.geojson",
        1,
        alone=False,
    ),
    Case(
        areas([shapely.Point(13.5, 58.4), *squares()[1:]]),
        "not_a_polygon",
        "areas.geojson",
        1,
        "geometry",
        "Point",
        alone=False,
    ),
    Case(areas([*squares()[:2], BOWTIE]), "invalid_geometry", "areas.geojson", 3, "geometry", alone=False),
    Case(
        areas(moved(east=0.05)),
        "overlapping_areas",
        "areas.geojson",
        2,
        "geometry",
        "0102",
        ("0201",),
        alone=False,
    ),
    Case(areas(moved(east=0.0001)), "borders_mended", "areas.geojson", column="geometry", severity="warning"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.file}-{case.column or ''}")
def test_a_spoiled_region_has_the_problem_where_it_was_spoiled(tmp_path: Path, case: Case) -> None:
    folder = write_toy_region(tmp_path / "toy")
    case.change(folder)
    checked = check(folder)
    fits = [each for each in checked.problems if each.code == case.code and each.row == case.row]
    assert len(fits) == 1, report_text(checked, "en")
    [problem] = fits
    assert problem.file == case.file
    assert problem.severity == case.severity
    assert case.column in (None, problem.column)
    assert case.value in (None, problem.value)
    assert case.expected in (None, problem.expected)
    if case.alone:
        assert checked.problems == (problem,), report_text(checked, "en")


OTHERWISE = {
    "mode_without_times": "tests/geodata/checks/test_checks.py",
    "long_header": "tests/geodata/cases/test_rows.py",
    "missing_feed_file": "tests/geodata/transit/test_reading.py",
    "network_without_timetable": "tests/geodata/travel/test_public_transport.py",
    "time_missing": "tests/geodata/transit/test_reading.py",
    "bad_window": "tests/geodata/travel/test_public_transport.py",
    "not_a_time": "tests/geodata/transit/test_reading.py",
    "change_of_trips": "tests/geodata/transit/test_reading.py",
    "no_service": "tests/geodata/travel/test_public_transport.py",
    "unknown_kind_of_line": "tests/geodata/transit/test_reading.py",
    "trip_without_times": "tests/geodata/transit/test_reading.py",
    "stop_without_place": "tests/geodata/transit/test_reading.py",
    "not_in_feed": "tests/geodata/transit/test_reading.py",
    "repeated_id": "tests/geodata/transit/test_reading.py",
    "time_goes_back": "tests/geodata/transit/test_reading.py",
    "feed_without_days": "tests/geodata/transit/test_reading.py",
    "decimals_on_codes": "tests/geodata/cases/test_rows.py",
    "condition_unread": "tests/geodata/register/test_meanings.py",
    "total_row": "tests/geodata/cases/test_rows.py",
    "total_rows_of_register": "tests/geodata/cases/test_rows.py",
    "total_among_parts": "tests/geodata/cases/test_rows.py",
    "mojibake": "tests/geodata/cases/test_rows.py",
    "lost_letters": "tests/geodata/cases/test_rows.py",
    "control_character": "tests/geodata/sources/test_broken_texts.py",
    "angle_in_code": "tests/geodata/sources/test_broken_texts.py",
    "long_value": "tests/geodata/sources/test_broken_texts.py",
    "unreadable_row": "tests/geodata/register/test_text_files.py",
    "no_room_for_text": "tests/geodata/register/test_text_files.py",
    "unit_in_two_places": "tests/geodata/cases/test_rows.py",
    "error_in_cell": "tests/geodata/sources/test_where_tables_stand.py",
    "folder_not_file": "tests/geodata/sources/test_kinds_of_file.py",
    "formula_without_value": "tests/geodata/sources/test_where_tables_stand.py",
    "first_row_of_values": "tests/geodata/sources/test_where_tables_stand.py",
    "header_below": "tests/geodata/sources/test_where_tables_stand.py",
    "header_of_several_rows": "tests/geodata/sources/test_where_tables_stand.py",
    "header_too_short": "tests/geodata/sources/test_where_tables_stand.py",
    "hidden_columns": "tests/geodata/sources/test_where_tables_stand.py",
    "hidden_rows": "tests/geodata/sources/test_where_tables_stand.py",
    "hidden_sheets": "tests/geodata/sources/test_sheets.py",
    "latest_layer": "tests/geodata/sources/test_sheets.py",
    "locked_workbook": "tests/geodata/sources/test_kinds_of_file.py",
    "merged_across": "tests/geodata/sources/test_sheets.py",
    "merged_cells": "tests/geodata/sources/test_where_tables_stand.py",
    "cells_beyond_header": "tests/geodata/sources/test_sheets.py",
    "merged_numbers": "tests/geodata/sources/test_where_tables_stand.py",
    "long_line": "tests/geodata/sources/test_kinds_of_file.py",
    "open_quote": "tests/geodata/sources/test_kinds_of_file.py",
    "must_be_converted": "tests/geodata/sources/test_kinds_of_file.py",
    "not_a_file": "tests/geodata/sources/test_kinds_of_file.py",
    "broken_utf8": "tests/geodata/sources/test_kinds_of_file.py",
    "older_workbook": "tests/geodata/sources/test_sheets.py",
    "setting_without_use": "tests/geodata/sources/test_kinds_of_file.py",
    "not_in_encoding": "tests/geodata/sources/test_kinds_of_file.py",
    "not_json_stat": "tests/geodata/sources/test_kinds_of_file.py",
    "notes_below": "tests/geodata/sources/test_where_tables_stand.py",
    "nothing_packed": "tests/geodata/sources/test_kinds_of_file.py",
    "older_letters": "tests/geodata/sources/test_kinds_of_file.py",
    "other_kind": "tests/geodata/sources/test_kinds_of_file.py",
    "other_sheets": "tests/geodata/sources/test_sheets.py",
    "packed_too_tight": "tests/geodata/sources/test_kinds_of_file.py",
    "packed_twice": "tests/geodata/sources/test_kinds_of_file.py",
    "percent_cells": "tests/geodata/sources/test_where_tables_stand.py",
    "several_layers": "tests/geodata/sources/test_sheets.py",
    "several_tables": "tests/geodata/sources/test_where_tables_stand.py",
    "skip_after_rows": "tests/geodata/sources/test_where_tables_stand.py",
    "skip_after_unfound": "tests/geodata/sources/test_where_tables_stand.py",
    "table_beside": "tests/geodata/sources/test_where_tables_stand.py",
    "text_too_large": "tests/geodata/sources/test_kinds_of_file.py",
    "title_rows": "tests/geodata/sources/test_where_tables_stand.py",
    "too_many_cells": "tests/geodata/sources/test_kinds_of_file.py",
    "too_many_columns": "tests/geodata/sources/test_kinds_of_file.py",
    "crs_not_true": "tests/geodata/checks/test_geography.py",
    "elsewhere": "tests/geodata/checks/test_geography.py",
    "nowhere_in_region": "tests/geodata/checks/test_geography.py",
    "more_than_the_region": "tests/geodata/checks/test_geography.py",
    "areas_elsewhere": "tests/geodata/checks/test_geography.py",
    "places_disagree": "tests/geodata/checks/test_geography.py",
    "points_in_other_areas": "tests/geodata/checks/test_geography.py",
    "point_in_other_area": "tests/geodata/checks/test_geography.py",
    "no_crs_given": "tests/geodata/checks/test_geography.py",
    "polygons_kept": "tests/geodata/checks/test_geography.py",
    "parts_joined": "tests/geodata/checks/test_geography.py",
    "parts_differ": "tests/geodata/checks/test_geography.py",
    "far_shape": "tests/geodata/checks/test_geography.py",
    "slivers_mended": "tests/geodata/cases/test_places.py",
    "binary_geometry": "tests/geodata/cases/test_places.py",
    "role_sees_none": "tests/geodata/contract/test_access_toml.py",
    "outcome_before_done": "tests/geodata/checks/test_follow_up_tables.py",
    "two_goals": "tests/geodata/checks/test_follow_up_tables.py",
    "unknown_follow_up": "tests/geodata/checks/test_follow_up_tables.py",
    "unknown_goal_measure": "tests/geodata/checks/test_follow_up_tables.py",
    "unknown_term": "tests/geodata/checks/test_follow_up_tables.py",
    "overlay_no_minutes": "tests/geodata/overlay/test_overlay.py",
    "overlay_not_a_place": "tests/geodata/overlay/test_overlay.py",
    "overlay_not_a_unit": "tests/geodata/overlay/test_overlay.py",
    "overlay_source_changed": "tests/geodata/overlay/test_overlay.py",
    "overlay_unit_gone": "tests/geodata/overlay/test_overlay.py",
    "overlay_unknown_field": "tests/geodata/overlay/test_overlay.py",
    "missing_payment_table": "tests/geodata/checks/test_payment_tables.py",
    "too_many_decimals": "tests/geodata/checks/test_payment_tables.py",
    "not_of_kind": "tests/geodata/checks/test_payment_tables.py",
    "part_key_taken": "tests/geodata/checks/test_payment_tables.py",
    "lists_do_not_sum": "tests/geodata/checks/test_payment_tables.py",
    "payments_do_not_sum": "tests/geodata/checks/test_payment_tables.py",
    "period_not_in_table": "tests/geodata/checks/test_payment_tables.py",
    "not_in_table": "tests/geodata/checks/test_payment_tables.py",
    "weights_missing": "tests/geodata/checks/test_payment_tables.py",
    "pot_without_takers": "tests/geodata/checks/test_payment_tables.py",
    "unit_without_list": "tests/geodata/checks/test_payment_tables.py",
    "paid_elsewhere": "tests/geodata/checks/test_payment_tables.py",
    "both_bases": "tests/geodata/checks/test_payment_tables.py",
    "class_not_weighed": "tests/geodata/checks/test_payment_tables.py",
    "share_for_per_cent": "tests/geodata/checks/test_payment_tables.py",
    "limits_in_wrong_order": "tests/geodata/checks/test_payment_tables.py",
    "file_too_large": "needs two gigabytes",
    "missing_companion": "tests/geodata/sources/test_vector.py",
    "first_layer": "tests/geodata/sources/test_vector.py",
    "xml_with_entities": "tests/geodata/sources/test_vector.py",
    "not_hours": "tests/geodata/checks/test_coded_hours.py",
    "xml_too_deep": "tests/geodata/sources/test_xml_records.py",
    "no_records": "tests/geodata/sources/test_xml_records.py",
    "pattern_takes_long": "tests/geodata/sources/test_patterns.py",
    "file_takes_long": "tests/geodata/sources/test_apart.py",
    "file_needs_memory": "tests/geodata/sources/test_apart.py",
    "file_breaks_reader": "tests/geodata/sources/test_apart.py",
    "ground_too_large": "tests/geodata/ground/test_ground.py",
    "missing_layer": "tests/geodata/sources/test_reading.py",
    "missing_crs": "tests/geodata/sources/test_reading.py",
    "not_a_point": "tests/geodata/sources/test_reading.py",
    "unknown_theme": "below",
    "unknown_category": "below",
    "unknown_municipality": "below",
    "unknown_background": "below",
    "unknown_alias": "tests/geodata/checks/test_search.py",
    "too_many_addresses": "tests/geodata/checks/test_search.py",
    "too_many_rows": "tests/geodata/checks/test_population_points.py",
    "too_many_points": "tests/geodata/checks/test_population_points.py",
    "points_differ_in_all": "tests/geodata/checks/test_population_points.py",
    "points_differ": "tests/geodata/checks/test_population_points.py",
    "points_not_used": "tests/geodata/checks/test_population_points.py",
    "not_fetchable": "tests/geodata/contract/test_connector_toml.py",
    "not_in_folder": "tests/geodata/contract/test_connector_toml.py",
    "file_fetched_twice": "tests/geodata/contract/test_connector_toml.py",
    "unknown_parameter": "tests/geodata/contract/test_connector_toml.py",
    "never_fetched": "tests/geodata/connectors/test_provenance.py",
    "changed_since_fetched": "tests/geodata/connectors/test_provenance.py",
    "day_not_countable": "tests/geodata/cases/test_values.py",
    "mixed_register_periods": "tests/geodata/register/test_register.py",
    "credential_in_file": "tests/geodata/register/test_register_settings.py",
    "no_such_address": "tests/geodata/register/test_register_settings.py",
    "register_place": "tests/geodata/register/test_register_settings.py",
    "remote_register": "tests/geodata/register/test_register_settings.py",
    "register_and_table": "tests/geodata/register/test_register_settings.py",
    "register_of_two_kinds": "tests/geodata/register/test_register_settings.py",
    "engine_not_installed": "tests/geodata/register/test_register_settings.py",
    "unreadable_register": "tests/geodata/register/test_register_settings.py",
    "missing_register_table": "tests/geodata/register/test_engines.py",
    "register_out_of_reach": "tests/geodata/register/test_engines.py",
}


def test_every_problem_is_shown_by_a_test() -> None:
    assert {case.code for case in CASES} | set(OTHERWISE) == set(sentences())


def test_a_theme_has_only_its_categories_and_the_regions_municipalities(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    theme = """
[themes.lov]
name = "LOV"
description = "LOV"
date = "2010"
source = "S"
categories = { yes = "Ja" }
colours = { yes = "#00614f" }
[tables.themes]
file = "themes.csv"
[tables.background]
file = "background.csv"
"""
    with (folder / "region.toml").open("a", encoding="utf-8") as file:
        file.write(theme)
    rows = "theme,municipality_id,value\nlov,1401,yes\nlov,1402,no\nlov,1499,yes\nlol,1401,yes\n"
    (folder / "themes.csv").write_text(rows)
    shape = '"POLYGON ((400000 6400000, 410000 6400000, 410000 6410000, 400000 6400000))"'
    (folder / "background.csv").write_text(f"kind,geometry\nsea,{shape}\nwater,{shape}\n")
    with_crs = (folder / "region.toml").read_text(encoding="utf-8") + 'crs = "EPSG:3006"\n'
    (folder / "region.toml").write_text(with_crs, encoding="utf-8")
    found = {(each.code, each.file, each.row) for each in check(folder).problems}
    assert found == {
        ("unknown_category", "themes.csv", 3),
        ("unknown_municipality", "themes.csv", 4),
        ("unknown_theme", "themes.csv", 5),
        ("unknown_background", "background.csv", 2),
    }


def test_minutes_by_no_way_of_the_regions_are_an_error_before_they_are_missed(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    table("travel_times", "area_id,unit_id,mode,minutes", "0101,v1,bil,5", "0102,v2,bil,5")(folder)
    checked = check(folder)
    assert [(each.code, each.row, each.value) for each in checked.errors] == [
        ("mode_not_travelled", 2, "bil"),
        ("mode_not_travelled", 3, "bil"),
    ]
    toml("[travel]", '[travel]\nmode = "bil"')(folder)
    assert check(folder).problems == ()


def test_a_way_of_travelling_by_a_table_without_its_rows_is_told_before_the_build(
    tmp_path: Path,
) -> None:
    folder = write_toy_region(tmp_path / "toy")
    table("travel_times", "area_id,unit_id,mode,minutes", "0101,v1,car,5", "0102,v2,car,5")(folder)
    toml("[travel]\n", '[travel.modes.car]\n[travel.modes.foot]\n[travel]\nmodel = "table"\n')(folder)
    toml("detour = 1.3\nspeed_kmh = 60\n", "")(folder)
    assert [(each.code, each.value) for each in check(folder).errors] == [("mode_without_times", "foot")]


def test_a_row_with_two_problems_has_both(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    swap("visits.csv", "0101,v1,vc,2025,80", "0999,v1,vc,2025,-80")(folder)
    assert {each.code for each in check(folder).problems} == {"negative"}  # the residence may be unknown
    toml('unknown_area = "keep"', "")(folder)
    codes = [(each.code, each.row) for each in check(folder).problems]
    assert codes == [("negative", 2), ("unknown_area", 2), ("missing_value", 8)]


@pytest.mark.long
def test_all_of_a_thousand_errors_in_two_hundred_thousand_rows_are_found_where_they_are(
    tmp_path: Path,
) -> None:
    folder = write_toy_region(tmp_path / "toy")
    toml('unknown_area = "keep"', "")(folder)
    lines, rng = large_visits(200_000)
    kinds = [
        ("unknown_area", lambda row: ["0999", *row[1:]]),
        ("missing_value", lambda row: ["", *row[1:]]),
        ("lost_zeros", lambda row: [row[0].lstrip("0"), *row[1:]]),
        ("unknown_unit", lambda row: [row[0], "v9", *row[2:]]),
        ("unknown_care_form", lambda row: [*row[:2], "hc", *row[3:]]),
        ("not_a_period", lambda row: [*row[:3], "20x5", *row[4:]]),
        ("not_a_number", lambda row: [*row[:4], "många", row[5]]),
        ("negative", lambda row: [*row[:4], "-3", row[5]]),
        ("not_whole", lambda row: [*row[:4], "2.5", row[5]]),
        ("negative", lambda row: [*row[:5], "-0.5"]),
    ]
    seeded = set()
    for number, at in enumerate(rng.choice(len(lines), 1000, replace=False).tolist()):
        code, spoil = kinds[number % len(kinds)]
        lines[at] = ",".join(spoil(lines[at].split(",")))
        seeded.add((code, at + 2))
    header = "area_id,unit_id,care_form,period,visits,cost"
    (folder / "visits.csv").write_text("\n".join([header, *lines]), encoding="utf-8")
    problems = check(folder).problems
    assert len(problems) == 1000
    assert {(each.code, each.row) for each in problems} == seeded
