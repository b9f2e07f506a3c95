from __future__ import annotations

import numpy as np
import pytest

from geodata.needs.trend import FEWEST_YEARS, damped_years, fitted_trend, trend_factors


def test_growth_of_five_per_cent_three_years_on() -> None:
    three = np.array([3.0])
    assert trend_factors(np.log(1.05), three, 1.0)[0] == pytest.approx(1.157625)
    assert trend_factors(np.log(1.05), three, 0.9)[0] == pytest.approx(1.1263690289, abs=1e-10)
    assert damped_years(three, 0.9)[0] == pytest.approx(0.9 + 0.81 + 0.729)


def test_now_nothing_has_grown_and_in_the_end_no_more_does() -> None:
    years = np.array([0.0, 1000.0])
    assert trend_factors(0.05, years, 0.9).tolist() == pytest.approx([1, np.exp(0.05 * 9)])


def test_a_trend_is_of_use_per_person_and_not_of_ageing() -> None:
    years = np.arange(2018.0, 2026)
    expected = 1000 * 1.02 ** (years - 2018)  # more and older residents
    found = fitted_trend(years, expected * 1.01 ** (years - 2018), expected)
    assert found is not None
    assert found.slope == pytest.approx(np.log(1.01))
    assert found.error == pytest.approx(0, abs=1e-9)
    assert found.years == 8


def test_the_error_of_a_slope_is_that_of_the_line() -> None:
    rng = np.random.default_rng(2)
    years = np.arange(2016.0, 2026)
    slopes = [
        fitted_trend(years, np.exp(0.02 * (years - 2016) + rng.normal(0, 0.03, 10)), np.ones(10))
        for _ in range(2000)
    ]
    found = np.array([(trend.slope, trend.error) for trend in slopes if trend is not None])
    assert len(found) == 2000
    assert found[:, 0].mean() == pytest.approx(0.02, abs=5e-4)
    assert np.sqrt((found[:, 1] ** 2).mean()) == pytest.approx(found[:, 0].std(), rel=0.05)


def test_fewer_than_five_years_have_no_trend() -> None:
    years = np.arange(float(FEWEST_YEARS))
    assert fitted_trend(years, np.ones(5), np.ones(5)) is not None
    assert fitted_trend(years[:4], np.ones(4), np.ones(4)) is None
    assert fitted_trend(years, np.array([1.0, 0, 1, 1, 1]), np.ones(5)) is None, (
        "of one year nothing is known"
    )
