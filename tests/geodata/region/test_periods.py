from __future__ import annotations

from datetime import date

import pytest

from geodata.contract.errors import UnknownNameError
from geodata.region import periods

QUARTERS = ("2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2")
MONTHS = tuple(f"2024-{month:02}" for month in range(1, 13))


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2025Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(key: str, first: date, last: date) -> None:
    assert periods.span(key) == (first, last)


@pytest.mark.parametrize("key", ["2024Q5", "2024-13", "24", "", "2024-1", "Q1 2024"])
def test_a_period_written_otherwise_is_refused(key: str) -> None:
    with pytest.raises(UnknownNameError, match="is not a period"):
        periods.span(key)


def test_a_year_covers_its_quarters_and_a_quarter_its_months() -> None:
    assert periods.covered("2024", QUARTERS) == QUARTERS[:4]
    assert periods.covered("2024Q2", MONTHS) == ("2024-04", "2024-05", "2024-06")
    assert periods.covered("2023", QUARTERS) == ()


def test_a_years_own_figures_are_never_added_to_its_quarters() -> None:
    assert periods.covered("2024", (*QUARTERS, "2024")) == ("2024",)


def test_choices_are_years_of_several_periods_first_and_the_newest_first() -> None:
    assert periods.choices(QUARTERS) == ("2025", "2024", *reversed(QUARTERS))
    assert periods.choices(("2023", "2024", "2025Q1")) == ("2025Q1", "2024", "2023")
    assert periods.choices(()) == ()


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (QUARTERS, "2024"),  # 2025 is not complete
        (MONTHS, "2024"),
        (("2023", "2024"), "2024"),
        (("2022-07",), "2022-07"),
        (QUARTERS[1:3], "2024Q3"),
        ((), ""),
    ],
)
def test_the_default_is_the_latest_complete_year_or_else_the_latest_period(
    base: tuple[str, ...], expected: str
) -> None:
    assert periods.default(base) == expected


def test_the_trend_goes_from_the_first_period_to_the_last() -> None:
    assert periods.trend(reversed(QUARTERS)) == QUARTERS
