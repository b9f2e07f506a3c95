"""Huff's model of the demo: golden values, and the fit on real English registrations."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geodata.demo.choice import (
    DEVON,
    LEEDS,
    MINUTES_EXPONENT,
    SIZE_EXPONENT,
    HuffParameters,
    minutes_between,
    shares,
)
from geodata.demo.fit_england import england, fit


def test_minutes_are_the_straight_line_with_a_detour_at_sixty() -> None:
    minutes = minutes_between(np.array([[0.0, 0.0]]), np.array([[3000.0, 4000.0], [np.nan, np.nan]]))
    assert minutes[0, 0] == pytest.approx(5 * 1.35)
    assert np.isinf(minutes[0, 1])


def test_a_nearer_and_a_larger_unit_gets_more_and_shares_sum_to_one() -> None:
    share = shares(np.array([[5.0, 10.0], [10.0, 10.0]]), np.array([4.0, 8.0])).toarray()
    assert share.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert share[0, 0] > share[0, 1]
    assert share[1, 1] == pytest.approx(2**SIZE_EXPONENT / (1 + 2**SIZE_EXPONENT))


def test_minutes_have_a_floor_and_a_ceiling() -> None:
    share = shares(np.array([[0.0, 2.0, 61.0], [70.0, 70.0, 70.0]]), np.ones(3)).toarray()
    assert share[0] == pytest.approx([0.5, 0.5, 0.0])
    assert share[1] == pytest.approx([0.0, 0.0, 0.0])


def test_nobody_chooses_a_closed_unit() -> None:
    assert shares(np.array([[5.0, 5.0]]), np.array([0.0, 3.0])).toarray()[0] == pytest.approx([0.0, 1.0])


def test_the_fit_finds_the_parameters_that_made_the_flows() -> None:
    rng = np.random.default_rng(1)
    minutes = rng.uniform(2, 40, (60, 12))
    size = rng.uniform(2, 12, 12)
    weight = size**0.8 * minutes**-2.2
    flows = 1000 * weight / weight.sum(axis=1, keepdims=True)
    found = fit(flows, size, minutes)
    assert (found.a, found.b) == pytest.approx((0.8, 2.2), abs=1e-8)


def test_at_the_optimum_observed_and_expected_travel_agree() -> None:
    flows = np.array([[80.0, 20.0], [30.0, 70.0], [10.0, 90.0]])
    minutes = np.array([[5.0, 25.0], [15.0, 12.0], [35.0, 8.0]])
    size = np.array([10.0, 5.0])
    found = fit(flows, size, minutes)
    weight = size**found.a * minutes**-found.b
    expected = flows.sum(axis=1, keepdims=True) * weight / weight.sum(axis=1, keepdims=True)
    assert (flows * np.log(minutes)).sum() == pytest.approx((expected * np.log(minutes)).sum())
    assert (flows * np.log(size)).sum() == pytest.approx((expected * np.log(size)).sum())


@pytest.mark.parametrize(
    ("place", "stated", "patients"), [("leeds", LEEDS, 899_771), ("devon", DEVON, 850_593)]
)
def test_the_stated_parameters_are_those_of_real_registrations(
    shared: Path, place: str, stated: HuffParameters, patients: int
) -> None:
    found = fit(*england(shared / "england" / place))
    assert (found.a, found.b) == pytest.approx((stated.a, stated.b), abs=1e-3)
    assert (found.a_error, found.b_error) == pytest.approx((stated.a_error, stated.b_error), abs=1e-3)
    assert found.patients == patients


def test_the_demo_stands_halfway_between_city_and_countryside() -> None:
    assert pytest.approx((1.027, 3.742), abs=1e-3) == (SIZE_EXPONENT, MINUTES_EXPONENT)
