"""What people's own files are like: each either read as it is, or refused with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.geodata.cases.shared_case import Outcome, outcome_of_case


def only(outcome: Outcome, severity: str) -> list[str]:
    return sorted(outcome.of(severity))


def test_a_line_that_names_the_separator_is_read_and_not_taken_for_a_header(tmp_path: Path) -> None:
    outcome = outcome_of_case("misleading_sep_line", tmp_path)
    assert outcome.problems == ()
    assert outcome.region is not None


def test_titles_above_the_header_are_left_out_with_the_setting_that_says_so(tmp_path: Path) -> None:
    outcome = outcome_of_case("misleading_title_rows", tmp_path)
    assert outcome.region is not None
    [problem] = outcome.of("warning")["title_rows"]
    assert (problem.row, problem.expected) == (4, ("header_row = 4",))


def test_the_visible_sheet_is_read_and_the_hidden_one_named(tmp_path: Path) -> None:
    outcome = outcome_of_case("silent_hidden_sheet", tmp_path)
    assert outcome.region is not None
    assert len(outcome.region.units) == 3
    [problem] = outcome.of("warning")["hidden_sheets"]
    assert (problem.value, problem.expected) == ("Enheter", ("gammal",))


def test_a_formula_without_a_value_is_named_by_its_cell(tmp_path: Path) -> None:
    outcome = outcome_of_case("misleading_formula_persons", tmp_path)
    assert outcome.region is None
    assert only(outcome, "error") == ["formula_without_value"]
    [problem] = outcome.of("error")["formula_without_value"]
    assert (problem.row, problem.column, problem.value) == (3, "persons", "=500+498")
    assert problem.expected == ("B3",)


def test_a_folder_of_a_geodatabase_is_refused_with_the_command_that_converts_it(tmp_path: Path) -> None:
    outcome = outcome_of_case("misleading_folder_no_such_file", tmp_path)
    [problem] = outcome.of("error")["must_be_converted"]
    assert problem.expected == ("ogr2ogr -f GPKG areas.gpkg areas.gdb",)


def test_json_stat_is_a_table_whose_columns_are_named(tmp_path: Path) -> None:
    outcome = outcome_of_case("misleading_jsonstat", tmp_path)
    assert only(outcome, "error") == ["missing_column"]
    for column in ("Region", "Region_label", "value", "status"):
        assert column in outcome.words()


def test_a_header_as_long_as_a_book_is_refused_in_a_sentence(tmp_path: Path) -> None:
    outcome = outcome_of_case("crash_header_field_limit", tmp_path)
    [problem] = outcome.of("error")["long_header"]
    assert problem.row == 1
    assert len(outcome.words()) < 1000


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_sentence_about_a_file_is_longer_than_a_screen(language: str, tmp_path: Path) -> None:
    for name in ("misleading_wkb_bytes", "crash_header_field_limit", "misleading_folder_no_such_file"):
        assert all(len(line) < 500 for line in outcome_of_case(name, tmp_path).words(language).splitlines())
