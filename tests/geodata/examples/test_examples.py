"""The examples open real data, and every patient, resident and unit of it is accounted for."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from geopandas import GeoSeries, points_from_xy, read_file
from pandas import read_csv

from geodata.checks import check
from geodata.contract.region_toml import FILE_NAME
from geodata.region.region import Region

EXAMPLES = Path(__file__).parents[3] / "examples"
ENGLAND = {
    "leeds": (482, 386, 899_784, 771_857, 1, 293),
    "devon": (457, 215, 850_593, 771_081, 8, 127),
}


@pytest.fixture(scope="module")
def england(opened: Callable[[str], Region]) -> dict[str, Region]:
    return {name: opened(f"england/{name}") for name in ENGLAND}


@pytest.fixture(scope="module")
def vastra_gotaland(opened: Callable[[str], Region]) -> Region:
    return opened("vastra-gotaland")


@pytest.mark.parametrize("place", ENGLAND)
def test_every_patient_of_the_english_lists_is_conserved(
    england: dict[str, Region], shared: Path, place: str
) -> None:
    areas, units, patients, residents, municipalities, _ = ENGLAND[place]
    region = england[place]
    assert (len(region.areas), len(region.units)) == (areas, units)
    assert region.visits is not None
    assert region.visits.total() == patients
    with (shared / "england" / place / "registrations_2022_07.csv").open(encoding="utf-8") as file:
        raw = Counter[str]()
        for row in csv.DictReader(file):
            raw[row["OrganisationCode"]] += int(row["Patient"])
    ours = Counter[str]()
    cells = region.visits.select(region.visits.periods, region.visits.care_forms[0])
    for unit, count in zip(cells.provider.tolist(), cells.visits.tolist(), strict=True):
        ours[region.units.index[unit]] += count
    assert ours == raw
    assert int(region.population["persons"].sum()) == residents
    assert region.areas["municipality_id"].nunique() == municipalities


@pytest.mark.parametrize("place", ENGLAND)
def test_practices_outside_the_boundaries_are_those_geopandas_finds(
    england: dict[str, Region], shared: Path, place: str
) -> None:
    folder = shared / "england" / place
    practices = read_csv(folder / "practices.csv", index_col="OrganisationCode").sort_index()
    points = GeoSeries(points_from_xy(practices["Long"], practices["Lat"]), crs=4326).to_crs(27700)
    land = shapely.union_all(read_file(folder / "areas.geojson").to_crs(27700).geometry.to_numpy())
    outside = ~points.within(land).to_numpy()
    units = england[place].units
    assert units.index.tolist() == practices.index.tolist()
    assert ((units["area"] == -1).to_numpy() == outside).all()
    [account] = [each for each in england[place].accounts if each.reason == "outside"]
    assert account.rows == int(outside.sum()) == ENGLAND[place][5]


def test_dormant_practices_are_kept_without_capacity_and_counted(england: dict[str, Region]) -> None:
    units = england["leeds"].units
    assert units.loc[["B81010", "B83617"], "capacity"].tolist() == [0, 0]
    [closed] = [each for each in england["leeds"].accounts if each.reason == "closed"]
    assert closed.examples == ("B81010", "B83617")


def test_borders_of_the_english_areas_meet_after_opening(england: dict[str, Region]) -> None:
    for region in england.values():
        assert shapely.coverage_is_valid(region.areas.geometry.to_numpy())


def test_quality_of_practices_without_figures_is_set_aside_and_counted(england: dict[str, Region]) -> None:
    for place, missing in (("leeds", 6), ("devon", 2)):
        region = england[place]
        [account] = [each for each in region.accounts if each.table == "indicators"]
        assert account.rows == missing
        assert len(region.indicators) == 2 * len(region.units) - missing
        assert region.indicators["value"].between(0, 1).all()


def test_vastra_gotaland_has_its_residents_and_units_in_every_municipality(vastra_gotaland: Region) -> None:
    region = vastra_gotaland
    assert len(region.areas) == 601
    assert int(region.population["persons"].sum()) == 1_767_016
    assert 190 <= len(region.units) <= 220
    here = region.areas["municipality_id"].iloc[region.units["area"]].unique()
    assert (region.units["area"] >= 0).all()
    assert len(here) == 49
    assert region.visits is None
    assert set(region.units["operator"]) == {"own", "choice"}
    assert region.units["name"].str.startswith("Närhälsan").equals(region.units["operator"] == "own")
    assert not region.units["name"].str.contains("(?i)apotek|vaccin|legehuset").any()


def test_every_row_of_the_swedish_lists_is_in_the_region_or_accounted_for(vastra_gotaland: Region) -> None:
    region, apart = vastra_gotaland, Counter[str]()
    persons = 0
    for each in region.accounts:
        if each.handling == "set_aside":
            apart[each.table] += each.rows
            persons += each.amount if each.table == "population" else 0
    assert len(region.units) + apart["units"] == 902
    assert int(region.population["persons"].sum()) + persons == 10_551_707
    assert len(region.population) + apart["population"] == 3363
    assert len(region.areas) + apart["areas"] == 3363


def test_a_projection_in_scbs_form_is_read_by_the_lines_that_the_example_gives(
    vastra_gotaland: Region, shared: Path, tmp_path: Path
) -> None:
    text = (EXAMPLES / "vastra-gotaland" / FILE_NAME).read_text(encoding="utf-8")
    before, mark, after = text.partition("#     [tables.projections]")
    given, _, rest = after.partition("\n\n")
    assert mark, "the example gives the lines"
    uncommented = f"{before}[tables.projections]{given.replace('#     ', '')}\n\n{rest}"
    (tmp_path / FILE_NAME).write_text(uncommented, encoding="utf-8")
    for file in (shared / "sweden").iterdir():
        (tmp_path / file.name).symlink_to(file)
    home = vastra_gotaland.areas["municipality_id"].to_numpy()[vastra_gotaland.population["area"]]
    residents = vastra_gotaland.population["persons"].groupby(home).sum()
    header = '"Region","InrikesUtrikes","Kon","Alder","000005RC 2024","000005RC 2025"'
    rows = [
        f'"{code}","{born}","{sex}","{age}",{persons / 8:.4f},{persons / 8 + 1:.4f}'
        for code, persons in [*residents.items(), ("0180", 900_000)]
        for born in ("13", "83")
        for sex in ("1", "2")
        for age in ("0", "1+")
    ]
    (tmp_path / "framskrivning.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    checked = check(tmp_path)
    assert checked.region is not None, checked.problems
    assert {each.file for each in checked.problems} & {"framskrivning.csv"} == set()
    table = checked.region.projections
    assert table is not None
    assert len(table) == 49 * 2 * 2 * 2
    assert table.loc[table["year"] == 2024, "persons"].sum() == pytest.approx(1_767_016, abs=1)


def test_the_theme_of_2010_covers_every_area(vastra_gotaland: Region) -> None:
    themes = vastra_gotaland.themes
    assert sorted(themes["area"]) == list(range(601))
    assert set(themes["value"]) <= set(vastra_gotaland.settings.themes["lov_2010"].categories)


STRICT = """
id = "sverige"
name = "Sverige"
crs = "EPSG:3006"
residents_date = "2023"
[care_forms.vc]
name = "Vårdcentral"
plural = "vårdcentraler"
limit_min = 15
[tables.areas]
file = "shipped:areas.parquet"
ignore = ["county"]
[tables.population]
file = "population_regso_2020_2023.csv"
columns = { area_id = "regsokod" }
melt = { 2023 = { year = "2023" } }
ignore = ["."]
[tables.units]
file = "units_1177_2021_raw.csv"
columns = { municipality_id = "county_code" }
constants = { care_form = "vc" }
ignore = ["postcode"]
snap_m = 300
"""


@pytest.mark.long
def test_a_strict_check_names_each_fault_of_the_raw_list(shared: Path, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(STRICT, encoding="utf-8")
    problems = check(tmp_path, shared / "sweden").problems
    with (shared / "sweden" / "units_1177_2021_raw.csv").open(encoding="utf-8") as file:
        rows = list(enumerate(csv.DictReader(file), start=2))
    with (shared / "sweden" / "population_regso_2020_2023.csv").open(encoding="utf-8") as file:
        residents = list(enumerate(csv.DictReader(file), start=2))

    def named(code: str, file: str) -> list[int | None]:
        return [each.row for each in problems if each.code == code and each.file.startswith(file)]

    without_id = [row for row, each in rows if not each["unit_id"]]
    ids = Counter(each["unit_id"] for _, each in rows if each["unit_id"])
    assert named("missing_value", "units") == without_id
    assert len(without_id) == 39
    assert named("missing_value", "population") == [row for row, each in residents if not each["regsokod"]]
    assert len(named("duplicate", "units")) == sum(count - 1 for count in ids.values())
    assert named("no_place", "units") == [row for row, each in rows if not each["longitude"]]
    wrong = [each for each in problems if each.code == "wrong_municipality"]
    assert [(each.row, each.value, each.expected) for each in wrong] == [
        (722, "06", ("0584 Vadstena",)),
        (723, "06", ("0584 Vadstena",)),
    ]
