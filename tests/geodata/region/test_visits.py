from __future__ import annotations

from itertools import product

import geopandas as gpd
import numpy as np
import pytest
from pandas import DataFrame

from geodata.contract.errors import UnknownNameError
from geodata.disclosure.published_cells import published
from geodata.region.municipalities import Municipalities, municipalities
from geodata.region.visits import LEVELS, NOWHERE, OUTSIDE, PLACELESS, Visits
from tests.small_region import small_region

PERIODS, FORMS, AGES = ["2024Q1", "2024Q2", "2025Q1"], ["gp", "rehab"], ["", "0-19", "20-"]
# Twelve areas in three municipalities; seven units, the fifth outside the region, the sixth nowhere.
OF_AREA = np.repeat([0, 1, 2], 4).astype(np.int32)
OF_UNIT = np.array([0, 0, 1, 2, OUTSIDE, PLACELESS, 1, NOWHERE], np.int32)
PLACES = Municipalities(("M1", "M2", "M3"), ("West", "Middle", "East"), OF_AREA, OF_UNIT)


@pytest.fixture(scope="module")
def table() -> DataFrame:
    """5,000 rows in no order, many of the same cell, some of unknown place, age or cost."""
    rng = np.random.default_rng(1)
    rows = 5_000
    return DataFrame(
        {
            "area": rng.integers(OUTSIDE, 12, rows).astype(np.int32),
            "unit": rng.integers(NOWHERE, 7, rows).astype(np.int32),
            "care_form": rng.choice(FORMS, rows),
            "period": rng.choice(PERIODS, rows),
            "age_group": rng.choice(AGES, rows),
            "visits": rng.integers(1, 9, rows),
            "cost": np.where(rng.random(rows) < 0.01, np.nan, rng.random(rows)),
        }
    )


@pytest.fixture(scope="module")
def visits(table: DataFrame) -> Visits:
    return published(table, PLACES)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("age", AGES)
def test_every_cell_of_every_level_is_what_pandas_finds(
    table: DataFrame, visits: Visits, level: tuple[str, str], form: str, age: str
) -> None:
    home = dict(enumerate(OF_AREA.tolist())) | {OUTSIDE: OUTSIDE, NOWHERE: NOWHERE}
    stands = dict(enumerate(OF_UNIT.tolist())) | {NOWHERE: NOWHERE}
    rows = table.assign(
        residence=table["area"] if level[0] == "area" else table["area"].map(home),
        provider={"unit": table["unit"], "municipality": table["unit"].map(stands), "region": 0}[level[1]],
    )
    rows = rows[(rows["care_form"] == form) & ((rows["age_group"] == age) | (age == ""))]
    for chosen in (["2024Q1"], ["2024"], PERIODS, ["2024", "2025Q1"]):
        these = rows[[period in chosen or period[:4] in chosen for period in rows["period"]]]
        cells = visits.cells(*level, chosen, form, age)
        found = DataFrame(cells._asdict()).groupby(["residence", "provider"])
        expected = these.groupby(["residence", "provider"])
        assert found["visits"].sum().to_dict() == expected["visits"].sum().to_dict()
        whole = expected["cost"].agg(lambda cost: cost.sum(skipna=False))
        counted = found["cost"].agg(lambda cost: cost.sum(skipna=False))
        np.testing.assert_allclose(counted.to_numpy(), whole.to_numpy())


def test_the_fewest_periods_answer_for_a_longer_one(visits: Visits) -> None:
    assert visits.years == ("2024",)  # 2025 has one quarter, which says it all
    assert visits.published_parts("2024") == ("2024",)
    assert visits.published_parts("2025") == ("2025Q1",)
    assert visits.published_parts("2024Q2") == ("2024Q2",)
    assert visits.published_parts("") == tuple(PERIODS)
    assert visits.published_parts("2023") == ()


def test_a_years_own_figures_are_never_added_to_those_of_its_quarters(table: DataFrame) -> None:
    own = table.assign(period=table["period"].replace("2024Q1", "2024"))
    visits = published(own, PLACES)
    assert visits.periods == ("2024", "2024Q2", "2025Q1")
    assert visits.years == ()
    assert visits.published_parts("2024") == ("2024",)


def test_every_visit_is_counted_once_in_the_total(table: DataFrame, visits: Visits) -> None:
    assert visits.total() == table["visits"].sum()


def test_cells_come_in_order_and_once_a_period(visits: Visits) -> None:
    for level, form in product(LEVELS, FORMS):
        cells = visits.cells(*level, ["2024"], form, "0-19")
        pairs = list(zip(cells.residence.tolist(), cells.provider.tolist(), strict=True))
        assert pairs == sorted(set(pairs))


def test_the_rows_of_one_period_are_a_view(visits: Visits) -> None:
    whole = visits.levels["area", "unit"].visits
    assert np.shares_memory(visits.select(["2024Q2"], "gp").visits, whole)
    assert np.shares_memory(visits.select(["2024"], "gp").visits, whole)


def test_costs_that_nobody_knows_take_no_room(table: DataFrame) -> None:
    visits = published(table.assign(cost=np.nan), PLACES)
    assert len(visits.levels["area", "unit"].cost) == 0
    assert len(visits.select(PERIODS, "gp").cost) == 0


def test_the_labels_are_ascending(visits: Visits) -> None:
    assert visits.periods == tuple(PERIODS)
    assert visits.care_forms == tuple(FORMS)
    assert visits.age_groups == tuple(AGES[1:])


def test_where_no_age_is_known_there_are_no_age_groups(table: DataFrame) -> None:
    visits = published(table.assign(age_group=""), PLACES)
    assert visits.age_groups == ()
    assert visits.total() == table["visits"].sum()


def test_a_period_without_visits_is_refused_and_a_care_form_without_them_empty(visits: Visits) -> None:
    with pytest.raises(UnknownNameError, match="2024Q1, 2024Q2, 2025Q1, 2024"):
        visits.select(["2023Q1"], "gp")
    assert len(visits.select(PERIODS, "home_care").visits) == 0
    assert len(visits.select(PERIODS, "gp", "80-").visits) == 0


def test_no_rows_are_no_visits(table: DataFrame) -> None:
    visits = published(table.iloc[:0], PLACES)
    assert visits.total() == 0
    assert len(visits.select([], "gp").visits) == 0


def test_a_unit_stands_in_a_municipality_outside_the_region_or_nowhere() -> None:
    region = small_region()
    units = region.units.copy()
    units.loc["U2", "area"] = -1
    found = municipalities(region.areas, gpd.GeoDataFrame(units))
    assert found.ids == ("M1", "M2")
    assert found.names == ("Lilla", "Stora")
    assert found.of_area.tolist() == [0, 0, 1, 1]
    assert found.of_unit.tolist() == [0, OUTSIDE, PLACELESS, NOWHERE]
