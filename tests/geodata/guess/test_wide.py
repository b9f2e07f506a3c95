"""Columns that are a class of age or a year each."""

from __future__ import annotations

import pandas as pd
import pytest

from geodata.guess.column_values import ColumnValues
from geodata.guess.wide import wide_ages, wide_years


def columns(*names: str, value: str = "10") -> list[ColumnValues]:
    return [ColumnValues(name, pd.Series([value, value], dtype=str)) for name in names]


@pytest.mark.parametrize(
    ("names", "spans"),
    [
        (("Folk 0-19", "Folk 20–64", "Folk 65+"), ["0-19", "20-64", "65-"]),
        (("0-4 år", "5-64 år", "65 år och äldre"), ["0-4", "5-64", "65-"]),
        (("age_0_17", "age_18_64", "age_65_120"), ["0-17", "18-64", "65-120"]),
        (("Under 5", "5 to 64", "65 and over"), ["0-4", "5-64", "65-"]),
        (("pop 2023 0-64", "pop 2023 65-w"), ["0-64", "65-"]),
    ],
)
def test_classes_of_age_are_read_however_they_are_written(names: tuple[str, ...], spans: list[str]) -> None:
    found = wide_ages(columns(*names))
    assert [f"{each['age_from']}-{each['age_to']}" for each in found.values()] == spans


def test_of_classes_that_overlap_the_finest_that_part_everybody_are_taken() -> None:
    names = ("0-17", "18-64", "65+", "0-64", "5-11", "12+")
    assert list(wide_ages(columns(*names))) == ["0-17", "18-64", "65+"]


def test_classes_with_a_hole_between_them_are_none() -> None:
    assert wide_ages(columns("0-17", "20-64", "66+")) == {}


def test_classes_of_men_and_women_are_both_taken() -> None:
    found = wide_ages(columns("Män 0-64", "Män 65+", "Kvinnor 0-64", "Kvinnor 65+"))
    assert [each["sex"] for each in found.values()] == ["1", "1", "2", "2"]


def test_years_are_columns_of_one_name() -> None:
    names = ("folk 2022", "folk 2023", "kod 2023")
    assert wide_years(columns(*names)) == {"folk 2022": "2022", "folk 2023": "2023"}


def test_columns_of_text_are_neither() -> None:
    assert wide_ages(columns("0-17", "18+", value="ja")) == {}
    assert wide_years(columns("2022", "2023", value="ja")) == {}
