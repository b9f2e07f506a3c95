"""The same table reads the same from every kind of file, with rows numbered as the user sees them."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from geopandas import GeoDataFrame
from openpyxl.styles import numbers
from pandas import DataFrame

from geodata.checks import check
from geodata.contract.problems import Problems
from geodata.sources import Raw, located, read
from geodata.sources.raw import cell_text
from tests.toy import AREAS, REGION_TOML, squares, units_csv, write_toy_region

CODES = ["0114", "0115"]
COUNTS = [7, 12]
NAMES = ["Väsby", "Vallentuna; norra"]


def raw(path: Path, layer: str | None = None) -> Raw:
    problems = Problems()
    table = read(path, path.name, layer, problems)
    assert table is not None, problems.found
    assert problems.found == []
    return table


def same(table: Raw, first_row: int = 2) -> None:
    assert table.frame["code"].tolist() == CODES
    assert table.frame["count"].tolist() == ["7", "12"]
    assert table.frame["name"].tolist() == NAMES
    assert table.rows.tolist() == [first_row, first_row + 1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimited_text_of_any_kind_reads_the_same(
    tmp_path: Path, separator: str, encoding: str, end: str
) -> None:
    lines = [separator.join(["code", "count", "name"])]
    lines += [
        separator.join([code, str(n), f'"{name}"'])
        for code, n, name in zip(CODES, COUNTS, NAMES, strict=True)
    ]
    path = tmp_path / "a.csv"
    path.write_bytes((end.join(lines) + end).encode(encoding))
    same(raw(path))


def test_blank_lines_and_short_rows_keep_the_numbers_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n\n,\n3\n4,5\n")
    table = raw(path)
    assert table.rows.tolist() == [2, 5, 6]
    assert table.frame.to_numpy().tolist() == [["1", "2"], ["3", ""], ["4", "5"]]


def test_a_sheet_reads_codes_formatted_with_zeros_as_they_look(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Enheter"
    sheet.append(["code", "count", "name", "day"])
    for code, count, name in zip(CODES, COUNTS, NAMES, strict=True):
        sheet.append([int(code), float(count), name, None])
        sheet.cell(sheet.max_row, 1).number_format = "0000"
    book.create_sheet("Annat").append(["x"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    same(raw(path))
    same(raw(path, "Enheter"))
    problems = Problems()
    assert read(path, "a.xlsx", "Saknas", problems) is None
    assert [(each.code, each.value, each.expected) for each in problems.found] == [
        ("missing_layer", "Saknas", ("Enheter", "Annat"))
    ]
    assert numbers.FORMAT_TEXT == "@"


def frame() -> GeoDataFrame:
    return GeoDataFrame(
        {"code": CODES, "count": COUNTS, "name": NAMES}, geometry=squares()[:2], crs="EPSG:4326"
    )


def test_parquet_reads_as_text_with_and_without_shapes(tmp_path: Path) -> None:
    DataFrame(frame().drop(columns="geometry")).to_parquet(tmp_path / "a.parquet")
    same(raw(tmp_path / "a.parquet"))
    frame().to_parquet(tmp_path / "b.parquet")
    table = raw(tmp_path / "b.parquet")
    same(table)
    assert table.geometry is not None
    assert shapely.equals(table.geometry, squares()[:2]).all()


def test_numbers_and_categories_of_a_parquet_read_as_they_would_stand_in_text(tmp_path: Path) -> None:
    table = DataFrame({"a": [7.0, 1.5, None, 123456789012.0], "b": ["x", "y", None, "x"]})
    table.astype({"b": "category"}).to_parquet(tmp_path / "a.parquet")
    frame = raw(tmp_path / "a.parquet").frame
    assert frame["a"].tolist() == ["7", "1.5", "", "123456789012"]
    assert frame["b"].tolist() == ["x", "y", "", "x"]


@pytest.mark.parametrize(
    "values",
    [
        [True, None, False],
        [date(2025, 7, 1), None, date(1900, 1, 1)],
        [datetime(2025, 7, 1), None, datetime(2025, 7, 1, 8, 30)],
        [Decimal("1.50"), None, Decimal("-7")],
        [" a ", None, "b\u00a0"],
        [2**62, None, -1],
        [1e22, float("nan"), 7.0, 0.1 + 0.2, 1e-7],
    ],
    ids=lambda values: type(values[0]).__name__,
)
def test_a_column_of_a_parquet_reads_as_its_values_would_one_by_one(
    values: list[object], tmp_path: Path
) -> None:
    table = pa.table({"a": pa.array(values)})
    pq.write_table(table, tmp_path / "a.parquet")
    assert raw(tmp_path / "a.parquet").frame["a"].tolist() == [
        cell_text(value) for value in table["a"].to_pylist()
    ]


def test_features_are_numbered_from_one_and_bring_their_crs(tmp_path: Path) -> None:
    frame().to_crs("EPSG:3006").to_file(tmp_path / "a.gpkg", layer="ett")
    table = raw(tmp_path / "a.gpkg")
    same(table, first_row=1)
    assert table.crs == "EPSG:3006"
    assert not table.assumed
    frame().to_file(tmp_path / "a.geojson")
    table = raw(tmp_path / "a.geojson")
    same(table, first_row=1)
    assert table.geometry is not None
    problems = Problems()
    assert read(tmp_path / "a.gpkg", "a.gpkg", "två", problems) is None
    assert problems.found[0].expected == ("ett",)


def test_a_geopackage_must_be_one_whatever_its_name_says(tmp_path: Path) -> None:
    source = '<OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
    trap = f"<OGRVRTDataSource>{source}</OGRVRTDataSource>"
    (tmp_path / "a.gpkg").write_text(trap)
    problems = Problems()
    assert read(tmp_path / "a.gpkg", "a.gpkg", None, problems) is None
    assert problems.found[0].code == "unreadable_file"


def test_a_file_shipped_with_the_program_is_found_by_name_alone(tmp_path: Path) -> None:
    assert located("shipped:lov_2010.csv", tmp_path).is_file()
    assert not located("shipped:../../errors.py", tmp_path).is_file()
    assert located("a.csv", tmp_path) == tmp_path / "a.csv"


def areas_frame() -> GeoDataFrame:
    names = ["area_id", "name", "municipality_id", "municipality"]
    return GeoDataFrame(DataFrame(AREAS, columns=names), geometry=squares(), crs="EPSG:4326")


@pytest.mark.parametrize("kind", ["gpkg", "parquet", "csv"])
def test_a_region_opens_from_shapes_of_any_kind(tmp_path: Path, kind: str) -> None:
    folder = write_toy_region(tmp_path / "toy")
    name = f"areas.{kind}"
    table = f'file = "{name}"' + ('\ncrs = "EPSG:4326"' if kind == "csv" else "")
    toml = REGION_TOML.replace('file = "areas.geojson"', table)
    (folder / "region.toml").write_text(toml, encoding="utf-8")
    if kind == "gpkg":
        areas_frame().to_crs("EPSG:3006").to_file(folder / name)
    elif kind == "parquet":
        areas_frame().to_parquet(folder / name)
    else:
        areas_frame().to_wkt().to_csv(folder / name, index=False)
    checked = check(folder)
    assert checked.region is not None, checked.problems
    assert checked.region.areas.geometry.area.round(-5).tolist() == [1e8, 1e8, 1e8]


def test_shapes_in_text_need_a_crs(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    toml = REGION_TOML.replace("areas.geojson", "areas.csv")
    (folder / "region.toml").write_text(toml, encoding="utf-8")
    areas_frame().to_wkt().to_csv(folder / "areas.csv", index=False)
    assert [each.code for each in check(folder).problems] == ["missing_crs"]


def test_units_may_be_points_of_a_file_of_shapes(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    features = []
    for line in units_csv().splitlines()[1:]:
        unit, name, form, longitude, latitude, *_ = line.split(",")
        point: dict[str, object] = {"type": "Point", "coordinates": [float(longitude), float(latitude)]}
        properties = {"unit_id": unit, "name": name, "care_form": form}
        features.append({"type": "Feature", "properties": properties, "geometry": point})
    toml = REGION_TOML.replace("units.csv", "units.geojson")
    (folder / "region.toml").write_text(toml, encoding="utf-8")
    file = folder / "units.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    region = check(folder).region
    assert region is not None
    assert region.units["area"].tolist() == [0, 1]
    features[1]["geometry"] = {"type": "LineString", "coordinates": [[13, 58], [14, 58]]}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    assert [(each.code, each.row, each.value) for each in check(folder).errors] == [
        ("not_a_point", 2, "LineString")
    ]
