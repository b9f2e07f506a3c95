from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pandas import DataFrame
from scipy import stats

from geodata.comparison.figures import figures
from geodata.comparison.rates import poisson, rates
from geodata.region.region import Region
from tests.toy_region import toy_region

NAN = float("nan")


def counted(*rows: tuple[int, str, float, float, float], unit: str = "number") -> Region:
    """The toy region with figures of `wait`, a plain number: unit, period, value, numerator, denominator."""
    toy = toy_region()
    columns = ["unit", "period", "value", "numerator", "denominator"]
    wait = replace(toy.settings.indicators["wait"], unit=unit)  # type: ignore[arg-type]  # as the test asks
    return replace(
        toy,
        indicators=DataFrame(rows, columns=columns).assign(indicator="wait"),
        settings=replace(toy.settings, indicators={"wait": wait}),
    )


def test_exact_intervals_of_events_are_those_of_garwoods_table() -> None:
    low, high = poisson(np.array([0.0, 1.0, 10.0, 50.0]))
    assert low == pytest.approx([0, 0.0253, 4.795, 37.111], abs=6e-4)
    assert high == pytest.approx([3.689, 5.572, 18.390, 65.919], abs=6e-4)


def test_they_agree_with_chi_square_at_every_count() -> None:
    events = np.arange(1.0, 200.0)
    low, high = poisson(events, 0.9)
    assert low == pytest.approx(stats.chi2.ppf(0.05, 2 * events) / 2)
    assert high == pytest.approx(stats.chi2.ppf(0.95, 2 * events + 2) / 2)
    assert np.isnan(poisson(np.array([NAN])).low).all()


def test_visits_per_thousand_have_the_interval_of_their_visits() -> None:
    region = counted((0, "2025", 50.0, 10, 200), (2, "2025", 41.7, 50, 1200))
    told = rates(region, "wait", "2025")
    assert told is not None
    assert told.cases[[0, 2]].tolist() == [200, 1200]
    assert told.interval.low[[0, 2]] == pytest.approx([4.795 * 5, 37.111 / 1.2], rel=2e-3)
    assert told.interval.high[[0, 2]] == pytest.approx([18.390 * 5, 65.919 / 1.2], rel=2e-3)
    assert np.isnan(told.interval.low[1])


def test_the_interval_is_of_the_period_whose_value_stands() -> None:
    region = counted((0, "2025Q2", 3.0, 30, 10), (0, "2025Q1", 1.0, 10, 10))
    told = rates(region, "wait", "2025")
    assert told is not None
    assert figures(region, "wait", "2025").value[0] == 3.0
    assert told.events[0] == 30
    assert told.interval.low[0] < 3.0 < told.interval.high[0]


@pytest.mark.parametrize(
    "region",
    [
        counted((0, "2025", 12.5, 25, 2), unit="minutes"),
        counted((0, "2025", 12.5, 25, 2), unit="currency"),
        counted((0, "2025", 0.5, 25, 50), unit="share"),
        counted((0, "2025", 5.0, NAN, NAN)),
        counted((0, "2025", 5.0, 10, 2), (2, "2025", 9.0, 10, 2)),  # no common scale: something else
        counted((0, "2025", 1.25, 2.5, 2)),  # no whole events
    ],
)
def test_of_means_and_of_what_is_not_told_nothing_is_known(region: Region) -> None:
    assert rates(region, "wait", "2025") is None
