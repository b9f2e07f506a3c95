"""Shapes as text and bytes of any depth are read, or left out, and never end the program."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from geopandas import GeoDataFrame
from hypothesis import given
from hypothesis import strategies as st

from geodata.contract.problems import Problems
from geodata.sources import read
from geodata.sources.well_known import from_wkb, from_wkt
from tests.toy import squares

POINT = struct.pack("<BIdd", 1, 1, 1, 1)


@pytest.mark.parametrize("depth", [1_000, 30_000, 300_000])
@pytest.mark.parametrize("name", ["GEOMETRYCOLLECTION", "geometrycollection Z", "MULTIPOLYGON", "MULTIPOINT"])
def test_texts_within_texts_are_left_out(depth: int, name: str) -> None:
    deep = f"{name}(" * depth + "POINT(1 1)" + ")" * depth
    assert from_wkt([deep, "POINT(1 1)", ""]).tolist() == [None, shapely.Point(1, 1), None]


@pytest.mark.parametrize("depth", [1_000, 30_000, 300_000])
@pytest.mark.parametrize("kind", [4, 5, 6, 7, 1007, 3007, 0x80000007, 0x20000007])
@pytest.mark.parametrize("order", ["<", ">"])
def test_bytes_within_bytes_are_left_out(depth: int, kind: int, order: str) -> None:
    more = (0,) if kind == 0x20000007 else ()
    head = struct.pack(f"{order}BI{'I' * len(more)}I", order == "<", kind, *more, 1)
    assert from_wkb([head * depth + POINT, POINT, None]).tolist() == [None, shapely.Point(1, 1), None]


def test_shapes_of_many_parts_are_read_as_they_are() -> None:
    parts = shapely.box(np.arange(5000), 0, np.arange(5000) + 0.5, 1)
    shapes = [shapely.MultiPolygon(list(parts)), shapely.GeometryCollection(list(squares())), *squares()]
    shapes.append(shapely.GeometryCollection([shapely.MultiPoint([(1, 1), (2, 2)])] * 400))
    assert from_wkb(shapely.to_wkb(shapes)).tolist() == shapes
    assert from_wkb(shapely.to_wkb(shapes, byte_order=0)).tolist() == shapes
    assert shapely.equals_exact(from_wkt(shapely.to_wkt(shapes, rounding_precision=-1)), shapes).all()


@pytest.mark.parametrize(
    "text", ["CURVEPOLYGON(CIRCULARSTRING(0 0, 1 1, 2 0, 1 -1, 0 0))", "x", "POINT(a b)", "\0"]
)
def test_what_is_no_shape_leaves_the_others(text: str) -> None:
    assert from_wkt([text, "POINT(1 1)"]).tolist() == [None, shapely.Point(1, 1)]


def test_nothing_is_nothing() -> None:
    assert from_wkt([]).tolist() == []
    assert from_wkb([]).tolist() == []


@given(st.binary(max_size=100))
def test_any_bytes_are_a_shape_or_none(value: bytes) -> None:
    assert len(from_wkb([value, POINT, value])) == 3


@pytest.mark.parametrize("kind", ["parquet", "gpkg"])
def test_a_shape_too_deep_in_a_file_is_told_by_its_row(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    frame = GeoDataFrame({"code": ["0114", "0115"]}, geometry=squares()[:2], crs="EPSG:4326")
    deep = struct.pack("<BII", 1, 7, 1) * 30_000 + POINT
    if kind == "parquet":
        frame.to_parquet(path)
        table = pq.read_table(path)
        column = pa.array([shapely.to_wkb(squares()[0]), deep])
        pq.write_table(
            table.set_column(1, "geometry", column).replace_schema_metadata(table.schema.metadata), path
        )
    else:
        frame.to_file(path)
        with closing(sqlite3.connect(path)) as database:
            header = database.execute("SELECT substr(geom, 1, 8) FROM a").fetchone()[0]
            for (trigger,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                database.execute(f'DROP TRIGGER "{trigger}"')
            flags = bytes([header[3] & 0b11110001])  # without an envelope
            database.execute(
                "UPDATE a SET geom = ? WHERE code = '0115'", (header[:3] + flags + header[4:] + deep,)
            )
            database.commit()
    problems = Problems()
    raw = read(path, path.name, None, problems)
    if raw is None:
        assert [each.code for each in problems.found] == ["file_breaks_reader"]
        return
    assert [(each.code, each.row) for each in problems.found] == [
        ("unreadable_geometry", 3 if kind == "parquet" else 2)
    ]
