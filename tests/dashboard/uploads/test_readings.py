"""Which table a file fills and what its columns are; and only that is changed in `region.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dashboard.uploads.readings import Reading, columns_of, reading_of
from dashboard.uploads.settings_edit import CannotEditError, read_lines, with_table
from dashboard.uploads.staged_region import folder_files
from dashboard.words.words import LANGUAGES, words
from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings
from geodata.contract.settings import RegionSettings
from geodata.contract.tables import TABLES
from geodata.guess.findings import ColumnFinding, Guess, Reason, Setting, TableFinding
from tests.toy import write_toy_region

UNITS = "unit_id,name,care_form,operator,longitude,latitude\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_toy_region(tmp_path / "toy")


def settings_of(folder: Path) -> RegionSettings:
    found = read_settings(folder, Problems())
    assert found is not None
    return found


def read(folder: Path, name: str, text: str, choices: dict[str, Any] | None = None) -> Reading:
    brought = folder.parent / name
    brought.write_text(text, encoding="utf-8")
    return reading_of(brought, settings_of(folder), folder_files(folder), choices or {})


def test_a_file_of_the_same_name_fills_what_it_filled_last_time(folder: Path) -> None:
    found = read(folder, "units.csv", (folder / "units.csv").read_text("utf-8"))
    assert (found.table, found.target, found.reason) == ("units", "units.csv", "name")
    assert {each.ours for each in found.columns} >= {"unit_id", "name", "care_form"}


def test_another_name_is_told_by_its_columns_and_what_is_like_none_is_not(folder: Path) -> None:
    text = (folder / "units.csv").read_text("utf-8")
    found = read(folder, "enheter_2026.csv", text)
    assert (found.table, found.target, found.reason) == ("units", "units.csv", "columns")
    assert 0.5 <= found.sure < 1
    assert read(folder, "annat.csv", "a,b\n1,2\n").target == ""
    assert read(folder, "annat.csv", "a,b\n1,2\n", {"table": "units"}).table == "units"


def test_a_column_with_another_name_is_proposed_for_the_one_that_is_missing(folder: Path) -> None:
    text = (folder / "units.csv").read_text("utf-8").replace("unit_id", "Unit ID", 1)
    found = read(folder, "units.csv", text)
    proposed = next(each for each in found.columns if each.name == "Unit ID")
    assert (proposed.ours, proposed.reason) == ("unit_id", "alike")
    assert proposed.sure <= 0.9
    assert columns_of(found, settings_of(folder).tables["units"])["unit_id"] == "Unit ID"


def test_what_somebody_chose_comes_before_every_guess(folder: Path) -> None:
    text = "Anm," + (folder / "units.csv").read_text("utf-8").replace("\n", "\nx,").removesuffix("x,")
    chosen = {"columns": {"Anm": "organisation", "name": ""}}
    found = read(folder, "units.csv", text, chosen)
    columns = {each.name: (each.ours, each.reason) for each in found.columns}
    assert columns["Anm"] == ("organisation", "chosen")
    assert columns["name"] == ("", "chosen")
    assert columns_of(found, settings_of(folder).tables["units"])["organisation"] == "Anm"


TOML = """# First
[tables.units]  # of units
file = "units.csv"  # old
outside = "keep"
columns = { unit_id = "HSA-id" }

[tables.visits]
file = "visits.csv"
"""


def test_file_and_columns_of_one_table_change_and_nothing_else() -> None:
    columns = {"unit_id": 'Id "nytt"', "name": "Namn\\å"}
    changed = with_table(TOML, "units", {"file": "nya.xlsx", "columns": columns, "decimal": "."})
    assert changed.startswith("# First\n[tables.units]  # of units\n")
    found = tomllib.loads(changed)["tables"]
    assert found["units"] == {
        "file": "nya.xlsx",
        "outside": "keep",
        "columns": columns,
        "decimal": ".",
    }
    assert found["visits"] == {"file": "visits.csv"}
    assert "columns" not in tomllib.loads(with_table(TOML, "units", {"columns": {}}))["tables"]["units"]


@pytest.mark.parametrize(
    "text",
    [
        '[tables.units]\nfile = "a.csv"\n[tables.units.columns]\nunit_id = "Id"\n# kept\n',
        '[tables."units"]\nfile = "a.csv"\ncolumns.unit_id = "Id"\n',
    ],
)
def test_columns_may_stand_in_other_ways(text: str) -> None:
    found = tomllib.loads(with_table(text, "units", {"file": "b.csv", "columns": {"unit_id": "Nr"}}))
    assert found["tables"]["units"] == {"file": "b.csv", "columns": {"unit_id": "Nr"}}


@pytest.mark.parametrize(
    "text", ['tables = { units = { file = "a.csv" } }\n', '[tables]\nunits.file = "a.csv"\n', "id = 'x'\n"]
)
def test_what_cannot_be_changed_safely_is_left_to_somebody(text: str) -> None:
    with pytest.raises(CannotEditError):
        with_table(text, "units", {"file": "b.csv"})


def test_lines_are_of_toml_and_of_no_key_that_is_chosen_above() -> None:
    assert read_lines('decimal = "."\nnull = ["-"]\n') == {"decimal": ".", "null": ["-"]}
    assert read_lines("") == {}
    for text in (
        'file = "../x"',
        "decimal = .",
        "columns = {}",
        "a = 2026-01-01",
        "x" * 3000,
        f"a = {'[' * 1900}",
    ):
        with pytest.raises(CannotEditError):
            read_lines(text)


REASON = Reason("answered")


def test_a_guess_reads_what_nobody_has_and_never_more_than_is_missing_of_a_file_like_the_last(
    folder: Path,
) -> None:
    head, *rows = (folder / "units.csv").read_text("utf-8").splitlines()
    text = "\n".join([head.replace("unit_id", "Kod") + ",Telnr", *(f"{row},08-1" for row in rows)]) + "\n"
    names = [*head.replace("unit_id", "Kod").split(","), "Telnr"]
    like = {"Kod": ("unit_id", 0.93), "Telnr": ("phone", 0.8), "name": ("organisation", 0.99)}
    columns = tuple(ColumnFinding(name, (), (Guess(*like.get(name, ("", 0.9)), REASON),)) for name in names)
    settings = (
        Setting(("decimal",), ",", 0.9, REASON),
        Setting(("constants", "care_form"), "vc", 0.9, REASON),
    )
    guess = TableFinding("units", "", None, 2, True, (Guess("units", 0.9, REASON),), columns, settings)

    def found(name: str) -> tuple[dict[str, str], Mapping[str, Any]]:
        (folder.parent / name).write_text(text, encoding="utf-8")
        reading = reading_of(folder.parent / name, settings_of(folder), folder_files(folder), {}, guess)
        return {each.name: each.ours for each in reading.columns}, reading.settings

    last, none = found("units.csv")
    assert (last["Kod"], last["Telnr"], last["name"], none) == ("unit_id", "", "name", {})
    new, lines = found("annan.csv")
    assert (new["Kod"], new["Telnr"], new["name"]) == ("unit_id", "phone", "name")
    assert (
        reading_of(
            folder.parent / "annan.csv", settings_of(folder), folder_files(folder), {"lines": {}}, guess
        ).settings
        == {}
    ), "what somebody took away stays away"
    assert lines == {"decimal": ","}, "what the region's own settings say of values stays"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_column_has_a_name(language: str) -> None:
    text = words(language)
    for table in TABLES.values():
        assert text.has(f"upload.table_name.{table.name}"), table.name
        assert all(text.has(f"upload.column.{name}") for name in table.names), table.name
