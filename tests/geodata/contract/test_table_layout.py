"""Where in a file a table stands, as a region says it: read as written, or refused with an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.checks import check
from geodata.contract.problems import Problems
from geodata.contract.table_layout import end_of_table, names_of_columns, rows_of_header, separator
from geodata.contract.toml_reader import TomlReader
from tests.toy import REGION_TOML, units_csv, write_toy_region


def reader(key: str, value: object) -> tuple[TomlReader, Problems]:
    problems = Problems()
    return TomlReader({key: value}, problems, "region.toml", "tables.units"), problems


@pytest.mark.parametrize(("value", "rows"), [(4, (4,)), ([3, 4], (3, 4)), ([1], (1,))])
def test_the_header_is_one_row_or_several(value: object, rows: tuple[int, ...]) -> None:
    toml, problems = reader("header_row", value)
    assert rows_of_header(toml) == rows
    assert problems.found == []


@pytest.mark.parametrize("value", ["4", [], [4, 3], [3, 3], True, [1.5], {}])
def test_a_header_row_that_is_no_row_is_refused(value: object) -> None:
    toml, problems = reader("header_row", value)
    assert rows_of_header(toml) == ()
    assert [(each.code, each.column) for each in problems.found] == [
        ("wrong_type", "tables.units.header_row")
    ]


@pytest.mark.parametrize("value", [0, -1, 5000, [1, 10**9]])
def test_a_header_row_beyond_reason_is_refused(value: object) -> None:
    toml, problems = reader("header_row", value)
    assert rows_of_header(toml) == ()
    assert [each.code for each in problems.found] == ["impossible_number"]


def test_names_of_columns_differ() -> None:
    toml, problems = reader("header", ["a", "b"])
    assert (names_of_columns(toml), problems.found) == (("a", "b"), [])
    for value in (["a", "a"], ["a", " "]):
        toml, problems = reader("header", value)
        assert names_of_columns(toml) == ()
        assert [each.code for each in problems.found] == ["wrong_type"]


@pytest.mark.parametrize(("value", "end"), [("Källa", "Källa"), (3, 3), (0, 0)])
def test_a_table_ends_by_a_text_or_a_number_of_rows(value: object, end: object) -> None:
    toml, problems = reader("skip_after", value)
    assert end_of_table(toml) == end
    assert problems.found == []


@pytest.mark.parametrize("value", [True, " ", -1, [1], 1.5])
def test_an_end_that_is_neither_is_refused(value: object) -> None:
    toml, problems = reader("skip_after", value)
    assert end_of_table(toml) is None
    assert [each.code for each in problems.found] == ["wrong_type"]


@pytest.mark.parametrize("value", ["", ";;", "a", "1", '"', "\n", "."])
def test_a_separator_is_one_character_that_is_no_letter(value: str) -> None:
    toml, problems = reader("separator", value)
    assert separator(toml) is None
    assert [each.code for each in problems.found] == ["wrong_type"]
    toml, problems = reader("separator", "|")
    assert (separator(toml), problems.found) == ("|", [])


def test_a_region_is_read_by_what_it_says_of_its_files(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    whole = check(folder)
    assert whole.region is not None
    header, *lines = units_csv().splitlines()
    text = "\n".join(["Enheter", "", *lines, "", "Källa: vi"]).replace(",", "^").replace("Norr", "Nörr")
    (folder / "units.csv").write_bytes(text.encode("mac-roman"))
    names = ", ".join(f'"{name}"' for name in header.split(","))
    settings = (
        f'header_row = 2\nheader = [{names}]\nskip_after = "källa"\nencoding = "mac-roman"\nseparator = "^"'
    )
    toml = REGION_TOML.replace('file = "units.csv"', f'file = "units.csv"\n{settings}')
    (folder / "region.toml").write_text(toml, encoding="utf-8")
    read = check(folder)
    assert read.region is not None, read.problems
    assert read.problems == whole.problems
    assert read.region.units.index.tolist() == whole.region.units.index.tolist()
