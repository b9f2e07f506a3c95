"""Damaged files of every kind - cut off, with bits turned, of random bytes - are refused in words."""

from __future__ import annotations

import gzip
import json
import tempfile
import zipfile
import zlib
from base64 import b85decode
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.checks import sentence
from tests.geodata.sources.sheets import Rows, layout, outcome, written
from tests.geodata.sources.test_kinds_of_file import cube
from tests.geodata.sources.test_sheets import OLDER

pytestmark = pytest.mark.long

ROWS: Rows = [
    ["Titel"],
    [],
    ["kod", "namn", "antal"],
    *[[f"A{at}", "Ort, å", at] for at in range(20)],
    [],
    ["Källa: x"],
]
KINDS = ("csv", "utf16.csv", "xlsx", "ods", "xls", "parquet", "json", "csv.gz", "zip")


@cache
def whole(kind: str) -> bytes:
    """A good file of one kind."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = written(folder, "csv", ROWS).read_bytes()
        if kind in ("csv", "xlsx", "ods"):
            return written(folder, kind, ROWS).read_bytes()
        if kind == "utf16.csv":
            return text.decode().encode("utf-16")
        if kind == "xls":
            return zlib.decompress(b85decode(OLDER))
        if kind == "parquet":
            columns = {
                "kod": [f"A{at}" for at in range(20)],
                "antal": list(range(20)),
                "form": [b"\x01"] * 20,
            }
            pq.write_table(pa.table(columns), folder / "a.parquet")
            return (folder / "a.parquet").read_bytes()
        if kind == "json":
            return json.dumps(cube()).encode()
        if kind == "csv.gz":
            return gzip.compress(text)
        with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.csv", text)
        return (folder / "a.zip").read_bytes()


def refused_or_read(kind: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a.{kind}")
        path.write_bytes(content)
        raw, found = outcome(path, layout("kod", "namn", "antal"))
    assert raw is not None or any(each.severity == "error" for each in found)
    for each in found:
        assert sentence(each, "sv")
        assert len(sentence(each, "en")) < 3000
    if raw is not None:
        assert len(raw.frame) == len(raw.rows)


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_file_is_read(kind: str) -> None:
    refused_or_read(kind, whole(kind))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_file_that_is_cut_off_is_refused_in_words(kind: str, data: st.DataObject) -> None:
    content = whole(kind)
    refused_or_read(kind, content[: data.draw(st.integers(0, len(content) - 1))])


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_file_with_turned_bits_is_read_or_refused_in_words(kind: str, data: st.DataObject) -> None:
    content = bytearray(whole(kind))
    for at, bit in data.draw(
        st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 7)), min_size=1, max_size=8)
    ):
        content[at] ^= 1 << bit
    refused_or_read(kind, bytes(content))


@pytest.mark.parametrize("kind", KINDS)
@given(content=st.binary(max_size=400))
def test_random_bytes_are_refused_in_words(kind: str, content: bytes) -> None:
    refused_or_read(kind, content)
    refused_or_read(kind, whole(kind)[:12] + content)


@given(text=st.text(alphabet='a1;,\t|"\n\r å\u2028#=', max_size=200))
def test_any_text_is_a_table_or_refused_in_words(text: str) -> None:
    refused_or_read("csv", text.encode())
