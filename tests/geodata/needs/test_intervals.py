from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.comparison.rates import poisson
from geodata.needs.intervals import PredictionInterval, byar, lognormal, population_error, rate_error, spans


def test_an_interval_is_of_people_rates_and_trend_together() -> None:
    central, ten = np.array([2960.0]), np.array([10.0])
    people = population_error(np.array([1e12]), ten)
    rate = rate_error(np.array([2600.0]))
    assert people[0] == pytest.approx(0.0444780500823)
    assert rate[0] == pytest.approx(0.0196116135)
    low, high = lognormal(central, people, rate, 0.01 * ten)
    assert [low[0], high[0]] == pytest.approx([2566.8905203, 3413.312695])


def test_byars_limits_of_a_hundred() -> None:
    hundred = np.array([100.0])
    assert [end[0] for end in byar(hundred, 0.95)] == pytest.approx([81.36210535579009, 121.62793775507038])
    assert [end[0] for end in byar(hundred)] == pytest.approx([87.41903471670331, 114.07276250147474])
    assert byar(np.zeros(1)).low[0] == 0


def test_byars_limits_are_close_to_the_exact_ones() -> None:
    counts = np.arange(10.0, 500)
    for ours, exact in zip(byar(counts, 0.95), poisson(counts, 0.95), strict=True):
        np.testing.assert_allclose(ours, exact, rtol=5e-3)


@given(st.floats(100, 1e7), st.floats(1, 30), st.floats(1, 1e6))
def test_doubt_grows_with_the_years_and_falls_with_the_size_of_the_place(
    persons: float, years: float, use: float
) -> None:
    errors = population_error(np.array([persons, persons, 2 * persons]), np.array([years, years + 1, years]))
    assert errors[0] < errors[1]
    assert errors[2] <= errors[0]
    assert rate_error(np.array([use, 2 * use]))[0] > rate_error(np.array([use, 2 * use]))[1]
    assert rate_error(np.array([use]), 4.0) == pytest.approx(2 * rate_error(np.array([use])))


def test_today_is_known_and_nothing_lies_between_nothing() -> None:
    assert population_error(np.array([500.0]), np.array([0.0]))[0] == 0
    low, high = lognormal(np.zeros(1), rate_error(np.zeros(1)))
    assert (low[0], high[0]) == (0, 0)


def test_whether_a_place_may_as_well_stay_as_it_is() -> None:
    found = spans(
        PredictionInterval(np.array([90.0, 101.0, 100.0]), np.array([110.0, 120.0, 130.0])), np.full(3, 100.0)
    )
    assert found.tolist() == [True, False, True]


def covered(error: np.ndarray, persons: np.ndarray, years: float) -> float:
    low, high = lognormal(np.ones(len(persons)), population_error(persons, np.array([years])))
    return float(((np.log(low) <= error) & (error <= np.log(high))).mean())


def test_eight_of_ten_swedish_areas_lay_within_after_three_years(shared: Path) -> None:
    table = pd.read_csv(shared / "sweden/population_regso_2020_2023.csv", dtype={"regsokod": str})
    place = table["regsokod"].str[:4]
    whole = table.groupby(place)[["2020", "2023"]].transform("sum")
    error = np.log(table["2023"] / table["2020"]) - np.log(whole["2023"] / whole["2020"])
    assert 0.75 < covered(error.to_numpy(), table["2020"].to_numpy(float), 3) < 0.85


@pytest.mark.parametrize("years", [5, 10, 20])
def test_eight_of_ten_swedish_municipalities_lay_within(shared: Path, years: int) -> None:
    """Looks ahead of every year from 1980: four fifths of the last ten years' growth, at most 2 % a year."""
    table = pd.read_csv(
        shared / "sweden/population_municipality_1950_2019.csv",
        sep=";",
        encoding="utf-8-sig",
        index_col=[0, 1],
    )
    people = table.rename(columns=lambda name: int(name[3:])).astype(float)
    errors, persons = [], []
    for year in range(1980, 2020 - years):
        growth = np.clip(np.log(people[year] / people[year - 10]) / 10, -0.02, 0.02)
        errors.append(np.log(people[year + years] / people[year]) - 0.8 * years * growth)
        persons.append(people[year])
    share = covered(np.concatenate(errors), np.concatenate(persons), years)
    assert 0.75 < share < 0.9
