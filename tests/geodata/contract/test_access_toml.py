"""What `[access]` may say: names that there are, of roles that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.checks import check
from geodata.checks.words import report_text
from geodata.contract.access_settings import EVERYTHING, HIDEABLE_COLUMNS, MEASURES, RoleAccess
from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings
from geodata.contract.settings import RegionSettings
from geodata.contract.tables import TABLES
from geodata.measures.registry import MEASURES as COUNTED
from tests.toy import write_toy_region


def region_with(folder: Path, said: str) -> Path:
    path = write_toy_region(folder)
    with (path / "region.toml").open("a", encoding="utf-8") as file:
        file.write(said)
    return path


def settings_with(folder: Path, said: str) -> RegionSettings:
    problems = Problems()
    settings = read_settings(region_with(folder, said), problems)
    assert settings is not None, problems.found
    return settings


def test_nothing_declared_hides_nothing_from_anybody(tmp_path: Path) -> None:
    access = settings_with(tmp_path, "").access
    assert not access.roles
    assert access.of("resident") == access.of("politician") == EVERYTHING


def test_a_role_hides_what_it_names(tmp_path: Path) -> None:
    said = (
        '\n[access.resident]\nhide_pages = ["plan"]\nhide_indicators = ["nojd"]\n'
        'hide_columns = ["units.capacity"]\n\n[access.officer]\n\n[access.unit_manager]\nscope = ["units"]\n'
    )
    access = settings_with(tmp_path, said).access
    assert access.of("resident") == RoleAccess(
        hide_pages=("plan",), hide_indicators=("nojd",), hide_columns=("units.capacity",)
    )
    assert access.of("officer") == EVERYTHING
    assert access.of("unit_manager").scope == ("units",)


@pytest.mark.parametrize("key", ["covered", "beyond"])
def test_who_may_not_see_who_is_reached_does_not_see_the_same_by_way_of_travelling(
    tmp_path: Path, key: str
) -> None:
    ways = "\n[travel.modes.car]\nspeed_kmh = 60\n\n[travel.modes.foot]\nspeed_kmh = 5\n"
    hidden = settings_with(tmp_path, f'{ways}\n[access.resident]\nhide_measures = ["{key}"]\n').access
    assert hidden.of("resident").hide_measures == (key, "reached_by_car", "reached_by_foot")
    other = settings_with(tmp_path, f'{ways}\n[access.resident]\nhide_measures = ["median_minutes"]\n').access
    assert len(other.of("resident").hide_measures) == 1


def test_a_role_that_is_not_named_sees_what_everybody_sees(tmp_path: Path) -> None:
    access = settings_with(tmp_path, '\n[access.resident]\nhide_pages = ["plan"]\n').access
    assert access.of("administrator").hide_pages == ("plan",)


@pytest.mark.parametrize(
    ("said", "code", "column", "value"),
    [
        ('[access.king]\nhide_pages = ["plan"]', "unknown_choice", "access.king", "king"),
        ('[access.resident]\nhide_pages = ["find"]', "unknown_choice", "access.resident.hide_pages", "find"),
        (
            '[access.resident]\nhide_questions = ["supply"]',
            "unknown_choice",
            "access.resident.hide_questions",
            "supply",
        ),
        (
            '[access.resident]\nhide_indicators = ["nöjd"]',
            "unknown_choice",
            "access.resident.hide_indicators",
            "nöjd",
        ),
        (
            '[access.resident]\nhide_columns = ["units.closed"]',
            "unknown_choice",
            "access.resident.hide_columns",
            "units.closed",
        ),
        (
            '[access.resident]\nhide_tables = ["areas"]',
            "unknown_choice",
            "access.resident.hide_tables",
            "areas",
        ),
        (
            '[access.resident]\nhide_measures = ["lod"]',
            "unknown_choice",
            "access.resident.hide_measures",
            "lod",
        ),
        (
            '[access.resident]\nhide_care_forms = ["vc"]',
            "role_sees_none",
            "access.resident.hide_care_forms",
            None,
        ),
        ('[access.resident]\npages = ["plan"]', "unknown_key", "access.resident.pages", None),
        ('[access.officer]\nscope = ["county"]', "unknown_choice", "access.officer.scope", "county"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    said: str, code: str, column: str, value: str | None, tmp_path: Path
) -> None:
    checked = check(region_with(tmp_path, f"\n{said}\n"))
    assert [(each.code, each.column, each.value) for each in checked.problems] == [(code, column, value)]
    for language in ("sv", "en"):
        assert column in report_text(checked, language)


def test_a_misspelt_measure_is_answered_with_those_like_it(tmp_path: Path) -> None:
    checked = check(region_with(tmp_path, '\n[access.resident]\nhide_measures = ["underservd"]\n'))
    assert "underserved" in checked.problems[0].expected


def test_every_measure_can_be_hidden_by_name() -> None:
    assert [measure.key for measure in COUNTED] == list(MEASURES)


def test_every_column_that_can_be_hidden_is_one_that_need_not_be_known() -> None:
    for name in HIDEABLE_COLUMNS:
        table, _, column = name.partition(".")
        found = {each.name: each for each in TABLES[table].columns}
        assert not found[column].required, name
