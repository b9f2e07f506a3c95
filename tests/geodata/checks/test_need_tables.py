"""What need is computed from: read, checked, and in the region as its settings name it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from geodata.checks import Checked, check
from geodata.contract.region_toml import FILE_NAME
from tests.toy import write_toy_region

INDEX = """
[projection_variants]
high = { sv = "Hög", en = "High" }

[need_index.own]
name = { sv = "Eget", en = "Own" }
scale = "mean_one"
mean = 2.5
source = { sv = "Påhittat", en = "Made up" }
weights = { unemployed = 2.0, alone = 1 }
steps_of = { alone = ["count", "log"] }
"""
PREVALENCE = """\
condition,sex,ages,share,excess_use
diabetes,1,-64,0.04,1.8
diabetes,2,-64,0.03,1.8
diabetes,1+2,-64,0.035,1.8
diabetes,,65+,0.2,
"""
VARIABLES = """\
variable,area_id,value,denominator
unemployed,0101,10,100
unemployed,0102,20,100
unemployed,0201,5,50
alone,0101,0.5,
alone,0102,0.25,
alone,0201,1,
"""


def read(folder: Path, settings: str = "", **tables: str) -> Checked:
    """A check of the toy region with more tables and settings."""
    write_toy_region(folder)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        settings += f'\n[tables.{name}]\nfile = "{name}.csv"\n'
    with (folder / FILE_NAME).open("a", encoding="utf-8") as file:
        file.write(settings)
    return check(folder)


def test_prevalence_is_by_sex_and_age_and_totals_beside_parts_are_set_aside(tmp_path: Path) -> None:
    checked = read(tmp_path / "toy", prevalence=PREVALENCE)
    assert checked.problems == ()
    assert checked.region is not None
    table = checked.region.prevalence
    assert table is not None
    assert table[["sex", "age_from", "age_to", "share", "year"]].to_numpy().tolist() == [
        ["1", 0, 64, 0.04, 0],
        ["2", 0, 64, 0.03, 0],
        ["", 65, -1, 0.2, 0],
    ]
    assert table["excess_use"].tolist()[:2] == [1.8, 1.8]
    assert math.isnan(table["excess_use"][2])


def test_shares_in_per_cent_are_named(tmp_path: Path) -> None:
    checked = read(tmp_path / "toy", prevalence=PREVALENCE.replace("0.2,", "20,"))
    assert [(each.code, each.row, each.value) for each in checked.problems] == [("not_a_share", 5, "20")]


def test_variables_and_the_index_of_them_are_in_the_region(tmp_path: Path) -> None:
    checked = read(tmp_path / "toy", INDEX, need_variables=VARIABLES)
    assert checked.problems == ()
    region = checked.region
    assert region is not None
    assert region.need_variables is not None
    assert region.need_variables["area"].tolist() == [0, 1, 2, 0, 1, 2]
    assert region.need_variables["denominator"].tolist()[:3] == [100, 100, 50]
    index = region.settings.need_indices["own"]
    assert index.weights == {"unemployed": 2.0, "alone": 1.0}
    assert index.steps == {"": ("share",), "alone": ("count", "log")}
    assert (index.scale, index.mean, index.name["en"]) == ("mean_one", 2.5, "Own")
    assert region.settings.projection_variants == {"high": {"sv": "Hög", "en": "High"}}


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        (("weights = {", "wts = {"), "missing_key", "need_index.own.weights"),
        (('"mean_one"', '"percent"'), "unknown_choice", "need_index.own.scale"),
        (("alone = 1", 'alone = "1"'), "wrong_type", "need_index.own.weights.alone"),
        (('"log"', '"logarithm"'), "unknown_choice", "need_index.own.steps_of.alone"),
        (("{ alone = [", "{ alon = ["), "unknown_choice", "need_index.own.steps_of.alon"),
        (('"log"', '"z"'), "wrong_scale", "need_index.own.scale"),
        (('"mean_one"', '"raw"'), "wrong_scale", "need_index.own.mean"),
        (("high = {", "high = 5 #"), "wrong_type", "projection_variants.high"),
    ],
)
def test_what_is_wrong_with_an_index_is_named(
    tmp_path: Path, change: tuple[str, str], code: str, column: str
) -> None:
    problems = read(tmp_path / "toy", INDEX.replace(*change), need_variables=VARIABLES).problems
    assert (code, column) in {(each.code, each.column) for each in problems}


@pytest.mark.parametrize(
    ("change", "code", "value"),
    [
        (("unemployed,0101,10", "unemployed,0101,-10"), "negative", "-10"),
        (("unemployed,0101,10,100", "unemployed,0101,10,"), "not_a_share", "10"),
        (("unemployed,0101", "unemployed,0102"), "duplicate", "unemployed + 0102"),
        (("unemployed,0101", "unemployed,0999"), "unknown_area", "0999"),
    ],
)
def test_what_is_wrong_with_a_variable_is_named(
    tmp_path: Path, change: tuple[str, str], code: str, value: str
) -> None:
    problems = read(tmp_path / "toy", INDEX, need_variables=VARIABLES.replace(*change)).problems
    assert (code, value) in {(each.code, each.value) for each in problems}
