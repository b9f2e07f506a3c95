from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from geodata.comparison.intervals import exact, wilson


@pytest.mark.parametrize(
    ("events", "cases", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_table(events: int, cases: int, low: float, high: float) -> None:
    found = wilson(np.array([float(events)]), np.array([float(cases)]))
    assert np.round([found.low[0], found.high[0]], 4).tolist() == [low, high]


@pytest.mark.parametrize(
    ("events", "cases", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_exact_gives_newcombes_table(events: int, cases: int, low: float, high: float) -> None:
    found = exact(np.array([float(events)]), np.array([float(cases)]))
    assert np.round([found.low[0], found.high[0]], 4).tolist() == [low, high]


def test_both_agree_with_an_independent_implementation_at_every_count() -> None:
    cases = 37
    events = np.arange(cases + 1.0)
    for own, name in ((wilson, "wilson"), (exact, "exact")):
        found = own(events, np.full(cases + 1, float(cases)))
        peers = [stats.binomtest(int(one), cases).proportion_ci(0.95, method=name) for one in events]
        np.testing.assert_allclose(found.low, [one.low for one in peers], atol=1e-12)
        np.testing.assert_allclose(found.high, [one.high for one in peers], atol=1e-12)


def test_without_cases_there_is_no_interval() -> None:
    for of in (wilson, exact):
        found = of(np.array([0.0, np.nan]), np.array([0.0, np.nan]))
        assert np.isnan(found.low).all()
        assert np.isnan(found.high).all()
