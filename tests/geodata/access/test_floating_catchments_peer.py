"""Floating catchments beside PySAL `access`, on any region: the same answers to 1e-5."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pandas import DataFrame

from geodata.access.decay import Decay, binary, gaussian, steps
from geodata.access.nearest import Method, floating_catchment

# The peer drops columns in a way that pandas will not have for ever.
pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("ignore:The inplace keyword")]

PeerDecay = tuple[str, object]
DECAYS: tuple[tuple[Decay, PeerDecay | None], ...] = (
    (binary, None),
    (steps((10, 20, 30), (1, 0.68, 0.22)), ("step_fn", {10: 1, 20: 0.68, 30: 0.22})),
    (steps((5, 45), (0.9, 0.1)), ("step_fn", {5: 0.9, 45: 0.1})),
    (gaussian(12), ("gaussian", 12)),
)
"""Ours, and what the peer calls the same."""
AREAS, UNITS = 7, 5
people = arrays(np.int64, AREAS, elements=st.integers(1, 5000))
supply = arrays(np.float64, UNITS, elements=st.floats(0.5, 50))
journeys = arrays(np.float64, (AREAS, UNITS), elements=st.floats(0.5, 60).map(lambda one: round(one, 2)))


@pytest.fixture(scope="module", autouse=True)
def peer() -> None:
    """Read in where a test runs: the peer takes a second."""
    pytest.importorskip("access.fca", reason="the peer `access` is not installed: make test installs it")


def by_peer(
    method: Method,
    persons: np.ndarray,
    capacity: np.ndarray,
    minutes: np.ndarray,
    limit: float,
    decay: PeerDecay | None,
) -> np.ndarray:
    from access import fca, weights

    weight = None if decay is None else getattr(weights, decay[0])(decay[1])
    area, unit = np.nonzero(minutes <= limit)
    costs = DataFrame({"origin": area, "dest": unit, "cost": minutes[area, unit]})
    demand = DataFrame({"demand": persons}, index=np.arange(AREAS)).rename_axis("geoid")
    offered = DataFrame({"supply": capacity}, index=np.arange(UNITS)).rename_axis("geoid")
    work = fca.three_stage_fca if method == "3SFCA" else fca.two_stage_fca
    # Its index of places is its own; where nothing is within reach it says NaN and we say 0.
    found = work(demand, offered, costs, max_cost=limit, demand_index=True, weight_fn=weight)
    return found.reindex(np.arange(AREAS)).fillna(0).to_numpy()


@settings(max_examples=25)
@given(people, supply, journeys, st.sampled_from(DECAYS), st.sampled_from([15.0, 30.0, 45.0]))
def test_two_stages_are_as_the_peers(
    persons: np.ndarray,
    capacity: np.ndarray,
    minutes: np.ndarray,
    decay: tuple[Decay, PeerDecay],
    limit: float,
) -> None:
    if not (minutes <= limit).any():
        return  # the peer fails where nobody reaches anything
    method: Method = "2SFCA" if decay[1] is None else "E2SFCA"
    ours = floating_catchment(persons, capacity, minutes, limit_min=limit, decay=decay[0], method=method)
    np.testing.assert_allclose(
        ours, by_peer(method, persons, capacity, minutes, limit, decay[1]), rtol=1e-5, atol=1e-9
    )


@settings(max_examples=25)
@given(people, supply, journeys, st.sampled_from(DECAYS[1:]), st.sampled_from([30.0, 45.0]))
def test_three_stages_are_as_the_peers(
    persons: np.ndarray,
    capacity: np.ndarray,
    minutes: np.ndarray,
    decay: tuple[Decay, PeerDecay],
    limit: float,
) -> None:
    if not (minutes <= limit).any():
        return
    ours = floating_catchment(persons, capacity, minutes, limit_min=limit, decay=decay[0], method="3SFCA")
    np.testing.assert_allclose(
        ours, by_peer("3SFCA", persons, capacity, minutes, limit, decay[1]), rtol=1e-5, atol=1e-9
    )


def test_the_peers_hospital_in_gridlock_has_the_peers_own_figures() -> None:
    """Scenario 0 of its tests: 100, 50 and 10 residents, doctors 15, 20 and 100, weights 1 / minutes."""
    minutes = np.array([[1.0, 80.0, 40.0], [80.0, 1.0, 40.0], [40.0, 40.0, 1.0]])
    persons, doctors = np.array([100, 50, 10]), np.array([15.0, 20.0, 100.0])
    found = floating_catchment(
        persons, doctors, minutes, limit_min=61, decay=lambda each: 1 / each, method="E2SFCA"
    )
    assert found == pytest.approx([0.33144412, 0.57982813, 7.28641817], abs=5e-9)
