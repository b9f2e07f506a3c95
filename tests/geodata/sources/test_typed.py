"""Values are read as what they should be, or not at all: never guessed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import Series

from geodata.sources.typed import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", 1234),
        ("-1.5", -1.5),
        ("\u22121,5", -1.5),
        ("0,25", 0.25),
        ("1 234", 1234),
        ("1\u00a0234\u202f567,5", 1234567.5),
        ("1e3", 1000),
        (".5", 0.5),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, value: float) -> None:
    values, bad = number(Series([text], dtype=str))
    assert values.tolist() == [value]
    assert not bad.any()


@pytest.mark.parametrize(
    "text", ["1,234.5", "1.234,5", "NA", "inf", "nan", "12 34", "1-2", "0x10", "1_000", "½"]
)
def test_what_could_mean_two_things_or_nothing_is_no_number(text: str) -> None:
    values, bad = number(Series([text, "1", ""], dtype=str))
    assert bad.tolist() == [True, False, False]
    assert math.isnan(values[0])


@given(st.lists(st.floats(-1e9, 1e9).map(lambda value: round(value, 4))))
def test_decimal_point_and_comma_mean_the_same(values: list[float]) -> None:
    points = [format(value, ".4f") for value in values]
    commas = [text.replace(".", ",") for text in points]
    read = number(Series(points, dtype=str))[0]
    assert read.tolist() == number(Series(commas, dtype=str))[0].tolist()
    assert read.tolist() == pytest.approx(values)
