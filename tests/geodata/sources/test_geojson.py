"""GeoJSON of older and newer kinds is read, and nothing that it names is fetched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from geodata.contract.problems import Problem, Problems
from geodata.sources import Raw, read

FEATURES = [
    {
        "type": "Feature",
        "id": at,
        "properties": {"code": code},
        "geometry": {"type": "Point", "coordinates": [13, 58]},
    }
    for at, code in enumerate(("0114", "0115"))
]
COLLECTION = {"type": "FeatureCollection", "features": FEATURES}


def table(folder: Path, content: Any, name: str = "a.geojson") -> tuple[Raw | None, list[Problem]]:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name).write_text(text, encoding="utf-8")
    problems = Problems()
    return read(folder / name, name, None, problems), problems.found


@pytest.mark.parametrize(
    ("crs", "read_as"),
    [
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}, "EPSG:3006"),
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG:6.9:3006"}}, "EPSG:3006"),
        ({"type": "name", "properties": {"name": "urn:x-ogc:def:crs:EPSG:3006"}}, "EPSG:3006"),
        ({"type": "name", "properties": {"name": "EPSG:3006"}}, "EPSG:3006"),
        ({"type": "name", "properties": {"name": "epsg:3006"}}, "EPSG:3006"),
        ({"type": "name", "properties": {"name": "http://www.opengis.net/def/crs/EPSG/0/3006"}}, "EPSG:3006"),
        (
            {"type": "name", "properties": {"name": "http://www.opengis.net/gml/srs/epsg.xml#3006"}},
            "EPSG:3006",
        ),
        ({"type": "name", "properties": {"name": "3006"}}, "EPSG:3006"),
        ({"type": "EPSG", "properties": {"code": 3006}}, "EPSG:3006"),
        ({"type": "EPSG", "properties": {"code": "3006"}}, "EPSG:3006"),
        ({"type": "link", "properties": {"href": "http://127.0.0.1:9/ref/epsg/3006/proj4/"}}, "EPSG:3006"),
        ({"type": "link", "properties": {"href": "data.crs", "type": "ogcwkt"}}, "data.crs"),
        ("EPSG:3006", "EPSG:3006"),
        ({"name": "EPSG:3006"}, "EPSG:3006"),
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}, "OGC:CRS84"),
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC::CRS84"}}, "OGC:CRS84"),
        ({"type": "name", "properties": {"name": "SWEREF99 TM"}}, "SWEREF99 TM"),
        (None, None),
        ([], "[]"),
        ({"type": "name", "properties": None}, '{"type": "name", "properties": null}'),
    ],
)
def test_a_system_is_read_however_it_is_written(tmp_path: Path, crs: object, read_as: str | None) -> None:
    found, _ = table(tmp_path, {**COLLECTION, "crs": crs})
    assert found is not None
    assert (found.crs, found.assumed) == (read_as, False)


def test_where_nothing_is_said_the_standard_holds(tmp_path: Path) -> None:
    found, _ = table(tmp_path, COLLECTION)
    assert found is not None
    assert (found.crs, found.assumed) == ("OGC:CRS84", True)


@pytest.mark.parametrize("name", ["a.geojson", "a.geojsonl", "a.ndjson", "a.json"])
@pytest.mark.parametrize(
    "content",
    [
        COLLECTION,
        FEATURES,
        "\n".join(map(json.dumps, FEATURES)),
        "".join(f"\x1e{json.dumps(each)}\n" for each in FEATURES),
        "\r\n".join([*map(json.dumps, FEATURES), ""]),
    ],
    ids=["collection", "list", "lines", "sequence", "windows"],
)
def test_features_are_read_however_they_lie(tmp_path: Path, content: object, name: str) -> None:
    found, problems = table(tmp_path, content, name)
    assert found is not None
    assert problems == []
    assert found.frame["code"].tolist() == ["0114", "0115"]
    assert found.rows.tolist() == [1, 2]


def test_one_feature_alone_is_a_row_and_a_bad_line_is_told(tmp_path: Path) -> None:
    found, _ = table(tmp_path, FEATURES[0])
    assert found is not None
    assert found.frame["code"].tolist() == ["0114"]
    lines = [json.dumps(FEATURES[0]), json.dumps(FEATURES[1]), "{", "7"]
    found, problems = table(tmp_path, "\n".join(lines))
    assert found is not None
    assert found.rows.tolist() == [1, 2]
    assert [(each.code, each.row) for each in problems] == [("not_a_feature", 3), ("not_a_feature", 4)]


def test_topologies_and_features_of_esri_are_read_under_any_name(tmp_path: Path) -> None:
    points = [{"type": "Point", "coordinates": [13, 58], "properties": {"code": "0114"}}]
    objects = {"a": {"type": "GeometryCollection", "geometries": points}}
    found, _ = table(tmp_path, {"type": "Topology", "objects": objects, "arcs": []}, "a.json")
    assert found is not None
    assert found.frame["code"].tolist() == ["0114"]
    ring = [[370000, 6400000], [370000, 6405000], [375000, 6405000], [375000, 6400000], [370000, 6400000]]
    esri = {
        "geometryType": "esriGeometryPolygon",
        "spatialReference": {"wkid": 3006},
        "fields": [{"name": "code", "type": "esriFieldTypeString"}],
        "features": [{"attributes": {"code": "0114"}, "geometry": {"rings": [ring]}}],
    }
    found, problems = table(tmp_path, esri, "a.geojson")
    assert found is not None, problems
    assert found.frame["code"].tolist() == ["0114"]
    assert found.crs == "EPSG:3006"
    assert found.geometry is not None
    assert shapely.area(found.geometry).tolist() == [25e6]


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"features":' * 5_000,
        '{"a": ' + "9" * 5_000 + "}",
        "null", "7", "[]", "[1, 2]", '"x"', "", "{}",
        '{"type": "Topology"}',
        '{"geometryType": "x", "features": [{"attributes": 1}]}',
    ],
    ids=lambda each: each[:12],
)  # fmt: skip
def test_json_of_another_kind_is_refused_in_words(tmp_path: Path, content: str) -> None:
    found, problems = table(tmp_path, content)
    assert found is None or found.frame.empty
    refusals = {"not_json", "unreadable_file", "missing_layer", "empty_table"}
    assert {each.code for each in problems} - {"other_kind"} <= refusals
    assert {each.code for each in problems} & refusals


def test_halves_of_letters_are_told_apart_from_text(tmp_path: Path) -> None:
    found, _ = table(tmp_path, json.dumps(COLLECTION).replace("0114", "\\ud800x"))
    assert found is not None
    assert found.frame["code"].tolist() == ["\ufffdx", "0115"]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [float("nan"), 1]},
        {"type": "Point", "coordinates": ["a"]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Circle"}, 7, [], {}, {"type": "Polygon", "coordinates": 7},
    ],
    ids=str,
)  # fmt: skip
def test_a_shape_that_is_none_is_told_by_its_row(tmp_path: Path, geometry: object) -> None:
    found, problems = table(
        tmp_path, {**COLLECTION, "features": [FEATURES[0], {**FEATURES[1], "geometry": geometry}]}
    )
    assert found is not None
    assert [(each.code, each.row) for each in problems] == [("unreadable_geometry", 2)]


def test_features_of_which_each_has_properties_of_its_own_are_refused(tmp_path: Path) -> None:
    features = [{"type": "Feature", "geometry": None, "properties": {f"p{at}": 1}} for at in range(2500)]
    raw, [problem] = table(tmp_path, {"type": "FeatureCollection", "features": features})
    assert raw is None
    assert (problem.code, problem.row, problem.expected) == ("too_many_columns", 2001, ("2000",))


def test_a_file_too_large_to_hold_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    with file.open("wb") as stream:
        stream.truncate(2**30 + 1)  # of nothing: it takes no room on the disk
    problems = Problems()
    assert read(file, "a.geojson", None, problems) is None
    assert [(each.code, each.value) for each in problems.found] == [("text_too_large", "1024 MB")]
