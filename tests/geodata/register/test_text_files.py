"""Files of a register as people have them: in other encodings, ragged, empty, in several kinds of text."""

from __future__ import annotations

import gzip
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.checks import Checked, check, report_text
from geodata.register import text_files
from tests.toy import TABLES, write_toy_region

TEXT = TABLES["visits.csv"]


def with_register(folder: Path, files: dict[str, bytes], file: str = "") -> Checked:
    """A check of the toy region whose visits are a register of some files."""
    write_toy_region(folder)
    (folder / "visits.csv").unlink()
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    path = folder / "region.toml"
    text = path.read_text(encoding="utf-8").replace("[tables.visits]", "[visits]")
    path.write_text(text.replace('"visits.csv"', f'"{file or next(iter(files))}"'), encoding="utf-8")
    return check(folder)


def counted(checked: Checked) -> int:
    assert checked.region is not None, checked.problems
    assert checked.region.visits is not None
    return int(checked.region.visits.cells("municipality", "region", ["2025"], "vc").visits.sum())


GOOD = {
    "semicolons": TEXT.replace(",", ";").encode(),
    "tabs": TEXT.replace(",", "\t").encode(),
    "pipes": TEXT.replace(",", "|").encode(),
    "said": b"sep=;\r\n" + TEXT.replace(",", ";").replace("\n", "\r\n").encode(),
    "byte order mark": TEXT.encode("utf-8-sig"),
    "UTF-16": TEXT.encode("utf-16"),
    "line ends of two kinds": TEXT.replace("\n", "\r\n", 3).encode(),
    "blank lines": TEXT.replace("\n", "\n\n").encode(),
    "a name over two lines": TEXT.replace("period", '" period\u00a0"').encode(),
    "quoted line ends": TEXT.replace("cost\n", "cost,note\n").replace("8000\n", '8000,"a\nb"\n').encode(),
    "short records": TEXT.replace(",8000\n", "\n").encode(),
    "a separator more": TEXT.replace("8000\n", "8000,\n").encode(),
}


@pytest.mark.parametrize("name", GOOD)
def test_text_of_any_kind_is_read_whole(name: str, tmp_path: Path) -> None:
    checked = with_register(tmp_path / "toy", {"v.csv": GOOD[name]})
    assert checked.problems == ()
    assert counted(checked) == 360


def test_text_that_is_not_utf8_is_read_with_a_warning_as_a_table_is(tmp_path: Path) -> None:
    header = TEXT.replace("cost\n", "cost,ålder\n").encode("cp1252")
    for number, content in enumerate((header, gzip.compress(header))):
        name = "v.csv.gz" if number else "v.csv"
        checked = with_register(tmp_path / name, {name: content})
        [problem] = checked.problems
        assert (problem.code, problem.severity, problem.file) == ("not_utf8", "warning", name)
        assert problem.row == 1
        assert counted(checked) == 360


def test_text_that_is_not_utf8_far_down_is_read_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "BLOCK", 64)
    text = TEXT.replace(",v1,vc,2025,10", "Å,v1,vc,2025,10")
    checked = with_register(tmp_path / "toy", {"v.csv": text.encode("cp1252")})
    [problem] = checked.problems
    assert (problem.code, problem.row) == ("not_utf8", 8)
    assert counted(checked) == 360


def test_a_record_with_too_many_fields_is_refused_with_file_and_row(tmp_path: Path) -> None:
    text = TEXT.replace("2000\n", "2000,7\n").replace("4500\n", "4500,7,8\n")
    files = {"register/a.csv": TEXT.encode(), "register/b.csv": text.encode()}
    checked = with_register(tmp_path / "toy", files, "register")
    assert [(each.code, each.file, each.row, each.value, each.expected) for each in checked.problems] == [
        ("too_many_fields", "register/b.csv", 3, "7", ("6",)),
        ("too_many_fields", "register/b.csv", 7, "8", ("6",)),
    ]


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_row(tmp_path: Path) -> None:
    checked = with_register(tmp_path / "toy", {"v.csv": TEXT.replace("0102,v1", '"0102,v1').encode()})
    [problem] = checked.problems
    assert (problem.code, problem.file, problem.row) == ("unreadable_row", "v.csv", 4)


def test_files_of_one_register_may_have_their_columns_in_any_order(tmp_path: Path) -> None:
    lines = [line.split(",") for line in TEXT.splitlines()]
    backwards = "\n".join(";".join([*line[::-1], "å"]) for line in lines[:1] + lines[4:])
    files = {
        "r/a.csv": "\n".join(TEXT.splitlines()[:4]).encode(),
        "r/b.csv": backwards.encode("cp1252"),
    }
    checked = with_register(tmp_path / "toy", files, "r/*.csv")
    assert [(each.code, each.file) for each in checked.problems] == [("not_utf8", "r/b.csv")]
    assert counted(checked) == 360


