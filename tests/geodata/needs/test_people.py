from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from geodata.needs.classes import Classes
from geodata.needs.errors import NeedsError
from geodata.needs.people import (
    people_by_cohorts,
    people_by_shares,
    with_area_totals,
    with_own_projections,
)
from geodata.needs.people_tables import projected, residents

TWO = Classes((0, 65))
A_AND_B = np.array([[300.0, 60.0], [600.0, 40.0]])
TOGETHER = np.zeros(2, np.int64)


def projection(*rows: tuple[str, int, int, str, int, int, str, float]) -> DataFrame:
    columns = ["municipality_id", "area", "year", "sex", "age_from", "age_to", "variant", "persons"]
    return DataFrame(rows, columns=columns)


def with_own(base: np.ndarray, whole: np.ndarray, own: np.ndarray | None) -> np.ndarray:
    """People of two areas of one municipality: their own projection, else their share."""
    assert own is not None
    return with_own_projections(people_by_shares(base, TOGETHER, whole), TOGETHER, whole, own)


def read(table: DataFrame, *years: int, variant: str = "") -> tuple[np.ndarray, np.ndarray | None]:
    """One variant of a projection of municipality 1480, of which both areas are."""
    found = projected(table, ("", "high"), years, TWO, ("1480",), 2)
    return found.of(variant, TOGETHER)


MAIN = projection(
    ("1480", -1, 2030, "", 0, 64, "", 880.0),
    ("1480", -1, 2030, "", 65, -1, "", 150.0),
    ("1480", -1, 2030, "", 0, 64, "high", 999.0),
    ("1480", -1, 2031, "", 0, 64, "", 890.0),
    ("1480", -1, 2031, "", 65, -1, "", 160.0),
)


def test_residents_are_those_of_the_year() -> None:
    table = DataFrame(
        [(0, 2024, 0, 64, 9), (0, 2025, 0, 64, 3), (1, 2025, 65, -1, 4)],
        columns=["area", "year", "age_from", "age_to", "persons"],
    )
    assert residents(table, 2025, TWO, 2).tolist() == [[3, 0], [0, 4]]


def test_a_projection_is_read_by_year_municipality_and_class() -> None:
    whole, own = read(MAIN, 2030, 2031)
    assert whole.tolist() == [[[880, 150]], [[890, 160]]]
    assert own is None


def test_an_area_keeps_its_share_of_each_age() -> None:
    whole, _ = read(MAIN, 2030)
    people = people_by_shares(A_AND_B, TOGETHER, whole)
    np.testing.assert_allclose(people, [[[880 / 3, 90], [1760 / 3, 60]]])


def test_an_areas_own_projection_comes_first_and_still_sums_to_the_municipalitys() -> None:
    of_a = projection(("", 0, 2030, "", 0, 64, "", 440.0), ("", 0, 2030, "", 65, -1, "", 60.0))
    table = DataFrame({name: [*MAIN[name], *of_a[name]] for name in MAIN})
    whole, own = read(table, 2030)
    people = with_own(A_AND_B, whole, own)
    np.testing.assert_allclose(people.sum(axis=1), [[880, 150]])
    np.testing.assert_allclose(people[0, 0, 0], 880 * 440 / (440 + 880 * 2 / 3))


def test_areas_that_all_have_their_own_need_no_municipality() -> None:
    table = projection(
        *[("", at, 2030, "", *ages, "", 10.0) for at in (0, 1) for ages in ((0, 64), (65, -1))]
    )
    whole, own = read(table, 2030)
    assert with_own(A_AND_B, whole, own).tolist() == [[[10, 10], [10, 10]]]


def test_a_municipality_that_is_not_projected_is_named() -> None:
    with pytest.raises(NeedsError, match=r"1 municipalities.*1481"):
        projected(MAIN, ("",), (2030,), TWO, ("1480", "1481"), 2).of("", np.array([0, 1]))


def test_a_variant_without_all_classes_is_not_taken_for_nobody() -> None:
    with pytest.raises(NeedsError, match="'high' lacks"):
        read(MAIN, 2030, variant="high")


def test_areas_that_are_projected_without_ages_keep_their_totals_and_the_municipalitys_ages() -> None:
    whole, _ = read(MAIN, 2030)
    people = people_by_shares(A_AND_B, TOGETHER, whole)
    found = with_area_totals(people, TOGETHER, whole, np.array([[500.0, 530.0]]))
    np.testing.assert_allclose(found.sum(axis=1), [[880, 150]])
    np.testing.assert_allclose(found.sum(axis=2), [[500, 530]])
    half = np.array([[500.0, np.nan]])
    assert with_area_totals(people, TOGETHER, whole, half).tolist() == people.tolist()


@given(st.integers(0, 2**32 - 1), st.sampled_from(["shares", "own", "cohorts"]))
def test_areas_sum_to_the_municipalitys_projection_in_every_class_and_year(seed: int, way: str) -> None:
    rng = np.random.default_rng(seed)
    classes = Classes(tuple(range(0, 100, 5)), ("1", "2"))
    municipality = np.concatenate([[0, 1, 2], rng.integers(0, 3, 6)])
    base, earlier = (rng.integers(0, 40, (9, classes.count)).astype(float) for _ in range(2))
    whole = rng.uniform(0, 400, (4, 3, classes.count))
    if way == "cohorts":
        ahead = np.array([1.0, 4.0, 5.0, 17.0])
        people = people_by_cohorts(earlier, base, municipality, whole, classes, ahead)
    else:
        own = rng.uniform(1, 60, (4, 9, classes.count))
        own[:, rng.random(9) < 0.6] = np.nan
        people = people_by_shares(base, municipality, whole)
        if way == "own":
            people = with_own_projections(people, municipality, whole, own)
    assert (people >= 0).all()
    for place in range(3):
        np.testing.assert_allclose(people[:, municipality == place].sum(axis=1), whole[:, place])
