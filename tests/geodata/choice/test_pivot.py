"""Observed flows moved as the model says: by eye, and what holds for any change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geodata.choice.huff import calibrate
from geodata.choice.pivot import Moved, draw, moved, pivot
from geodata.choice.shares import probabilities
from geodata.contract.errors import IndexMismatchError
from geodata.demo.fit_england import england

A, B = 1.0, 2.0
# Two areas, three units; the third is closed (supply 0) until it opens.
VISITS = csr_array(np.array([[60, 30, 0], [0, 50, 0]]))
MINUTES = np.array([[10.0, 10.0, 10.0], [20.0, 10.0, 10.0]])
SUPPLY = np.array([4.0, 4.0, 0.0])


def change(flows: csr_array, a: float, b: float, *states: tuple[np.ndarray, np.ndarray]) -> Moved:
    """Flows moved from one state of supply and minutes to another, as if every unit had changed."""
    (supply, minutes), (new_supply, new_minutes) = states
    return moved(pivot(flows, a, b, supply, minutes), np.arange(len(supply)), new_supply, new_minutes)


def table(found: Moved, flows: csr_array) -> np.ndarray:
    return csr_array((found.visits, (found.area, found.unit)), shape=flows.shape).toarray()


def after(supply: np.ndarray, minutes: np.ndarray = MINUTES) -> np.ndarray:
    return table(change(VISITS, A, B, (SUPPLY, MINUTES), (supply, minutes)), VISITS)


def test_no_change_is_the_observed_flows_exactly() -> None:
    assert (after(SUPPLY) == VISITS.toarray()).all()


def test_a_new_unit_draws_its_share_by_the_model_from_each_in_proportion() -> None:
    # A1: weights 4, 4 and a new 4 at ten minutes each: a third; A2: 1, 4 and a new 4: four ninths.
    found = after(np.array([4.0, 4.0, 4.0]))
    assert found[0] == pytest.approx([40, 20, 30])
    assert found[1] == pytest.approx([0, 50 * 5 / 9, 50 * 4 / 9])


def test_a_closed_unit_s_visits_go_to_the_others_in_proportion_to_what_they_had() -> None:
    flows = csr_array(np.array([[60, 30, 10]]))
    supply, minutes = np.full(3, 4.0), np.full((1, 3), 10.0)
    found = change(flows, A, B, (supply, minutes), (np.array([0.0, 4.0, 4.0]), minutes))
    assert table(found, flows)[0] == pytest.approx([0, 75, 25])


def test_where_all_went_to_the_closed_unit_they_choose_anew_by_the_model() -> None:
    found = after(np.array([4.0, 0.0, 12.0]))
    assert found[1] == pytest.approx([50 * 1 / 13, 0, 50 * 12 / 13])


def test_visits_that_no_unit_is_left_for_are_told() -> None:
    lonely = np.array([[10.0, 10.0, 10.0], [np.inf, 10.0, np.inf]])
    found = change(VISITS, A, B, (SUPPLY, lonely), (np.array([4.0, 0.0, 0.0]), lonely))
    assert table(found, VISITS).tolist() == [[90, 0, 0], [0, 0, 0]]
    assert found.unmet.tolist() == [0, 50]


def test_flows_outside_the_model_stay_unless_their_unit_closes() -> None:
    far = np.array([[np.inf, 10.0, 10.0], [20.0, 10.0, 10.0]])
    opened = table(change(VISITS, A, B, (SUPPLY, far), (np.array([4.0, 4.0, 4.0]), far)), VISITS)
    assert opened[0] == pytest.approx([60, 15, 15])
    closed = table(change(VISITS, A, B, (SUPPLY, far), (np.array([0.0, 4.0, 0.0]), far)), VISITS)
    assert closed[0] == pytest.approx([0, 90, 0])


def test_an_area_that_never_went_to_a_unit_may_when_it_moves_near() -> None:
    near = MINUTES.copy()
    near[1, 0] = 10.0
    # Weight of the first unit from 1 to 4, beside 4: the new three of eight.
    assert after(SUPPLY, near)[1] == pytest.approx([50 * 3 / 8, 50 * 5 / 8, 0])


def test_arrays_of_other_units_are_refused() -> None:
    with pytest.raises(IndexMismatchError):
        pivot(VISITS, A, B, SUPPLY[:2], MINUTES)
    with pytest.raises(IndexMismatchError):
        moved(pivot(VISITS, A, B, SUPPLY, MINUTES), np.array([2]), SUPPLY[2:], MINUTES)


@st.composite
def changes(draw: st.DrawFn) -> tuple[np.ndarray, ...]:
    """Flows with zeros, and supply and minutes with units closed and out of reach, before and after."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    areas, units = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    flows = rng.poisson(3, (areas, units)) * rng.integers(0, 2, (areas, units))
    columns = [flows]
    for _ in range(2):
        columns.append(rng.uniform(1, 9, units) * (rng.random(units) < 0.8))
        minutes = rng.uniform(3, 50, (areas, units))
        columns.append(np.where(rng.random((areas, units)) < 0.8, minutes, np.inf))
    return tuple(columns)


