"""Numbers are read as they are written where that can mean one thing, and are doubtful else."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import Series

from geodata.contract.mark_settings import DEGREES, UNDECLARED, Marks, marks_of
from geodata.sources.numbers import beyond_doubt, numbers, told_by_others
from geodata.sources.raw import cell_text

COMMA, DOT = marks_of({"": ","}, {}, "persons"), marks_of({"": "."}, {}, "persons")


def read(text: str, marks: Marks = UNDECLARED) -> float:
    """The number of one text; NaN where there is none."""
    return float(numbers(Series([text], dtype=str), marks).values[0])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", 1234),
        ("-1.5", -1.5),
        ("\u22121,5", -1.5),
        ("0,25", 0.25),
        ("0,125", 0.125),
        ("-0.125", -0.125),
        ("1 234", 1234),
        ("1 234,567", 1234.567),
        ("1'234", 1234),
        ("1\u2019234\u2019567.5", 1234567.5),
        ("1\u00a0234\u202f567,5", 1234567.5),
        ("1234.567", 1234.567),
        ("12.3450", 12.345),
        ("1e3", 1000),
        (".5", 0.5),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, value: float) -> None:
    found = numbers(Series([text], dtype=str))
    assert found.values.tolist() == [value]
    assert not found.bad.any()


@pytest.mark.parametrize(
    "text", ["NA", "inf", "nan", "12 34", "1-2", "0x10", "1_000", "½", "1,23,456", "1..2"]
)
def test_what_means_nothing_is_no_number(text: str) -> None:
    found = numbers(Series([text, "1", ""], dtype=str))
    assert found.bad.tolist() == [True, False, False]
    assert not found.doubtful.any()
    assert math.isnan(found.values[0])


@pytest.mark.parametrize(
    ("text", "comma_parts_thousands", "dot_parts_thousands"),
    [
        ("1,000", 1000, 1),
        ("1.000", 1, 1000),
        ("-12.345", -12.345, -12345),
        ("1,234.5", 1234.5, None),
        ("1.234,5", None, 1234.5),
        ("1.000.000", None, 1_000_000),
        ("1,000,000", 1_000_000, None),
        ("999.999,999", None, 999999.999),
    ],
)
def test_a_mark_before_three_digits_is_doubtful_until_it_is_declared(
    text: str, comma_parts_thousands: float | None, dot_parts_thousands: float | None
) -> None:
    found = numbers(Series([text, "7"], dtype=str))
    assert found.doubtful.tolist() == found.bad.tolist() == [True, False]
    assert math.isnan(found.values[0])
    for marks, value in ((COMMA, comma_parts_thousands), (DOT, dot_parts_thousands)):
        declared = numbers(Series([text, "7"], dtype=str), marks)
        assert declared.bad[0] == (value is None)
        assert not declared.doubtful.any()
        if value is not None:
            assert declared.values.tolist() == [value, 7]


def test_the_mark_of_decimals_tells_that_of_thousands() -> None:
    assert marks_of({}, {"": "."}, "persons") == COMMA
    assert marks_of({}, {"": ","}, "persons") == DOT
    assert marks_of({"": " "}, {}, "persons") == Marks("", ",.", declared=True)
    assert read("1,234", marks_of({"": " "}, {}, "persons")) == 1.234


def test_what_a_column_declares_goes_before_what_its_table_does() -> None:
    thousands, decimal = {"": ","}, {"cost": ","}
    assert read("1,234", marks_of(thousands, decimal, "persons")) == 1234
    assert read("1,234", marks_of(thousands, decimal, "cost")) == 1.234


def test_a_declared_mark_of_thousands_parts_no_decimals() -> None:
    assert math.isnan(read("12,5", COMMA))
    assert math.isnan(read("0,125", COMMA))


def test_a_number_that_a_computer_wrote_is_read_whatever_is_declared() -> None:
    for value in (12.5, 0.125, 1234.567, 1.234, -12.345, 1e-7, 5.0):
        for marks in (UNDECLARED, COMMA, DOT, DEGREES):
            assert read(cell_text(value), marks) == value


def test_degrees_have_no_thousands() -> None:
    assert read("57.123", DEGREES) == read("57,123", DEGREES) == 57.123


@given(st.floats(-1e9, 1e9))
def test_a_typed_number_stays_itself_as_text(value: float) -> None:
    found = numbers(Series([cell_text(value)], dtype=str))
    assert found.values.tolist() == [value]
    assert not found.bad.any()


def test_only_what_is_doubtful_gets_another_nought() -> None:
    assert [beyond_doubt(text) for text in ("1.234", "-12.345", "1.23", "0.123", "1234.567")] == [
        "1.2340",
        "-12.3450",
        "1.23",
        "0.123",
        "1234.567",
    ]


@given(st.lists(st.floats(-1e9, 1e9).map(lambda value: round(value, 4))))
def test_decimal_point_and_comma_mean_the_same(values: list[float]) -> None:
    points = [format(value, ".4f") for value in values]
    commas = [text.replace(".", ",") for text in points]
    found = numbers(Series(points, dtype=str)).values
    assert found.tolist() == numbers(Series(commas, dtype=str)).values.tolist()
    assert found.tolist() == pytest.approx(values)


@given(st.lists(st.integers(-(10**12), 10**12)), st.sampled_from(["t,", "t.", "d,", "d."]))
def test_whole_numbers_with_declared_marks_are_read_back(values: list[int], how: str) -> None:
    mark = how[1] if how[0] == "t" else {",": ".", ".": ","}[how[1]]
    marks = marks_of({"": how[1]} if how[0] == "t" else {}, {"": how[1]} if how[0] == "d" else {}, "persons")
    texts = [f"{value:,}".replace(",", mark) for value in values]
    assert numbers(Series(texts, dtype=str), marks).values.tolist() == values


@pytest.mark.parametrize(
    ("texts", "whole", "decimal"),
    [
        (("1,000", "12,5"), False, ","),
        (("1.000", "0.125"), False, "."),
        (("1.000", "1.234,5"), False, ","),
        (("1.000", "1.000.000"), False, ","),
        (("1.000", "2.345"), True, ","),
        (("1.000", "2.000"), True, ""),
        (("1.000", "2.345"), False, ""),
        (("1,000", "12,5", "12.5"), False, ""),
    ],
)
def test_the_rest_of_a_column_suggests_the_decimal_mark_or_nothing(
    texts: tuple[str, ...], whole: bool, decimal: str
) -> None:
    assert told_by_others(texts, whole) == decimal
