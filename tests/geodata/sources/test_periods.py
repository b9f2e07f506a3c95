"""Years, quarters and months in the words of registers."""

from __future__ import annotations

import pytest
from pandas import Series

from geodata.sources.periods import MONTHS, month_number, period_of, periods

WRITTEN = {
    "2024": ("2024", "2024.0"),
    "2024Q1": (
        "2024Q1", "2024q1", "2024K1", "2024kv1", "2024 kv 1", "2024-Q1", "Q1 2024", "kv1 2024", "Q1-2024",
        "kvartal 1, 2024",
    ),
    "2024-01": (
        "2024-01", "202401", "202401.0", "2024M01", "2024m01", "2024-01-15", "20240115", "2024/01/15",
        "2024-01-15 10:30", "20240115T103000Z", "jan-24", "jan 2024", "Januari 2024", "January 2024",
        "JAN. 24", "2024 jan", "2024-jan",
    ),
    "2024-05": ("maj-24", "may 2024", "Maj 2024"),
    "2024-10": ("okt-24", "oct 2024", "oktober 2024", "October 2024", "2024M10"),
}  # fmt: skip
"""Every text that is a period, by its key."""


@pytest.mark.parametrize(("text", "key"), [(text, key) for key, texts in WRITTEN.items() for text in texts])
def test_a_period_is_read_in_the_words_of_registers(text: str, key: str) -> None:
    assert period_of(text) == key


@pytest.mark.parametrize(
    "text", ["2024-1", "2024-13", "202413", "2024H1", "2024Q5", "24", "jan", "20240230", "2024W05"]
)
def test_what_may_be_two_periods_or_none_is_no_period(text: str) -> None:
    values, bad = periods(Series([text, ""], dtype=str))
    assert values.tolist() == ["", ""]
    assert bad["not_a_period"].tolist() == [True, False]


@pytest.mark.parametrize(
    "text", ["2024/25", "2024-25", "2024/2025", "2024-2025", "2011/12", "1999/00", "2024\u201325"]
)
def test_a_split_year_is_named_and_not_taken_for_a_month(text: str) -> None:
    values, bad = periods(Series([text], dtype=str))
    assert values.tolist() == [""]
    assert [code for code, where in bad.items() if where.any()] == ["split_year"]


def test_years_that_are_written_as_months_and_nothing_else_are_split_years() -> None:
    values, bad = periods(Series(["2000-01", "2001-02", "", "2011-12"], dtype=str))
    assert values.tolist() == ["", "", "", ""]
    assert bad["split_year"].tolist() == [True, True, False, True]
    for months in (
        ["2011-12"],
        ["2010-11", "2010-12"],
        ["2009M10", "2010M11"],
        ["2010-11", "2011-12", "2012-01"],
    ):
        values, bad = periods(Series(months, dtype=str))
        assert "" not in values.tolist()
        assert not any(where.any() for where in bad.values())


@pytest.mark.parametrize("text", ["0000", "9999", "9999-12-31", "0001-01-01", "999912"])
def test_a_year_that_nobody_counts_in_is_said(text: str) -> None:
    assert [code for code, where in periods(Series([text], dtype=str))[1].items() if where.any()] == [
        "bad_year"
    ]


def test_every_month_is_known_by_its_name_in_both_languages() -> None:
    english = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    assert (
        [month_number(name) for name in MONTHS]
        == [month_number(name) for name in english]
        == list(range(1, 13))
    )


def test_years_of_two_digits_are_of_1969_to_2068() -> None:
    assert [period_of(f"jan-{year}") for year in ("68", "69")] == ["2068-01", "1969-01"]
