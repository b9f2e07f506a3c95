"""People are counted once, whatever stands beside them: totals, and parts by sex, age or country of birth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata.checks import Checked, check
from geodata.contract.region_toml import FILE_NAME
from geodata.region.region import Region
from geodata.region.residents import between, persons
from tests.conftest import ROOT
from tests.toy import write_toy_region

CASES = ROOT.parent / "shared" / "cases"
"""Folders of data that once went wrong."""


def counted(tmp_path: Path, rows: Sequence[str], header: str, settings: str = "") -> Checked:
    """A check of the toy region with other residents."""
    folder = write_toy_region(tmp_path / "toy")
    (folder / "population.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    toml = folder / FILE_NAME
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('"population.csv"', f'"population.csv"\n{settings}'), encoding="utf-8")
    return check(folder)


def region_of(checked: Checked) -> Region:
    assert checked.region is not None, checked.problems
    return checked.region


def apart(checked: Checked) -> dict[str, int | None]:
    """Rows of residents that are told of, by why."""
    return {each.reason: each.rows for each in region_of(checked).accounts if each.table == "population"}


AREAS = ("0101", "0102", "0201")
BY_SEX = [f"{area},{sex},{n}" for area in AREAS for sex, n in (("1", 40), ("2", 60), ("1+2", 103))]


def test_men_and_women_are_added_up_and_their_total_is_not_counted_again(tmp_path: Path) -> None:
    checked = counted(tmp_path, BY_SEX, "area_id,sex,persons")
    region = region_of(checked)
    assert persons(region).tolist() == [100, 100, 100], "the parts, although the total is another"
    assert region.population["sex"].tolist() == ["1", "2"] * 3
    assert apart(checked) == {"total": 3}


def test_a_total_alone_is_of_both_sexes(tmp_path: Path) -> None:
    region = region_of(counted(tmp_path, [row for row in BY_SEX if "+" in row], "area_id,sex,persons"))
    assert persons(region).tolist() == [103, 103, 103]
    assert set(region.population["sex"]) == {""}


def test_totals_of_ages_and_sexes_stand_beside_their_parts_in_both_directions(tmp_path: Path) -> None:
    rows = [
        f"{area},{ages},{sex},{n}"
        for area in AREAS
        for ages, numbers in (
            ("totalt", (9, 9, 9)),
            ("-19", (1, 2, 3)),
            ("20-64", (2, 2, 4)),
            ("65-", (1, 1, 2)),
        )
        for sex, n in zip(("1", "2", "1+2"), numbers, strict=True)
    ]
    checked = counted(tmp_path, rows, "area_id,ages,sex,persons")
    assert persons(region_of(checked)).tolist() == [9, 9, 9]
    assert between(region_of(checked), 65).tolist() == [2, 2, 2]
    assert apart(checked) == {"total": 3 * 6}
    assert checked.problems == ()


def test_a_part_without_the_other_parts_is_an_error_and_not_counted_twice(tmp_path: Path) -> None:
    rows = [f"{area},{ages},{n}" for area in AREAS for ages, n in (("totalt", 100), ("80+", 7))]
    problems = counted(tmp_path, rows, "area_id,ages,persons").problems
    assert [(each.code, each.row, each.value, each.expected) for each in problems] == [
        ("ages_overlap", 3, "80+", ("0+",))
    ], "once, for the first of three places alike"


def test_parts_by_what_is_left_unread_on_purpose_are_added_up(tmp_path: Path) -> None:
    rows = [f"{area},{born},{n}" for area in AREAS for born, n in (("13", 5), ("23", 6), ("83", 7))]
    checked = counted(tmp_path, rows, "area_id,född,persons", 'ignore = ["^född$"]')
    assert persons(region_of(checked)).tolist() == [18, 18, 18]
    assert apart(checked) == {"parts": 9}


def test_parts_by_what_only_decides_which_rows_are_kept_are_added_up(tmp_path: Path) -> None:
    rows = [f"{area},{born},{n}" for area in AREAS for born, n in (("13", 5), ("83", 7), ("TOT", 12))]
    checked = counted(tmp_path, rows, "area_id,född,persons", 'where = { "född" = ["13", "83"] }')
    assert persons(region_of(checked)).tolist() == [12, 12, 12]


def test_a_total_among_unread_parts_is_found_by_its_numbers(tmp_path: Path) -> None:
    rows = [
        f"{area},{born},{n}" for area in AREAS for born, n in (("13", 50), ("23", 6), ("83", 7), ("99", 64))
    ]
    found = counted(tmp_path, rows, "area_id,född,persons", 'ignore = ["^född$"]').problems
    assert [(each.code, each.row, each.value) for each in found] == [("total_beside_parts", 5, "99")]


def test_whoever_says_that_rows_are_to_be_added_is_believed(tmp_path: Path) -> None:
    rows = [f"{area},{born},7" for area in AREAS for born in ("Tot", "13")]
    settings = 'ignore = ["^född$"]\nduplicates = "add"'
    assert persons(region_of(counted(tmp_path, rows, "area_id,född,persons", settings))).tolist() == [14] * 3


def test_rows_that_differ_in_nothing_are_duplicates_and_not_parts(tmp_path: Path) -> None:
    rows = [f"{area},{name},7" for area, name in zip(("0101", *AREAS), "abcd", strict=True)]
    found = counted(tmp_path, rows, "area_id,namn,persons", 'ignore = ["^namn$"]').problems
    assert [each.code for each in found] == ["duplicate"], "a name of one's own is no kind of people"


@pytest.mark.parametrize(
    ("case", "expected"),
    [("misleading_melt_open_age", [1204, 998, 310, 2500]), ("refused_population_by_sex", [210] * 4)],
)
def test_what_once_went_wrong_is_read(case: str, expected: list[int]) -> None:
    if not (CASES / case).is_dir():
        pytest.skip(f"the inputs that once went wrong are not at {CASES}")
    assert persons(region_of(check(CASES / case))).tolist() == expected


PXWEB = """
id = "goteborg"
name = "Göteborg"
crs = "EPSG:3006"
residents_date = "2024-12-31"
[care_forms.vc]
name = "Vårdcentral"
plural = "vårdcentraler"
limit_min = 15
[tables.areas]
file = "shipped:areas.parquet"
where = { municipality = "Göteborg" }
ignore = ["county"]
[tables.population]
file = "age_sex_regso_2024_pxweb.csv"
columns = { area_id = "regsokod", ages = "age" }
where_like = { regsokod = ["^1480"] }
unknown_area = "keep"
[tables.units]
file = "units_1177_2021_raw.csv"
columns = { municipality_id = "county_code" }
constants = { care_form = "vc" }
where_like = { name = ["^Närhälsan"] }
duplicates = "first"
incomplete = "set_aside"
outside = "keep"
ignore = ["postcode"]
"""


def test_scbs_own_file_of_ages_and_sexes_counts_everybody_once(shared: Path, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(PXWEB, encoding="utf-8")
    region = region_of(check(tmp_path, shared / "sweden"))
    raw = pd.read_csv(shared / "sweden" / "age_sex_regso_2024_pxweb.csv", dtype=str)
    raw = raw[raw["regsokod"].isin(region.areas.index) & (raw["age"] != "totalt") & (raw["sex"] != "1+2")]
    assert len(region.population) == len(raw) == 17 * 2 * len(region.areas)
    assert persons(region).sum() == raw["persons"].astype(int).sum()
    expected = raw[raw["age"] == "80-"].groupby("regsokod")["persons"].agg(lambda n: n.astype(int).sum())
    np.testing.assert_array_equal(between(region, 80), expected.loc[region.areas.index])
