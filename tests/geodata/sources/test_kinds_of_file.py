"""Files that are something else than their name says, packed, locked, huge, or of kinds that are not read."""

from __future__ import annotations

import gzip
import json
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geodata import sources
from geodata.sources import ENDINGS, delimited, header_rows, kinds, packed_size, parquet, workbook
from tests.geodata.sources.sheets import codes, layout, ods, outcome, texts, written

TEXT = "kod;antal\nA1;10\nA2;20\n"
CELLS = [["A1", "10"], ["A2", "20"]]
KNOWN = layout("kod", "antal")
CONVERSIONS = tomllib.loads((Path(kinds.__file__).parent / "conversions.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("ending", sorted(CONVERSIONS))
def test_a_kind_that_is_not_read_is_refused_with_a_command_on_that_very_file(
    ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"data{ending}"
    path.write_bytes(b"\x01\x02 something")
    raw, found = outcome(path)
    assert raw is None
    if ending in ENDINGS:
        assert codes(found) == ["unreadable_file"]
    else:
        assert [(each.code, each.value) for each in found] == [
            ("must_be_converted", CONVERSIONS[ending]["kind"])
        ]
        assert "{" not in found[0].expected[0].replace("SELECT", "")


def test_a_kind_nobody_knows_is_refused_with_those_that_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.qvd").write_bytes(b"\x01")
    _raw, found = outcome(tmp_path / "a.qvd")
    assert [(each.code, each.value, each.expected) for each in found] == [
        ("unknown_kind_of_file", ".qvd", tuple(sorted(ENDINGS)))
    ]


def test_a_folder_is_refused_with_what_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "tabeller").mkdir()
    (tmp_path / "tabeller" / "a.csv").write_text(TEXT)
    _raw, found = outcome(tmp_path / "tabeller")
    assert [(each.code, each.expected) for each in found] == [("folder_not_file", ("tabeller/a.csv",))]
    _raw, found = outcome(Path("/dev/null"))
    assert codes(found) == ["not_a_file"]
    _raw, found = outcome(tmp_path / "b.csv")
    assert codes(found) == ["missing_file"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_text_that_is_named_as_a_workbook_is_read_as_text(name: str, separator: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TEXT.replace(";", separator))
    raw, found = outcome(tmp_path / name, KNOWN)
    assert [(each.code, each.severity, each.expected) for each in found] == [
        ("other_kind", "warning", (".csv",))
    ]
    assert texts(raw) == CELLS


def test_a_workbook_by_another_name_is_read_as_a_workbook(tmp_path: Path) -> None:
    for kind, name in (("xlsx", "b.csv"), ("xlsx", "b.xls"), ("ods", "b.xlsx"), ("xlsx", "b.ods")):
        written(tmp_path, kind, [["kod", "antal"], ["A1", 10], ["A2", 20]]).rename(tmp_path / name)
        raw, found = outcome(tmp_path / name, KNOWN)
        assert [(each.code, each.expected) for each in found] == [("other_kind", (f".{kind}",))]
        assert texts(raw) == CELLS


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xls", b"<html><body><table><tr><td>kod</td></tr></table>", "HTML"),
        ("a.csv", b"\xef\xbb\xbf\n<!DOCTYPE html><title>Logga in</title>", "HTML"),
        ("a.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("a.csv", b"SQLite format 3\0" + b"\0" * 100, "SQLite"),
        ("a.txt", b'CHARSET="ANSI";\nAXIS-VERSION="2010";\n', "PC-Axis"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "OpenDocument (XML)",
        ),
    ],
)
def test_content_of_a_kind_that_is_not_read_is_told_whatever_its_name(
    name: str, content: bytes, kind: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    _raw, found = outcome(tmp_path / name)
    assert codes(found) == ["must_be_converted"]
    assert kind == "OpenDocument (XML)" or found[0].value == kind


def test_a_locked_workbook_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    (tmp_path / "a.xlsx").write_bytes(ole + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    _raw, found = outcome(tmp_path / "a.xlsx")
    assert codes(found) == ["locked_workbook"]
    (tmp_path / "a.xls").write_bytes(ole)
    _raw, found = outcome(tmp_path / "a.xls")
    assert codes(found) == ["unreadable_file"]


def test_a_packed_table_is_read_as_what_it_is(tmp_path: Path) -> None:
    for name in ("a.csv.gz", "a.gz"):
        (tmp_path / name).write_bytes(gzip.compress(TEXT.encode()))
        raw, found = outcome(tmp_path / name, KNOWN)
        assert found == []
        assert texts(raw) == CELLS
    book = written(tmp_path, "xlsx", [["kod", "antal"], ["A1", 10], ["A2", 20]])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(book, "mapp/b.xlsx")
        archive.writestr("__MACOSX/mapp/._b.xlsx", b"x")
        archive.writestr("LICENS.pdf", b"%PDF")
    raw, found = outcome(tmp_path / "a.zip", KNOWN)
    assert found == []
    assert texts(raw) == CELLS


def test_a_zip_with_several_tables_asks_which(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x/a.csv", TEXT)
        archive.writestr("x/b.csv", TEXT.replace("A1", "B1"))
    _raw, found = outcome(path, KNOWN)
    assert [(each.code, each.expected) for each in found] == [
        ("several_layers", ('layer = "x/a.csv"', 'layer = "x/b.csv"'))
    ]
    raw, found = outcome(path, layout("kod", "antal", layer="b.csv"))
    assert found == []
    assert texts(raw)[0] == ["B1", "10"]


def test_a_zip_without_a_table_or_with_another_zip_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.pdf", b"%PDF")
    _raw, found = outcome(path)
    assert [(each.code, each.expected) for each in found] == [("nothing_packed", ("a.pdf",))]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv.gz", gzip.compress(TEXT.encode()))
    _raw, found = outcome(path)
    assert codes(found) == ["packed_twice"]


def test_a_geodatabase_in_a_zip_is_refused_with_the_command_that_converts_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "areas.gdb.zip", "w") as archive:
        archive.writestr("areas.gdb/a00000001.gdbtable", b"x")
    _raw, found = outcome(tmp_path / "areas.gdb.zip")
    assert [(each.code, each.expected) for each in found] == [
        ("must_be_converted", ("ogr2ogr -f GPKG areas.gdb.gpkg areas.gdb.zip",))
    ]


def test_what_unpacks_to_far_more_than_its_size_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_size, "SMALL", 2**20)
    bomb = b"kod;antal\n" + b"0" * 2**22
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(bomb))
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", bomb)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bomb)
    ods(tmp_path / "a.ods", {"Ett": " " * 2**22})
    for name in ("a.csv.gz", "a.zip", "a.xlsx", "a.ods"):
        _raw, found = outcome(tmp_path / name, KNOWN)
        assert codes(found) == ["packed_too_tight"], name
    monkeypatch.setattr(packed_size, "LARGEST_UNPACKED", 2**21)
    for name in ("a.csv.gz", "a.zip", "a.xlsx", "a.ods"):
        _raw, found = outcome(tmp_path / name, KNOWN)
        assert codes(found)[0] in ("file_too_large", "packed_too_tight"), name


def test_a_zip_whose_list_is_longer_than_one_may_be_is_not_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.zip", "a.xlsx", "a.ods"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for at in range(200):
                archive.writestr(f"{at}.csv", "")
    listed: list[object] = []
    monkeypatch.setattr(packed_size, "LIST_BYTES", 2_000)
    monkeypatch.setattr(zipfile, "ZipInfo", listed.append)
    for name in ("a.zip", "a.xlsx", "a.ods"):
        raw, found = outcome(tmp_path / name, KNOWN)
        assert (raw, codes(found)) == (None, ["packed_too_tight"]), name
    assert not listed


def test_half_a_letter_of_json_is_a_lost_one(tmp_path: Path) -> None:
    values = {"A\\ud83d": "\\ud83d x", "B": "hel \\ud83c\\udfe5"}
    members = ", ".join(f'"{name}": "{text}"' for name, text in values.items())
    (tmp_path / "a.json").write_text(f"[{{{members}}}]")
    (tmp_path / "b.json").write_text(
        '{"version": "2.0", "class": "dataset", "id": ["A\\ud83d"], "size": [1], "value": [1], '
        '"dimension": {"A\\ud83d": {"category": {"index": ["\\ud83d x"]}}}}'
    )
    for name in ("a.json", "b.json"):
        raw, found = outcome(tmp_path / name)
        assert raw is not None, found
        assert raw.frame.columns[0] == "A\ufffd"
        assert raw.frame.iloc[0, 0] == "\ufffd x"
    raw, _found = outcome(tmp_path / "a.json")
    assert raw is not None
    assert raw.frame["B"][0] == "hel \U0001f3e5"


def test_a_million_columns_are_refused_in_every_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(f"k{at}" for at in range(20_000)) + "\n1\n")
    _raw, found = outcome(path)
    assert [(each.code, each.value) for each in found] == [("too_many_columns", "20000")]
    monkeypatch.setattr(header_rows, "COLUMNS_MOST", 3)
    monkeypatch.setattr(parquet, "COLUMNS_MOST", 3)
    rows = [["a", "b", "c", "d"], [1, 2, 3, 4]]
    for kind in ("csv", "xlsx", "ods"):
        _raw, found = outcome(written(tmp_path, kind, rows))  # type: ignore[arg-type]
        assert codes(found) == ["too_many_columns"], kind
    pq.write_table(pa.table({name: [1] for name in "abcd"}), tmp_path / "a.parquet")
    _raw, found = outcome(tmp_path / "a.parquet")
    assert codes(found) == ["too_many_columns"]


def test_too_many_cells_are_refused_before_they_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from geodata.sources import excel, open_document

    for module in (delimited, parquet, excel, open_document, workbook):
        monkeypatch.setattr(module, "CELLS_MOST", 5)
    rows = [["kod", "antal"], *[["A", 1]] * 5]
    for kind in ("csv", "xlsx", "ods"):
        _raw, found = outcome(written(tmp_path, kind, rows), KNOWN)  # type: ignore[arg-type]
        assert codes(found) == ["too_many_cells"], kind
    pq.write_table(pa.table({"kod": ["A"] * 9}), tmp_path / "a.parquet")
    _raw, found = outcome(tmp_path / "a.parquet")
    assert codes(found) == ["too_many_cells"]


def test_a_text_file_or_json_stat_that_is_too_large_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from geodata.sources import json_tables

    monkeypatch.setattr(delimited, "LARGEST", 10)
    monkeypatch.setattr(json_tables, "LARGEST", 10)
    (tmp_path / "a.csv").write_text(TEXT)
    (tmp_path / "a.json").write_text('{"class": "dataset", "version": "2.0"}')
    for name in ("a.csv", "a.json"):
        _raw, found = outcome(tmp_path / name)
        assert codes(found) == ["text_too_large"]


def test_a_parquet_whose_rows_share_one_long_text_is_measured_unfolded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "LARGEST", 2**24)
    pq.write_table(pa.table({"kod": ["x" * 2**16] * 1000}), tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").stat().st_size < 2**20
    _raw, found = outcome(tmp_path / "a.parquet")
    assert codes(found) == ["file_too_large"]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-16-le", None), ("utf-16-be", None), ("mac-roman", "mac-roman"), ("cp850", "cp850")],
)
def test_letters_of_other_encodings_are_found(encoding: str, name: str | None, tmp_path: Path) -> None:
    text = "kod;namn\nA1;Mölndals vårdcentral\nA2;Ängelholm, Åmål\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    raw, found = outcome(tmp_path / "a.csv", layout("kod", "namn"))
    assert texts(raw) == [["A1", "Mölndals vårdcentral"], ["A2", "Ängelholm, Åmål"]]
    assert [each.value for each in found] == ([name] if name else [])
    raw, found = outcome(tmp_path / "a.csv", layout("kod", "namn", encoding=encoding))
    assert found == []
    assert texts(raw)[0][1] == "Mölndals vårdcentral"


