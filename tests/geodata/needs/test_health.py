from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from geodata.needs.classes import Classes
from geodata.needs.errors import NeedsError
from geodata.needs.health import gained_years, health_factors

YEARLY = Classes(tuple(range(68, 75)))
"""Each class a year; the first of them stands for all who are younger."""


def remaining(*rows: tuple[int, str, int, float]) -> DataFrame:
    return DataFrame(rows, columns=["year", "sex", "age", "years"])


def test_half_a_year_younger_in_need_is_halfway_to_the_year_before() -> None:
    rates = np.array([3.6, 3.8, 4.0, 4.2, 4.4, 4.6, 4.8])
    found = health_factors(rates, YEARLY, np.full((1, 7), 1.0), 0.5)
    assert found[0, 3] == pytest.approx(4.1 / 4.2)
    assert found[0, 3] == pytest.approx(0.9761904761904762)


def test_the_gain_is_in_remaining_years_since_the_base_year() -> None:
    table = remaining((2020, "", 65, 20.0), (2030, "", 65, 21.0), (2020, "", 85, 6.0), (2030, "", 85, 6.4))
    found = gained_years(table, Classes((0, 60, 70, 80)), 2025, (2025, 2030, 2050))
    # At 65 the whole year's half, at 75 halfway to the gain at 85; below 65 nothing is known.
    np.testing.assert_allclose(found, [[0, 0, 0, 0], [0, 0.5, 0.35, 0.2], [0, 0.5, 0.35, 0.2]], atol=1e-12)


def test_sexes_gain_by_their_own_table_where_there_is_one() -> None:
    table = remaining((2020, "1", 0, 80.0), (2030, "1", 0, 82.0), (2020, "2", 0, 84.0), (2030, "2", 0, 85.0))
    found = gained_years(table, Classes((0, 60), ("1", "2")), 2020, (2030,))
    assert found.tolist() == [[2, 2, 1, 1]]
    assert gained_years(table, Classes((0, 60)), 2020, (2030,)).tolist() == [[1.5, 1.5]]


def test_a_table_that_begins_too_late_is_said_to_do_so() -> None:
    with pytest.raises(NeedsError, match="2025"):
        gained_years(remaining((2030, "", 65, 20.0)), YEARLY, 2025, (2035,))


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.5, 1.0]))
def test_better_health_never_adds_to_the_need_and_none_changes_nothing(seed: int, health: float) -> None:
    rng = np.random.default_rng(seed)
    rates, gains = rng.uniform(0, 9, 14), rng.uniform(-1, 4, (3, 14))
    classes = Classes(YEARLY.ages, ("1", "2"))
    found = health_factors(rates, classes, gains, health)
    assert ((found >= 0) & (found <= 1)).all()
    assert (found[:, np.isclose(rates, 0)] == 1).all()
    if health == 0:
        assert (found == 1).all()
    more = health_factors(rates, classes, gains, 0.0)
    assert (found <= more).all()


def test_the_british_gain_years_in_the_official_projection(shared: Path) -> None:
    table = pd.read_csv(shared / "needs/england/ons_life_expectancy_uk.csv", dtype={"sex": str})
    table = table.rename(columns={"ex": "years"})
    classes = Classes((0, 60, 65, 70, 75, 80, 85, 90), ("1", "2"))
    found = classes.split(gained_years(table, classes, 2020, (2030, 2040)))
    assert (found[:, :, 0] == 0).all(), "the table begins at 55"
    assert ((found[:, :, 1:] > 0) & (found[:, :, 1:] < 3)).all()
    assert (found[1] >= found[0]).all()
    assert (np.diff(found[:, :, 1:], axis=2) < 0).all(), "who is older has less to gain"
