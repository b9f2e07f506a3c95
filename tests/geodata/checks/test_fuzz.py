"""Whatever stands in a file, a check answers with problems and never with a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from geopandas import GeoDataFrame
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import read_csv

from geodata.checks import Checked, check, report_json, report_text
from tests.toy import REGION_TOML, TABLES, areas_geojson, squares, units_csv, write_toy_region

pytestmark = pytest.mark.long

FILES = {**TABLES, "units.csv": units_csv()}


def few(share: float) -> settings:
    """A share of the examples that a quick test tries: each of these checks a whole folder."""
    return settings(max_examples=round(share * settings.default.max_examples))


def answers(folder: Path) -> Checked:
    """A check of the folder ends, and its answer can be written in both languages."""
    checked = check(folder)
    assert (checked.region is None) == bool(checked.errors)
    for language in ("sv", "en"):
        assert report_text(checked, language)
        assert json.loads(report_json(checked, language))["errors"] == len(checked.errors)
    return checked


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy_region(tmp_path_factory.mktemp("fuzz") / "toy")


def spoiled(text: bytes, cuts: list[tuple[int, bytes]]) -> bytes:
    """Text with some bytes put in at some places."""
    for where, what in cuts:
        at = where % (len(text) + 1)
        text = text[:at] + what + text[at + len(what) // 2 :]
    return text


CUTS = st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6)), min_size=1, max_size=4)
SIGNS = st.sampled_from(
    [
        b"",
        b'"',
        b"\n",
        b",",
        b";",
        b"\t",
        b"-",
        b"0",
        b"1e400",
        b"NaN",
        b"inf",
        b"\x00",
        b"\xff",
        b"2025",
        b"[",
        b"{}",
    ]
)
SIGNED_CUTS = st.lists(st.tuples(st.integers(0, 10_000), SIGNS), min_size=1, max_size=5)


@pytest.mark.parametrize("name", sorted(FILES))
def test_random_bytes_as_a_table_are_problems(folder: Path, name: str) -> None:
    @few(0.05)
    @given(st.binary(max_size=200))
    def random(data: bytes) -> None:
        write_toy_region(folder)
        (folder / name).write_bytes(data)
        answers(folder)

    random()


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_spoiled_table_is_checked_to_its_end(folder: Path, name: str) -> None:
    @few(0.05)
    @given(CUTS | SIGNED_CUTS)
    def spoil(cuts: list[tuple[int, bytes]]) -> None:
        write_toy_region(folder)
        (folder / name).write_bytes(spoiled(FILES[name].encode(), cuts))
        answers(folder)

    spoil()


def test_a_broken_region_toml_is_checked_to_its_end(folder: Path) -> None:
    @few(0.25)
    @given(CUTS | SIGNED_CUTS)
    def spoil(cuts: list[tuple[int, bytes]]) -> None:
        write_toy_region(folder)
        (folder / "region.toml").write_bytes(spoiled(REGION_TOML.encode(), cuts))
        answers(folder)

    spoil()


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
FLAT = LEAVES | st.lists(LEAVES, max_size=3) | st.dictionaries(st.text(max_size=4), LEAVES, max_size=3)
JSON = (
    FLAT | st.lists(FLAT, max_size=3) | st.dictionaries(st.sampled_from(["type", "coordinates", "a"]), FLAT)
)


def test_any_json_as_geojson_is_problems(folder: Path) -> None:
    @few(0.1)
    @given(JSON, JSON, st.integers(0, 2))
    def spoil(properties: object, geometry: object, at: int) -> None:
        write_toy_region(folder)
        content = areas_geojson()
        features = content["features"]
        assert isinstance(features, list)
        features[at] = {"type": "Feature", "properties": properties, "geometry": geometry}
        (folder / "areas.geojson").write_text(json.dumps(content))
        answers(folder)

    spoil()


@pytest.mark.parametrize("kind", ["areas.gpkg", "areas.parquet", "areas.geojson", "areas.xlsx"])
def test_a_truncated_file_is_one_problem(folder: Path, tmp_path: Path, kind: str) -> None:
    whole = tmp_path / kind
    frame = GeoDataFrame({"area_id": ["0101"]}, geometry=squares()[:1], crs="EPSG:4326")
    if kind.endswith("gpkg"):
        frame.to_file(whole)
    elif kind.endswith("parquet"):
        frame.to_parquet(whole)
    elif kind.endswith("xlsx"):
        frame.drop(columns="geometry").to_excel(whole, index=False)
    else:
        whole.write_text(json.dumps(areas_geojson()))
    data = whole.read_bytes()
    write_toy_region(folder)
    toml = REGION_TOML.replace("areas.geojson", kind)
    (folder / "region.toml").write_text(toml, encoding="utf-8")
    for part in (0, 20, 100, len(data) // 2, len(data) - 1):
        (folder / kind).write_bytes(data[:part])
        assert any(problem.file == kind for problem in answers(folder).problems)


def test_the_toy_region_itself_has_no_problem(tmp_path: Path) -> None:
    checked = check(write_toy_region(tmp_path / "toy"))
    assert checked.problems == ()
    assert checked.region is not None
    assert int(checked.region.population["persons"].sum()) == 3500
    assert len(read_csv(tmp_path / "toy" / "visits.csv")) == 7