def test_a_setting_that_says_nothing_of_a_kind_of_file_is_told(tmp_path: Path) -> None:
    pq.write_table(pa.table({"kod": ["A1"], "antal": [1]}), tmp_path / "a.parquet")
    how = layout("kod", header_row=(3,), skip_after="Källa", encoding="cp1252", layer="Blad1")
    _raw, found = outcome(tmp_path / "a.parquet", how)
    assert [(each.code, each.severity, each.value) for each in found] == [
        ("setting_without_use", "warning", name) for name in ("layer", "header_row", "skip_after", "encoding")
    ]
    path = written(tmp_path, "xlsx", [["kod", "antal"], ["A1", 10], ["A2", 20]])
    raw, found = outcome(path, layout("kod", "antal", separator=";"))
    assert [(each.code, each.value, each.expected) for each in found] == [
        ("setting_without_use", "separator", (".xlsx",))
    ]
    assert texts(raw) == CELLS


def test_one_broken_letter_does_not_make_the_others_wrong(tmp_path: Path) -> None:
    lines = "".join(f"A{at};Åmål, Örebro, Mölndal\n" for at in range(9)).encode()
    (tmp_path / "a.csv").write_bytes(b"kod;namn\n" + lines + b"B1;M\xf6lndal\n")
    raw, found = outcome(tmp_path / "a.csv", layout("kod", "namn"))
    assert [(each.code, each.severity, each.row) for each in found] == [("broken_utf8", "warning", 11)]
    assert texts(raw)[0][1] == "Åmål, Örebro, Mölndal"
    assert texts(raw)[-1][1] == "M\ufffdlndal"


