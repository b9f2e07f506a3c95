"""Observed flows moved as the model says: by eye, and what holds for any change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geodata.choice_model import calibrate
from geodata.choice_shares import probabilities
from geodata.demo.fit_england import england
from geodata.errors import IndexMismatchError
from geodata.modelled_flows import moved

A, B = 1.0, 2.0
# Two areas, three units; the third is closed (supply 0) until it opens.
VISITS = csr_array(np.array([[60, 30, 0], [0, 50, 0]]))
MINUTES = np.array([[10.0, 10.0, 10.0], [20.0, 10.0, 10.0]])
SUPPLY = np.array([4.0, 4.0, 0.0])


def after(supply: np.ndarray, minutes: np.ndarray = MINUTES) -> np.ndarray:
    return moved(VISITS, A, B, (SUPPLY, MINUTES), (supply, minutes)).flows.toarray()


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
    found = moved(flows, A, B, (supply, minutes), (np.array([0.0, 4.0, 4.0]), minutes))
    assert found.flows.toarray()[0] == pytest.approx([0, 75, 25])


def test_where_all_went_to_the_closed_unit_they_choose_anew_by_the_model() -> None:
    found = after(np.array([4.0, 0.0, 12.0]))
    assert found[1] == pytest.approx([50 * 1 / 13, 0, 50 * 12 / 13])


def test_visits_that_no_unit_is_left_for_are_told() -> None:
    lonely = np.array([[10.0, 10.0, 10.0], [np.inf, 10.0, np.inf]])
    found = moved(VISITS, A, B, (SUPPLY, lonely), (np.array([4.0, 0.0, 0.0]), lonely))
    assert found.flows.toarray().tolist() == [[90, 0, 0], [0, 0, 0]]
    assert found.unmet.tolist() == [0, 50]


def test_flows_outside_the_model_stay_unless_their_unit_closes() -> None:
    far = np.array([[np.inf, 10.0, 10.0], [20.0, 10.0, 10.0]])
    opened = moved(VISITS, A, B, (SUPPLY, far), (np.array([4.0, 4.0, 4.0]), far)).flows.toarray()
    assert opened[0] == pytest.approx([60, 15, 15])
    closed = moved(VISITS, A, B, (SUPPLY, far), (np.array([0.0, 4.0, 0.0]), far)).flows.toarray()
    assert closed[0] == pytest.approx([0, 90, 0])


def test_an_area_that_never_went_to_a_unit_may_when_it_moves_near() -> None:
    near = MINUTES.copy()
    near[1, 0] = 10.0
    # Weight of the first unit from 1 to 4, beside 4: the new three of eight.
    assert after(SUPPLY, near)[1] == pytest.approx([50 * 3 / 8, 50 * 5 / 8, 0])


def test_arrays_of_other_units_are_refused() -> None:
    with pytest.raises(IndexMismatchError):
        moved(VISITS, A, B, (SUPPLY[:2], MINUTES), (SUPPLY, MINUTES))


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
def test_every_area_s_visits_are_conserved(change: tuple[np.ndarray, ...]) -> None:
    flows, supply, minutes, new_supply, new_minutes = change
    found = moved(csr_array(flows), A, B, (supply, minutes), (new_supply, new_minutes))
    told = found.flows.toarray()
    assert told.sum(axis=1) + found.unmet == pytest.approx(flows.sum(axis=1))
    assert (told >= 0).all()
    assert not told[:, (supply > 0) & (new_supply == 0)].any(), "a closed unit has no visits"


@given(changes())
def test_flows_that_follow_the_model_still_do_afterwards(change: tuple[np.ndarray, ...]) -> None:
    _, supply, minutes, new_supply, new_minutes = change
    before = probabilities(A, B, supply, minutes)
    found = moved(before, A, B, (supply, minutes), (new_supply, new_minutes)).flows.toarray()
    expected = probabilities(A, B, new_supply, new_minutes).toarray()
    served = before.toarray().any(axis=1)
    assert found[served] == pytest.approx(expected[served])


@given(changes())
def test_no_change_is_exact_whatever_the_flows(change: tuple[np.ndarray, ...]) -> None:
    flows, supply, minutes, *_ = change
    found = moved(csr_array(flows), A, B, (supply, minutes), (supply, minutes))
    assert (found.flows.toarray() == flows).all()
    assert not found.unmet.any()


def test_closing_the_largest_practice_of_leeds_moves_its_patients_to_its_neighbours(shared: Path) -> None:
    flows, supply, minutes = england(shared / "england" / "leeds")
    fit = calibrate(flows, supply, minutes)
    largest = int(flows.sum(axis=0).argmax())
    closed = supply.copy()
    closed[largest] = 0
    found = moved(csr_array(flows), fit.a, fit.b, (supply, minutes), (closed, minutes))
    told = found.flows.toarray()
    assert told.sum(axis=1) == pytest.approx(flows.sum(axis=1))
    assert not told[:, largest].any()
    never = flows[:, largest] == 0
    assert (told[never] == flows[never]).all(), "who did not go there stays where they were"
    gain = told.sum(axis=0) - flows.sum(axis=0)
    assert gain[np.arange(len(supply)) != largest].min() >= -1e-9
