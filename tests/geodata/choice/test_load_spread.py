"""How far loads of units lie from what a model that has not met them expects."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment
from geodata.choice.choice_set import choice_set
from geodata.choice.held_out import held_out
from geodata.choice.load_spread import FEWEST, interval_after, interval_of_new, load_spread
from geodata.choice.shares import probabilities
from geodata.region.choice_model import LoadSpread

LINE = LoadSpread(
    20, np.log(100), np.log(100), 0.5, np.log(0.8), np.log(1.25), np.log(25), np.log(400), 0.8, ()
)


def test_an_interval_by_hand_is_shrunk_towards_the_usual_and_no_further_than_units_tell() -> None:
    low, high = interval_of_new(LINE, np.array([100.0, 400.0, 1600.0, 0.0]))
    # 400 is two doublings above 100, halved to one: 200. Beyond 400 nothing more is shrunk: 4 x 200.
    assert low == pytest.approx([80, 160, 640, 0])
    assert high == pytest.approx([125, 250, 1000, 0])


@pytest.mark.parametrize("spread", [0.1, 0.4])
def test_four_of_five_units_lie_within_the_interval_that_the_others_say(spread: float) -> None:
    rng = np.random.default_rng(3)
    minutes, supply = rng.uniform(1, 40, (100, 120)), rng.uniform(2, 12, 120)
    appeal = supply * np.exp(rng.normal(0, spread, 120))
    flows = rng.poisson(2000 * probabilities(1.0, 2.0, appeal, minutes).toarray())
    choices = choice_set(flows, supply, minutes)
    found = load_spread(choices, held_out(choices, None)["power"], np.ones(120, bool))
    assert found is not None
    assert found.covered == pytest.approx(0.8, abs=0.07)
    assert sum(group.covered for group in found.groups) == round(found.covered * found.units)
    assert found.high - found.low == pytest.approx(2 * 1.2816 * spread, rel=0.25)


def test_few_units_tell_no_spread() -> None:
    rng = np.random.default_rng(3)
    minutes, supply = rng.uniform(1, 40, (30, 20)), rng.uniform(2, 12, 20)
    flows = rng.poisson(500 * probabilities(1.0, 2.0, supply, minutes).toarray())
    choices = choice_set(flows, supply, minutes)
    judged = held_out(choices, None)["power"]
    assert load_spread(choices, judged, np.arange(20) < FEWEST - 1) is None
    assert load_spread(choices, judged, np.arange(20) < FEWEST) is not None


@pytest.mark.long
@pytest.mark.parametrize(
    ("place", "units", "slope", "covered", "low", "high"),
    [("leeds", 93, 0.876, 0.817, 0.73, 1.46), ("devon", 88, 0.873, 0.784, 0.75, 1.50)],
)
def test_real_loads_lie_within_the_interval_in_four_cases_of_five(
    assessed: Callable[[str], Assessment],
    place: str,
    units: int,
    slope: float,
    covered: float,
    low: float,
    high: float,
) -> None:
    model = assessed(f"england/{place}").region.choice_model("gp")
    assert model is not None
    found = model.loads
    assert found is not None
    assert (found.units, found.slope, found.covered) == (
        units, pytest.approx(slope, abs=1e-3), pytest.approx(covered, abs=1e-3),
    )  # fmt: skip
    usual = np.exp(np.array([found.centre]))
    ends = [float(end[0] / usual[0]) for end in interval_of_new(found, usual)]
    assert ends == pytest.approx([low, high], abs=0.01)


def test_only_what_the_model_moves_is_in_doubt() -> None:
    before, after = np.array([100.0, 100, 100, 100, 0]), np.array([100.0, 140, 60, 0, 100])
    new, gone = np.array([0, 0, 0, 0, 1], bool), np.array([0, 0, 0, 1, 0], bool)
    low, high = interval_after(LINE, before, after, new, gone)
    assert low == pytest.approx([100, 100 + 0.8 * 40, 100 - 1.25 * 40, 0, 80])
    assert high == pytest.approx([100, 100 + 1.25 * 40, 100 - 0.8 * 40, 0, 125])
