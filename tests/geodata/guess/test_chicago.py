"""A city's open data, of which nobody has written a `region.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.checks import check
from geodata.contract.problems import Problems
from geodata.contract.region_toml import FILE_NAME, read_settings
from geodata.contract.settings import RegionSettings
from geodata.guess.findings import Findings
from geodata.guess.looked import looked_at
from geodata.guess.written import written
from tests.chicago import AGES, write_chicago

AREAS, CLINICS = "Boundaries - Community Areas.geojson", "Clinic_Locations.csv"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three files, and what was written of them."""
    path = write_chicago(tmp_path_factory.mktemp("chicago"))
    (path / FILE_NAME).write_text(written(looked_at(path), "en"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def findings(folder: Path) -> Findings:
    return looked_at(folder)


@pytest.fixture(scope="module")
def settings(folder: Path) -> RegionSettings:
    found = read_settings(folder, Problems())
    assert found is not None
    return found


def test_each_file_is_the_table_that_it_is(findings: Findings) -> None:
    files = {each.table: each.file for each in findings.tables}
    assert files == {"areas": AREAS, "population": "Population_by_Community_Area_2021.csv", "units": CLINICS}
    assert not findings.missing
    assert not findings.left_out


def test_the_code_of_an_area_is_the_column_that_other_files_refer_to(settings: RegionSettings) -> None:
    assert settings.tables["areas"].columns["area_id"] in ("area_numbe", "area_num_1")
    assert settings.tables["population"].columns["area_id"] == "Community Area"


def test_classes_of_age_part_everybody_without_overlap(settings: RegionSettings) -> None:
    assert list(settings.tables["population"].melt) == list(AGES)


def test_the_row_of_totals_is_left_out(settings: RegionSettings) -> None:
    assert settings.tables["population"].where_not == {"Community Area": ("^Citywide$",)}


def test_a_place_in_a_text_of_several_lines_is_taken_out_in_the_order_that_falls_inside(
    settings: RegionSettings,
) -> None:
    extract = settings.tables["units"].extract
    assert {ours: how["column"] for ours, how in extract.items()} == {
        "longitude": "Location",
        "latitude": "Location",
    }


def test_words_for_operators_and_care_forms_are_recoded(settings: RegionSettings) -> None:
    recode = settings.tables["units"].recode
    assert recode["operator"] == {"CDPH": "own", "Delegate": "contract"}
    assert recode["care_form"] == {"WIC": "barnmorska", "Mental Health": "psykiatri"}
    assert set(settings.care_forms) == {"barnmorska", "psykiatri"}


def test_the_region_is_measured_in_the_zone_where_it_lies(settings: RegionSettings) -> None:
    assert settings.crs == "EPSG:32616"
    assert settings.language == "en"
    assert not settings.lov


def test_rules_are_written_so_that_lacking_supply_means_something(settings: RegionSettings) -> None:
    assert set(settings.rules) == {"too_far", "too_little", "no_choice"}


def test_the_check_finds_nothing_that_init_could_have_known(folder: Path) -> None:
    codes = {problem.code for problem in check(folder).errors}
    assert codes <= {"lost_zeros"}  # numbers of areas without leading zeros are another matter


def test_every_line_has_a_reason_and_how_sure_it_is(folder: Path) -> None:
    text = (folder / FILE_NAME).read_text(encoding="utf-8")
    assert "# sure, 9" in text
    assert "# unsure, 50%: assumed, 30 minutes: set the region's own limit" in text
