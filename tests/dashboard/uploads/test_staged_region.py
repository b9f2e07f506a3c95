"""The folder as it would be: what the region has elsewhere stays as it is, and no file is left out unsaid."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dashboard.uploads.mending import of_columns, table_of, told_kinds
from dashboard.uploads.readings import NEW
from dashboard.uploads.staged_region import Staged, staged
from dashboard.uploads.staging import Staging
from geodata.contract.region_toml import FILE_NAME
from tests.toy import write_toy_region


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_toy_region(tmp_path / "toy")


def brought(
    folder: Path, *names: str, of: str = "units.csv", table: str = "", lines: dict[str, Any] | None = None
) -> Staged:
    """A file of the toy brought under some names, with a table chosen, and lines of it."""
    staging = Staging(folder.parent / "staging")
    staging.files.mkdir(parents=True)
    text = next(folder.parent.rglob(of)).read_text("utf-8")
    for name in names:
        (staging.files / name).write_text(text, encoding="utf-8")
    chosen = {"table": table, **({} if lines is None else {"lines": lines})}
    found = staged(folder, staging, dict.fromkeys(names, chosen))
    assert found is not None
    return found


@pytest.mark.parametrize("absolute", [True, False])
def test_a_file_that_lies_outside_the_folder_is_never_replaced(folder: Path, absolute: bool) -> None:
    elsewhere = folder.parent / "elsewhere" / "units.csv"
    elsewhere.parent.mkdir()
    (folder / "units.csv").replace(elsewhere)
    settings, before = folder / FILE_NAME, elsewhere.stat().st_ino
    named = str(elsewhere) if absolute else "../elsewhere/units.csv"
    settings.write_text(settings.read_text("utf-8").replace('"units.csv"', f'"{named}"'), encoding="utf-8")
    found = brought(folder, "enheter.csv")
    assert elsewhere.stat().st_ino == before
    assert found.readings[0].table == "units"
    assert sorted(found.replaced) == ["enheter.csv", FILE_NAME]
    text = (folder.parent / "staging" / "region" / FILE_NAME).read_text("utf-8")
    assert 'file = "enheter.csv"' in text, "the region reads what was brought, beside what is elsewhere"


def test_a_file_that_is_read_instead_of_a_shipped_one_is_read(folder: Path) -> None:
    settings = folder / FILE_NAME
    text = settings.read_text("utf-8").replace('"units.csv"', '"shipped:units.csv"')
    settings.write_text(text, encoding="utf-8")
    (folder / "units.csv").replace(folder.parent / "units.csv")
    found = brought(folder, "enheter.csv")
    assert sorted(found.replaced) == ["enheter.csv", FILE_NAME]


def test_of_two_files_for_one_table_one_is_read_and_the_other_says_so(folder: Path) -> None:
    found = brought(folder, "norr.csv", "units.csv")
    north, units = found.readings
    assert (units.table, units.target, units.other) == ("units", "units.csv", "")
    assert (north.table, north.target, north.other) == ("", "", "units.csv")
    assert all(not column.ours for column in north.columns)
    assert list(found.replaced) == ["units.csv"]


def test_a_table_that_the_region_has_not_is_added_last_in_its_settings(folder: Path) -> None:
    settings = folder / FILE_NAME
    without = settings.read_text("utf-8").replace(
        '[tables.visits]\nfile = "visits.csv"\nunknown_area = "keep"\n', ""
    )
    assert "visits.csv" not in without
    settings.write_text(without, encoding="utf-8")
    (folder / "visits.csv").replace(folder.parent / "visits.csv")
    (unread,) = brought(folder, "Besök 2025.csv", of="visits.csv").readings
    assert (unread.table, unread.proposed) == ("", "visits"), "it says what the file looks like"
    shutil.rmtree(folder.parent / "staging")
    found = brought(folder, "Besök 2025.csv", of="visits.csv", table=f"{NEW}visits")
    (reading,) = found.readings
    assert (reading.table, reading.target, reading.new, reading.proposed) == (
        "visits", "Besök 2025.csv", True, "",
    )  # fmt: skip
    text = (folder.parent / "staging" / "region" / FILE_NAME).read_text("utf-8")
    assert text.startswith(without.rstrip("\n")), "nothing else is changed"
    assert tomllib.loads(text)["tables"]["visits"] == {"file": "Besök 2025.csv"}


@pytest.mark.parametrize(
    ("table", "name", "key"),
    [
        ("units", "nya enheter!.csv", "units_nya_enheter"),
        ("population", "points.csv", "population_more_points"),
        ("units", "--.csv", "units_more"),
    ],
)
def test_one_more_file_of_a_table_has_a_key_of_its_own_and_replaces_none(
    folder: Path, table: str, name: str, key: str
) -> None:
    found = brought(folder, name, of=f"{table}.csv", table=f"{NEW}{table}")
    assert [reading.table for reading in found.readings] == [key]
    assert sorted(found.replaced) == sorted([name, FILE_NAME])
    tables = tomllib.loads((folder.parent / "staging" / "region" / FILE_NAME).read_text("utf-8"))["tables"]
    assert tables[key]["file"] == name
    assert tables[table] == {"file": f"{table}.csv"}


def test_a_file_that_has_its_table_is_no_new_one_and_what_is_no_table_is_none(folder: Path) -> None:
    (reading,) = brought(folder, "units.csv", table=f"{NEW}units").readings
    assert (reading.table, reading.new) == ("units", False)
    shutil.rmtree(folder.parent / "staging")
    (reading,) = brought(folder, "other.csv", table=f"{NEW}../x").readings
    assert (reading.table, reading.new) == ("units", False)


def test_what_lines_say_of_other_columns_and_words_stays_and_else_they_hold_as_they_are_written(
    folder: Path,
) -> None:
    settings = folder / FILE_NAME
    own = """[tables.units]
