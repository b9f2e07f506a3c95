from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pandas import concat

from geodata.region.residents import between, known_age_groups, persons
from tests.toy_region import PERSONS, YOUNG, toy_region

REGION = toy_region()


def test_residents_are_of_all_ages_or_of_a_group() -> None:
    assert persons(REGION).tolist() == PERSONS.tolist()
    assert persons(REGION, "0-19").tolist() == YOUNG.tolist()
    assert persons(REGION, "20-").tolist() == (PERSONS - YOUNG).tolist()


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        (0, 18, 0 * PERSONS),
        (20, 64, 0 * PERSONS),
        (0, None, PERSONS),
        (1, None, PERSONS - YOUNG),
    ],
)
def test_ages_that_are_only_partly_of_the_group_are_not_counted(
    begin: int, end: int | None, expected: np.ndarray
) -> None:
    groups = {"some": replace(REGION.settings.age_groups["0-19"], age_from=begin, age_to=end)}
    region = replace(REGION, settings=replace(REGION.settings, age_groups=groups))
    assert persons(region, "some").tolist() == expected.tolist()


def test_an_open_lower_end_begins_at_birth() -> None:
    table = REGION.population.assign(age_from=REGION.population["age_from"].replace(0, -1))
    assert persons(replace(REGION, population=table), "0-19").tolist() == YOUNG.tolist()


def test_groups_are_known_where_the_table_has_their_ages() -> None:
    assert known_age_groups(REGION) == ("0-19", "20-")
    of_all_ages = REGION.population.assign(age_from=-1, age_to=-1)
    assert known_age_groups(replace(REGION, population=of_all_ages)) == ()


def test_of_several_years_the_named_one_counts_and_else_the_latest() -> None:
    later = REGION.population.assign(year=2026, persons=1)
    both = replace(REGION, population=concat([REGION.population, later], ignore_index=True))
    assert persons(both).tolist() == PERSONS.tolist()  # residents_date is 2025
    unnamed = replace(both, settings=replace(both.settings, residents_date="modelled"))
    assert persons(unnamed).tolist() == [2, 2, 2]


def test_ages_are_counted_by_the_tables_own_classes() -> None:
    assert between(REGION, 0, 19).tolist() == YOUNG.tolist()
    assert between(REGION, 20).tolist() == (PERSONS - YOUNG).tolist()
    assert between(REGION, 0).tolist() == PERSONS.tolist()


def test_ages_that_no_class_tells_apart_are_not_known() -> None:
    assert np.isnan(between(REGION, 65)).all()
    assert np.isnan(between(REGION, 0, 18)).all()
    without_ages = replace(REGION, population=REGION.population.assign(age_from=0, age_to=-1))
    assert np.isnan(between(without_ages, 0, 19)).all()


def test_a_class_without_residents_hides_nobody() -> None:
    table = REGION.population
    grown_up = table["age_from"] == 20
    none_grown_up = table.assign(persons=table["persons"].where(~grown_up | (table["area"] != 1), 0))
    found = between(replace(REGION, population=none_grown_up), 65)
    assert np.isnan(found).tolist() == [True, False, True]
    assert found[1] == 0