@pytest.mark.parametrize("file", ["v.csv", "v.parquet"])
def test_a_register_without_rows_is_told(file: str, tmp_path: Path) -> None:
    content = TEXT.split("\n", 1)[0].encode()
    if file.endswith("parquet"):
        whole = tmp_path / file
        pd.DataFrame(columns=TEXT.split("\n", 1)[0].split(","), dtype=str).to_parquet(whole)
        content = whole.read_bytes()
    checked = with_register(tmp_path / "toy", {file: content})
    assert [(each.code, each.severity, each.file) for each in checked.problems] == [
        ("empty_table", "warning", file)
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_names_of_columns_is_refused(content: bytes, tmp_path: Path) -> None:
    [problem] = with_register(tmp_path / "toy", {"v.csv": content}).problems
    assert (problem.code, problem.file, problem.row) == ("no_header", "v.csv", 1)


def test_columns_of_parquet_of_few_values_or_of_bytes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text(TEXT, encoding="utf-8")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False).astype({"visits": int})
    sorts = dict.fromkeys(("area_id", "unit_id", "care_form", "period"), "category")
    frame.astype(sorts).to_parquet(tmp_path / "category.parquet")
    as_bytes = {name: [value.encode() for value in frame[name]] for name in ("area_id", "unit_id")}
    frame.assign(**as_bytes).to_parquet(tmp_path / "bytes.parquet")
    connection = duckdb.connect()
    connection.execute("CREATE TYPE form AS ENUM ('vc')")
    connection.execute(
        f"COPY (SELECT * REPLACE (care_form::form AS care_form) FROM '{tmp_path / 'category.parquet'}') "
        f"TO '{tmp_path / 'enum.parquet'}' (FORMAT PARQUET)"
    )
    for name in ("category", "bytes", "enum"):
        content = (tmp_path / f"{name}.parquet").read_bytes()
        checked = with_register(tmp_path / name, {"v.parquet": content})
        assert checked.problems == (), name
        assert counted(checked) == 360


def test_text_is_not_written_anew_where_the_disk_has_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_files, "ROOM", 2**62)
    [problem] = with_register(tmp_path / "toy", {"v.csv": TEXT.encode("utf-16")}).problems
    assert (problem.code, problem.file) == ("no_room_for_text", "v.csv")


SIGNS = st.sampled_from(
    [b"", b'"', b"\n", b"\r", b",", b";", b"\x00", b"\xff", b"\xfe\xff", b"sep=", b"1e400", b"\x1f\x8b"]
)
CUTS = st.lists(st.tuples(st.integers(0, 300), SIGNS | st.binary(max_size=4)), min_size=1, max_size=4)


@pytest.mark.long
@pytest.mark.parametrize("name", ["v.csv", "v.csv.gz", "v.parquet"])
def test_whatever_stands_in_a_register_is_problems(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("fuzz") / "toy"

    @settings(max_examples=12)
    @given(st.binary(max_size=100), CUTS)
    def spoil(data: bytes, cuts: list[tuple[int, bytes]]) -> None:
        text = TEXT.encode()
        for at, what in cuts:
            text = text[:at] + what + text[at + len(what) // 2 :]
        packed = gzip.compress(text)
        for content in (text if name == "v.csv" else packed, data, packed[: len(packed) - 9]):
            checked = with_register(folder, {name: content})
            assert (checked.region is None) == bool(checked.errors)
            for language in ("sv", "en"):
                assert report_text(checked, language)
            for other in ("v.csv", "v.csv.gz", "v.parquet"):
                (folder / other).unlink(missing_ok=True)

    spoil()


ODD = {
    "numbers with a fraction": {"area_id": [101.0, 102.5, 201.0], "visits": [1.0, 2.0, 3.0]},
    "yes and no": {"area_id": [True, False, True], "visits": [True, False, True]},
    "lists": {"unit_id": [["v1"], ["v2"], []], "period": [["2025"], [], ["2025"]]},
    "records": {"unit_id": [{"a": 1}] * 3, "visits": [{"a": 1}] * 3},
    "days without end": {"period": pd.to_datetime(["2025-01-01", None, "2261-01-01"])},
    "exact numbers": {"visits": [Decimal("1.0"), Decimal("2.5"), None]},
    "spans of time": {"period": pd.to_timedelta(["1D", "2D", "3D"])},
    "nothing": {"visits": [None] * 3, "unit_id": [None] * 3},
    "codes as whole numbers": {"unit_id": pd.Categorical([1, 2, 1]), "area_id": [101, 102, 201]},
}


@pytest.mark.parametrize("name", ODD)
def test_columns_of_any_type_are_problems_at_most(name: str, tmp_path: Path) -> None:
    good = {
        "area_id": ["0101", "0102", "0201"], "unit_id": ["v1"] * 3, "care_form": ["vc"] * 3,
        "period": ["2025"] * 3, "visits": [1, 2, 3],
    }  # fmt: skip
    pd.DataFrame({**good, **ODD[name]}).to_parquet(tmp_path / "v.parquet")
    checked = with_register(tmp_path / "toy", {"v.parquet": (tmp_path / "v.parquet").read_bytes()})
    assert (checked.region is None) == bool(checked.errors)
    assert all(each.file for each in checked.problems)
    assert report_text(checked, "sv")