where = { care_form = ["a"] }
null = ["-"]
recode = { operator = { "Egen" = "own", "Bolag" = "private" } }
ignore = ["^Anm$"]
decimal = { latitude = "," }
"""
    text = settings.read_text("utf-8").replace("[tables.units]\n", own, 1)
    settings.write_text(text, encoding="utf-8")
    assert "^Anm$" in text
    lines = {
        "where": {"care_form": ["b"]},
        "null": ["x"],
        "recode": {"operator": {"Bolag": "own"}},
        "ignore": [],
        "decimal": {"longitude": "."},
    }
    brought(folder, "units.csv", lines=lines)
    found = (folder.parent / "staging" / "region" / FILE_NAME).read_text("utf-8")
    units = tomllib.loads(found)["tables"]["units"]
    assert units["where"] == {"care_form": ["b"]}, "not rows of both"
    assert (units["null"], units["ignore"]) == (["x"], [])
    assert units["recode"] == {"operator": {"Egen": "own", "Bolag": "own"}}
    assert units["decimal"] == {"latitude": ",", "longitude": "."}


def test_marks_are_said_of_the_columns_that_are_wrong_and_nothing_of_a_file_with_several_tables() -> None:
    problem = {
        "severity": "error", "code": "ambiguous_mark", "file": "u.csv", "row": 2, "column": "Antal",
        "value": "1.234", "expected": ["decimal = '.'"], "rows": None, "ours": None, "words": [],
    }  # fmt: skip
    (kind,) = told_kinds({"problems": [problem]})
    columns = [{"name": "Antal", "ours": "capacity"}, {"name": "Bredd", "ours": "latitude"}]
    reading = {"target": "u.csv", "table": "units", "columns": columns, "shared": False}
    assert table_of(kind, [reading]) is reading
    assert of_columns({"decimal": "."}, kind, reading) == {"decimal": {"capacity": "."}}
    assert of_columns({"decimal": "."}, kind, {**reading, "columns": []}) == {"decimal": "."}
    assert of_columns({"null": ["."]}, kind, reading) == {"null": ["."]}
    assert table_of(kind, [{**reading, "shared": True}]) is None, "it may be of another table"


def test_a_file_that_several_tables_are_read_from_says_so(folder: Path) -> None:
    settings = folder / FILE_NAME
    text = settings.read_text("utf-8") + '\n[tables.addresses]\nfile = "units.csv"\n'
    settings.write_text(text, encoding="utf-8")
    assert [each.shared for each in brought(folder, "units.csv").readings] == [True]
