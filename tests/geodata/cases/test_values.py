"""What a cell means, over the shared cases and over every column of every table."""

from __future__ import annotations

from pathlib import Path

import openpyxl  # type: ignore[import-untyped,unused-ignore]
import pytest
from pandas import NaT

from geodata.checks import check
from geodata.contract.columns import Column
from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings
from geodata.contract.settings import RegionSettings
from tests.geodata.cases.shared_case import outcome, outcome_of_case
from tests.geodata.checks.one_column import columns_of, read_alone
from tests.toy import REGION_TOML, write_toy_region

NUMBERS = ("whole", "amount", "number", "metres", "year", "age")


OF_NUMBERS, OF_DAYS, OF_PERIODS = columns_of(*NUMBERS), columns_of("date"), columns_of("period")
WORDLESS = columns_of(*NUMBERS, "degrees", "date", "period", "ages")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> RegionSettings:
    folder = write_toy_region(tmp_path_factory.mktemp("values") / "toy")
    found = read_settings(folder / "region.toml", Problems())
    assert found is not None
    return found


def with_table(folder: Path, name: str, *lines: str, more: str = "") -> Path:
    """The toy region with one more table, or another one in its place."""
    write_toy_region(folder)
    toml = REGION_TOML
    if f"[tables.{name}]" not in toml:
        toml += f'\n[tables.{name}]\nfile = "{name}.csv"\n'
    toml = toml.replace(f"[tables.{name}]\n", f"[tables.{name}]\n{more}\n")
    (folder / "region.toml").write_text(toml, encoding="utf-8")
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("case", ["silent_thousand_comma", "silent_thousand_dot", "silent_thousand_visits"])
def test_a_thousand_that_may_be_one_is_asked_about(case: str, tmp_path: Path) -> None:
    found = outcome_of_case(case, tmp_path)
    assert found.region is None
    [problem] = found.problems
    assert problem.code == "ambiguous_mark"
    assert problem.row == 2
    assert "thousands = " in found.words()
    assert "decimal = " in found.words()


@pytest.mark.parametrize(("case", "mark"), [("silent_thousand_comma", ","), ("silent_thousand_dot", ".")])
@pytest.mark.parametrize("way", ["thousands", "decimal", "column"])
def test_the_line_that_the_problem_names_decides(case: str, mark: str, way: str, tmp_path: Path) -> None:
    outcome_of_case(case, tmp_path)
    line = {
        "thousands": f'thousands = "{mark}"',
        "decimal": f'decimal = "{mark}"',
        "column": f'thousands = {{ persons = "{mark}" }}',
    }[way]
    toml = tmp_path / case / "region.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('"pop.csv"', f'"pop.csv"\n{line}'), encoding="utf-8")
    found = outcome(tmp_path / case)
    assert found.region is not None
    total = int(found.region.population["persons"].sum())
    assert total == (8 if way == "decimal" else 8000)


@pytest.mark.parametrize("column", OF_NUMBERS.values(), ids=OF_NUMBERS)
@pytest.mark.parametrize("text", ["1,000", "1.000", "12.345", "1.234,5", "1.000.000"])
def test_every_column_of_numbers_asks_once_and_names_the_lines(
    column: Column, text: str, settings: RegionSettings
) -> None:
    plain = "2020" if column.kind == "year" else "7"
    _, problems = read_alone(column, [plain, text, text, plain], settings)
    [problem] = [each for each in problems if each.code.startswith("ambiguous_mark")]
    assert (problem.row, problem.rows, problem.column, problem.value) == (3, 2, "theirs", text)
    assert not [each for each in problems if each.row in (2, 5)]


@pytest.mark.parametrize("column", OF_NUMBERS.values(), ids=OF_NUMBERS)
def test_every_column_of_numbers_reads_what_its_table_declares(
    column: Column, settings: RegionSettings
) -> None:
    if column.kind == "age":
        pytest.skip("nobody is a thousand years old")
    values, problems = read_alone(column, ["2,000"], settings, thousands={"": ","})
    assert not problems
    assert values == [2000]


def test_degrees_are_never_asked_about(settings: RegionSettings) -> None:
    for text in ("57.123", "57,123"):
        values, problems = read_alone(Column("latitude", "degrees"), [text], settings)
        assert not problems
        assert values == [57.123]


def test_numbers_typed_in_a_workbook_are_never_in_doubt_beside_texts_that_are(tmp_path: Path) -> None:
    write_toy_region(tmp_path / "toy")
    book = openpyxl.Workbook()
    for row in [["area_id", "persons"], ["0101", 1.234], ["0102", "1.234"], ["0201", 5]]:
        book.active.append(row)
    book.save(tmp_path / "toy" / "people.xlsx")
    toml = REGION_TOML.replace('"population.csv"', '"people.xlsx"')
    (tmp_path / "toy" / "region.toml").write_text(toml, encoding="utf-8")
    found = {(each.code, each.row) for each in check(tmp_path / "toy").problems}
    assert found == {("not_whole", 2), ("ambiguous_mark", 3)}


@pytest.mark.parametrize(
    "day",
    [
        "9999-12-31",
        "99991231",
        "2999-12-31",
        "3000-01-01",
        "2262-04-12",
        "0001-01-01",
        "1600-01-01",
        "2958465",
    ],
)
def test_a_day_that_says_no_end_is_none(day: str, tmp_path: Path) -> None:
    outcome_of_case("crash_closed_9999_12_31", tmp_path)
    units = tmp_path / "crash_closed_9999_12_31" / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace("9999-12-31", day), encoding="utf-8")
    found = outcome(units.parent)
    assert found.region is not None
    assert found.region.units["closed"].isna().all()
    assert not found.of("error")


