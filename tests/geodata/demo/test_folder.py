"""The demo as a folder of data: what it holds, that it agrees with itself, that it never changes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.checks import check
from geodata.demo import write
from geodata.demo.cells import population_points
from geodata.demo.contracts import contracted
from geodata.demo.folder import KEY_NAME
from geodata.demo.geography import geography
from geodata.demo.names import unit_names
from geodata.demo.quarters import PERIODS, open_share
from geodata.demo.residents import AGES, population, residents
from geodata.demo.units import units
from geodata.region.visits import NOWHERE, OUTSIDE
from tests.demo_region import public_demo

pytestmark = pytest.mark.long

GOTLAND = "09"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(GOTLAND, tmp_path_factory.mktemp("demo")).parent


@pytest.fixture(scope="module")
def people() -> gpd.GeoDataFrame:
    """Residents of Västra Götaland."""
    return residents(geography("14"))


@pytest.fixture(scope="module")
def network(people: gpd.GeoDataFrame) -> pd.DataFrame:
    """Units of Västra Götaland."""
    return units(geography("14"), people)


def test_the_folder_passes_its_own_check(folder: Path) -> None:
    found = check(folder)
    assert [problem.code for problem in found.problems] == []
    assert found.region is not None
    assert len(found.region.areas) == len(geography(GOTLAND).areas)
    assert found.region.points is not None
    persons = found.region.points.people["persons"].sum()
    assert persons == found.region.population["persons"].sum(), "every resident is at a point"


def test_places_elsewhere_in_the_country_are_known_to_the_search_alone(folder: Path) -> None:
    region = check(folder).region
    assert region is not None
    assert region.beyond is not None
    assert list(region.places["name"].head(1)) == ["Visby"]
    assert list(region.beyond["name"].head(2)) == ["Stockholm", "Göteborg"]
    assert not set(zip(region.places["x"], region.places["y"], strict=True)) & set(
        zip(region.beyond["x"], region.beyond["y"], strict=True)
    )
    named = {*region.places["name"], *region.beyond["name"]}
    assert set(region.settings.aliases) <= named


def test_every_view_can_say_that_the_care_is_invented(folder: Path) -> None:
    settings = tomllib.loads((folder / "region.toml").read_text(encoding="utf-8"))
    assert settings["notice"] == {
        "sv": "Exempeldata: verklig geografi, påhittad vård",
        "en": "Example data: real geography, invented care",
    }
    assert settings["name"]["sv"] == "Gotland"
    assert settings["disclosure"] == {"visits": "protected", "key_file": KEY_NAME}, "shown as real visits are"


def test_two_writings_are_alike_to_the_byte(folder: Path, tmp_path: Path) -> None:
    write(GOTLAND, tmp_path)
    for file in sorted(folder.iterdir()):
        assert file.read_bytes() == (tmp_path / file.name).read_bytes(), file.name


def test_visits_are_conserved_from_file_to_region(folder: Path, tmp_path: Path) -> None:
    written = pd.read_parquet(folder / "visits.parquet")
    region = check(public_demo(GOTLAND, tmp_path)).region
    assert region is not None
    assert region.visits is not None
    assert region.visits.total() == written["visits"].sum()
    level = region.visits.levels["area", "unit"]
    for code, elsewhere in ((OUTSIDE, "UTANFÖR"), (NOWHERE, "")):
        counted = written.loc[written["area_id"] == elsewhere, "visits"].sum()
        assert 4 * counted == level.visits[level.residence == code].sum() > 0  # quarters, years; each by age


def test_there_are_visits_in_eight_quarters_of_every_care_form(folder: Path) -> None:
    table = (
        pd.read_parquet(folder / "visits.parquet")
        .groupby(["care_form", "period"], observed=True)["visits"]
        .sum()
    )
    assert len(table) == 3 * 8
    assert (table > 0).all()


def test_every_area_has_residents_of_every_age_who_sum_to_its_persons(people: gpd.GeoDataFrame) -> None:
    assert (people[list(AGES)].to_numpy() >= 0).all()
    assert (people["persons"] > 0).all()
    rows = population(people)
    assert rows["persons"].sum() == people["persons"].sum()
    assert rows.groupby("area_id")["persons"].sum().tolist() == people["persons"].tolist()


def test_men_and_women_are_all_the_residents_of_their_age_and_area(people: gpd.GeoDataFrame) -> None:
    rows = population(people)
    table = rows.pivot_table("persons", ["area_id", "age_from"], "sex", aggfunc="sum")
    assert (
        table.sum(axis=1).to_numpy().reshape(-1, len(AGES)).tolist() == people[list(AGES)].to_numpy().tolist()
    )
    women = table["2"] / table.sum(axis=1)
    assert women.groupby("age_from").mean().round(2).tolist() == [0.49, 0.49, 0.51, 0.59]


def test_the_projection_begins_with_the_residents_by_municipality_sex_and_age(folder: Path) -> None:
    region = check(folder).region
    assert region is not None
    assert region.projections is not None
    first_year = region.projections[
        (region.projections["variant"] == "") & (region.projections["year"] == 2025)
    ]
    for begin, end in ((0, 19), (20, 64), (65, 79), (80, None)):
        last = first_year["age_to"].where(first_year["age_to"] >= 0, 999)
        inside = first_year[(first_year["age_from"] >= begin) & (last <= (end or 999))]
        residents = region.population[region.population["age_from"] == begin]
        projected, counted = (each.groupby("sex")["persons"].sum() for each in (inside, residents))
        assert np.allclose(projected, counted, atol=0.01)


def test_the_projection_is_invented_and_says_so(folder: Path) -> None:
    settings = tomllib.loads((folder / "region.toml").read_text(encoding="utf-8"))
    [source] = [each for each in settings["sources"] if "projections" in each.get("tables", ())]
    assert "påhittade" in source["covers"]["sv"]
    assert "projections" in source["tables"]


def test_variants_part_after_the_first_year_and_the_old_become_more(folder: Path) -> None:
    table = pd.read_csv(folder / "projections.csv", dtype={"variant": str}, keep_default_na=False)
    sums = table.groupby("variant")[["2025", "2035", "2045"]].sum()
    assert sums["2025"].nunique() == 1
    assert (sums.loc["low"] <= sums.loc[""]).all()
    assert (sums.loc[""] <= sums.loc["high"]).all()
    old = table[(table["variant"] == "") & table["age"].isin(["80-84", "85-89", "90-94", "95+"])]
    assert 1.2 < old["2035"].sum() / old["2025"].sum() < 1.7


def test_remaining_years_fall_with_age_and_grow_with_time_and_women_have_more(folder: Path) -> None:
    years = pd.read_csv(folder / "life_expectancy.csv").pivot(
        index=["year", "age"], columns="sex", values="years"
    )
    assert (years[2] > years[1]).all()
    assert (years.groupby("year").diff().dropna() < 0).all(axis=None)
    assert (years.groupby("age").diff().dropna() >= 0).all(axis=None)
    assert 79 < years.loc[(2025, 0), 1] < 84
    assert 83 < years.loc[(2025, 0), 2] < 88


def test_every_variable_of_the_index_is_a_share_of_every_areas_residents(folder: Path) -> None:
    region = check(folder).region
    assert region is not None
    assert region.need_variables is not None
    table = region.need_variables
    assert set(table["variable"]) == set(region.settings.need_indices["cni"].weights)
    assert (table.groupby("variable")["area"].nunique() == len(region.areas)).all()
    assert (table["value"] <= table["denominator"]).all()


def test_points_of_an_area_have_its_residents_by_age_and_are_not_many(people: gpd.GeoDataFrame) -> None:
    places = geography("14").places
    points = population_points(people, places)
    assert len(points.drop_duplicates(["x", "y"])) == 5002
    assert (points["persons"] > 0).all()
    at = gpd.GeoDataFrame(points, geometry=gpd.points_from_xy(points["x"], points["y"]), crs=people.crs)
    within = at.sjoin(people[["area_id", "geometry"]], predicate="within")
    assert len(within) == len(points)
    found = within.groupby(["area_id", "age_from"])["persons"].sum()
    residents = population(people).groupby(["area_id", "age_from"])["persons"].sum()
    assert found.to_dict() == residents[residents > 0].to_dict()


def test_residents_live_on_land_inside_their_area(people: gpd.GeoDataFrame) -> None:
    homes = shapely.points(people[["x", "y"]].to_numpy(float))
    assert shapely.dwithin(people.geometry.to_numpy(), homes, 1.0).all()


def test_residents_of_vastra_gotaland_are_about_as_many_as_in_reality(
    shared: Path, people: gpd.GeoDataFrame
) -> None:
    real = pd.read_csv(shared / "sweden" / "population_regso_2020_2023.csv", dtype={"regsokod": str})
    real = real[real["regsokod"].str.startswith("14", na=False)]
    assert people["persons"].sum() == pytest.approx(real["2023"].sum(), rel=0.05)
    modelled = people.groupby("municipality_id")["persons"].sum()
    true = real.groupby(real["regsokod"].str[:4])["2023"].sum()
    assert np.corrcoef(np.log(modelled), np.log(true[modelled.index]))[0, 1] > 0.95


def test_units_have_names_of_their_own_and_stand_in_their_municipality(
    people: gpd.GeoDataFrame, network: pd.DataFrame
) -> None:
    assert not network["name"].duplicated().any()
    placed = network[network["municipality_id"] != ""]
    spots = gpd.GeoDataFrame(placed, geometry=gpd.points_from_xy(placed["x"], placed["y"]), crs=people.crs)
    found = spots.sjoin(
        people[["municipality_id", "geometry"]], predicate="within", lsuffix="", rsuffix="here"
    )
    assert len(found) == len(placed)
    assert (found["municipality_id_"] == found["municipality_id_here"]).all()


def test_there_is_a_health_centre_in_every_municipality_and_one_for_nine_thousand(
    people: gpd.GeoDataFrame, network: pd.DataFrame
) -> None:
    centres = network[(network["care_form"] == "vardcentral") & (network["municipality_id"] != "")]
    assert centres["municipality_id"].nunique() == 49
    assert people["persons"].sum() / len(centres) == pytest.approx(9_000, rel=0.1)


def test_two_units_are_met_on_a_screen_only_and_some_stand_across_the_border(network: pd.DataFrame) -> None:
    assert network["longitude"].isna().sum() == 2
    assert ((network["municipality_id"] == "") & network["longitude"].notna()).sum() == 4


def test_all_operators_are_there_and_choice_in_home_care_only_where_lov_was_decided(
    network: pd.DataFrame,
) -> None:
    share = network[network["care_form"] == "vardcentral"]["operator"].value_counts(normalize=True)
    assert 0.4 < share["own"] < 0.6
    assert 0.35 < share["choice"] < 0.55
    assert share["contract"] > 0
    gotene = network[(network["care_form"] == "hemtjanst") & (network["municipality_id"] == "1471")]
    assert set(gotene["operator"]) <= {"own", "contract"}


def test_nobody_is_without_contracted_home_care(people: gpd.GeoDataFrame, network: pd.DataFrame) -> None:
    contracts = contracted(people, network)
    assert set(contracts["area_id"]) == set(people["area_id"])
    assert not contracts.duplicated().any()
    always = network.merge(contracts, on="unit_id").query("closed == '' and opened < '2024-01-01'")
    assert set(always["area_id"]) == set(people["area_id"])


def test_some_units_open_and_some_close_in_the_two_years(network: pd.DataFrame) -> None:
    first, last = open_share(network, PERIODS[0]), open_share(network, PERIODS[-1])
    assert 0 < ((first == 0) & (last == 1)).sum() < 30
    assert 0 < ((first == 1) & (last == 0)).sum() < 30


def test_a_unit_counts_as_open_from_its_first_day_to_its_last() -> None:
    table = pd.DataFrame({"opened": ["2025-02-15", "2000-01-01"], "closed": ["", "2025-01-09"]})
    assert open_share(table, "2025Q1") == pytest.approx([45 / 90, 9 / 90])
    assert open_share(table, "2025Q2").tolist() == [1.0, 0.0]


def test_a_few_units_fall_below_a_threshold_for_authorisation(folder: Path) -> None:
    table = pd.read_csv(folder / "indicators.csv")
    assert table["value"].between(0, 1).all()
    assert (table["numerator"] <= table["denominator"]).all()
    assert np.allclose(table["value"], table["numerator"] / table["denominator"], atol=1e-4)


def test_names_run_on_with_towns_when_the_stock_is_used_up() -> None:
    names = unit_names("rehab", ["Hjo"] * 1500, np.random.default_rng(0))
    assert len(set(names)) == 1500
    assert any(name.endswith(" i Hjo") for name in names)
