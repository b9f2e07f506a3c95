"""Terms, goals and follow-ups: read as they come, and every mistake named with its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.checks import Checked, check
from geodata.checks.words import sentences
from tests.toy_followup import FOLLOW_UP, write_toy_followup


def problems(checked: Checked) -> list[tuple[str, str, str, int | None, str | None, str | None]]:
    return [
        (each.severity, each.code, each.file, each.row, each.column, each.value) for each in checked.problems
    ]


def test_the_toy_is_read_whole(tmp_path: Path) -> None:
    checked = check(write_toy_followup(tmp_path / "toy"))
    assert checked.problems == ()
    region = checked.region
    assert region is not None
    assert region.terms is not None
    assert region.goals is not None
    assert region.follow_ups is not None
    assert region.terms.iloc[0][["unit", "term", "fulfilled"]].tolist() == [0, "hours", "yes"]
    assert (region.terms["fulfilled"] == "").sum() == 1
    assert region.goals["year"].tolist() == [2025, 2025, 2024]
    assert region.follow_ups["due"].is_monotonic_increasing
    assert region.follow_ups["done"].isna().sum() == 3
    assert list(region.settings.follow_up.terms) == ["hours", "phone", "record", "unused"]


@pytest.mark.parametrize("name", FOLLOW_UP)
def test_each_table_may_be_left_out(tmp_path: Path, name: str) -> None:
    checked = check(write_toy_followup(tmp_path / "toy", without=(name,)))
    assert checked.problems == ()
    assert checked.region is not None
    assert getattr(checked.region, name) is None
    assert checked.region.has_follow_up


def test_a_region_with_none_of_them_has_no_follow_up(tmp_path: Path) -> None:
    checked = check(write_toy_followup(tmp_path / "toy", without=tuple(FOLLOW_UP)))
    assert checked.region is not None
    assert not checked.region.has_follow_up


@pytest.mark.parametrize(
    ("table", "row", "code", "column", "value"),
    [
        ("terms", "v1,parking,yes,2026-01-10", "unknown_term", "term", "parking"),
        ("terms", "v1,hours,maybe,2026-01-11", "unknown_yes_no", "fulfilled", "maybe"),
        ("terms", "v1,hours,yes,10/1 2026", "not_a_date", "date", "10/1 2026"),
        ("terms", "v9,hours,yes,2026-01-10", "unknown_unit", "unit_id", "v9"),
        ("goals", ",moonshine,2025,0.5,", "unknown_goal_measure", "measure", "moonshine"),
        ("goals", "nojd,covered,2025,0.5,", "two_goals", "measure", "covered"),
        ("goals", "nojd,,2023,85,", "not_a_share", "target", "85"),
        ("goals", ",bypass,2023,20,", "not_a_share", "target", "20"),
        ("goals", ",,2023,0.5,", "missing_value", "indicator", None),
        ("goals", "nojd,,2023,0.5,dentist", "unknown_care_form", "care_form", "dentist"),
        ("follow_ups", "v1,visit,2026-05-01,,,,", "unknown_follow_up", "kind", "visit"),
        ("follow_ups", "v1,contract,,,,,", "missing_value", "due", None),
    ],
)
def test_a_mistake_is_named_with_its_row_and_column(
    tmp_path: Path, table: str, row: str, code: str, column: str, value: str | None
) -> None:
    text = FOLLOW_UP[table] + row + "\n"
    found = problems(check(write_toy_followup(tmp_path / "toy", **{table: text})))
    at = len(text.splitlines())
    assert [(each[1], each[2], each[3], each[4]) for each in found] == [(code, f"{table}.csv", at, column)]
    assert value is None or found[0][5] == value
    assert {"sv", "en"} <= set(sentences()[code])


def test_an_outcome_of_what_is_not_done_is_a_warning(tmp_path: Path) -> None:
    text = FOLLOW_UP["follow_ups"] + "v1,contract,2026-07-01,,Brister,,\n"
    checked = check(write_toy_followup(tmp_path / "toy", follow_ups=text))
    assert problems(checked) == [
        ("warning", "outcome_before_done", "follow_ups.csv", 10, "outcome", "Brister")
    ]
    assert checked.region is not None


def test_the_same_answer_twice_is_an_error(tmp_path: Path) -> None:
    text = FOLLOW_UP["terms"] + "v1,hours,no,2026-01-10\n"
    found = problems(check(write_toy_followup(tmp_path / "toy", terms=text)))
    assert [each[:3] for each in found] == [("error", "duplicate", "terms.csv")]
