"""Huff's model of the demo: golden values, and the fit on real English registrations."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geodata.choice.huff import calibrate
from geodata.demo.choice import (
    DEVON,
    LEEDS,
    MINUTES_EXPONENT,
    SIZE_EXPONENT,
    HuffParameters,
    choice_shares,
    minutes_between,
)
from geodata.demo.fit_england import england


def test_minutes_are_the_straight_line_with_a_detour_at_sixty() -> None:
    minutes = minutes_between(np.array([[0.0, 0.0]]), np.array([[3000.0, 4000.0], [np.nan, np.nan]]))
    assert minutes[0, 0] == pytest.approx(5 * 1.35)
    assert np.isinf(minutes[0, 1])


def test_a_nearer_and_a_larger_unit_gets_more_and_shares_sum_to_one() -> None:
    share = choice_shares(np.array([[5.0, 10.0], [10.0, 10.0]]), np.array([4.0, 8.0])).toarray()
    assert share.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert share[0, 0] > share[0, 1]
    assert share[1, 1] == pytest.approx(2**SIZE_EXPONENT / (1 + 2**SIZE_EXPONENT))


def test_minutes_have_a_floor_and_a_ceiling() -> None:
    share = choice_shares(np.array([[0.0, 2.0, 61.0], [70.0, 70.0, 70.0]]), np.ones(3)).toarray()
    assert share[0] == pytest.approx([0.5, 0.5, 0.0])
    assert share[1] == pytest.approx([0.0, 0.0, 0.0])


def test_nobody_chooses_a_closed_unit() -> None:
    assert choice_shares(np.array([[5.0, 5.0]]), np.array([0.0, 3.0])).toarray()[0] == pytest.approx(
        [0.0, 1.0]
    )


@pytest.mark.parametrize(
    ("place", "stated", "patients"), [("leeds", LEEDS, 899_771), ("devon", DEVON, 850_593)]
)
def test_the_stated_parameters_are_those_of_real_registrations(
    shared: Path, place: str, stated: HuffParameters, patients: int
) -> None:
    found = calibrate(*england(shared / "england" / place))
    assert (found.a, found.b) == pytest.approx((stated.a, stated.b), abs=1e-3)
    assert (found.a_error, found.b_error) == pytest.approx((stated.a_error, stated.b_error), abs=1e-3)
    assert found.visits == patients


def test_the_demo_stands_halfway_between_city_and_countryside() -> None:
    assert pytest.approx((1.027, 3.742), abs=1e-3) == (SIZE_EXPONENT, MINUTES_EXPONENT)
