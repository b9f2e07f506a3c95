"""region.toml is read whole, and everything wrong with it is told at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from geodata.contract.problems import Problem, Problems
from geodata.contract.region_toml import read_settings
from geodata.contract.settings import RegionSettings
from tests.toy import REGION_TOML


def settings(tmp_path: Path, text: str) -> tuple[RegionSettings | None, list[Problem]]:
    (tmp_path / "region.toml").write_text(text, encoding="utf-8")
    problems = Problems()
    return read_settings(tmp_path, problems), problems.found


def test_a_region_is_read_as_it_is_written(tmp_path: Path) -> None:
    region, problems = settings(tmp_path, REGION_TOML)
    assert problems == []
    assert region is not None
    assert region.name == {"sv": "Leksak", "en": "Toy"}
    assert region.short == "Leksak"
    assert region.as_of == date(2025, 12, 31)
    assert region.disclosure == "public"
    assert region.care_forms["vc"].limit_min == 15
    assert region.age_groups["0-19"].age_to == 19
    assert region.rules["too_far"].on
    assert region.rules["too_far"].limit is None
    assert region.travel.speed_kmh == 60
    assert region.tables["visits"].unknown_area == "keep"


def test_minutes_along_roads_say_what_they_rest_on_by_way_of_travelling(tmp_path: Path) -> None:
    for mode, says in {"car": "svängar", "bicycle": "en sekund i varje korsning", "foot": "Gångfart"}.items():
        roads = f'[travel]\nmodel = "road_network"\nnetwork = "roads.npz"\nmode = "{mode}"'
        region, problems = settings(tmp_path, REGION_TOML.replace("[travel]", roads))
        assert problems == []
        assert region is not None
        assert says in region.travel.source["sv"]


def test_every_problem_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    spoiled = (
        REGION_TOML.replace('"EPSG:3006"', '"EPSG:4326"')
        .replace("limit_min = 15", "limit_min = 0")
        .replace('en = "Toy"', 'enn = "Toy"')
        .replace("detour = 1.3", "detour = 0.5")
        .replace('file = "units.csv"', 'file = "units.csv"\noutside = "maybe"')
        .replace("target = 0.9", "target = 90")
    )
    region, problems = settings(tmp_path, spoiled)
    assert region is None
    assert {(each.code, each.column) for each in problems} == {
        ("crs_not_metres", "crs"),
        ("impossible_number", "care_forms.vc.limit_min"),
        ("missing_key", "name.en"),
        ("unknown_key", "name.enn"),
        ("impossible_number", "travel.detour"),
        ("unknown_choice", "tables.units.outside"),
        ("impossible_number", "indicators.nojd.target"),
    }


def test_required_tables_and_a_reason_for_openness_are_asked_for(tmp_path: Path) -> None:
    text = REGION_TOML.replace("[tables.population]", "[tables.places]").replace("reason =", "because =")
    _, problems = settings(tmp_path, text)
    assert ("missing_key", "tables.population") in {(each.code, each.column) for each in problems}
    assert ("missing_key", "disclosure.reason") in {(each.code, each.column) for each in problems}


def test_a_syntax_error_names_its_line(tmp_path: Path) -> None:
    _, [problem] = settings(tmp_path, 'id = "a"\nname = \n')
    assert problem.code == "not_toml"
    assert problem.row == 2