def test_text_in_another_encoding_than_the_region_says_is_refused_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("kod;namn\nA1;Mölndal\n".encode("cp1252"))
    _raw, found = outcome(tmp_path / "a.csv", layout("kod", encoding="utf-8"))
    assert [(each.code, each.row, each.value) for each in found] == [("not_in_encoding", 2, "utf-8")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_splits_evenly_whatever_stands_in_titles_and_numbers(
    separator: str, tmp_path: Path
) -> None:
    lines = ["Antal, andel; och mer | allt", separator.join(["kod", "antal", "andel"])]
    lines += [separator.join([f"A{at}", str(at), '"1,5"' if separator == "," else "1,5"]) for at in range(9)]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n")
    raw, found = outcome(tmp_path / "a.csv", layout("kod", "antal", "andel"))
    assert codes(found) == ["title_rows"]
    assert texts(raw)[1] == ["A1", "1", "1,5"]


def test_a_quotation_mark_that_is_never_closed_is_named_with_its_row(tmp_path: Path) -> None:
    for above, row in (("", 3), ("Titel\n\n", 5)):
        (tmp_path / "a.csv").write_text(f'{above}kod;antal\nA1;10\n"A2;20\nA3;30\nA4;40\n')
        raw, found = outcome(tmp_path / "a.csv", KNOWN)
        assert raw is None
        assert [(each.code, each.row) for each in found if each.severity == "error"] == [("open_quote", row)]


def test_a_line_longer_than_any_row_is_refused_before_it_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "LONGEST_LINE", 20)
    (tmp_path / "a.csv").write_text("kod;antal\nA1;" + "1" * 30 + "\n")
    monkeypatch.setattr(delimited, "_BLOCK", 7)
    _raw, found = outcome(tmp_path / "a.csv", KNOWN)
    assert [(each.code, each.row) for each in found] == [("long_line", 2)]


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;"])
def test_a_line_that_names_the_separator_keeps_its_row_number(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{line}\r\n{TEXT}")
    raw, found = outcome(tmp_path / "a.csv", KNOWN)
    assert found == []
    assert texts(raw) == CELLS
    assert raw is not None
    assert raw.rows.tolist() == [3, 4]


def test_lines_that_end_with_separators_are_no_wider_than_their_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("kod;antal;;\nA1;10;;\nA2;20;;\n")
    raw, found = outcome(tmp_path / "a.csv", KNOWN)
    assert found == []
    assert texts(raw) == CELLS


def cube(**changes: object) -> dict[str, object]:
    """Two areas by two sexes."""
    dimension = {
        "Region": {"category": {"index": ["14", "13"], "label": {"14": "VG", "13": "Halland"}}},
        "Kon": {"category": {"index": {"1": 0, "2": 1}}},
    }
    content: dict[str, object] = {
        "version": "2.0",
        "class": "dataset",
        "id": ["Region", "Kon"],
        "size": [2, 2],
    }
    return {**content, "dimension": dimension, "value": [1, 2.50, None, 4], "status": {"2": ".."}, **changes}


def test_json_stat_is_a_table_with_a_row_a_cell(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(cube()))
    raw, found = outcome(tmp_path / "a.json")
    assert found == []
    assert raw is not None
    assert list(raw.frame.columns) == ["Region", "Region_label", "Kon", "Kon_label", "value", "status"]
    assert texts(raw)[1:3] == [["14", "VG", "2", "2", "2.5", ""], ["13", "Halland", "1", "1", "", ".."]]
    assert raw.rows.tolist() == [2, 3, 4, 5]


def test_json_stat_of_the_first_version_is_read_as_well(tmp_path: Path) -> None:
    newer = cube()
    dimension = {**newer["dimension"], "id": newer["id"], "size": newer["size"]}  # type: ignore[dict-item]
    (tmp_path / "a.json").write_text(
        json.dumps({"dataset": {"dimension": dimension, "value": newer["value"]}})
    )
    raw, found = outcome(tmp_path / "a.json")
    assert found == []
    assert len(texts(raw)) == 4


@pytest.mark.parametrize(
    "changes", [{"size": [2, 3]}, {"value": [1]}, {"version": "9"}, {"size": [10**6, 10**6]}]
)
def test_json_stat_that_does_not_add_up_says_where(changes: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(cube(**changes)))
    _raw, found = outcome(tmp_path / "a.json")
    assert codes(found) == ["not_json_stat"]
    assert found[0].value


@pytest.mark.parametrize("around", [lambda rows: rows, lambda rows: {"count": 2, "values": rows}])
def test_a_list_of_objects_is_a_table_of_their_members(
    around: Callable[[object], object], tmp_path: Path
) -> None:
    rows = [{"kod": "A1", "antal": 10}, {"kod": "A2", "antal": 20, "mer": [1]}]
    (tmp_path / "a.json").write_text(json.dumps(around(rows)))
    raw, found = outcome(tmp_path / "a.json")
    assert found == []
    assert texts(raw) == [["A1", "10", ""], ["A2", "20", "[1]"]]
    assert raw is not None
    assert raw.rows.tolist() == [1, 2]


def test_shapes_as_another_program_lists_them_are_no_table_of_members(tmp_path: Path) -> None:
    point = {"attributes": {"kod": "A1"}, "geometry": {"x": 372000, "y": 6402000}}
    esri = {"geometryType": "esriGeometryPoint", "spatialReference": {"wkid": 3006}, "features": [point]}
    (tmp_path / "a.json").write_text(json.dumps(esri))
    raw, _found = outcome(tmp_path / "a.json")
    assert raw is not None
    assert list(raw.frame.columns) == ["kod"]
    assert raw.geometry is not None


def test_a_number_of_a_billion_digits_is_not_written_out(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"kod": "A1", "antal": 1e999999999}, {"kod": "A2", "antal": 2.5}]')
    raw, found = outcome(tmp_path / "a.json")
    assert found == []
    assert texts(raw) == [["A1", "1E+999999999"], ["A2", "2.5"]]


@pytest.mark.parametrize("name", ["pop", "pop.dat", "pop.skv"])
def test_text_by_a_name_that_says_little_is_read_as_text(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TEXT)
    raw, found = outcome(tmp_path / name, KNOWN)
    assert codes(found) == ["other_kind"]
    assert texts(raw) == CELLS


def test_unicode_text_that_a_program_names_as_a_workbook_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(TEXT.replace(";", "\t").encode("utf-16"))
    raw, found = outcome(tmp_path / "a.xls", KNOWN)
    assert codes(found) == ["other_kind"]
    assert texts(raw) == CELLS


def test_every_ending_that_is_read_has_a_reader_and_no_command() -> None:
    assert not set(sources.TABLES) & set(sources.FILES)
    assert set(ENDINGS) & set(CONVERSIONS) <= {".gz"}