@pytest.mark.parametrize("column", OF_DAYS.values(), ids=OF_DAYS)
@pytest.mark.parametrize(
    "day", ["9999-12-31", "0001-01-01", "1600-01-01 00:00:00", "45000", "2024-02-29T23:00Z", "x"]
)
def test_any_day_in_every_column_of_days_is_read_or_said(
    column: Column, day: str, settings: RegionSettings
) -> None:
    values, problems = read_alone(column, ["2024-01-01", day], settings)
    codes = {each.code for each in problems}
    if values[1] is NaT and column.required:
        assert codes & {"day_not_countable", "null_words"}
    assert codes <= {"day_not_countable", "day_means_none", "day_from_number", "null_words"}


def test_a_follow_up_that_is_due_on_no_day_is_an_error_with_its_row(tmp_path: Path) -> None:
    lines = ("unit_id,kind,due", "v1,contract,2024-01-01", "v2,contract,9999-12-31")
    found = outcome(with_table(tmp_path / "toy", "follow_ups", *lines))
    assert [(each.code, each.row) for each in found.problems] == [("day_not_countable", 3)]


def test_a_day_counts_as_its_month(tmp_path: Path) -> None:
    found = outcome_of_case("docs_period_yyyymmdd", tmp_path)
    assert found.region is not None
    assert found.region.visits is not None
    assert found.region.visits.periods == ("2024-01",)


def test_mixed_lengths_name_the_rows_and_no_month_that_no_row_has(tmp_path: Path) -> None:
    found = outcome_of_case("false_mixed_periods", tmp_path)
    assert [each.code for each in found.problems] == ["mixed_periods"]
    words = found.words()
    assert "2024Q1 (2, 3, 4, 5, 6)" in words
    assert "2024-05 (7, 8, 9, 10, 11)" in words
    assert "2024-01" not in words


@pytest.mark.parametrize("column", OF_PERIODS.values(), ids=OF_PERIODS)
def test_every_column_of_periods_reads_the_words_of_registers(
    column: Column, settings: RegionSettings
) -> None:
    texts = ["2024K1", "2024M01", "202401", "jan-24", "20240115", "Q1 2024"]
    values, problems = read_alone(column, texts, settings)
    assert not problems
    assert values == ["2024Q1", *["2024-01"] * 4, "2024Q1"]
    _, problems = read_alone(column, ["2024/25", "2025/26", "2024/25"], settings)
    [problem] = problems
    assert (problem.code, problem.rows) == ("split_year", 3)
    assert problem.expected == ('recode = { period = { "2024/25" = "2024", "2025/26" = "2025" } }',)


@pytest.mark.parametrize("column", WORDLESS.values(), ids=WORDLESS)
def test_every_column_of_values_offers_words_for_nothing_as_one_line(
    column: Column, settings: RegionSettings
) -> None:
    words = ["-", "..", "NULL", "x", "*", "n/a", "#N/A", ":", "\u2013"]
    _, problems = read_alone(column, words, settings)
    [problem] = problems
    assert (problem.code, problem.row, problem.rows) == ("null_words", 2, len(words))
    listed = ", ".join(f'"{word}"' for word in words)
    assert problem.expected == (f"null = [{listed}]",)


def test_words_for_nothing_in_several_columns_are_one_problem_whose_line_mends_them(tmp_path: Path) -> None:
    lines = (
        "area_id,unit_id,care_form,period,visits,patients,cost",
        "0101,v1,vc,2025,8,..,-",
        "0102,v1,vc,2025,9,x,..",
    )
    folder = with_table(tmp_path / "toy", "visits", *lines)
    [problem] = check(folder).problems
    assert (problem.code, problem.column, problem.rows) == ("null_words", "patients, cost", 2)
    mended = check(with_table(tmp_path / "toy", "visits", *lines, more=problem.expected[0]))
    assert mended.problems == ()


def test_a_melted_age_without_an_end_is_open(tmp_path: Path) -> None:
    found = outcome_of_case("misleading_melt_open_age", tmp_path)
    assert found.region is not None
    assert not found.of("error")
    oldest = found.region.population.query("age_from == 65")
    assert len(oldest) > 0
    assert oldest["age_to"].eq(-1).all()


@pytest.mark.parametrize(
    "melt",
    [
        '"0-64" = { age_from = 0, age_to = 64 }\n"65-w" = { age_from = 65, age_to = "" }',
        '"0-64" = { age_to = 64 }\n"65-w" = { age_from = 65 }',
        '"0-64" = { ages = "0-64" }\n"65-w" = { ages = "65-w" }',
    ],
)
def test_ages_left_open_in_any_way_are_open(melt: str, tmp_path: Path) -> None:
    lines = ("area_id,0-64,65-w", "0101,800,200", "0102,1500,500", "0201,400,100")
    folder = with_table(tmp_path / "toy", "population", *lines)
    toml = folder / "region.toml"
    toml.write_text(
        f"{toml.read_text(encoding='utf-8')}\n[tables.population.melt]\n{melt}\n", encoding="utf-8"
    )
    found = check(folder)
    assert not found.errors
    assert found.region is not None
    assert int(found.region.population["persons"].sum()) == 3500
    assert found.region.population["age_to"].eq(-1).sum() == 3
