from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from geodata.comparison.funnel import LEVELS, funnel_limits, funnel_side, overdispersed_limits, overdispersion


@pytest.mark.parametrize(
    ("cases", "golden"),
    [(20, (0.46075, 0.58388, 0.93832, 0.99566)), (200, (0.70603, 0.74065, 0.85158, 0.88015))],
)
def test_limits_are_those_of_spiegelhalter(cases: int, golden: tuple[float, ...]) -> None:
    found = [float(funnel_limits(0.8, np.array([cases]), chance)[0]) for chance in LEVELS]
    assert np.round(found, 5).tolist() == list(golden)


@given(st.floats(0.05, 0.95), st.integers(5, 3000))
def test_limits_lie_in_order_around_the_mean_and_between_0_and_1(theta: float, cases: int) -> None:
    found = [float(funnel_limits(theta, np.array([cases]), chance)[0]) for chance in LEVELS]
    assert found == sorted(found)
    assert found[0] >= 0
    assert found[-1] <= 1


def test_many_cases_give_the_limits_of_the_normal_distribution() -> None:
    n = 1_000_000
    found = funnel_limits(0.3, np.array([n]), 0.975)[0]
    assert found == pytest.approx(0.3 + stats.norm.ppf(0.975) * np.sqrt(0.3 * 0.7 / n), rel=1e-5)


def test_a_unit_without_cases_has_no_limits() -> None:
    assert np.isnan(funnel_limits(0.8, np.array([0.0, np.nan]), 0.975)).all()


def test_chance_alone_is_no_spread_and_leaves_the_limits_exact() -> None:
    cases = np.full(5, 100.0)
    found = overdispersion(0.5, np.array([0.5, 0.49, 0.51, 0.5, 0.5]), cases)
    assert found.between == 0
    assert found.ratio < 1
    assert overdispersed_limits(0.5, cases, 0.975, 0.0).tolist() == funnel_limits(0.5, cases, 0.975).tolist()


def test_spread_is_told_by_winsorised_z_and_widens_the_limits() -> None:
    # Ten units of 100: z = -4, four of -2.4, four of 2.4, 4, and the ends count as -2.4 and 2.4: ratio 5.76.
    # Equal weights 1 / 0.0025 = 400: between^2 = (57.6 - 9) / (4000 - 400) = 0.0135.
    z = np.array([-4, -2.4, -2.4, -2.4, -2.4, 2.4, 2.4, 2.4, 2.4, 4])
    cases = np.full(10, 100.0)
    found = overdispersion(0.5, 0.5 + z * 0.05, cases)
    assert found.ratio == pytest.approx(5.76)
    assert found.between**2 == pytest.approx(0.0135)
    wide = overdispersed_limits(0.5, cases[:1], 0.975, found.between)[0]
    assert wide == pytest.approx(0.5 + stats.norm.ppf(0.975) * np.sqrt(0.0025 + 0.0135))
    assert funnel_side(0.5, 0.5 + z * 0.05, cases).tolist() == [-2, -1, -1, -1, -1, 1, 1, 1, 1, 2]
    assert funnel_side(0.5, 0.5 + z * 0.05, cases, found.between).tolist() == [0] * 10


def test_of_two_units_no_spread_is_told() -> None:
    assert np.isnan(overdispersion(0.5, np.array([0.1, 0.9]), np.array([100.0, 100.0])).ratio)
