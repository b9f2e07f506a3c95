from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from geodata.access import floating_catchments
from geodata.access.decay import binary, exponential, gaussian, steps, zones
from geodata.access.nearest import METHODS, Method, floating_catchment, stranded
from geodata.contract.errors import IndexMismatchError

P = np.array([1000, 2000, 500])
S = np.array([10, 5])
T = np.array([[5.0, 25.0], [15.0, 12.0], [35.0, 8.0]])
CONSERVING: tuple[Method, ...] = ("2SFCA", "E2SFCA", "3SFCA")

people = arrays(np.int64, 8, elements=st.integers(0, 5000))
supply = arrays(float, 5, elements=st.one_of(st.just(0.0), st.floats(0.01, 50)))
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
def test_access_is_as_worked_out_by_hand(method: Method, golden: list[float], shape: str) -> None:
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
    for decay in (zones, gaussian(10), exponential(10)):
        dense = floating_catchment(persons, capacity, np.maximum(minutes, 1e-4), decay=decay)
        np.testing.assert_allclose(dense, floating_catchment(persons, capacity, sparse(minutes), decay=decay))


def test_the_limit_is_within_the_catchment_and_ends_every_decay() -> None:
    """At 25 minutes and no further: north is in reach of A1 and A2, south of all, A1 at the very edge."""
    flat = floating_catchment(P, S, T, limit_min=25, method="2SFCA")
    np.testing.assert_allclose(flat, [10 / 3000 + 5 / 3500, 10 / 3000 + 5 / 3500, 5 / 3500])
    for decay in (gaussian(10), exponential(10), steps((60,), (1,))):
        assert floating_catchment(P, S, T, limit_min=7, decay=decay)[1:].tolist() == [0, 0]


@pytest.mark.parametrize("method", METHODS)
def test_an_area_without_residents_has_access_and_shares_nothing(method: Method) -> None:
    """Whoever moves there would find what is near; until then nobody draws on it."""
    with_empty = floating_catchment(np.append(P, 0), S, np.vstack((T, [[5.0, 25.0]])), method=method)
    np.testing.assert_allclose(with_empty[:3], floating_catchment(P, S, T, method=method))
    assert with_empty[3] == pytest.approx(with_empty[0])


@pytest.mark.parametrize("method", ["2SFCA", "E2SFCA", "M2SFCA", "MH3SFCA"])
def test_a_unit_without_capacity_changes_nothing(method: Method) -> None:
    """But for 3SFCA, where people choose among all the units there are, whatever they offer."""
    more = floating_catchment(P, np.append(S, 0), np.column_stack((T, [1.0, 1.0, 1.0])), method=method)
    np.testing.assert_allclose(more, floating_catchment(P, S, T, method=method))


@pytest.mark.parametrize("method", METHODS)
def test_no_residents_or_no_supply_is_no_access(method: Method) -> None:
    assert floating_catchment(np.zeros(3), S, T, method=method).tolist() == [0, 0, 0]
    assert floating_catchment(P, np.zeros(2), T, method=method).tolist() == [0, 0, 0]
    assert floating_catchment(np.zeros(0), np.zeros(0), np.zeros((0, 0)), method=method).tolist() == []


@given(people, supply, journeys, st.sampled_from(METHODS))
def test_five_measures_are_as_their_papers_write_them(
    persons: np.ndarray, capacity: np.ndarray, minutes: np.ndarray, method: Method
) -> None:
    """The formulae of docs/access.md word for word, dense and slow."""
    w = np.where(minutes <= 30, binary(minutes) if method == "2SFCA" else zones(minutes), 0.0)

    def over(one: np.ndarray, other: np.ndarray) -> np.ndarray:
        return np.divide(one, other, out=np.zeros(np.broadcast(one, other).shape), where=other > 0)

    g = over(w, w.sum(1, keepdims=True))
    h = over(capacity * w, (capacity * w).sum(1, keepdims=True))
    shared, drawn = {
        "2SFCA": (w, w),
        "E2SFCA": (w, w),
        "M2SFCA": (w, w**2),
        "3SFCA": (g * w, g * w),
        "MH3SFCA": (h, h * w),
    }[method]
    expected = drawn @ over(capacity, persons @ shared)
    found = floating_catchment(persons, capacity, minutes, method=method)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


@given(people, supply, journeys, st.sampled_from(METHODS))
def test_blocks_and_threads_change_nothing(
    persons: np.ndarray, capacity: np.ndarray, minutes: np.ndarray, method: Method
) -> None:
    whole = floating_catchment(persons, capacity, sparse(minutes), method=method)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(floating_catchments, "_BLOCK", 7)
        in_blocks = floating_catchment(persons, capacity, sparse(minutes), method=method)
        patch.setattr(floating_catchments, "_IN_THREADS", 0)
        in_threads = floating_catchment(persons, capacity, sparse(minutes), method=method)
    np.testing.assert_allclose(in_blocks, whole)
    assert in_threads.tolist() == in_blocks.tolist()


@given(people, supply, journeys)
def test_access_and_stranded_supply_are_all_the_supply_there_is(
    persons: np.ndarray, capacity: np.ndarray, minutes: np.ndarray
) -> None:
    alone = stranded(persons, capacity, sparse(minutes))
    shared = persons @ floating_catchment(persons, capacity, sparse(minutes))
    assert shared + capacity[alone].sum() == pytest.approx(capacity.sum())
    assert not alone[capacity == 0].any()


def test_supply_that_nobody_reaches_is_named() -> None:
    far = np.column_stack((T, [31.0, np.inf, 30.5], [31.0, 31.0, 30.0]))
    assert stranded(P, np.array([10, 5, 3, 4]), far).tolist() == [False, False, True, False]
    assert stranded(P * 0, S, T).tolist() == [True, True]


def test_a_measure_of_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="'4SFCA' is not one of 2SFCA"):
        floating_catchment(P, S, T, method="4SFCA")  # type: ignore[arg-type]


def test_arrays_of_different_places_are_refused() -> None:
    with pytest.raises(IndexMismatchError, match="3 areas and 3 units"):
        floating_catchment(P, np.ones(3), T)
