from __future__ import annotations

import numpy as np
import pytest

from geodata.access.decay import binary, exponential, gaussian, steps, zones

MINUTES = np.array([0, 10, 10.01, 20, 20.01, 30, 30.01])


def test_the_zones_include_their_outer_edge() -> None:
    assert zones(MINUTES).tolist() == [1, 1, 0.68, 0.68, 0.22, 0.22, 0]


def test_steps_take_any_edges_and_weights() -> None:
    assert steps((15,), (0.5,))(np.array([[0.0, 15.0], [15.1, 99.0]])).tolist() == [[0.5, 0.5], [0, 0]]
    assert steps((5, 10), (0, 2))(np.array([5.0, 10.0, 11.0])).tolist() == [0, 2, 0]


@pytest.mark.parametrize(
    ("edges", "weights", "said"),
    [
        ((10, 20), (1,), "2 zones have 1 weights"),
        ((), (), "0 zones"),
        ((20, 10), (1, 0.5), "do not ascend"),
        ((10, 10), (1, 0.5), "do not ascend"),
        ((10,), (-1,), "below 0"),
    ],
)
def test_steps_that_say_nothing_sensible_are_refused(
    edges: tuple[float, ...], weights: tuple[float, ...], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        steps(edges, weights)


def test_smooth_decays_fall_from_one() -> None:
    assert gaussian(10)(np.array([0.0, 10.0])) == pytest.approx([1, np.exp(-0.5)])
    assert exponential(10)(np.array([0.0, 10.0, 20.0])) == pytest.approx([1, np.exp(-1), np.exp(-2)])
    assert binary(MINUTES).tolist() == [1] * 7


@pytest.mark.parametrize("decay", [gaussian, exponential])
def test_a_decay_without_width_is_refused(decay: object) -> None:
    with pytest.raises(ValueError, match="not above 0"):
        decay(0)  # type: ignore[operator]
