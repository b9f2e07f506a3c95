"""Balanced floating catchments: worked out by hand, and nobody and nothing counted twice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geodata.access.balanced import balanced_catchment
from geodata.access.decay import zones
from geodata.access.stored_minutes import stored
from geodata.contract.errors import IndexMismatchError

P = np.array([1000, 2000, 500])
S = np.array([10, 5])
T = np.array([[5.0, 25.0], [15.0, 12.0], [35.0, 8.0]])

people = arrays(np.int64, 8, elements=st.integers(0, 5000))
supply = arrays(float, 5, elements=st.one_of(st.just(0.0), st.floats(0.01, 50)))
journeys = arrays(float, (8, 5), elements=st.one_of(st.floats(0, 60), st.just(np.inf)))


@pytest.mark.parametrize("minutes", [T, stored(T)], ids=["dense", "sparse"])
def test_level_of_service_is_as_worked_out_by_hand(minutes: np.ndarray) -> None:
    """Weights 1, 0.22 / 0.68, 0.68 / -, 1.

    To the first unit come 1000 / 1.22 + 2000 / 2 = 1819.672, to the second 220 / 1.22 + 1000 + 500 =
    1680.328: all 3500. Its service is 10 / 1819.672 = 0.00549550, that of the other 0.00297561, shared
    among the areas by weights that add up to 1.68 and 1.9.
    """
    of_areas, of_units = balanced_catchment(P, S, minutes)
    assert of_units == pytest.approx([0.00549550, 0.00297561], abs=5e-9)
    by_hand = [
        0.00549550 / 1.68 + 0.00297561 * 0.22 / 1.9,
        0.00549550 * 0.68 / 1.68 + 0.00297561 * 0.68 / 1.9,
        0.00297561 / 1.9,
    ]
    assert of_areas == pytest.approx(by_hand, abs=5e-9)


@given(people, supply, journeys)
def test_every_resident_comes_once_and_every_service_is_given_once(
    persons: np.ndarray, capacity: np.ndarray, minutes: np.ndarray
) -> None:
    of_areas, of_units = balanced_catchment(persons, capacity, minutes)
    assert of_areas.sum() == pytest.approx(of_units.sum())
    used = of_units > 0
    comers = capacity[used] / of_units[used]
    weight = np.where(minutes <= 30, zones(np.where(minutes <= 30, minutes, 0.0)), 0.0)
    split = np.divide(weight, weight.sum(axis=1, keepdims=True), out=np.zeros_like(weight), where=weight > 0)
    assert comers == pytest.approx((persons @ split)[used])
    reach = (minutes <= 30).any(axis=1)
    assert (persons @ split).sum() == pytest.approx(persons[reach].sum())
    assert (of_areas[~reach] == 0).all()


def test_an_area_alone_has_the_whole_service_of_its_unit() -> None:
    of_areas, of_units = balanced_catchment(np.array([200]), np.array([4.0]), np.array([[25.0]]))
    assert of_areas.tolist() == of_units.tolist() == [0.02]


def test_arrays_of_other_areas_or_units_are_refused() -> None:
    with pytest.raises(IndexMismatchError, match=r"\(3, 2\) for 2 areas"):
        balanced_catchment(P[:2], S, T)
