"""The folder as it would be: what the region has elsewhere stays as it is, and no file is left out unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.uploads.staged_region import Staged, staged
from dashboard.uploads.staging import Staging
from geodata.contract.region_toml import FILE_NAME
from tests.toy import write_toy_region


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_toy_region(tmp_path / "toy")


def brought(folder: Path, *names: str) -> Staged:
    """The toy's units brought under some names."""
    staging = Staging(folder.parent / "staging")
    staging.files.mkdir(parents=True)
    text = next(folder.parent.rglob("units.csv")).read_text("utf-8")
    for name in names:
        (staging.files / name).write_text(text, encoding="utf-8")
    found = staged(folder, staging, {})
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
