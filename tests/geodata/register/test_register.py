"""A register in files becomes exact base cells, every problem is told at once, and nothing is lost."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geodata.checks import check
from geodata.checks.words import report_text
from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings
from geodata.contract.register_settings import RegisterSettings
from geodata.register.on_duckdb import opened_on
from geodata.register.reading import read_from
from geodata.sources.periods import period_of
from tests.geodata.register.registers import (
    CONTACTS,
    contacts_region,
    contacts_table,
    odd_table,
    register_region,
)
from tests.toy import write_toy_region

pytestmark = pytest.mark.long

CODES = {"area_id": (("0101", "0102", "0201"), ("areas.geojson",)), "unit_id": (("v1", "v2"), ("units.csv",))}
"""The toy region's, in the order of its positions."""

COUNTED = RegisterSettings(
    file="register",
    columns={"area_id": "regso", "unit_id": "hsa", "period": "dag", "cost": "kostnad"},
    constants={"visits": "1", "care_form": "vc"},
    unknown_area="keep",
    unknown_unit="keep",
)


def cells(table: pa.Table, said: RegisterSettings, folder: Path) -> pd.DataFrame:
    """Base cells of a table, which has no problem."""
    problems = Problems()
    settings = read_settings(write_toy_region(folder), problems)
    assert settings is not None
    with opened_on(table, said) as engine:
        visited = read_from(engine, said, settings, CODES, problems)
    assert visited is not None, problems.found
    return visited.cells


def test_contacts_become_cells_by_residence_unit_and_quarter(tmp_path: Path) -> None:
    found = cells(contacts_table(), COUNTED, tmp_path)
    said = list(
        zip(found["period"], found["area"], found["unit"], found["visits"], found["cost"], strict=True)
    )
    assert said[:5] == [
        ("2025Q1", -2, 0, 2, 20.0),
        ("2025Q1", -1, 0, 1, 10.0),
        ("2025Q1", 0, 0, 2, 400.0),
        ("2025Q1", 1, -1, 1, 10.0),
        ("2025Q2", 0, 1, 1, 50.5),
    ]
    assert said[5][:4] == ("2025Q4", 2, 1, 1)
    assert np.isnan(said[5][4])
    assert found["largest_cost"].tolist()[:5] == [10.0, 10.0, 300.0, 10.0, 50.5]
    assert int(found["visits"].sum()) == len(CONTACTS)


@pytest.mark.parametrize(
    ("count_by", "periods"),
    [
        ("year", ["2025"]),
        ("quarter", ["2025Q1", "2025Q2", "2025Q4"]),
        ("month", ["2025-01", "2025-02", "2025-03", "2025-04", "2025-12"]),
    ],
)
def test_days_count_as_the_period_that_is_asked_for(
    count_by: str, periods: list[str], tmp_path: Path
) -> None:
    said = RegisterSettings(**{**vars_of(COUNTED), "count_by": count_by})  # type: ignore[arg-type]
    assert list(cells(contacts_table(), said, tmp_path)["period"].cat.categories) == periods


def vars_of(said: RegisterSettings) -> dict[str, object]:
    return {name: getattr(said, name) for name in RegisterSettings.__dataclass_fields__}


def test_a_register_is_counted_as_python_counts_it_row_by_row(tmp_path: Path) -> None:
    said = RegisterSettings(
        file="register",
        columns={
            "area_id": "regso",
            "unit_id": "hsa",
            "care_form": "form",
            "period": "text",
            "age_group": "alder",
            "visits": "antal_text",
            "cost": "kostnad",
        },
        recode={"care_form": {"VÅRD": "vc"}},
        unknown_area="keep",
        unknown_unit="keep",
    )
    table = odd_table()
    expected: dict[tuple[object, ...], list[Decimal]] = {}
    for row in table.to_pylist():
        residence = (row["regso"] or "").strip()
        area = {"0101": 0, "0102": 1, "0201": 2, "": -1}.get(residence, -2)
        unit = {"v1": 0, "v2": 1}.get(row["hsa"], -1)
        month_key = period_of(row["text"]) or ""
        year, month = int(month_key[:4]), int(month_key[5:])
        key = (f"{year}Q{(month + 2) // 3}", row["alder"] or "", area, unit)
        count = Decimal(row["antal_text"].replace(" ", "").replace("'", "").replace(",", "."))
        cost = row["kostnad"]
        hundredths = Decimal("NaN") if cost is None else Decimal(int(np.floor(cost * 100 + 0.5)))
        sums = expected.setdefault(key, [Decimal(0), Decimal(0)])
        sums[0] += count
        sums[1] += hundredths
    found = cells(table, said, tmp_path)
    assert len(found) == len(expected)
    for cell in found.itertuples():
        visits, hundredths = expected[(cell.period, cell.age_group, cell.area, cell.unit)]
        assert cell.visits == visits
        assert (np.isnan(cell.cost) and hundredths.is_nan()) or Decimal(round(cell.cost * 100)) == hundredths


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    table = odd_table()
    mixed = table.take(pa.array(np.random.default_rng(2).permutation(table.num_rows)))
    said = RegisterSettings(**{**vars_of(COUNTED), "constants": {"care_form": "vc", "visits": "1"}})  # type: ignore[arg-type]
    one, other = (cells(each, said, tmp_path / name) for each, name in ((table, "a"), (mixed, "b")))
    pd.testing.assert_frame_equal(one, other)


