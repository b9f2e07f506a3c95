from __future__ import annotations

import numpy as np
import pytest
from pandas import DataFrame

from geodata.needs.classes import Classes, common_classes, counted
from geodata.needs.errors import NeedsError


def rows(*ages: tuple[int, int], sexes: tuple[str, ...] = ("",), persons: float = 1.0) -> DataFrame:
    return DataFrame(
        [(begin, end, sex, persons) for sex in sexes for begin, end in ages],
        columns=["age_from", "age_to", "sex", "persons"],
    )


FIVE_YEARS = [(age, age + 4) for age in range(0, 85, 5)]
EACH_YEAR = [(age, age) for age in range(90)]


def test_classes_are_those_that_both_tables_can_be_counted_in() -> None:
    found = common_classes([rows(*FIVE_YEARS, (85, -1)), rows(*EACH_YEAR, (90, -1))])
    assert found.ages == tuple(range(0, 90, 5))
    assert found.sexes == ("",)


def test_classes_can_be_asked_to_be_wider_than_the_tables_are() -> None:
    table = rows(*EACH_YEAR, (90, -1), sexes=("1", "2"))
    assert common_classes([table], width=10) == Classes(tuple(range(0, 100, 10)), ("1", "2"))


def test_sexes_are_told_apart_only_where_every_row_does() -> None:
    both, apart = rows(*FIVE_YEARS), rows(*FIVE_YEARS, sexes=("1", "2"))
    assert common_classes([both, apart]).sexes == ("",)
    assert common_classes([rows(*FIVE_YEARS, sexes=("1", "2", ""))]).sexes == ("",)


def test_no_class_begins_within_a_row() -> None:
    """One variant ends at 80, another at 90; one area has fewer classes than the others."""
    mixed = rows(*FIVE_YEARS, (85, -1), (80, -1), (0, 9))
    found = common_classes([mixed])
    assert found.ages == (0, *range(10, 85, 5))
    assert (found.cells(mixed) >= 0).all()


def test_ages_that_do_not_meet_are_said_to_be_so() -> None:
    with pytest.raises(NeedsError, match="ages of the tables do not meet"):
        common_classes([rows((0, 18), (19, -1)), rows((0, 17), (18, -1))])


def test_the_middle_of_a_class_is_between_its_first_and_last_day() -> None:
    assert Classes((0, 5, 15)).middle.tolist() == [2.5, 10, 20]


def test_persons_are_counted_by_place_sex_and_age() -> None:
    table = rows((0, 4), (5, 9), (10, -1), sexes=("1", "2"))
    found = counted(table, np.array([0, 0, 0, 1, 1, 1]), 2, Classes((0, 10), ("1", "2")))
    assert found[0, :2].tolist() == [2, 1]
    assert found[1, 2:].tolist() == [2, 1]
    assert np.isnan(found[[0, 0, 1, 1], [2, 3, 0, 1]]).all(), "no row counts men there, or women here"


def test_both_sexes_together_are_their_sum_where_only_the_parts_are_given() -> None:
    table = rows((0, 64), (65, -1), sexes=("1", "2"), persons=10.0)
    assert counted(table, np.zeros(4, np.int64), 1, Classes((0, 65))).tolist() == [[20, 20]]
