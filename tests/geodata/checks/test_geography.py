"""Coordinates, their systems and shapes: one problem a kind, with what to write for them to be right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from geodata.checks import Checked, check, report_text
from tests.toy import CORNER, SIDE, areas_geojson, write_toy_region

UNITS = [(CORNER[0] + (i + 0.5) * SIDE, CORNER[1] + 5000.0) for i in range(3)]
"""The middle of each area of the toy, EPSG:3006."""
BOX = shapely.box(CORNER[0], CORNER[1], CORNER[0] + 3 * SIDE, CORNER[1] + SIDE)


def settings(folder: Path, old: str, new: str) -> None:
    file = folder / "region.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def written(system: str, places: Sequence[tuple[float, float]] = UNITS) -> list[tuple[float, float]]:
    x, y = np.array(places).T
    change = Transformer.from_crs("EPSG:3006", system, always_xy=True)
    return list(zip(*(axis.tolist() for axis in change.transform(x, y)), strict=True))


def region(
    tmp_path: Path,
    places: Sequence[tuple[object, object]],
    columns: tuple[str, str] = ("x", "y"),
    more: str = "",
) -> Path:
    """The toy with units at some places, and nothing that counts their visits."""
    folder = write_toy_region(tmp_path / "toy")
    rows = [f"v{i},Enhet {i},vc,{first},{second}" for i, (first, second) in enumerate(places)]
    head = ",".join(("unit_id", "name", "care_form", *columns))
    (folder / "units.csv").write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    (folder / "visits.csv").write_text("area_id,unit_id,care_form,period,visits,cost\n0101,v0,vc,2025,80,1\n")
    (folder / "indicators.csv").write_text("indicator,unit_id,period,value\nnojd,v0,2025,0.8\n")
    settings(folder, 'file = "units.csv"\n', f'file = "units.csv"\n{more}')
    return folder


def shapes(folder: Path, geometries: Sequence[object], crs: str | None = None, **more: Sequence[str]) -> None:
    """Write the areas with other shapes, and other properties, a value a feature."""
    content = areas_geojson()
    features: list[dict[str, dict[str, object]]] = content["features"]  # type: ignore[assignment]
    features += [json.loads(json.dumps(features[0])) for _ in geometries[len(features) :]]
    for i, (feature, shape) in enumerate(zip(features, geometries, strict=True)):
        feature["geometry"] = json.loads(shapely.to_geojson(shape)) if shapely.is_geometry(shape) else shape
        feature["properties"] |= {name: values[i] for name, values in more.items()}
    if crs is not None:
        content["crs"] = {"type": "name", "properties": {"name": crs}}
    (folder / "areas.geojson").write_text(json.dumps(content))


def squares_m() -> list[shapely.Polygon]:
    """The areas of the toy in EPSG:3006."""
    x, y = CORNER
    return [shapely.box(x + i * SIDE, y, x + (i + 1) * SIDE, y + SIDE) for i in range(3)]


def errors(checked: Checked) -> list[str]:
    return [each.code for each in checked.errors]


@pytest.mark.parametrize("system", ["EPSG:3857", "EPSG:3395", "EPSG:6933", "ESRI:54009", "EPSG:3034"])
def test_a_region_is_not_measured_in_a_system_that_is_not_true_there(tmp_path: Path, system: str) -> None:
    folder = write_toy_region(tmp_path / "toy")
    settings(folder, 'crs = "EPSG:3006"', f'crs = "{system}"')
    checked = check(folder)
    [problem] = checked.errors
    assert (problem.code, problem.file, problem.column) == ("crs_not_true", "region.toml", "crs")
    assert problem.expected == ('crs = "EPSG:3006"',)
    assert " %" in report_text(checked, "sv")


@pytest.mark.parametrize("system", ["EPSG:3006", "EPSG:3008", "EPSG:3021", "EPSG:25833", "EPSG:32633"])
def test_a_region_is_measured_in_any_system_that_is(tmp_path: Path, system: str) -> None:
    folder = write_toy_region(tmp_path / "toy")
    settings(folder, 'crs = "EPSG:3006"', f'crs = "{system}"')
    assert check(folder).region is not None


@pytest.mark.parametrize(
    ("system", "swapped", "policy"),
    [
        ("EPSG:3007", False, ""),
        ("EPSG:3009", True, ""),
        ("EPSG:3012", False, 'outside = "keep"\n'),
        ("EPSG:3021", True, 'outside = "keep"\n'),
        ("EPSG:3857", False, ""),
        ("EPSG:4326", False, ""),
        ("EPSG:4326", True, ""),
        ("EPSG:25832", False, ""),
    ],
)
def test_units_of_another_system_are_one_error_that_names_it(
    tmp_path: Path, system: str, swapped: bool, policy: str
) -> None:
    places = [place[::-1] if swapped else place for place in written(system)]
    checked = check(region(tmp_path, places, more=policy))
    [problem] = checked.problems
    assert (problem.code, problem.row, problem.value[:3]) == ("elsewhere", None, "3/3")  # type: ignore[index]
    way_out = f'crs = "{system}"'
    if swapped:
        way_out = f'columns.x = "y"; columns.y = "x"; {way_out}'
    assert problem.expected[0].startswith(way_out)
    assert "keep" not in report_text(checked, "en")


def test_the_way_out_leads_out(tmp_path: Path) -> None:
    places = [place[::-1] for place in written("EPSG:3021")]
    folder = region(tmp_path, places)
    [problem] = check(folder).problems
    lines = problem.expected[0].split(" (")[0].split("; ")
    settings(folder, 'file = "units.csv"\n', 'file = "units.csv"\n' + "\n".join(lines) + "\n")
    checked = check(folder)
    assert checked.region is not None
    np.testing.assert_allclose(checked.region.units.geometry.x, [x for x, _ in UNITS], atol=1)


def test_metres_under_the_names_of_degrees_are_led_out_too(tmp_path: Path) -> None:
    folder = region(tmp_path, UNITS, ("longitude", "latitude"))
    [problem] = check(folder).problems
    way_out = 'columns.x = "longitude"; columns.y = "latitude"; crs = "EPSG:3006"'
    assert problem.expected[0].startswith(way_out)
    settings(folder, 'file = "units.csv"\n', 'file = "units.csv"\n' + way_out.replace("; ", "\n") + "\n")
    assert check(folder).region is not None


def test_degrees_that_are_swapped_on_every_row_are_one_error(tmp_path: Path) -> None:
    places = [place[::-1] for place in written("EPSG:4326")]
    [problem] = check(region(tmp_path, places, ("longitude", "latitude"))).problems
    way_out = 'columns.longitude = "latitude"; columns.latitude = "longitude" (WGS 84: 3/3)'
    assert problem.expected == (way_out,)


def test_a_system_of_the_place_is_found_wherever_that_is(tmp_path: Path) -> None:
    folder = region(tmp_path, [(1_174_000.0, 1_900_000.0 + 5 * i) for i in range(3)])
    middle = Transformer.from_crs("EPSG:3435", "EPSG:32616", always_xy=True).transform(1_174_000, 1_900_000)
    near = [shapely.box(middle[0] + dx, middle[1] - 5000, middle[0] + dx + 5000, middle[1] + 5000) for dx in
            (-7500, -2500, 2500)]  # fmt: skip
    shapes(folder, near, "EPSG:32616")
    settings(folder, 'crs = "EPSG:3006"', 'crs = "EPSG:32616"')
    [problem] = check(folder).problems
    assert any('crs = "EPSG:3435"' in each for each in problem.expected), problem.expected


def test_one_row_in_another_system_is_led_out_and_one_far_away_is_not(tmp_path: Path) -> None:
    assert errors(check(region(tmp_path, written("EPSG:3021")[:1]))) == ["elsewhere"]
    assert errors(check(region(tmp_path, [(-74.0, 40.7)], ("longitude", "latitude")))) == [
        "outside_surroundings"
    ]


def test_a_file_of_nowhere_and_of_a_whole_country_are_one_error_each(tmp_path: Path) -> None:
    far = [(CORNER[0] + 300_000.0 + i, CORNER[1] + 100_000.0) for i in range(20)]
    checked = check(region(tmp_path, far))
    assert errors(checked) == ["nowhere_in_region"]
    checked = check(region(tmp_path, [*UNITS, *far]))
    assert errors(checked) == ["more_than_the_region"]
    assert "keep" not in report_text(checked, "en")
    assert not check(region(tmp_path, [*UNITS, *far], more='outside = "keep"\n')).problems


def test_places_of_neighbours_are_good_data(tmp_path: Path) -> None:
    beyond = [(CORNER[0] - 15_000.0 * i, CORNER[1] + 5000.0) for i in range(1, 5)]
    checked = check(region(tmp_path, [*UNITS, *beyond]))
    assert checked.region is not None
    assert {each.code for each in checked.problems} == {"outside_areas"}


@pytest.mark.parametrize("table", ["places", "addresses", "population_points"])
def test_every_table_of_places_is_held_against_the_areas(tmp_path: Path, table: str) -> None:
    folder = region(tmp_path, UNITS)
    rows = [f"Alby {i},{x},{y},1000" for i, (x, y) in enumerate(written("EPSG:3009"))]
    name = {"addresses": "street"}.get(table, "name")
    (folder / "more.csv").write_text("\n".join((f"{name},x,y,persons", *rows)) + "\n")
    unread = {"addresses": "^persons$", "population_points": "^name$"}.get(table, "^$")
    text = (folder / "region.toml").read_text(encoding="utf-8")
    (folder / "region.toml").write_text(
        f'{text}\n[tables.{table}]\nfile = "more.csv"\nignore = ["{unread}"]\n'
    )
    [problem] = check(folder).problems
    assert problem.code == "elsewhere"
    assert problem.expected[0].startswith('crs = "EPSG:3009"')


def test_areas_of_another_system_are_told_by_what_should_stand_in_them(tmp_path: Path) -> None:
    folder = region(tmp_path, written("EPSG:4326"), ("longitude", "latitude"))
    change = Transformer.from_crs("EPSG:3006", "EPSG:3007", always_xy=True)
    moved = [
        shapely.transform(each, lambda xy: np.column_stack(change.transform(*xy.T))) for each in squares_m()
    ]
    shapes(folder, moved)
    settings(folder, 'file = "areas.geojson"', 'file = "areas.geojson"\ncrs = "EPSG:3010"')
    [problem] = check(folder).problems
    assert (problem.code, problem.file) == ("areas_elsewhere", "areas.geojson")
    assert problem.expected[0].startswith('crs = "EPSG:3007"')


@pytest.mark.parametrize("system", ["EPSG:3006", "EPSG:3007", "EPSG:3021", "EPSG:3857"])
def test_shapes_in_metres_of_no_system_are_led_out_by_the_units(tmp_path: Path, system: str) -> None:
    folder = region(tmp_path, written("EPSG:4326"), ("longitude", "latitude"))
    change = Transformer.from_crs("EPSG:3006", system, always_xy=True)
    moved = [
        shapely.transform(each, lambda xy: np.column_stack(change.transform(*xy.T))) for each in squares_m()
    ]
    shapes(folder, moved)
    [problem] = check(folder).problems
    assert problem.code == "no_crs_given"
    assert problem.expected[0].startswith(f'crs = "{system}"')
    settings(folder, 'file = "areas.geojson"', f'file = "areas.geojson"\ncrs = "{system}"')
    assert check(folder).region is not None


def test_two_pairs_of_coordinates_that_disagree_are_told(tmp_path: Path) -> None:
    folder = region(tmp_path, UNITS)
    degrees = written("EPSG:4326")

    def write(metres: Sequence[tuple[float, float]]) -> Checked:
        rows = [f"v{i},E,vc,{lon},{lat},{x},{y}" for i, ((lon, lat), (x, y)) in enumerate(
            zip(degrees, metres, strict=True))]  # fmt: skip
        head = "unit_id,name,care_form,longitude,latitude,x,y"
        (folder / "units.csv").write_text("\n".join((head, *rows)) + "\n")
        return check(folder)

    assert write(UNITS).problems == ()
    [problem] = write([*UNITS[:2], UNITS[0]]).problems
    assert (problem.code, problem.severity, problem.row) == ("places_disagree", "warning", 4)
    assert problem.value == "1/3, 20 km"
    assert problem.expected == ("longitude / latitude",)
    [problem] = write([UNITS[2], *UNITS[:2]]).problems
    assert (problem.code, problem.severity, problem.rows) == ("places_disagree", "error", 3)


def test_a_row_that_lacks_one_pair_has_its_place_by_the_other(tmp_path: Path) -> None:
    folder = region(tmp_path, UNITS)
    lon, lat = written("EPSG:4326")[0]
    x, y = UNITS[1]
    (folder / "units.csv").write_text(
        f"unit_id,name,care_form,longitude,latitude,x,y\nv0,E,vc,{lon},{lat},,\nv1,E,vc,,,{x},{y}\n"
    )
    found = check(folder).region
    assert found is not None
    np.testing.assert_allclose(found.units.geometry.x, [UNITS[0][0], UNITS[1][0]], atol=0.01)


def test_points_of_areas_in_other_areas_are_an_error_where_most_are(tmp_path: Path) -> None:
    folder = region(tmp_path, UNITS)
    points = written("EPSG:4326")

    def with_points(order: Sequence[int]) -> Checked:
        lon, lat = zip(*(points[i] for i in order), strict=True)
        shapes(folder, squares_m(), "EPSG:3006", longitude=lon, latitude=lat)
        return check(folder)

    assert with_points([0, 1, 2]).problems == ()
    [problem] = with_points([1, 2, 0]).problems
    assert (problem.code, problem.value) == ("points_in_other_areas", "3/3")
    assert problem.expected[0] == "0101 \N{RIGHTWARDS ARROW} 0102"
    [problem] = with_points([0, 1, 1]).problems
    assert (problem.code, problem.severity, problem.row) == ("point_in_other_area", "warning", 3)


def test_a_collection_keeps_its_polygons_however_deep(tmp_path: Path) -> None:
    folder = region(tmp_path, UNITS)
    west, middle, east = squares_m()
    line, point = shapely.LineString([CORNER, (CORNER[0] - 10, CORNER[1])]), shapely.Point(CORNER)
    inner = shapely.GeometryCollection([west, line])
    shapes(folder, [shapely.GeometryCollection([inner, point, line]), middle, east], "EPSG:3006")
    checked = check(folder)
    [problem] = checked.problems
    assert (problem.code, problem.severity, problem.value) == ("polygons_kept", "warning", "1")
    assert problem.expected == ("LineString 2", "Point 1")
    assert checked.region is not None
    assert checked.region.areas.geometry.area.tolist() == [SIDE**2] * 3
    shapes(folder, [shapely.GeometryCollection([point, line]), middle, east], "EPSG:3006")
    assert errors(check(folder))[0] == "not_a_polygon"


def test_an_area_in_several_features_is_one(tmp_path: Path) -> None:
    folder = region(tmp_path, UNITS)
    west, middle, east = squares_m()
    island = shapely.box(CORNER[0], CORNER[1] - 3000, CORNER[0] + 1000, CORNER[1] - 2000)
    shapes(folder, [west, middle, east, island], "EPSG:3006")
    checked = check(folder)
    [problem] = checked.problems
    assert (problem.code, problem.severity, problem.expected) == ("parts_joined", "warning", ("0101",))
    assert checked.region is not None
    assert checked.region.areas.geometry.area.tolist() == [SIDE**2 + 1e6, SIDE**2, SIDE**2]


def test_what_differs_between_parts_is_told_and_another_municipality_is_another_area(tmp_path: Path) -> None:
    folder = region(tmp_path, UNITS)
    west, middle, east = squares_m()
    island = shapely.box(CORNER[0], CORNER[1] - 3000, CORNER[0] + 1000, CORNER[1] - 2000)
    names = ["Alby", "Berga", "Ceby", "Holmen"]
    shapes(folder, [west, middle, east, island], "EPSG:3006", name=names)
    checked = check(folder)
    assert checked.region is not None
    differs = next(each for each in checked.problems if each.code == "parts_differ")
    assert (differs.row, differs.column, differs.value, differs.expected) == (4, "name", "Holmen", ("Alby",))
    municipality = ["1401", "1401", "1402", "1402"]
    shapes(folder, [west, middle, east, island], "EPSG:3006", municipality_id=municipality)
    assert "duplicate" in errors(check(folder))


@pytest.mark.parametrize("grow", [0.0, 10.0, -100.0])
def test_one_shape_twice_is_a_duplicate_and_not_two_parts(tmp_path: Path, grow: float) -> None:
    folder = region(tmp_path, UNITS)
    shapes(folder, [*squares_m(), shapely.buffer(squares_m()[0], grow, join_style="mitre")], "EPSG:3006")
    assert "duplicate" in errors(check(folder))


def test_a_gap_that_stays_is_not_told_as_mended(tmp_path: Path) -> None:
    folder = region(tmp_path, UNITS)
    middle = squares_m()[1]
    x, y = CORNER
    narrow = shapely.box(x, y, x + SIDE - 200, y + SIDE)
    row_above = shapely.box(x, y + SIDE, x + 2 * SIDE, y + 2 * SIDE)
    shapes(folder, [narrow, middle, row_above], "EPSG:3006")
    assert "borders_mended" not in {each.code for each in check(folder).problems}


@pytest.mark.parametrize(
    "shape",
    [
        {
            "type": "Polygon",
            "coordinates": [[[1e200, 1e200], [2e200, 1e200], [2e200, 2e200], [1e200, 1e200]]],
        },
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
    ],
)
def test_a_shape_off_the_earth_is_told(tmp_path: Path, shape: object) -> None:
    folder = region(tmp_path, UNITS)
    shapes(folder, [*squares_m()[:2], shape], "EPSG:3006")
    assert errors(check(folder))[0] == "far_shape"


def test_an_empty_point_is_no_place_and_no_traceback(tmp_path: Path) -> None:
    folder = region(tmp_path, [(x, "") for x, _ in UNITS], ("geometry", "phone"), 'crs = "EPSG:3006"\n')
    rows = [f"v{i},E,vc,{text}" for i, text in enumerate(("POINT EMPTY", "POINT (425000 6475000)"))]
    (folder / "units.csv").write_text("\n".join(("unit_id,name,care_form,geometry", *rows)) + "\n")
    found = check(folder).region
    assert found is not None
    assert found.units.geometry.isna().tolist() == [True, False]


@pytest.mark.parametrize("crs", ["EPSG:5613", "EPSG:4978"])
def test_a_table_has_no_system_of_heights_or_of_the_earths_middle(tmp_path: Path, crs: str) -> None:
    checked = check(region(tmp_path, UNITS, more=f'crs = "{crs}"\n'))
    assert [(each.code, each.column) for each in checked.errors] == [("unknown_crs", "tables.units.crs")]


def test_no_message_holds_what_cannot_be_printed(tmp_path: Path) -> None:
    folder = region(tmp_path, [("\x1b[31m\u202e", "2"), (3, "9" * 5000)])
    for language in ("sv", "en"):
        text = report_text(check(folder), language)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert max(map(len, text.splitlines())) < 600


@pytest.mark.parametrize(
    ("system", "form", "more"),
    [
        ("EPSG:3021", "X: {north:.0f}, Y: {east:.0f}", 'crs = "EPSG:3021"\n'),
        ("EPSG:3006", "N {north:.0f} E {east:.0f}", ""),
        ("EPSG:3006", "{east:.0f} {north:.0f}", ""),
        ("EPSG:4326", "{north:.6f}, {east:.6f}", ""),
        ("EPSG:4326", "POINT ({east:.6f} {north:.6f})", 'crs = "EPSG:3021"\n'),
    ],
)
def test_places_may_stand_as_one_text(tmp_path: Path, system: str, form: str, more: str) -> None:
    folder = region(tmp_path, UNITS)
    rows = [f'v{i},E,vc,"{form.format(east=x, north=y)}"' for i, (x, y) in enumerate(written(system))]
    (folder / "units.csv").write_text("\n".join(("unit_id,name,care_form,position", *rows)) + "\n")
    if more:
        settings(folder, 'file = "units.csv"\n', f'file = "units.csv"\n{more}')
    checked = check(folder)
    assert checked.region is not None, report_text(checked)
    np.testing.assert_allclose(checked.region.units.geometry.x, [x for x, _ in UNITS], atol=1)


def test_texts_of_rt_90_without_their_system_name_it(tmp_path: Path) -> None:
    folder = region(tmp_path, UNITS)
    rows = [f'v{i},E,vc,"X: {y:.0f}, Y: {x:.0f}"' for i, (x, y) in enumerate(written("EPSG:3021"))]
    (folder / "units.csv").write_text("\n".join(("unit_id,name,care_form,position", *rows)) + "\n")
    [problem] = check(folder).problems
    assert (problem.code, problem.column) == ("elsewhere", "position")
    assert problem.expected[0].startswith('crs = "EPSG:3021"')