def test_a_region_reads_a_folder_of_parquet_files_as_one_register(tmp_path: Path) -> None:
    checked = check(contacts_region(tmp_path / "toy"))
    assert checked.region is not None, report_text(checked, "en")
    assert checked.region.visits is not None
    assert checked.region.visits.total() == 8
    assert checked.region.settings.register is None  # where raw rows lie is not published


def test_a_text_file_a_parquet_file_and_a_pattern_say_the_same(tmp_path: Path) -> None:
    folder = contacts_region(tmp_path / "toy")
    pq.write_table(contacts_table(), folder / "all.parquet")
    duckdb.sql(f"copy (from '{folder}/all.parquet') to '{folder}/all.csv' (delimiter ';')")
    regions = []
    for file in ("register", "all.parquet", "all.csv", "register/*.parquet"):
        toml = (folder / "region.toml").read_text(encoding="utf-8")
        (folder / "region.toml").write_text(re.sub(r'(\[visits\]\nfile = )"[^"]*"', rf'\1"{file}"', toml))
        checked = check(folder)
        assert checked.region is not None, report_text(checked, "en")
        assert checked.region.visits is not None
        regions.append(checked.region)
    for region in regions[1:]:
        assert region.visits is not None
        assert regions[0].visits is not None
        for name, level in region.visits.levels.items():
            for field in ("slices", "residence", "provider", "visits", "cost"):
                one, other = (getattr(each, field) for each in (regions[0].visits.levels[name], level))
                np.testing.assert_array_equal(one, other)
        assert region.accounts == regions[0].accounts


def test_what_stands_apart_is_kept_and_counted_each_kind_by_itself(tmp_path: Path) -> None:
    folder = contacts_region(tmp_path / "toy")
    units = (folder / "units.csv").read_text(encoding="utf-8").splitlines()
    units[1] = units[1].replace("2001-01-01,", "2025-04-01,")  # v1 opens when the first quarter is over
    units[2] = units[2].replace("2011-05-01,", "2011-05-01,2025-10-01")  # v2 closes as the last begins
    units += ["v3,Nätdoktorn,vc,,,choice,,,,,", "v4,I Kiruna,vc,20.2,67.8,own,,,,,"]
    (folder / "units.csv").write_text("\n".join(units), encoding="utf-8")
    toml = (folder / "region.toml").read_text(encoding="utf-8")
    (folder / "region.toml").write_text(
        toml.replace('file = "units.csv"', 'file = "units.csv"\noutside = "keep"'), encoding="utf-8"
    )
    more = pa.table(
        {
            "regso": ["0101"] * 3,
            "hsa": ["v3", "v3", "v4"],
            "dag": [date(2025, 5, 1)] * 3,
            "kostnad": [1.0] * 3,
        }
    )
    pq.write_table(more, folder / "register" / "c.parquet")
    checked = check(folder)
    assert checked.region is not None, report_text(checked, "en")
    told = {each.reason: (each.rows, each.amount, each.examples) for each in checked.region.accounts}
    visits = {each.reason: told[each.reason] for each in checked.region.accounts if each.table == "visits"}
    assert visits == {
        "no_residence": (1, 1, ()),
        "residence_outside": (2, 2, ("9998", "9999")),
        "unknown_unit": (1, 1, ("v9",)),
        "unit_outside": (1, 1, ("v4",)),
        "unit_without_place": (2, 2, ("v3",)),
        "before_opening": (5, 5, ("v1",)),
        "after_closing": (1, 1, ("v2",)),
    }
    assert checked.region.visits is not None
    assert checked.region.visits.total() == 11


