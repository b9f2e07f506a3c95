from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from geodata.catchments import Method, floating_catchment
from geodata.decay import gaussian, zones
from geodata.errors import IndexMismatchError

P = np.array([1000, 2000, 500])
S = np.array([10, 5])
T = np.array([[5.0, 25.0], [15.0, 12.0], [35.0, 8.0]])
METHODS: tuple[Method, ...] = ("2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "MH3SFCA")
CONSERVING: tuple[Method, ...] = ("2SFCA", "E2SFCA", "3SFCA")

people = arrays(np.int64, 8, elements=st.integers(0, 5000))
supply = arrays(float, 5, elements=st.floats(0, 50))
journeys = arrays(float, (8, 5), elements=st.one_of(st.floats(0, 60), st.just(np.inf)))


def sparse(minutes: np.ndarray) -> csr_array:
    reached = np.isfinite(minutes)
    return csr_array((np.maximum(minutes[reached], 1e-4), np.nonzero(reached)), shape=minutes.shape)


@pytest.mark.parametrize(
    ("method", "golden"),
    [
        ("2SFCA", [4.761905, 4.761905, 1.428571]),
        ("E2SFCA", [4.766134, 4.515971, 2.403846]),
        ("3SFCA", [5.628310, 3.660979, 4.099462]),
        ("M2SFCA", [4.353634, 3.070860, 2.403846]),
        ("MH3SFCA", [4.118379, 2.924406, 3.950178]),
    ],
)
@pytest.mark.parametrize("shape", ["dense", "sparse"])
def test_access_is_as_worked_out_in_the_design(method: Method, golden: list[float], shape: str) -> None:
    minutes = T if shape == "dense" else sparse(T)
    found = 1000 * floating_catchment(P, S, minutes, limit_min=30, decay=zones, method=method)
    assert found.round(6).tolist() == golden


@given(people, supply, journeys, st.sampled_from(CONSERVING))
def test_what_residents_get_is_what_is_in_somebodys_reach(
    persons: np.ndarray, capacity: np.ndarray, minutes: np.ndarray, method: Method
) -> None:
    found = floating_catchment(persons, capacity, minutes, method=method)
    lived_in_reach = ((minutes <= 30) & (persons > 0)[:, None]).any(axis=0)
    assert persons @ found == pytest.approx(capacity[lived_in_reach].sum())


def test_all_the_golden_supply_is_shared_out() -> None:
    for method in CONSERVING:
        assert P @ floating_catchment(P, S, T, method=method) == pytest.approx(15)


@given(people, supply, journeys, st.sampled_from(METHODS))
def test_twice_the_supply_is_twice_the_access(
    persons: np.ndarray, capacity: np.ndarray, minutes: np.ndarray, method: Method
) -> None:
    once = floating_catchment(persons, capacity, minutes, method=method)
    twice = floating_catchment(persons, 2 * capacity, minutes, method=method)
    np.testing.assert_allclose(twice, 2 * once, atol=1e-300)


@pytest.mark.parametrize("method", METHODS)
def test_where_nothing_takes_time_all_have_the_same(method: Method) -> None:
    found = floating_catchment(P, S, np.zeros((3, 2)), method=method)
    np.testing.assert_allclose(found, S.sum() / P.sum())


@given(people, supply, journeys, st.sampled_from(METHODS))
def test_access_is_a_number_and_zero_where_nothing_is_within_reach(
    persons: np.ndarray, capacity: np.ndarray, minutes: np.ndarray, method: Method
) -> None:
    found = floating_catchment(persons, capacity, minutes, method=method)
    assert np.isfinite(found).all()
    assert (found >= 0).all()
    assert (found[(minutes > 30).all(axis=1)] == 0).all()


@given(people, supply, journeys)
def test_sparse_and_dense_minutes_give_the_same(
    persons: np.ndarray, capacity: np.ndarray, minutes: np.ndarray
) -> None:
    for decay in (zones, gaussian(10)):
        dense = floating_catchment(persons, capacity, np.maximum(minutes, 1e-4), decay=decay)
        np.testing.assert_allclose(dense, floating_catchment(persons, capacity, sparse(minutes), decay=decay))


def test_the_zones_include_their_outer_edge() -> None:
    assert zones(np.array([0, 10, 10.01, 20, 20.01, 30, 30.01])).tolist() == [1, 1, 0.68, 0.68, 0.22, 0.22, 0]


def test_arrays_of_different_places_are_refused() -> None:
    with pytest.raises(IndexMismatchError, match="3 areas and 3 units"):
        floating_catchment(P, np.ones(3), T)
