"""Three English districts from ONS's own files: everybody is there, now and to come, in every vintage."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geodata.checks import Checked, check
from geodata.region.region import Region
from geodata.region.residents import between, persons
from tests.durham import PEOPLE, write_durham


@pytest.fixture(scope="module")
def checked(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    if not (shared / "needs").is_dir():
        pytest.skip(f"the projections of the Office for National Statistics are not at {shared / 'needs'}")
    return check(write_durham(tmp_path_factory.mktemp("durham"), shared))


@pytest.fixture(scope="module")
def region(checked: Checked) -> Region:
    assert checked.region is not None, checked.problems
    return checked.region


@pytest.fixture(scope="module")
def golden(shared: Path) -> Mapping[str, Any]:
    """The values worked out beside the data."""
    text = (shared / "needs" / "golden.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)["needs"]
    return found


def test_nothing_is_wrong_with_the_files_as_they_are(checked: Checked) -> None:
    assert checked.problems == ()


def test_residents_now_and_to_come_are_those_of_the_golden_values(
    region: Region, golden: Mapping[str, Any]
) -> None:
    assert region.projections is not None
    sums = region.projections.groupby(["municipality_id", "year"])["persons"].sum()
    for code, values in golden["R1_ONS_2016_based_CarrHill_2016_2029"].items():
        assert [sums[code, 2016], sums[code, 2029]] == values["persons"]
        area = region.areas.index.get_loc(code)
        assert persons(region)[area] == values["persons"][0], "of both sexes, once"


def test_every_sex_and_year_of_age_is_kept_and_the_oldest_are_open(region: Region, shared: Path) -> None:
    raw = pd.read_csv(shared / "needs" / "england" / PEOPLE)
    raw = raw[(raw["projection"] == "2016-based") & (raw["year"] == 2016)]
    assert len(region.population) == len(raw) == 3 * 2 * 91
    old = raw[raw["age_from"] >= 85].groupby("municipality_id")["persons"].sum()
    assert between(region, 85).tolist() == old.loc[region.areas.index].tolist()
    assert region.projections is not None
    assert set(region.projections.loc[region.projections["age_to"] < 0, "age_from"]) == {90}


def test_another_vintage_is_a_variant_with_years_of_its_own(
    shared: Path, golden: Mapping[str, Any], tmp_path: Path
) -> None:
    folder = write_durham(tmp_path / "durham", shared)
    toml = folder / "region.toml"
    text = toml.read_text(encoding="utf-8").replace(
        'where = { projection = "2016-based" }',
        'columns = { variant = "projection" }\nrecode = { variant = { 2016-based = "" } }',
    )
    toml.write_text(text, encoding="utf-8")
    region = check(folder).region
    assert region is not None
    assert region.projections is not None
    sums = region.projections.groupby(["variant", "municipality_id", "year"])["persons"].sum()
    found = {"2016-based": sums["", "E06000047", 2027], "2014-based": sums["2014-based", "E06000047", 2027]}
    assert found == golden["R2_vintages_Durham_2027"]


def test_remaining_years_are_of_both_sexes_and_every_year(region: Region, shared: Path) -> None:
    assert region.life_expectancy is not None
    raw = pd.read_csv(shared / "needs" / "england" / "ons_life_expectancy_uk.csv")
    assert len(region.life_expectancy) == len(raw)
    row = region.life_expectancy.query("year == 2016 and sex == '2' and age == 65")
    expected = raw.query("year == 2016 and sex == 2 and age == 65")["ex"]
    assert row["years"].tolist() == expected.tolist()
