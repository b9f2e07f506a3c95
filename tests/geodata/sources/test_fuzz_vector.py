"""Damaged files of shapes and records - cut off, with bits turned, random - are read or refused in words."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.checks import sentence
from geodata.contract.problems import Problems
from geodata.sources import read
from tests.geodata.sources.test_vector import frame, written, zipped
from tests.geodata.sources.test_xml_records import HSA

KINDS = (".gpkg", ".fgb", ".kml", ".gml", ".gpx", ".topojson", ".mif", ".xml", ".geojson", ".zip")
few = settings(max_examples=12)
"""Each is read by a process of its own."""


@cache
def whole(kind: str) -> bytes:
    """A good file of one kind; the zip is of a Shapefile."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if kind == ".xml":
            return HSA.format(encoding="utf-8").encode()
        if kind == ".zip":
            written(folder, ".shp")
            return zipped(folder, ".shp").read_bytes()
        if kind == ".geojson":
            frame().to_file(folder / "a.geojson")
            return (folder / "a.geojson").read_bytes()
        return written(folder, kind).read_bytes()


def read_or_refused(kind: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{kind}")
        path.write_bytes(content)
        if kind == ".mif":
            path.with_suffix(".mid").write_text('"0114",7,"a"\n"0115",12,"b"\n')
        problems = Problems()
        raw = read(path, path.name, None, problems)
    assert raw is not None or any(each.severity == "error" for each in problems.found)
    for each in problems.found:
        assert sentence(each, "sv")
        assert len(sentence(each, "en")) < 3000
        assert each.code not in ("file_takes_long", "file_breaks_reader"), each
    if raw is not None:
        assert len(raw.frame) == len(raw.rows)
        assert raw.geometry is None or len(raw.geometry) == len(raw.rows)


@pytest.mark.parametrize("kind", KINDS)
@few
@given(data=st.data())
def test_a_file_that_is_cut_off_is_read_or_refused_in_words(kind: str, data: st.DataObject) -> None:
    content = whole(kind)
    read_or_refused(kind, content[: data.draw(st.integers(0, len(content) - 1))])


@pytest.mark.parametrize("kind", KINDS)
@few
@given(data=st.data())
def test_a_file_with_turned_bits_is_read_or_refused_in_words(kind: str, data: st.DataObject) -> None:
    content = bytearray(whole(kind))
    places = st.tuples(st.integers(0, len(content) - 1), st.integers(0, 7))
    for at, bit in data.draw(st.lists(places, min_size=1, max_size=8)):
        content[at] ^= 1 << bit
    read_or_refused(kind, bytes(content))


@pytest.mark.parametrize("kind", KINDS)
@few
@given(content=st.binary(max_size=400), begins=st.integers(0, 120))
def test_random_bytes_are_refused_in_words(kind: str, content: bytes, begins: int) -> None:
    read_or_refused(kind, whole(kind)[:begins] + content)
