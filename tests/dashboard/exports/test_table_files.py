"""Files of tables hold what the screen shows: opened again by others, row by row against the report."""

from __future__ import annotations

import csv
import io
import json
import math
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest

from dashboard.drawing.tokens import palette
from dashboard.exports.table_files import TABLE_KINDS, table_file
from dashboard.exports.workbook import Sheet, xlsx_bytes
from dashboard.layers import by_measure, layers_of
from dashboard.layers.base import NUMBERS, Column, Fill, Phrase, Table
from dashboard.question.request import Request, request_of
from dashboard.tables.figure_lines import table_records
from dashboard.tables.file_columns import file_heading
from dashboard.tables.rows import heading_text
from dashboard.tables.tables import table_keys
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment
from geodata.region.region import Region
from tests.dashboard.regions import REGIONS

pytestmark = pytest.mark.long

NOTICE = {"sv": "Exempeldata: påhittat", "en": "Example data: invented"}
FORMULAS = ["=2+2", "+46 31", "-5", "@name", "\tx"]


def ask(region: Region, **query: str) -> Request:
    said = words(query.pop("lang", "sv"))
    return request_of(region, said, query, query)


def example(name: str = "small") -> Region:
    region = REGIONS[name]
    return replace(region, settings=replace(region.settings, notice=NOTICE))


def made(it: Request, key: str, kind: str, **record: str) -> bytes:
    return TABLE_KINDS[kind][0](table_file(it, key, record))


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_file_names_what_its_address_says_that_there_is_not() -> None:
    record = {"form": "dentist", "area": "A9", "measure": "9SFCA", "since": "1998", "date": "soon"}
    text = made(ask(REGIONS["small"], **record), "units", "json", **record).decode()
    for value in record.values():
        assert words("sv")("presentation.unknown", name=value) in text
    assert (
        words("sv")("presentation.unknown", name="").partition("”")[0]
        not in made(ask(REGIONS["small"]), "units", "json").decode()
    )


@pytest.mark.parametrize("region", ["toy", "leeds", "vastra_gotaland"])
def test_every_number_of_every_workbook_is_the_reports(region: str, request: pytest.FixtureRequest) -> None:
    assessment: Assessment = request.getfixturevalue(region)
    it = ask(assessment.region, lang="en")
    for key in table_keys(assessment.region):
        if region == "vastra_gotaland" and key == "flows":
            continue  # tens of thousands of rows: the same code as the others
        file = table_file(it, key, {})
        told = table_records(file.table, it.assessment, it.words)
        sheet = book(TABLE_KINDS["xlsx"][0](file)).worksheets[0]
        head, *rows = sheet.iter_rows(values_only=True)
        headings = [file_heading(column, it.words, percent=True) for column in file.table.columns]
        assert list(head[: 1 + len(headings)]) == ["id", *headings]
        if not file.table.ids:
            continue
        assert len(rows) == len(told["rows"]), key  # type: ignore[arg-type]
        for cells, row in zip(rows, told["rows"], strict=True):  # type: ignore[call-overload]
            for cell, column in zip(cells[1 : 1 + len(file.table.columns)], file.table.columns, strict=True):
                known = row[column.key]
                if column.kind in NUMBERS and isinstance(known, int | float) and not isinstance(known, bool):
                    assert cell == pytest.approx(known), (key, column.key, row["id"])
                elif column.kind in NUMBERS:
                    assert cell is None, "a column of numbers holds nothing else"
                    assert heading_text(column, it.words) in cells[-1], "why stands beside them"


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    it = ask(example())
    table = Table(
        "layer.nearest.table", "area", FORMULAS, [Column("name", "column.area", "text")], {"name": FORMULAS}
    )
    content = xlsx_bytes([Sheet("=A1", "x", table)], [("=1", "=2")], "t", it.words)
    for sheet in book(content).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
    names = [row[1].value for row in book(content).worksheets[0].iter_rows(min_row=2)]
    assert names == FORMULAS, "and says what it said"
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]


@pytest.mark.parametrize("kind", ["json", "xlsx", "gpkg", "parquet"])
def test_every_file_says_what_it_is(kind: str, tmp_path: Path) -> None:
    it = ask(example())
    content = made(it, "underserved", kind)
    path = tmp_path / f"x.{kind}"
    path.write_bytes(content)
    if kind == "json":
        said = json.loads(content)["dc:description"]
    elif kind == "xlsx":
        said = "\n".join(str(cell.value) for row in book(content).worksheets[-1].iter_rows() for cell in row)
    elif kind == "gpkg":
        said = "\n".join(pyogrio.read_dataframe(path, layer="about")["about"])
        with sqlite3.connect(path) as file:
            (metadata,) = file.execute("SELECT metadata FROM gpkg_metadata").fetchall()[-1]
        assert [one["text"] for one in json.loads(metadata)] == said.split("\n")
    else:
        own = json.loads(pq.read_metadata(path).metadata[b"utbudskarta"])
        said = "\n".join(one["text"] for one in own["about"])
    settings = it.region.settings
    assert NOTICE["sv"] in said
    assert it.words.of(settings.name) in said
    assert it.words("layer.underserved.table") in said
    assert it.words("layer.underserved.about").split(".")[0] in said
    for source in settings.sources:
        assert source.publisher in said


