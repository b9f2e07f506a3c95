from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata.needs.back_test import BackTest, back_test_people
from geodata.needs.classes import Classes, counted
from geodata.needs.errors import NeedsError
from geodata.needs.hamilton_perry import PRIOR, cohorts, in_years

THREE = Classes((0, 20, 40))


def alone(before: np.ndarray, now: np.ndarray, classes: Classes = THREE, steps: int = 1) -> np.ndarray:
    """Of one place that is part of no larger one."""
    return cohorts(before, now, np.stack([before, now]), classes, steps)


def test_a_cohort_changes_as_the_one_before_it_did() -> None:
    before, now = np.array([[100.0, 200.0, 300.0]]), np.array([[90.0, 80.0, 250.0]])
    (_, (after,)) = alone(before, now)
    # Of 100 young 80 were left twenty years on, so 90 become 72; of 200 + 300 half are left: of 330 too.
    assert after[1:].tolist() == pytest.approx([72, 165])
    # 90 children for 80 who may be parents.
    assert after[0] == pytest.approx(90 / 80 * 72)


def test_the_first_step_is_now_and_years_between_lie_on_a_line() -> None:
    before, now = np.array([[100.0, 200.0, 300.0]]), np.array([[90.0, 80.0, 250.0]])
    ahead = alone(before, now, steps=2)
    found = in_years(ahead, 20, np.array([0.0, 5.0, 20.0, 40.0]))
    assert found[0].tolist() == now.tolist()
    np.testing.assert_allclose(found[1], now + (ahead[1] - now) / 4)
    np.testing.assert_allclose(found[2:], ahead[1:])


def test_a_small_place_changes_as_the_place_that_it_is_part_of() -> None:
    before = np.array([[0.0, 0.0, 0.0], [1000.0, 1000.0, 1000.0]])
    now = np.array([[50.0, 40.0, 10.0], [1000.0, 900.0, 1400.0]])
    whole = np.stack([np.tile(each.sum(axis=0), (2, 1)) for each in (before, now)])
    (_, after) = cohorts(before, now, whole, THREE, 1)
    assert after[0, 1] == pytest.approx(50 * (40 + PRIOR * 0.94) / PRIOR)
    assert np.isfinite(after).all()


def test_children_follow_women_where_sexes_are_told_apart() -> None:
    classes = Classes((0, 20, 40), ("1", "2"))
    before = np.array([[100.0, 100.0, 100.0, 100.0, 100.0, 100.0]])
    now = np.array([[50.0, 100.0, 100.0, 50.0, 100.0, 100.0]])
    (_, (after,)) = alone(before, now, classes)
    assert after[4] == pytest.approx(50), "half as many women as there were"
    assert after[[0, 3]].tolist() == pytest.approx([25, 25])


def test_classes_of_different_width_have_no_cohorts() -> None:
    with pytest.raises(NeedsError, match="equally wide"):
        alone(np.ones((1, 3)), np.ones((1, 3)), Classes((0, 18, 65)))


@pytest.fixture(scope="module")
def linkoping(shared: Path) -> pd.DataFrame:
    return pd.read_csv(shared / "needs/sweden/linkoping_population_1968_2025.csv")


FIVE_YEARS = Classes(tuple(range(0, 95, 5)))


def people(table: pd.DataFrame, year: int) -> np.ndarray:
    rows = table[table["year"] == year].drop(columns="sex").fillna({"age_to": -1})
    return counted(rows, np.zeros(len(rows), np.int64), 1, FIVE_YEARS)


def back_tests(table: pd.DataFrame, year: int) -> tuple[BackTest, BackTest]:
    """Five years ahead, by cohorts and by the structure of the year that it was projected in."""
    before, now, after = (people(table, year + step) for step in (-10, -5, 0))
    by_cohorts = alone(before, now, FIVE_YEARS)[1]
    constant = now * (after.sum() / now.sum())
    return tuple(  # type: ignore[return-value]
        back_test_people(year - 5, year, projected, after, FIVE_YEARS) for projected in (by_cohorts, constant)
    )


@pytest.mark.parametrize(
    ("year", "total", "from_65", "from_80"),
    [(2020, -0.0395, -0.0073, -0.0186), (2015, 0.0199, -0.015, -0.038)],
)
def test_linkoping_five_years_ahead_is_off_by_as_much_as_is_known(
    linkoping: pd.DataFrame, year: int, total: float, from_65: float, from_80: float
) -> None:
    cohort, _ = back_tests(linkoping, year)
    assert [cohort.total, cohort.from_65, cohort.from_80] == pytest.approx(
        [total, from_65, from_80], abs=6e-5
    )
    assert (cohort.year_from, cohort.year_to) == (year - 5, year)


def test_linkoping_2025_by_sex_is_seven_persons_from_its_own_total(linkoping: pd.DataFrame) -> None:
    """The known errors are of the rows of both sexes, which differ from the sum since 2025: cell keys."""
    cohort, constant = back_tests(linkoping, 2025)
    found = [cohort.total, cohort.from_65, cohort.from_80, constant.from_80]
    assert found == pytest.approx([0.0538, -0.0126, -0.0205, -0.1486], abs=4e-4)


def test_cohorts_beat_a_constant_structure_among_the_oldest(linkoping: pd.DataFrame) -> None:
    errors = [back_tests(linkoping, year) for year in range(1995, 2026)]
    cohort, constant = (np.mean([abs(pair[which].from_80) for pair in errors]) for which in (0, 1))
    assert cohort < constant
