"""Any date that a register writes is read, and what only says that there is no end is no day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import Series, Timestamp

from geodata.sources.days import COUNTABLE, day_of, days


@pytest.mark.parametrize(
    "text",
    [
        "2025-07-01",
        "20250701",
        "2025/07/01",
        "2025.7.1",
        "2025-07-01 10:30",
        "2025-07-01T10:30:00.000+02:00",
        "2025-07-01Z",
        "2025-07-01+02:00",
        "20250701T103000Z",
        "20250701.0",
        "45839",
        "45839.4375",
    ],
)
def test_one_day_written_in_many_ways_is_one_day(text: str) -> None:
    assert day_of(text) == date(2025, 7, 1)


@pytest.mark.parametrize(
    "text", ["2025-02-30", "1.7.2025", "7/1/2025", "2025-7", "12345", "0000-00-00", "x", "٢٠٢٥"]
)
def test_what_may_be_two_days_or_none_is_no_day(text: str) -> None:
    found = days(Series([text, ""], dtype=str))
    assert found.bad.tolist() == [True, False]
    assert found.values.isna().all()


@pytest.mark.parametrize(
    "text",
    [
        "9999-12-31",
        "99991231",
        "9999-12-31 00:00:00",
        "2999-12-31",
        "3000-01-01",
        "2262-04-12",
        "2200-01-01",
        "2958465",
    ],
)
def test_a_day_after_all_that_are_countable_is_no_day_but_no_mistake(text: str) -> None:
    found = days(Series([text], dtype=str))
    assert found.after.all()
    assert not found.bad.any()
    assert found.values.isna().all()


@pytest.mark.parametrize("text", ["0001-01-01", "00010101", "1600-01-01", "1699-12-31"])
def test_a_day_before_all_that_are_countable_is_no_day_but_no_mistake(text: str) -> None:
    found = days(Series([text], dtype=str))
    assert found.before.all()
    assert not found.bad.any()


@given(st.dates())
def test_every_day_of_the_calendar_is_itself_or_outside(day: date) -> None:
    found = days(Series([day.isoformat()], dtype=str))
    inside = COUNTABLE[0] <= day <= COUNTABLE[1]
    assert found.values.tolist() == [Timestamp(day)] if inside else bool((found.before | found.after).all())
