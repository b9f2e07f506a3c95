"""Standard errors clustered by area and by unit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment
from geodata.choice.block import Block
from geodata.choice.choice_set import choice_set
from geodata.choice.huff import calibrate, likeliest_of
from geodata.choice.likeliest import Optimum
from geodata.choice.shares import probabilities, within_areas
from geodata.choice.two_way import clustered
from geodata.flows.flows import matrix
from geodata.travel.all_minutes import minutes_to_all_units


def liked(seed: int, spread: float = 0.4) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Visits of 80 areas to 40 units that are liked unequally, the same units and journeys every time."""
    fixed = np.random.default_rng(0)
    minutes, supply = fixed.uniform(1, 40, (80, 40)), fixed.uniform(2, 12, 40)
    rng = np.random.default_rng(seed)
    appeal = supply * np.exp(rng.normal(0, spread, 40))
    share = probabilities(1.0, 2.0, appeal, minutes).toarray()
    return rng.poisson(1000 * share), supply, minutes


def test_sums_within_groups_by_hand() -> None:
    scores = np.array([[1.0, 2.0, -4.0], [0.0, 1.0, 1.0]])
    assert clustered(scores, np.array([0, 0, 1])).tolist() == [[9 + 16, 3 - 4], [3 - 4, 1 + 1]]


def test_errors_do_not_follow_what_supply_and_visits_are_counted_in() -> None:
    flows, supply, minutes = liked(1)
    found, tens = calibrate(flows, supply, minutes), calibrate(flows, supply / 10, minutes)
    assert (tens.a, tens.b) == pytest.approx((found.a, found.b))
    assert (tens.a_error, tens.b_error) == pytest.approx((found.a_error, found.b_error))
    more = calibrate(10 * flows, supply, minutes)
    assert (more.a_error, more.b_error) == pytest.approx((found.a_error, found.b_error), rel=1e-6)


def test_errors_are_as_large_as_estimates_really_differ_where_units_are_liked_unequally() -> None:
    fits = [calibrate(*liked(seed)) for seed in range(60)]
    truly = np.std([fit.a for fit in fits], ddof=1)
    said = np.mean([fit.a_error for fit in fits])
    by_area = np.mean([by_area_alone(*liked(seed)) for seed in range(10)])
    assert 0.75 * truly < said < 1.25 * truly
    assert by_area < 0.5 * truly


def by_area_alone(flows: np.ndarray, supply: np.ndarray, minutes: np.ndarray) -> float:
    block, found, scores = scored(flows, supply, minutes)
    bread = np.linalg.inv(found.information)
    return float(np.sqrt((bread @ clustered(scores, areas_of(block)) @ bread)[0, 0]))


def scored(flows: object, supply: np.ndarray, minutes: object) -> tuple[Block, Optimum, np.ndarray]:
    """All pairs in one block, the optimum and the scores of pairs counted from nought."""
    choices = choice_set(flows, supply, minutes)  # type: ignore[arg-type]
    (block,) = choices.blocks()
    pull, found = block.pull("power"), likeliest_of(choices, None, "power")
    shares = within_areas(found.parameters @ pull, block.first)[0]
    return block, found, pull * (block.visits - block.to_pairs(block.leaving) * shares)


def areas_of(block: Block) -> np.ndarray:
    return np.repeat(np.arange(len(block.first)), block.pairs_of)


@pytest.mark.long
@pytest.mark.parametrize(
    ("place", "from_nought", "from_centre"),
    [("leeds", (0.23, 0.16), (0.074, 0.089)), ("devon", (0.30, 0.26), (0.119, 0.085))],
)
def test_errors_of_the_power_law_on_two_english_regions(
    assessed: Callable[[str], Assessment],
    place: str,
    from_nought: tuple[float, float],
    from_centre: tuple[float, float],
) -> None:
    """Counted from nought scores give the larger errors, and others when staff are counted in tens."""
    assessment = assessed(f"england/{place}")
    flows, region = assessment.use.flows, assessment.region
    assert flows is not None
    observed = matrix(flows, len(region.areas), len(region.units))
    minutes = minutes_to_all_units(region).rows()
    supply = assessment.use.choice_supply

    def errors_from_nought(times: float) -> list[float]:
        block, found, scores = scored(observed, times * supply, minutes)
        bread = np.linalg.inv(found.information)
        groups = (areas_of(block), block.unit, np.arange(len(block.unit)))
        area, unit, pair = (clustered(scores, group) for group in groups)
        return np.sqrt(np.diag(bread @ (area + unit - pair) @ bread)).tolist()

    assert errors_from_nought(1) == pytest.approx(from_nought, abs=5e-3)
    assert errors_from_nought(10)[0] > 1.9 * from_nought[0]
    fit = calibrate(observed, supply, minutes)
    assert (fit.a_error, fit.b_error) == pytest.approx(from_centre, abs=1e-3)
