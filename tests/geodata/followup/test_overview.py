"""What follow-up says of the toy, by eye; and of any table, by another way of counting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.follow_up_tables import GOAL_MEASURES, SHARE_MEASURES
from geodata.focus.places import every, whole_region
from geodata.followup.goals import reaches
from geodata.followup.overview import Overview, overview
from geodata.measures.contract_terms import term_answers
from geodata.measures.follow_ups import follow_ups_of
from geodata.measures.registry import FOLLOW_UP, measures_of
from geodata.scenario.scenario import parse

DAY = date(2026, 3, 31)


@pytest.fixture(scope="session")
def found(followed: Assessment) -> Overview:
    return overview(followed)


def test_the_day_is_that_of_the_settings(found: Overview) -> None:
    assert found.day == DAY


def test_terms_are_counted_by_their_last_answer(found: Overview) -> None:
    counts = {each.term: (each.fulfilled, each.broken, each.unknown) for each in found.terms}
    assert counts == {"hours": (2, 0, 0), "phone": (1, 1, 0), "record": (1, 0, 1)}, "a term of no row is none"
    assert found.fulfilling_all() == 1
    assert found.fulfilling_all(DAY - timedelta(days=365)) == 0
    assert found.fulfilling_all(date(2020, 1, 1)) is None, "nothing was known then"


def test_a_unit_is_below_for_as_many_periods_as_end_with_its_last(found: Overview) -> None:
    rows = [(each.unit, each.value, each.since, each.in_a_row, each.action) for each in found.below]
    assert rows == [(1, 0.46, "2025Q2", 3, "Plan begärd"), (0, 0.49, "2025Q4", 1, "")]
    assert found.units_below == 2


def test_goals_are_those_of_the_year_and_on_the_better_side(found: Overview) -> None:
    assert found.year == 2025
    satisfied, covered = found.goals
    assert (satisfied.key, satisfied.target, satisfied.units, satisfied.reaching) == ("nojd", 0.9, 2, 0)
    assert satisfied.reached is False
    assert covered.key == "covered"
    assert (covered.units, covered.reaching) == (None, None), "it is no figure of units"
    measure = measures_of(found.assessment.region)["covered"]
    assert covered.value == measure.read(found.assessment, whole_region(found.assessment)).value


def test_follow_ups_are_done_late_or_ahead_on_the_day(found: Overview) -> None:
    states = [(each.unit, each.kind, each.state) for each in found.follow_ups]
    assert states == [
        (1, "direction", "done"),
        (1, "contract", "done"),
        (1, "individual", "done"),
        (0, "contract", "done"),
        (1, "individual", "late"),
        (1, "contract", "late"),
        (0, "individual", "ahead"),
        (0, "direction", "ahead"),
    ]
    assert found.follow_ups[4].outcome == "", "what is found after the day is not known on it"


def test_kinds_are_summed_with_how_long_they_took(found: Overview) -> None:
    rows = [
        (each.kind, each.ahead, each.late, each.done, each.done_in_time, each.late_days)
        for each in found.kinds
    ]
    assert rows == [
        ("contract", 0, 1, 2, 1, 2.5),
        ("individual", 1, 1, 1, 1, 0.0),
        ("direction", 1, 0, 0, 0, None),
    ]


def test_each_operator_is_followed_up_as_densely_as_it_is(found: Overview) -> None:
    rows = [(each.operator, each.units, each.done, each.reached, each.rate) for each in found.treatment]
    assert rows == [("own", 1, 1, 1, 1.0), ("choice", 1, 2, 1, 2.0)]


def test_measures_say_the_same_as_the_page(found: Overview) -> None:
    assessment = found.assessment
    read = {each.key: each.read(assessment, whole_region(assessment)) for each in FOLLOW_UP}
    assert (read["terms_fulfilled"].numerator, read["terms_fulfilled"].denominator) == (1, 2)
    assert read["terms_broken"].value == 1
    assert read["follow_ups_ahead"].value == sum(each.ahead + each.late for each in found.kinds) == 4
    assert read["follow_ups_late"].value == 2
    assert read["follow_ups_done"].value == 1.5
    rates = {each.operator: each.rate for each in found.treatment}
    assert {key: read[f"follow_ups_done_{key}"].value for key in rates} == rates
    assert read["follow_ups_done_contract"].why == "why.no_units"


def test_a_part_of_the_region_counts_the_units_that_stand_in_it(found: Overview) -> None:
    assessment = found.assessment
    known = measures_of(assessment.region)
    west, east = (every(assessment, "municipality").only(at) for at in (0, 1))
    assert known["terms_fulfilled"].read(assessment, west).value == 0.5
    assert known["terms_fulfilled"].read(assessment, east).value is None
    v1 = every(assessment, "unit").only(0)
    assert known["terms_broken"].read(assessment, v1).value == 1
    assert known["follow_ups_late"].read(assessment, v1).value == 0


def test_who_runs_the_units_is_a_filter(followed: Assessment) -> None:
    region = followed.region
    private = overview(assess(region, parse(region, {"care_form": "vc", "operators": "choice"})))
    assert private.units == 1
    assert private.fulfilling_all() == 1
    assert [each.unit for each in private.below] == [1]


def test_a_region_without_follow_up_says_why_there_are_no_figures(toy_assessment: Assessment) -> None:
    bare = overview(toy_assessment)
    assert bare.terms == []
    assert bare.fulfilling_all() is None
    assert (list(bare.goals), bare.year, bare.follow_ups) == ([], None, [])
    reasons = {each.key: each.read(toy_assessment, whole_region(toy_assessment)).why for each in FOLLOW_UP}
    assert set(reasons.values()) == {"why.no_terms", "why.no_follow_ups"}
    assert not toy_assessment.region.has_follow_up


def test_goals_are_set_for_measures_that_there_are(followed: Assessment) -> None:
    known = measures_of(followed.region)
    assert set(GOAL_MEASURES) <= set(known)
    assert {key for key in GOAL_MEASURES if known[key].unit == "share"} == set(SHARE_MEASURES)
    assert all(known[key].better in ("", better) for key, better in GOAL_MEASURES.items())


@pytest.mark.parametrize(
    ("value", "better", "expected"), [(0.9, "higher", True), (0.9, "lower", True), (0.89, "higher", False)]
)
def test_a_goal_is_reached_upon_it(value: float, better: str, expected: bool) -> None:
    assert reaches(value, 0.9, better) is expected  # type: ignore[arg-type]


answers = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["hours", "phone", "record"]),
        st.sampled_from(["yes", "no", ""]),
        st.integers(0, 900),
    ),
    max_size=20,
    unique_by=lambda row: (row[0], row[1], row[3]),
)


@given(rows=answers, days=st.integers(0, 900))
@settings(max_examples=40, deadline=None)
def test_the_last_answer_by_a_day_counts_whatever_the_table(
    followed: Assessment, rows: list[tuple[int, str, str, int]], days: int
) -> None:
    """By another way: look through all rows for the latest of each unit and term."""
    start = pd.Timestamp("2024-01-01")
    rows = sorted(rows, key=lambda row: (row[0], row[1], row[3]))
    table = pd.DataFrame(
        {
            "unit": np.array([row[0] for row in rows], np.int32),
            "term": [row[1] for row in rows],
            "fulfilled": [row[2] for row in rows],
            "date": pd.to_datetime([start + pd.Timedelta(days=row[3]) for row in rows]).astype(
                "datetime64[ns]"
            ),
        }
    )
    region = replace(followed.region, terms=table)
    day = (start + pd.Timedelta(days=days)).date()
    found = term_answers(assess(region, parse(region, {"care_form": "vc"})), day)
    assert set(found.terms) == {row[1] for row in rows}
    for at, term in enumerate(found.terms):
        for unit in (0, 1):
            ours = [row for row in rows if row[:2] == (unit, term) and row[3] <= days]
            last = max(ours, key=lambda row: row[3])[2] if ours else ""
            assert found.answers[unit, at] == {"yes": 1, "no": 0, "": -1}[last]


@given(days=st.integers(-800, 800))
@settings(max_examples=30, deadline=None)
def test_every_follow_up_is_in_one_state_on_any_day(followed: Assessment, days: int) -> None:
    day = DAY + timedelta(days=days)
    table = follow_ups_of(followed.region, day)
    assert set(table["state"]) <= {"done", "late", "ahead"}
    done, late = table["state"] == "done", table["state"] == "late"
    assert (table["done"][done] <= pd.Timestamp(day)).all()
    assert (table["due"][late] < pd.Timestamp(day)).all()
    assert (table["due"][~done & ~late] >= pd.Timestamp(day)).all()
