"""Problems of one kind are one line, with the way out, however many they are."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest

from geodata.checks import Checked, check, report_json, report_text
from geodata.checks.kind_words import kind_line, recode_line
from geodata.checks.kinds import kinds
from geodata.contract.problems import ROWS_MOST, VALUES_MOST, Problems
from tests.toy import large_visits, units_csv, write_toy_region

HEADER = "area_id,unit_id,care_form,period,visits,cost"


def lines_of(checked: Checked, language: str = "en") -> list[str]:
    """What a report says before what was kept apart and the sum."""
    return report_text(checked, language).split("\n\n")[0].splitlines()


def with_table_line(folder: Path, file: str, line: str) -> None:
    """Write a line at the table of a file in `region.toml`."""
    path = folder / "region.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f'file = "{file}"', f'file = "{file}"\n{line}'), encoding="utf-8")


def test_a_hundred_thousand_bad_rows_are_a_line_a_kind_with_every_word(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    lines, _ = large_visits(100_000)
    words = ["VC", "läkarbesök", "hembesök"]
    bad = [line.replace(",vc,", f",{words[number % 2]},") for number, line in enumerate(lines)]
    bad[-1] = bad[-1].replace("läkarbesök", "hembesök")  # once, on the last row
    (folder / "visits.csv").write_text("\n".join([HEADER, *bad]), encoding="utf-8")
    checked = check(folder)
    assert len(checked.problems) <= ROWS_MOST + VALUES_MOST + 1
    [kind] = kinds(checked.problems)
    assert kind.count == 100_000
    assert dict(kind.values) == {"VC": 50_000, "läkarbesök": 49_999, "hembesök": 1}
    [line] = lines_of(checked)
    assert line.startswith("error    visits.csv, column care_form, 100000 rows (2, 3, 4, …): “VC” is not a")
    assert line.endswith('recode = { care_form = { "VC" = "vc", "läkarbesök" = "…", "hembesök" = "…" } }')
    [as_data] = json.loads(report_json(checked, "en"))["kinds"]
    assert (as_data["count"], as_data["rows"][:3], len(as_data["rows"])) == (100_000, [2, 3, 4], ROWS_MOST)
    assert as_data["values"]["hembesök"] == 1


def test_as_many_values_as_rows_are_told_in_bounds() -> None:
    problems = Problems()
    rows = np.arange(2, 50_002)
    problems.add_rows("not_a_number", "a.csv", rows, "n", [f"tal {row}" for row in rows])
    assert len(problems.found) == ROWS_MOST + VALUES_MOST + 1
    [kind] = kinds(problems.found)
    assert kind.count == 50_000
    assert len(kind_line(kind, "sv")) < 1_000


def test_a_wide_tables_columns_are_one_line(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    years = range(1990, 2026)
    melt = ", ".join(f'"{year}" = {{ year = "{year}" }}' for year in years)
    with_table_line(folder, "population.csv", f"melt = {{ {melt} }}")
    rows = [",".join([area, *["femtio"] * len(years)]) for area in ("0101", "0102", "0201")]
    header = ",".join(["area_id", *map(str, years)])
    (folder / "population.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    numbers = [line for line in lines_of(check(folder)) if "is not a number" in line]
    assert len(numbers) == 1
    assert "columns 1990, 1991," in numbers[0]
    assert "108 rows (2, 3, 4, …)" in numbers[0]


def test_the_words_that_are_offered_are_what_mends_them(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    text = units_csv().replace(",own,", ',"Own ""A""",').replace(",choice,", ",Choice,")
    (folder / "units.csv").write_text(text, encoding="utf-8")
    [kind] = kinds(check(folder).problems)
    line = recode_line(kind)
    assert tomllib.loads(line)["recode"]["operator"] == {'Own "A"': "…", "Choice": "choice"}
    with_table_line(folder, "units.csv", line.replace("…", "own"))
    assert check(folder).problems == ()


def test_columns_that_nothing_reads_are_one_line_and_its_way_out_works(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    lines = units_csv().splitlines()
    spoiled = [f"{lines[0]},webb (ny),fax,capasity", *(f"{line},,," for line in lines[1:])]
    (folder / "units.csv").write_text("\n".join(spoiled), encoding="utf-8")
    checked = check(folder)
    assert len(checked.problems) == 3
    [line] = lines_of(checked)
    assert "units.csv: 3 columns are not read: webb (ny), fax, capasity (capacity?)." in line
    with_table_line(folder, "units.csv", line[line.index("ignore = ") :])
    assert check(folder).problems == ()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_value_of_any_length_and_lines_is_one_line(language: str, tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    text = units_csv().replace(",own,", ',"egen\n' + "x" * 500_000 + '",')
    (folder / "units.csv").write_text(text, encoding="utf-8")
    report = report_text(check(folder), language)
    assert len(report.splitlines()) == 3
    assert len(report) < 1_000


def test_problems_of_different_files_and_kinds_stay_apart(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    (folder / "units.csv").write_text(units_csv().replace(",own,", ",egen,"), encoding="utf-8")
    text = (folder / "visits.csv").read_text(encoding="utf-8").replace("80,8000", "-80,fyra")
    (folder / "visits.csv").write_text(text, encoding="utf-8")
    assert [kind.first.code for kind in kinds(check(folder).problems)] == [
        "unknown_operator",
        "negative",
        "not_a_number",
    ]


def test_the_column_that_is_offered_is_the_one_that_is_missing(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    text = (folder / "visits.csv").read_text(encoding="utf-8").replace("period", "Periods", 1)
    (folder / "visits.csv").write_text(text, encoding="utf-8")
    [line] = [line for line in lines_of(check(folder)) if "column period" in line]
    assert line.endswith('columns = { period = "Periods" }')
    with_table_line(folder, "visits.csv", line[line.index("columns = ") :])
    assert check(folder).problems == ()
