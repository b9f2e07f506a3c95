"""Projections as statistics offices write them, read as the people they count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata.checks import Checked, check
from geodata.checks.sexes_and_ages import AGES, counted_twice, left_out, totals_of
from geodata.contract.region_toml import FILE_NAME
from geodata.contract.tables import TABLES
from geodata.region.region import Region
from tests.toy import write_toy_region

SCB = """\
"Region","InrikesUtrikes","Kon","Alder","000005RC 2025","000005RC 2026"
"1401","13","1","0",100.5000,101.0000
"1401","83","1","0",9.5000,9.0000
"1401","13","1","100+",0.0000,0.2500
"1401","83","1","100+",0.2500,0.0000
"1402","13","1","0",50.1250,51.0000
"1402","83","1","0",1.0000,1.0000
"1402","13","1","100+",0.0000,0.0000
"1402","83","1","100+",0.0000,0.5000
"2580","13","1","0",331.2580,326.5212
"2580","83","1","0",1.0000,1.0000
"""
SETTINGS = r"""
[tables.projections]
file = "scb.csv"
columns = { municipality_id = "Region", sex = "Kon", ages = "Alder" }
where_like = { Region = ["^14"] }
ignore = ["^InrikesUtrikes$"]
[tables.projections.melt_like]
'(\d{4})$' = { year = '\1' }
"""


def projected(folder: Path, text: str, settings: str = SETTINGS) -> Checked:
    """A check of the toy region with a projection."""
    write_toy_region(folder)
    (folder / "scb.csv").write_text(text, encoding="utf-8")
    with (folder / FILE_NAME).open("a", encoding="utf-8") as file:
        file.write(settings)
    return check(folder)


def region_of(checked: Checked) -> Region:
    assert checked.region is not None, checked.problems
    return checked.region


def test_scbs_form_is_read_with_its_decimals_years_ages_and_parts_by_country_of_birth(tmp_path: Path) -> None:
    table = region_of(projected(tmp_path / "toy", SCB)).projections
    assert table is not None
    assert table.astype({"persons": float}).to_dict("split")["data"] == [
        ["1401", -1, 2025, "1", 0, 0, "", 110.0],
        ["1401", -1, 2025, "1", 100, -1, "", 0.25],
        ["1401", -1, 2026, "1", 0, 0, "", 110.0],
        ["1401", -1, 2026, "1", 100, -1, "", 0.25],
        ["1402", -1, 2025, "1", 0, 0, "", 51.125],
        ["1402", -1, 2025, "1", 100, -1, "", 0.0],
        ["1402", -1, 2026, "1", 0, 0, "", 52.0],
        ["1402", -1, 2026, "1", 100, -1, "", 0.5],
    ]


def test_rows_of_a_file_of_the_whole_country_are_told_apart_and_counted(tmp_path: Path) -> None:
    accounts = region_of(projected(tmp_path / "toy", SCB)).accounts
    found = {(each.reason, each.rows, each.handling) for each in accounts if each.table == "projections"}
    assert found == {("filtered", 4, "set_aside"), ("parts", 16, "kept")}


def test_the_sample_of_scbs_own_table_is_read_as_it_is(shared: Path, tmp_path: Path) -> None:
    sample = shared / "needs" / "sweden" / "scb_tab6008_header_and_rows.csv"
    if not sample.is_file():
        pytest.skip(f"the sample of SCB's projection is not at {sample}")
    text = sample.read_text(encoding="utf-8").replace('"2580"', '"1401"')
    table = region_of(projected(tmp_path / "toy", text)).projections
    raw = pd.read_csv(sample)
    assert table is not None
    assert table["year"].unique().tolist() == list(range(2024, 2031))
    assert table["persons"].sum() == pytest.approx(raw.filter(like="000005RC").to_numpy().sum())


def test_of_a_place_both_by_area_and_by_municipality_each_row_is_of_one(tmp_path: Path) -> None:
    text = "municipality_id,area_id,year,persons\n1401,,2026,3000\n1401,0101,2026,1000\n1402,,2026,500\n"
    table = region_of(
        projected(tmp_path / "toy", text, '\n[tables.projections]\nfile = "scb.csv"\n')
    ).projections
    assert table is not None
    assert table[["municipality_id", "area", "persons"]].to_numpy().tolist() == [
        ["", 0, 1000.0],
        ["1401", -1, 3000.0],
        ["1402", -1, 500.0],
    ]


def test_variants_may_end_at_other_ages_than_the_main_one(tmp_path: Path) -> None:
    rows = [f"{code},{variant},2026,{ages},{n}" for code, n in (("1401", 1500), ("1402", 250))
            for variant, spans in (("", ("0-89", "90-104", "105+")), ("high", ("0-89", "90+")))
            for ages in spans]  # fmt: skip
    text = "\n".join(["municipality_id,variant,year,ages,persons", *rows]) + "\n"
    checked = projected(tmp_path / "toy", text, '\n[tables.projections]\nfile = "scb.csv"\n')
    table = region_of(checked).projections
    assert table is not None
    assert len(table) == len(rows)
    assert {each.code for each in checked.problems} == {"ages_do_not_meet", "projection_disagrees"}


def test_a_hundred_ages_by_sex_within_four_totals_leave_the_hundred(tmp_path: Path) -> None:
    spans = [*(str(age) for age in range(100)), "100+"]
    rows = [f"{code},{sex},2026,{ages},{n}" for code, n in (("1401", 3000), ("1402", 500))
            for sex in ("1", "2", "1+2") for ages in ("totalt", *spans)]  # fmt: skip
    text = "\n".join(["municipality_id,sex,year,ages,persons", *rows]) + "\n"
    table = region_of(
        projected(tmp_path / "toy", text, '\n[tables.projections]\nfile = "scb.csv"\n')
    ).projections
    assert table is not None
    assert len(table) == 2 * 2 * 101
    assert set(table["sex"]) == {"1", "2"}


def ages_of_both(begin: int, end: int | None) -> list[bool]:
    """Which ages of men, and then of women, a class counts."""
    return 2 * [begin <= age <= (AGES if end is None else end) for age in range(AGES)]


def test_totals_are_what_others_count_whole_and_gaps_what_none_counts() -> None:
    everybody, young, older, old = (
        ages_of_both(*span) for span in ((0, None), (0, 19), (20, None), (65, None))
    )
    assert totals_of(np.array([everybody, young, older])).tolist() == [True, False, False]
    assert left_out(np.array([young, older])) is None
    assert totals_of(np.array([everybody, young, old])).tolist() == [False, False, False]
    assert left_out(np.array([young, old])) == (0, 20, 64)
    assert counted_twice(np.array([young, older, old])) == (2, 1)


def test_a_projection_of_far_too_many_rows_is_refused_by_its_columns_made_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TABLES, "projections", replace(TABLES["projections"], most=19))
    [problem] = projected(tmp_path / "toy", SCB).problems
    assert (problem.code, problem.value, problem.expected) == ("too_many_rows", "20", ("19",))


def test_a_problem_of_many_rows_is_told_once_with_the_first_of_them(tmp_path: Path) -> None:
    problems = projected(tmp_path / "toy", SCB.replace('"1402"', '"1499"')).problems
    [problem] = [each for each in problems if each.code == "unknown_municipality"]
    assert (problem.row, problem.value, problem.rows) == (6, "1499", 4)
