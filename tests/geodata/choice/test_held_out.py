"""Which function of distance is taken, by units that it was not fitted on."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.choice.bands import bands, in_bands
from geodata.choice.choice_set import ChoiceSet, choice_set
from geodata.choice.decay import DECAYS
from geodata.choice.held_out import FOLDS, HeldOut, chosen, deviance, folds, held_out
from geodata.choice.likeliest import Optimum
from geodata.choice.shares import probabilities
from geodata.region.choice_model import Decay


def country(decay: Decay, b: float, units: int = 36, visits: float = 2000) -> ChoiceSet:
    """Visits drawn from a model, 60 areas, between a half and forty minutes away."""
    rng = np.random.default_rng(7)
    minutes, supply = rng.uniform(0.5, 40, (60, units)), rng.uniform(2, 12, units)
    share = probabilities(1.0, b, supply, minutes, decay=decay).toarray()
    return choice_set(rng.poisson(visits * share), supply, minutes)


@pytest.mark.parametrize(("decay", "b"), [("power", 2.0), ("exponential", 0.2), ("square_root", 1.2)])
def test_the_function_that_the_visits_follow_is_chosen(decay: Decay, b: float) -> None:
    assert chosen(held_out(country(decay, b), None)) == decay


def test_units_are_dealt_into_six_folds_in_their_order_and_nobody_is_left_out() -> None:
    choices = country("power", 2.0, units=14)
    assert folds(choices).tolist() == [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1]
    found = held_out(choices, None)
    assert list(found) == list(DECAYS)
    for each in found.values():
        assert len(each.deviance) == FOLDS
        assert (each.loads > 0).all()


def test_too_few_units_decide_nothing_and_the_first_function_stands() -> None:
    assert held_out(country("exponential", 0.2, units=11), None) == {}
    assert chosen({}) == DECAYS[0] == "power"


def judged(decay: Decay, *deviances: float) -> HeldOut:
    whole = Optimum(np.zeros(2), np.eye(2), 0.0, 1)
    return HeldOut(decay, np.empty(0), np.array(deviances), np.full(6, 100.0), whole)


def test_a_better_function_must_be_better_by_more_than_its_standard_error() -> None:
    power = judged("power", 10, 12, 10, 12, 10, 12)
    just_better = judged("square_root", 12, 9, 12, 9, 12, 9)  # 3 less in all; the error is 6.7
    surely_better = judged("square_root", 8, 9, 8, 9, 8, 9)  # 15 less, the error 1.3
    assert chosen({"power": power, "square_root": just_better}) == "power"
    assert chosen({"power": power, "square_root": surely_better}) == "square_root"
    assert power.tried.explained == pytest.approx(1 - 66 / 600)


def test_deviance_by_hand() -> None:
    assert deviance(np.array([0.0, 2.0]), np.array([1.0, 2.0])) == pytest.approx(2)
    assert deviance(np.array([4.0]), np.array([2.0])) == pytest.approx(2 * (4 * np.log(2) - 2))


def test_bands_hold_their_lower_end_and_add_up_to_all_visits() -> None:
    minutes = np.array([1.0, 2.0, 4.9, 70.0])
    found = bands(in_bands(minutes, np.array([1.0, 1, 2, 0])), in_bands(minutes, np.array([2.0, 1, 1, 0])))
    assert [(each.from_min, each.to_min, each.observed, each.predicted) for each in found] == [
        (0, 2, 0.25, 0.5),
        (2, 5, 0.75, 0.5),
    ]
    far = in_bands(np.array([70.0]), np.ones(1))
    assert bands(far, far)[-1].to_min is None
