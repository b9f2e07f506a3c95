"""Huff's model: golden values, what holds at the optimum, and what the flows cannot tell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geodata.choice.huff import calibrate, predict
from geodata.choice.shares import MINUTES_FLOOR, probabilities
from geodata.contract.errors import ChoiceModelError, IndexMismatchError
from geodata.demo.fit_england import england
from geodata.region.choice_model import Fit

SUPPLY = np.array([10.0, 5.0])
MINUTES = np.array([[5.0, 25.0], [15.0, 12.0], [35.0, 8.0]])
FLOWS = np.array([[80, 20], [30, 70], [10, 90]])
GIVEN = Fit(1.0, 2.0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def made(a: float, b: float, areas: int = 60, units: int = 12) -> tuple[np.ndarray, ...]:
    """Flows that follow the model exactly, supply and minutes."""
    rng = np.random.default_rng(1)
    minutes, supply = rng.uniform(3, 40, (areas, units)), rng.uniform(2, 12, units)
    return 1000 * probabilities(a, b, supply, minutes).toarray(), supply, minutes


def test_the_golden_sums_of_the_units() -> None:
    expected = predict(GIVEN, SUPPLY, MINUTES, np.array([1000, 2000, 500]))
    assert expected.sum(axis=0) == pytest.approx([2150.501466, 1349.498534], abs=1e-6)
    assert expected.sum(axis=1) == pytest.approx([1000, 2000, 500])


def test_stored_and_dense_minutes_are_the_same_question() -> None:
    far = np.where(MINUTES > 30, np.inf, MINUTES)
    stored = csr_array(np.where(np.isfinite(far), far, 0.0))
    assert probabilities(1, 2, SUPPLY, far).toarray() == pytest.approx(
        probabilities(1, 2, SUPPLY, stored).toarray()
    )
    assert probabilities(1, 2, SUPPLY, far).toarray()[2] == pytest.approx([0, 1])


def test_minutes_below_the_floor_count_as_the_floor() -> None:
    near = np.array([[1e-4, MINUTES_FLOOR]])
    assert probabilities(1, 2, np.ones(2), near).toarray()[0] == pytest.approx([0.5, 0.5])


def test_nobody_chooses_a_unit_without_supply_and_an_area_without_units_chooses_nothing() -> None:
    minutes = np.array([[5.0, 5.0, 5.0], [np.inf, np.inf, 5.0]])
    share = probabilities(1, 2, np.array([4.0, 0.0, np.nan]), minutes).toarray()
    assert share.tolist() == [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]


@pytest.mark.parametrize(("a", "b"), [(0.8, 2.2), (-0.3, 0.5), (1.5, 6.0)])
def test_the_fit_finds_the_exponents_that_made_the_flows(a: float, b: float) -> None:
    found = calibrate(*made(a, b))
    assert (found.a, found.b) == pytest.approx((a, b), abs=1e-8)
    assert found.overlap == pytest.approx(1)
    assert found.a_error == pytest.approx(0, abs=1e-6)


def test_at_the_optimum_observed_and_expected_travel_and_size_agree() -> None:
    found = calibrate(FLOWS, SUPPLY, MINUTES)
    expected = predict(found, SUPPLY, MINUTES, FLOWS.sum(axis=1)).toarray()
    assert (FLOWS * np.log(MINUTES)).sum() == pytest.approx((expected * np.log(MINUTES)).sum())
    assert (FLOWS * np.log(SUPPLY)).sum() == pytest.approx((expected * np.log(SUPPLY)).sum())


def test_no_other_exponents_are_likelier() -> None:
    found = calibrate(FLOWS, SUPPLY, MINUTES)
    for a, b in ((0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01), (0.5, 0.5)):
        share = probabilities(found.a + a, found.b + b, SUPPLY, MINUTES).toarray()
        assert (FLOWS * np.log(share)).sum() < found.log_likelihood
    assert found.null_log_likelihood == pytest.approx(FLOWS.sum() * np.log(0.5))
    assert found.pseudo_r2 == pytest.approx(1 - found.log_likelihood / found.null_log_likelihood)


@given(st.integers(0, 2**32 - 1))
def test_the_unit_of_supply_and_visits_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    flows = rng.integers(1, 50, (6, 4))
    supply, minutes = rng.uniform(1, 9, 4), rng.uniform(3, 50, (6, 4))
    found, scaled = calibrate(flows, supply, minutes), calibrate(10 * flows, 7 * supply, minutes)
    assert (found.a, found.b) == pytest.approx((scaled.a, scaled.b), abs=1e-7)


def test_a_fit_on_visited_pairs_alone_would_be_biased() -> None:
    flows, supply, minutes = made(1.0, 2.0)
    seen = np.random.default_rng(2).poisson(flows / 200)
    whole = calibrate(seen, supply, minutes)
    cut = calibrate(seen, supply, np.where(seen > 0, minutes, np.inf))
    assert whole.b == pytest.approx(2.0, abs=4 * whole.b_error)
    assert cut.b < whole.b - 4 * whole.b_error


def test_visits_that_the_choice_set_cannot_hold_are_set_aside_and_counted() -> None:
    minutes = np.where(MINUTES > 30, np.inf, MINUTES)
    flows = np.column_stack((FLOWS, [1, 2, 4]))
    found = calibrate(flows, np.append(SUPPLY, np.nan), np.column_stack((minutes, np.full(3, 5.0))))
    assert (found.visits, found.visits_beyond, found.visits_elsewhere) == (290, 10, 7)
    assert found.flows == 5


def test_a_given_exponent_of_supply_is_kept_and_needs_no_differences_of_supply() -> None:
    found = calibrate(FLOWS, np.ones(2), MINUTES, a=1.0)
    assert (found.a, found.a_error) == (1.0, 0.0)
    assert found.b > 0
    with pytest.raises(ChoiceModelError, match="exponent of supply"):
        calibrate(FLOWS, np.ones(2), MINUTES)


def test_flows_without_exception_to_the_nearest_have_no_optimum() -> None:
    flows = np.array([[10.0, 0.0], [0.0, 10.0], [0.0, 10.0]])
    with pytest.raises(ChoiceModelError):
        calibrate(flows, SUPPLY, MINUTES)
    with pytest.raises(ChoiceModelError, match="nothing to fit"):
        calibrate(np.zeros((3, 2)), SUPPLY, MINUTES)


def test_arrays_of_other_units_are_refused() -> None:
    with pytest.raises(IndexMismatchError):
        calibrate(FLOWS, np.ones(3), MINUTES)
    with pytest.raises(IndexMismatchError):
        predict(GIVEN, SUPPLY, MINUTES, np.ones(2))
    with pytest.raises(IndexMismatchError):
        probabilities(1, 2, np.ones(3), MINUTES)


@pytest.mark.parametrize(
    ("place", "a", "b", "pseudo_r2", "overlap"),
    [("leeds", 0.9266, 4.0073, 0.617, 0.600), ("devon", 1.1281, 3.4757, 0.743, 0.744)],
)
def test_real_registrations_are_fitted_this_well(
    shared: Path, place: str, a: float, b: float, pseudo_r2: float, overlap: float
) -> None:
    flows, supply, minutes = england(shared / "england" / place)
    found = calibrate(flows, supply, minutes)
    assert (found.a, found.b) == pytest.approx((a, b), abs=1e-4)
    assert (found.pseudo_r2, found.overlap) == pytest.approx((pseudo_r2, overlap), abs=1e-3)
    expected = predict(found, supply, minutes, flows.sum(axis=1)).toarray()
    away = np.log(np.maximum(minutes, MINUTES_FLOOR))
    assert (flows * away).sum() == pytest.approx((expected * away).sum())


@pytest.mark.long
def test_the_peer_finds_the_same_exponents() -> None:
    gravity = pytest.importorskip("spint.gravity", reason="the peer `spint` is not installed")
    rng = np.random.default_rng(5)
    flows, supply, minutes = made(0.9, 1.8, 15, 6)
    seen = rng.poisson(flows / 10)
    home = np.repeat(np.arange(15), 6)
    peer = gravity.Production(seen.ravel(), home, np.tile(supply, 15), minutes.ravel(), "pow", constant=False)
    found = calibrate(seen, supply, minutes)
    assert (found.a, -found.b) == pytest.approx(tuple(peer.params[-2:]), abs=1e-4)