@pytest.mark.parametrize(
    "huge",
    [
        pa.array(["1" + "0" * 150]),
        pa.array([1e150]),
        pa.array([2**64 - 1], pa.uint64()),
        pa.array([10**35], pa.decimal128(38, 0)),
    ],
    ids=["text", "float", "integer", "decimal"],
)
def test_numbers_that_no_engine_has_room_for_are_told_in_every_column(huge: pa.Array, tmp_path: Path) -> None:
    names = ("area_id", "unit_id", "visits", "patients", "cost")
    said = '[visits.constants]\ncare_form = "vc"\nperiod = "2025"\n[visits.columns]\n'
    said = 'file = "r.parquet"\n' + said + "".join(f'{name} = "{name}"\n' for name in names)
    folder = register_region(tmp_path / "toy", said)
    pq.write_table(pa.table(dict.fromkeys(names, huge)), folder / "r.parquet")
    assert {(each.code, each.column) for each in check(folder).errors} == {
        ("unknown_area", "area_id"),
        ("unknown_unit", "unit_id"),
        ("not_whole", "visits"),
        ("not_whole", "patients"),
        ("not_a_number", "cost"),
    }


@pytest.mark.parametrize(("cost", "errors"), [(9e15, 20), (9e13, 0)])
def test_costs_that_cannot_be_added_are_told_where_they_stand(
    cost: float, errors: int, tmp_path: Path
) -> None:
    folder = write_toy_region(tmp_path / "toy")
    rows = "".join(f"0101,v1,vc,2025,1,{cost:.0f}\n" for _ in range(20))
    (folder / "visits.csv").write_text(f"area_id,unit_id,care_form,period,visits,cost\n{rows}")
    found = check(folder).errors
    assert [(each.code, each.column) for each in found] == [("not_a_number", "cost")] * bool(errors)
    assert sum(each.rows or 1 for each in found) == errors


def test_every_problem_of_a_register_is_told_in_one_run_with_rows_and_examples(tmp_path: Path) -> None:
    said = (
        'file = "r.csv"\n[visits.columns]\narea_id = "regso"\nunit_id = "hsa"\ncare_form = "form"\n'
        'period = "dag"\nvisits = "antal"\ncost = "kr"\npatients = "personer"\nage_group = "alder"\n'
    )
    folder = register_region(tmp_path / "toy", said)
    (folder / "r.csv").write_text(
        "regso,hsa,form,dag,antal,kr,personer,alder\n"
        "101,v1,vc,2025-01-01,1,1,1,\n"
        "9999,v9,vc,2025-02-30,1,1,1,\n"
        "0101,v1,tand,2025-13-01,många,1,1,\n"
        "0101,v1,,,1.5,abc,-1,gammal\n"
        ",,vc,2025-01-01,-2,-3,1.5,\n"
        "0101,v1,vc,2025,,1,1,\n"
        "0101,v1,vc,2025,2,1,y,\n"
        "0101,v1,vc,1025-01-01,1,1,1,\n",
        encoding="utf-8",
    )
    checked = check(folder)
    assert checked.region is None
    told = {(each.code, each.column): (each.rows, each.value, each.expected) for each in checked.problems}
    forms, ages = ("vc",), ("0-19",)
    assert told == {
        ("missing_value", "antal"): (1, None, ()),
        ("not_a_number", "antal"): (1, "många", ()),
        ("negative", "antal"): (1, "-2", ()),
        ("not_whole", "antal"): (1, "1.5", ()),
        ("not_a_number", "personer"): (1, "y", ()),
        ("negative", "personer"): (1, "-1", ()),
        ("not_whole", "personer"): (1, "1.5", ()),
        ("not_a_number", "kr"): (1, "abc", ()),
        ("negative", "kr"): (1, "-3", ()),
        ("missing_value", "form"): (1, None, ()),
        ("missing_value", "dag"): (1, None, ()),
        ("unknown_care_form", "form"): (1, "tand", forms),
        ("unknown_age_group", "alder"): (1, "gammal", ages),
        ("not_a_period", "dag"): (2, "2025-02-30, 2025-13-01", ("2025", "2025Q3", "2025-07", "2025-07-14")),
        ("bad_year", "dag"): (1, "1025-01-01", ("1900", "2199")),
        ("lost_zeros", "regso"): (1, "101", ("0101",)),
        ("unknown_area", "regso"): (1, "9999", ("areas.geojson",)),
        ("missing_value", "regso"): (1, None, ()),
        ("unknown_unit", "hsa"): (1, "v9", ("units.csv",)),
        ("missing_value", "hsa"): (1, None, ()),
        ("mixed_register_periods", "dag"): (2, "2025", ("2025Q1",)),
    }
    text = report_text(checked, "sv")
    assert "r.csv, kolumn dag, 2 rader: ”2025-02-30, 2025-13-01” är ingen period." in text
    assert "r.csv, kolumn form, 1 rad: ”tand” är ingen vårdform" in text
