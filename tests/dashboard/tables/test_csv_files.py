"""Files that a spreadsheet and a map program open as they should."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pytest

from dashboard.exports.geo_files import gpkg_bytes
from dashboard.layers import layer_of, layers_of
from dashboard.layers.base import Column, Phrase, Table
from dashboard.tables.csv_files import csv_bytes, provenance, safe
from dashboard.tables.file_columns import missing_reasons
from dashboard.words.words import Words, words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of

SWEDISH, ENGLISH = words("sv"), words("en")
ODD = Table(
    title="layer.nearest.table",
    row_kind="area",
    ids=["A1", "A2", "A3"],
    columns=[
        Column("name", "column.area", "text"),
        Column("persons", "column.persons", "count"),
        Column("minutes", "column.minutes", "minutes"),
        Column("opened", "column.opened", "date"),
        Column("past", "column.past_nearest", "flag"),
        Column("from", "column.from", "text"),
    ],
    values={
        "name": ["=2+2", 'Å; "Ö"', "-1"],
        "persons": np.array([1000, 2000, 500]),
        "minutes": np.array([12.25, np.inf, np.nan]),
        "opened": ["2001-02-03", None, "2020-12-31"],
        "past": np.array([True, False, True]),
        "from": ["Alby", Phrase("why.unknown_residence"), "\tx"],
    },
)


def rows_of(content: bytes, said: Words) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if said.language == "sv" else ","))


def test_a_swedish_spreadsheet_reads_letters_and_decimals() -> None:
    content = csv_bytes(ODD, SWEDISH)
    assert content.startswith(b"\xef\xbb\xbf"), "without the mark, å is read as Ã¥"
    first, second, third = rows_of(content, SWEDISH)[1:4]
    assert first[2:6] == ["1000", "12,25", "2001-02-03", "ja"]
    assert second[1:4] == ['Å; "Ö"', "2000", ""]
    assert third[3] == ""
    assert [row[-1] for row in (first, second, third)] == [
        "",
        "Restid: ingen inom räckhåll",
        "Restid: uppgift saknas",
    ]
    assert second[6] == SWEDISH("why.unknown_residence")


def test_an_english_spreadsheet_reads_points_and_words() -> None:
    first, second, _ = rows_of(csv_bytes(ODD, ENGLISH), ENGLISH)[1:4]
    assert first[2:6] == ["1000", "12.25", "2001-02-03", "yes"]
    assert second[3] == ""
    assert ENGLISH("format.unreachable") in second[-1]


def test_a_csv_holds_its_rows_and_nothing_else() -> None:
    for said in (SWEDISH, ENGLISH):
        head, *rows = rows_of(csv_bytes(ODD, said), said)
        assert [row[0] for row in rows] == ODD.ids
        assert {len(row) for row in rows} == {len(head)}


def test_headings_say_the_unit_of_their_numbers() -> None:
    head = rows_of(csv_bytes(ODD, SWEDISH), SWEDISH)[0]
    assert head == ["id", "Område", "Invånare", "Restid (min)", *head[4:7], "Varför tal saknas"]


@pytest.mark.parametrize("text", ["=1+1", "+46 31", "-5 °C", "@name", "\tx", "\rx"])
def test_a_text_that_begins_like_a_formula_stays_a_text(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert safe(f"a{text}") == f"a{text}"


def test_names_from_a_region_cannot_run_in_a_spreadsheet() -> None:
    cells = [cell for row in rows_of(csv_bytes(ODD, SWEDISH), SWEDISH)[1:4] for cell in row]
    assert "'=2+2" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_example_data_says_so_in_a_file_of_no_layer(toy: Assessment, tmp_path: Path) -> None:
    notice = {"sv": "Exempeldata: påhittat", "en": "Example data: invented"}
    settings = replace(toy.region.settings, notice=notice)
    invented = assess(replace(toy.region, settings=settings), toy.scenario)
    path = tmp_path / "x.gpkg"
    path.write_bytes(gpkg_bytes(ODD, invented, ENGLISH))
    assert pyogrio.read_dataframe(path, layer="about")["about"][0] == "Example data: invented"


def test_every_source_is_credited(leeds: Assessment) -> None:
    said = "\n".join(provenance(leeds, ENGLISH))
    for source in leeds.region.settings.sources:
        assert source.publisher in said
        assert source.licence in said


@pytest.mark.long
@pytest.mark.parametrize("region", ["toy", "leeds", "vastra_gotaland"])
def test_every_table_becomes_a_geopackage_with_the_same_rows_in_the_national_grid(
    region: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    assessment: Assessment = request.getfixturevalue(region)
    whole = place_of(assessment, "region")
    for layer in layers_of(assessment.region):
        table = layer.table(assessment, whole)
        path = tmp_path / f"{layer.key}.gpkg"
        path.write_bytes(gpkg_bytes(table, assessment, SWEDISH))
        found = pyogrio.read_dataframe(path, layer="layer")
        assert found["id"].tolist() == list(table.ids), layer.key
        assert found.crs == assessment.region.areas.crs
        told = ["missing"] if missing_reasons(table, SWEDISH) is not None else []
        assert list(found.columns) == ["id", *(column.key for column in table.columns), *told, "geometry"]


def test_minutes_out_of_reach_are_empty_in_a_geopackage_and_numbers_else(
    toy: Assessment, tmp_path: Path
) -> None:
    path = tmp_path / "x.gpkg"
    path.write_bytes(gpkg_bytes(ODD, toy, SWEDISH))
    found = pyogrio.read_dataframe(path, layer="layer")
    assert found["minutes"][0] == 12.25
    assert found["minutes"].isna().tolist() == [False, True, True]
    assert found["past"].tolist() == [True, False, True]


def test_a_flow_is_a_line_from_home_to_unit_and_no_line_where_either_is_unknown(
    toy: Assessment, tmp_path: Path
) -> None:
    table = layer_of(toy.region, "flows").table(toy, place_of(toy, "region"))
    path = tmp_path / "flows.gpkg"
    path.write_bytes(gpkg_bytes(table, toy, SWEDISH))
    found = pyogrio.read_dataframe(path, layer="layer").set_index("id")
    line = found.geometry["A3>u-south"]
    home, unit = toy.region.areas.loc["A3"], toy.region.units.geometry["u-south"]
    assert line.coords[0] == pytest.approx((home["x"], home["y"]))
    assert line.coords[-1] == pytest.approx((unit.x, unit.y))
    assert found.geometry[">u-north"] is None


def test_a_zone_is_its_areas_in_one(devon: Assessment, tmp_path: Path) -> None:
    table = layer_of(devon.region, "underserved").table(devon, place_of(devon, "region"))
    path = tmp_path / "zones.gpkg"
    path.write_bytes(gpkg_bytes(table, devon, SWEDISH))
    found = pyogrio.read_dataframe(path, layer="layer")
    assert len(found) == len(devon.lacking.zones) > 0
    for zone, shape in zip(devon.lacking.zones, found.geometry, strict=True):
        expected = devon.region.areas.geometry.iloc[zone.areas].area.sum()
        assert shape.area == pytest.approx(expected, rel=1e-6)
    assert pd.api.types.is_numeric_dtype(found["persons"])
