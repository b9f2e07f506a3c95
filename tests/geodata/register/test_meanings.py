"""A register's cells mean what the same text means in a table, and what is doubtful is asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import Series

from geodata.checks import Checked, check
from geodata.contract.mark_settings import UNDECLARED, Marks, marks_of
from geodata.register.fields import (
    OTHER_YEAR,
    UNREADABLE,
    as_day,
    as_number,
    as_period,
    period_key,
    period_text,
)
from geodata.sources.numbers import numbers
from geodata.sources.periods import MONTHS, month_number, period_of
from tests.geodata.register.registers import KEEP, register_region
from tests.geodata.sources.test_periods import WRITTEN
from tests.toy import write_toy_region

ODD = (
    "2024-1", "2024-13", "2024/25", "2024-25", "202413", "2024H1", "20240230", "2023-02-29", "1900-02-29",
    "x", "jan", "2024Q5", "Q5 2024", "2024-06-31", "24", "2024-00",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Any:
    backend = ibis.duckdb.connect()
    yield backend
    backend.disconnect()


def answers(engine: Any, texts: list[str], expression: Any) -> list[Any]:
    """What an expression of a field makes of some texts, in their order."""
    frame = pa.table({"number": range(len(texts)), "text": pa.array(texts, pa.string())})
    engine.con.register("texts", frame)
    table = engine.table("texts")
    answer = engine.to_pyarrow(table.select("number", value=expression(table.text)).order_by("number"))
    found: list[Any] = answer.column("value").to_pylist()
    return found


def periods_in_engine(engine: Any, texts: list[str]) -> list[str | None]:
    codes = answers(engine, texts, lambda text: as_period(period_text(text), "month"))
    return [None if code in (UNREADABLE, OTHER_YEAR) else period_key(code) for code in codes]


def test_every_period_that_a_table_reads_a_register_reads_too(engine: Any) -> None:
    texts = [text for several in WRITTEN.values() for text in several]
    assert periods_in_engine(engine, texts) == [period_of(text) for text in texts]
    assert periods_in_engine(engine, list(ODD)) == [None] * len(ODD)


def test_every_month_has_its_number_in_a_register(engine: Any) -> None:
    names = [*MONTHS, "may", "oct", "juli", "june", "september", "oktober"]
    expected = [f"2024-{month_number(name):02d}" for name in names]
    assert periods_in_engine(engine, [f"{name}-24" for name in names]) == expected


def test_every_day_of_the_calendar_counts_as_its_month(engine: Any) -> None:
    days = pd.date_range("1999-12-01", "2004-03-31").strftime("%Y-%m-%d").tolist()
    assert periods_in_engine(engine, days) == [day[:7] for day in days]
    dense = [day.replace("-", "") for day in days]
    assert periods_in_engine(engine, dense) == [day[:7] for day in days]


def test_a_condition_on_days_reads_the_days_that_a_period_is_read_of(engine: Any) -> None:
    days = ["2024-02-29", "20240229", "2024/02/29", "2024.02.29", "20240229 10:30", "20230229", "x", ""]
    assert answers(engine, days, as_day) == [20240229] * 5 + [None] * 3


def same_numbers(engine: Any, texts: list[str], marks: Marks) -> None:
    inside = answers(engine, texts, lambda text: as_number(text, marks))
    outside = numbers(Series(texts, dtype=str), marks).values
    assert [None if value is None else float(value) for value in inside] == [
        None if pd.isna(value) else value for value in outside
    ]


MARKS = [
    UNDECLARED,
    *(marks_of({"": mark}, {}, "visits") for mark in (",", ".", " ")),
    marks_of({"": " "}, {"": ","}, "visits"),
]
NUMBER_TEXTS = [
    "1000", "1,000", "1.000", "1 000", "1'000", "1.234,5", "1,234.5", "12,5", "12.5", "0,125", "0.125",
    "-1.000.000", "\u22121,5", "1 234,567", "1234.567", ",5", ".5", "1.2340", "x", "", "1,23,456",
]  # fmt: skip


@pytest.mark.parametrize("marks", MARKS, ids=str)
def test_a_register_reads_the_numbers_that_a_table_reads(engine: Any, marks: Marks) -> None:
    same_numbers(engine, NUMBER_TEXTS, marks)


def test_numbers_of_any_digits_and_marks_mean_the_same_in_both(engine: Any) -> None:
    written = st.from_regex(r"[+-]?[0-9]{0,4}([., '][0-9]{1,4}){0,3}", fullmatch=True)

    @settings(max_examples=10)  # each asks of many texts at once
    @given(st.lists(written, min_size=20, max_size=60), st.sampled_from(MARKS))
    def same(texts: list[str], marks: Marks) -> None:
        same_numbers(engine, [text.strip() for text in texts], marks)

    same()


def checked_register(folder: Path, *rows: str, more: str = "", header: str = "") -> Checked:
    """The toy region with a register of some rows."""
    register_region(folder, f'file = "r.csv"\n{KEEP}{more}')
    lines = (header or "area_id;unit_id;care_form;period;visits;cost", *rows)
    (folder / "r.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return check(folder)


@pytest.mark.parametrize(("line", "visits"), [('thousands = ","', 3000), ('decimal = ","', 3)])
def test_a_doubtful_mark_in_a_register_is_asked_about_and_its_line_decides(
    line: str, visits: int, tmp_path: Path
) -> None:
    rows = ("0101;v1;vc;2025;1,000;5", "0102;v1;vc;2025;2,000;5")
    [problem] = checked_register(tmp_path / "toy", *rows).problems
    assert (problem.code, problem.column, problem.rows) == ("ambiguous_mark", "visits", 2)
    assert problem.expected == ('thousands = "," / decimal = ","',)
    region = checked_register(tmp_path / "toy", *rows, more=line).region
    assert region is not None
    assert region.visits is not None
    assert region.visits.total() == visits


def test_words_for_nothing_in_a_register_are_one_problem_whose_line_mends_them(tmp_path: Path) -> None:
    rows = ("0101;v1;vc;2025;1;-", "0102;v1;vc;2025;2;..", "0102;v1;vc;2025;3;-", "0102;v1;vc;NULL;3;1")
    [problem] = checked_register(tmp_path / "toy", *rows).problems
    assert (problem.code, problem.column, problem.rows) == ("null_words", "cost, period", 4)
    assert problem.expected == ('null = ["-", "..", "NULL"]',)
    more = f'{problem.expected[0]}\nincomplete = "set_aside"'
    checked = checked_register(tmp_path / "toy", *rows, more=more)
    assert checked.problems == ()
    assert checked.region is not None
    assert checked.region.visits is not None
    assert checked.region.visits.total() == 6


def test_a_split_year_in_a_register_is_named_and_its_line_mends_it(tmp_path: Path) -> None:
    rows = ("0101;v1;vc;2024/25;1;1", "0101;v1;vc;2024/25;2;1", "0101;v1;vc;2025/26;4;1")
    [problem] = checked_register(tmp_path / "toy", *rows).problems
    assert (problem.code, problem.rows) == ("split_year", 3)
    region = checked_register(tmp_path / "toy", *rows, more=problem.expected[0]).region
    assert region is not None
    assert region.visits is not None
    assert region.visits.periods == ("2024", "2025")


@pytest.mark.parametrize("register", [False, True], ids=["a table", "a register"])
@pytest.mark.parametrize("years", [("2010-11", "2011-12", "2012-13"), ("2009-10", "2010-11", "2011-12")])
def test_a_year_that_looks_like_a_month_is_split_where_others_are(
    years: tuple[str, ...], register: bool, tmp_path: Path
) -> None:
    rows = [f"0101,v1,vc,{year},{2**at},1" for at, year in enumerate(years)]
    header = "area_id,unit_id,care_form,period,visits,cost"
    folder = tmp_path / "toy"

    def found(line: str) -> Checked:
        write_toy_region(folder)
        toml = (folder / "region.toml").read_text(encoding="utf-8")
        section = "[visits]" if register else "[tables.visits]"
        toml = toml.replace("[tables.visits]", f"{section}\n{line}")
        (folder / "region.toml").write_text(toml, encoding="utf-8")
        (folder / "visits.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        return check(folder)

    [problem] = found("").problems
    assert (problem.code, problem.rows) == ("split_year", 3)
    region = found(problem.expected[0]).region
    assert region is not None
    assert region.visits is not None
    assert region.visits.periods == tuple(year[:4] for year in years)


def test_mixed_lengths_in_a_register_name_no_period_that_no_row_has(tmp_path: Path) -> None:
    rows = ("0101;v1;vc;2024Q1;1;1", "0101;v1;vc;maj-24;2;1")
    [problem] = checked_register(tmp_path / "toy", *rows, more='count_by = "month"').problems
    assert (problem.code, problem.value, problem.expected) == (
        "mixed_register_periods",
        "2024Q1",
        ("2024-05",),
    )
    assert checked_register(tmp_path / "toy", *rows).region is not None  # a quarter holds both


def test_words_for_nothing_and_recodes_reach_columns_of_numbers_and_days(tmp_path: Path) -> None:
    more = 'null = ["-", "99", "9999-12-31"]\nincomplete = "set_aside"\n[visits.recode.visits]\n7 = "3"\n'
    register_region(tmp_path / "toy", f'file = "r.parquet"\n{KEEP}{more}')
    table = pa.table(
        {
            "area_id": ["0101"] * 4,
            "unit_id": ["v1"] * 4,
            "care_form": ["vc"] * 4,
            "period": [date(2025, 1, 1), date(2025, 2, 1), date(9999, 12, 31), date(2025, 3, 1)],
            "visits": [1, 99, 1, 7],
            "cost": [99.0, 5.0, 5.0, 5.0],
        }
    )
    pq.write_table(table, tmp_path / "toy" / "r.parquet")
    checked = check(tmp_path / "toy")
    assert checked.problems == ()
    assert checked.region is not None
    assert checked.region.visits is not None
    assert checked.region.visits.total() == 1 + 3
    [apart] = [each for each in checked.region.accounts if each.reason == "incomplete"]
    assert apart.rows == 2


def test_rows_that_cannot_be_held_against_a_condition_are_told(tmp_path: Path) -> None:
    rows = ("0101;v1;vc;2025;1;1,000", "0102;v1;vc;2025;2;100", "0102;v1;vc;2025;4;-", "0102;v1;vc;2025;8;20")
    where = "where = { cost = { from = 50 } }"
    [problem] = checked_register(tmp_path / "toy", *rows, more=where).problems
    assert (problem.severity, problem.code, problem.column) == ("warning", "condition_unread", "cost")
    assert (problem.value, problem.rows) == ("-, 1,000", 2)
    said = f'null = ["-"]\nthousands = ","\n{where}'
    checked = checked_register(tmp_path / "toy", *rows, more=said)
    assert checked.problems == ()
    assert checked.region is not None
    assert checked.region.visits is not None
    assert checked.region.visits.total() == 3


@pytest.mark.parametrize("noughts", [16, 22])
def test_a_constant_too_large_to_count_with_is_refused_in_words(noughts: int, tmp_path: Path) -> None:
    more = f'constants = {{ visits = "1{"0" * noughts}" }}'
    rows, header = ("0101;v1;vc;2025;1",), "area_id;unit_id;care_form;period;cost"
    [problem] = checked_register(tmp_path / "toy", *rows, more=more, header=header).problems
    assert problem.code in ("not_whole", "unreadable_register")