@given(changes())
def test_every_area_s_visits_are_conserved(case: tuple[np.ndarray, ...]) -> None:
    flows, supply, minutes, new_supply, new_minutes = case
    found = change(csr_array(flows), A, B, (supply, minutes), (new_supply, new_minutes))
    told = table(found, flows)
    assert told.sum(axis=1) + found.unmet == pytest.approx(flows.sum(axis=1))
    assert (told >= 0).all()
    assert not told[:, (supply > 0) & (new_supply == 0)].any(), "a closed unit has no visits"


@given(changes())
def test_flows_that_follow_the_model_still_do_afterwards(case: tuple[np.ndarray, ...]) -> None:
    _, supply, minutes, new_supply, new_minutes = case
    before = probabilities(A, B, supply, minutes)
    found = table(change(before, A, B, (supply, minutes), (new_supply, new_minutes)), before)
    expected = probabilities(A, B, new_supply, new_minutes).toarray()
    served = before.toarray().any(axis=1)
    assert found[served] == pytest.approx(expected[served])


@given(changes())
def test_flows_are_those_of_the_formula_pair_by_pair(case: tuple[np.ndarray, ...]) -> None:
    flows, supply, minutes, new_supply, new_minutes = case
    found = change(csr_array(flows), A, B, (supply, minutes), (new_supply, new_minutes))
    np.testing.assert_allclose(table(found, flows), by_the_formula(*case), rtol=1e-9, atol=1e-12)


def by_the_formula(
    flows: np.ndarray,
    supply: np.ndarray,
    minutes: np.ndarray,
    new_supply: np.ndarray,
    new_minutes: np.ndarray,
) -> np.ndarray:
    """The documented formula, one area and one unit at a time."""
    areas, units = flows.shape
    told = np.zeros((areas, units))
    for i in range(areas):
        old = [s**A * max(t, 2.0) ** -B if s > 0 else 0.0 for s, t in zip(supply, minutes[i], strict=True)]
        new = [
            s**A * max(t, 2.0) ** -B if s > 0 else 0.0
            for s, t in zip(new_supply, new_minutes[i], strict=True)
        ]
        gone = [supply[j] > 0 and new_supply[j] == 0 for j in range(units)]
        ours = [old[j] > 0 or gone[j] for j in range(units)]
        left = sum(flows[i, j] for j in range(units) if ours[j])
        kept = [
            flows[i, j] * min(1.0, new[j] / old[j]) if ours[j] and not gone[j] else 0.0 for j in range(units)
        ]
        more = [max(0.0, new[j] - old[j]) if sum(kept) else new[j] for j in range(units)]
        gain = [each / sum(new) if sum(new) else 0.0 for each in more]
        for j in range(units):
            told[i, j] = left * gain[j] + (0.0 if ours[j] else flows[i, j])
            if sum(kept):
                told[i, j] += left * (1 - sum(gain)) * kept[j] / sum(kept)
    return told


@given(changes())
def test_no_change_is_exact_whatever_the_flows(case: tuple[np.ndarray, ...]) -> None:
    flows, supply, minutes, *_ = case
    found = change(csr_array(flows), A, B, (supply, minutes), (supply, minutes))
    assert (table(found, flows) == flows).all()
    assert not found.unmet.any()


def test_closing_the_largest_practice_of_leeds_moves_its_patients_to_its_neighbours(shared: Path) -> None:
    flows, supply, minutes = england(shared / "england" / "leeds")
    fit = calibrate(flows, supply, minutes)
    largest = int(flows.sum(axis=0).argmax())
    closed = supply.copy()
    closed[largest] = 0
    told = table(change(csr_array(flows), fit.a, fit.b, (supply, minutes), (closed, minutes)), flows)
    assert told.sum(axis=1) == pytest.approx(flows.sum(axis=1))
    assert not told[:, largest].any()
    never = flows[:, largest] == 0
    assert (told[never] == flows[never]).all(), "who did not go there stays where they were"
    gain = told.sum(axis=0) - flows.sum(axis=0)
    assert gain[np.arange(len(supply)) != largest].min() >= -1e-9


def test_nobody_is_drawn_out_of_reach_even_where_far_draws_more_than_near() -> None:
    # Fits of few flows can have a negative exponent of minutes.
    assert draw(1.0, -0.5, np.array([4.0, 0.0, 4.0]), np.array([9.0, 9.0, np.inf])).tolist() == [12, 0, 0]