@pytest.mark.parametrize("name", ["whole", "small", "nobody", "next to nothing"])
def test_a_map_program_gets_every_area_in_the_class_of_the_map(name: str, tmp_path: Path) -> None:
    it = ask(REGIONS[name])
    for layer in by_measure(layers_of(it.region)):
        found = layer.values(it.assessment, it.focus)
        if not isinstance(found, Fill) or not layer.available(it.assessment):
            continue
        path = tmp_path / f"{layer.key}.gpkg"
        path.write_bytes(made(it, layer.key, "gpkg"))
        areas = pyogrio.read_dataframe(path, layer="map").set_index("id")
        assert areas["class"].reindex(it.region.areas.index).tolist() == found.classes.tolist()
        assert areas.crs == it.region.areas.crs
        colours = [
            "#ffffff" if kind in found.hatched else palette().resolve(found.colours[kind])
            for kind in areas["class"].tolist()
        ]
        assert areas["colour"].tolist() == colours
        parquet = gpd.read_parquet(io.BytesIO(made(it, layer.key, "parquet"))).set_index("id")
        assert parquet["class"].tolist() == areas["class"].tolist()
        assert parquet.crs == it.region.areas.crs
        assert parquet.geometry.area.sum() == pytest.approx(it.region.areas.geometry.area.sum())


def test_the_style_that_qgis_opens_has_the_maps_colours_and_the_legends_words(tmp_path: Path) -> None:
    it = ask(REGIONS["small"])
    path = tmp_path / "x.gpkg"
    path.write_bytes(made(it, "nearest", "gpkg"))
    layer = next(one for one in layers_of(it.region) if one.key == "nearest")
    fill = layer.values(it.assessment, it.focus)
    assert isinstance(fill, Fill)
    with sqlite3.connect(path) as file:
        styles = dict(file.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault = 1"))
    assert set(styles) == {"map", "layer"}
    tree = ElementTree.fromstring(styles["map"].split("'SYSTEM'>", 1)[1])
    renderer = tree.find("renderer-v2")
    assert renderer is not None
    assert renderer.get("attr") == "class"
    painted = {}
    for symbol in renderer.iter("symbol"):
        options = {one.get("name"): one.get("value", "") for one in symbol.iter("Option")}
        red, green, blue, _ = (int(part) for part in options["color"].split(","))
        painted[symbol.get("name")] = f"#{red:02x}{green:02x}{blue:02x}"
    for category in renderer.iter("category"):
        kind = int(category.get("value", "-1"))
        if kind not in fill.hatched:
            assert painted[category.get("symbol")] == palette().resolve(fill.colours[kind])
    labels = {category.get("label") for category in renderer.iter("category")}
    assert it.words("format.unreachable") in labels or len(labels) == len(fill.colours)


def test_fields_have_names_that_people_read(tmp_path: Path) -> None:
    it = ask(REGIONS["small"])
    path = tmp_path / "x.gpkg"
    path.write_bytes(made(it, "nearest", "gpkg"))
    with sqlite3.connect(path) as file:
        rows = file.execute("SELECT table_name, column_name, title FROM gpkg_data_columns").fetchall()
    names = {(table, field): said for table, field, said in rows}
    assert names["layer", "persons"] == it.words("column.persons")
    assert names["map", "class"] == it.words("export.field.class")
    own = json.loads(pq.read_metadata(io.BytesIO(made(it, "nearest", "parquet"))).metadata[b"utbudskarta"])
    assert own["fields"]["persons"] == it.words("column.persons")


@pytest.mark.parametrize("name", ["whole", "small"])
def test_rows_of_every_format_are_the_tables(name: str, tmp_path: Path) -> None:
    it = ask(REGIONS[name])
    for key in table_keys(it.region):
        file = table_file(it, key, {})
        path = tmp_path / f"{key}.gpkg"
        path.write_bytes(TABLE_KINDS["gpkg"][0](file))
        found = pyogrio.read_dataframe(path, layer="layer")
        assert found["id"].tolist() == list(file.table.ids)
        text = TABLE_KINDS["csv"][0](file).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        assert [row[0].removeprefix("'") for row in rows[1 : 1 + len(file.table.ids)]] == list(file.table.ids)
        for column in file.table.columns:
            if column.kind not in NUMBERS or not file.table.ids:
                continue
            stored = np.array(found[column.key], dtype=float)
            for value, other in zip(file.table.values[column.key], stored, strict=True):
                unknown = value is None or isinstance(value, Phrase) or not math.isfinite(float(value))  # type: ignore[arg-type]
                assert math.isnan(other) if unknown else other == pytest.approx(float(value))  # type: ignore[arg-type]


def test_a_workbooks_sheets_have_names_that_excel_takes() -> None:
    it = ask(REGIONS["small"])
    table = Table("layer.nearest.table", "area", [], [Column("name", "column.area", "text")], {"name": []})
    sheets = [Sheet(name, name, table) for name in ("a/b:c*?[]\\", "x" * 50, "X" * 50, "'", "")]
    names = book(xlsx_bytes(sheets, [], "t", it.words)).sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 6
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\'") & set(name) for name in names)
