from __future__ import annotations

import numpy as np
import pytest
from pandas import DataFrame

from geodata.errors import UnknownNameError
from geodata.visits import Visits

PERIODS, FORMS, AGES = ["2024Q1", "2024Q2", "2025Q1"], ["gp", "rehab"], ["", "0-19", "20-"]


@pytest.fixture(scope="module")
def table() -> DataFrame:
    """5,000 rows in no order, many of the same cell, some of unknown place or cost."""
    rng = np.random.default_rng(1)
    rows = 5_000
    return DataFrame(
        {
            "area": rng.integers(-1, 12, rows).astype(np.int32),
            "unit": rng.integers(-1, 7, rows).astype(np.int32),
            "care_form": rng.choice(FORMS, rows),
            "period": rng.choice(PERIODS, rows),
            "age_group": rng.choice(AGES, rows),
            "visits": rng.integers(1, 9, rows),
            "cost": np.where(rng.random(rows) < 0.01, np.nan, rng.random(rows)),
        }
    )


@pytest.fixture(scope="module")
def visits(table: DataFrame) -> Visits:
    return Visits.from_table(table)


@pytest.mark.parametrize("chosen", [["2024Q1"], ["2024Q1", "2024Q2"], PERIODS])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("age", ["", "0-19", "20-"])
def test_a_selection_is_what_pandas_finds(
    table: DataFrame, visits: Visits, chosen: list[str], form: str, age: str
) -> None:
    rows = table[table["period"].isin(chosen) & (table["care_form"] == form)]
    rows = rows[rows["age_group"] == age] if age else rows
    expected = rows.groupby(["area", "unit"])["visits"].sum()
    cells = visits.select(chosen, form, age)
    found = DataFrame({"area": cells.area, "unit": cells.unit, "visits": cells.visits})
    assert found.groupby(["area", "unit"])["visits"].sum().to_dict() == expected.to_dict()


def test_every_visit_is_kept_once(table: DataFrame, visits: Visits) -> None:
    assert visits.visits.sum() == table["visits"].sum()
    keys = ["period", "care_form", "age_group", "area", "unit"]
    assert len(visits.visits) == len(table.drop_duplicates(keys))
    assert visits.slices[-1] == len(visits.visits)


def test_a_cost_unknown_in_part_is_unknown(table: DataFrame, visits: Visits) -> None:
    keys = ["period", "care_form", "age_group", "area", "unit"]
    expected = table.groupby(keys)["cost"].agg(lambda cost: cost.sum(skipna=False))
    np.testing.assert_allclose(visits.cost, expected.to_numpy())
    assert np.isnan(visits.cost).any()


def test_the_rows_of_one_period_are_a_view(visits: Visits) -> None:
    assert np.shares_memory(visits.select(["2024Q2"], "gp").visits, visits.visits)


def test_costs_that_nobody_knows_take_no_room(table: DataFrame) -> None:
    visits = Visits.from_table(table.assign(cost=np.nan))
    assert len(visits.cost) == 0
    assert len(visits.select(PERIODS, "gp").cost) == 0


def test_the_labels_are_ascending(visits: Visits) -> None:
    assert visits.periods == tuple(PERIODS)
    assert visits.care_forms == tuple(FORMS)
    assert visits.age_groups == tuple(AGES)


def test_a_period_without_visits_is_refused_and_a_care_form_without_them_empty(visits: Visits) -> None:
    with pytest.raises(UnknownNameError, match="2024Q1, 2024Q2, 2025Q1"):
        visits.select(["2023Q1"], "gp")
    assert len(visits.select(PERIODS, "home_care").visits) == 0
    assert len(visits.select(PERIODS, "gp", "80-").visits) == 0


def test_no_rows_are_no_visits(table: DataFrame) -> None:
    visits = Visits.from_table(table.iloc[:0])
    assert len(visits.visits) == 0
    assert len(visits.select([], "gp").visits) == 0
