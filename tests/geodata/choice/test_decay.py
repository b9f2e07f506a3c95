"""The three functions of distance: what they are, and published fits of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment
from geodata.choice.decay import DECAYS, resistance
from geodata.choice.huff import calibrate, predict
from geodata.choice.pivot import draw
from geodata.choice.shares import probabilities
from geodata.flows.flows import matrix
from geodata.region.choice_model import Decay
from geodata.travel.all_minutes import minutes_to_all_units

# Migrants between the nine provinces of Austria in 2006, arrivals of each, and kilometres: the data of the
# manual of PySAL's `spint`, from Dennett 2012, "Estimating flows between geographical locations", UCL CASA
# working paper 181. Nobody moves within a province.
MIGRANTS = np.array([
    [0, 1131, 1887, 69, 738, 98, 31, 43, 19],
    [1633, 0, 14055, 416, 1276, 1850, 388, 303, 159],
    [2301, 20164, 0, 1080, 1831, 1943, 742, 674, 407],
    [85, 379, 1597, 0, 1608, 328, 317, 469, 114],
    [762, 1110, 2973, 1252, 0, 1081, 622, 425, 262],
    [196, 2027, 3498, 346, 1332, 0, 2144, 821, 274],
    [49, 378, 1349, 310, 851, 2117, 0, 630, 106],
    [87, 424, 978, 490, 670, 577, 546, 0, 569],
    [33, 128, 643, 154, 328, 199, 112, 587, 0],
])  # fmt: skip
ARRIVALS = np.array([5146, 25741, 26980, 4117, 8634, 8193, 4902, 3952, 1910])
APART_KM = [
    103.001845, 84.204666, 220.811933, 132.00748, 214.511814, 246.933305, 390.85611, 505.089539,
    45.796272, 216.994739, 129.878172, 140.706671, 201.232355, 343.50075, 453.515594,
    249.932874, 158.630661, 186.420738, 244.108305, 387.61776, 498.407152,
    92.407958, 151.777157, 92.894408, 194.851669, 306.105825,
    124.563096, 122.433524, 261.893783, 376.34667,
    81.753652, 208.456383, 314.793199,
    145.076472, 258.591197,
    114.46325,
]  # fmt: skip


def test_each_function_by_hand_over_one_four_and_nine_minutes() -> None:
    minutes = np.array([1.0, 4.0, 9.0])
    assert np.exp(-resistance("power", minutes)) == pytest.approx([1 / 2, 1 / 4, 1 / 9])  # 1 counts as 2
    assert resistance("exponential", minutes).tolist() == [1, 4, 9]
    assert resistance("square_root", minutes).tolist() == [1, 2, 3]


@pytest.mark.parametrize("decay", DECAYS)
def test_a_share_is_what_a_unit_draws_of_all_that_draw(decay: Decay) -> None:
    minutes, supply = np.array([[0.5, 4.0, 9.0]]), np.array([1.0, 2.0, 4.0])
    pulls = draw(1.2, 0.7, supply, minutes, decay)
    share = probabilities(1.2, 0.7, supply, minutes, decay=decay).toarray()
    assert share == pytest.approx(pulls / pulls.sum())


@pytest.mark.parametrize("decay", DECAYS)
def test_the_fit_finds_the_parameters_that_made_the_flows(decay: Decay) -> None:
    rng = np.random.default_rng(1)
    minutes, supply = rng.uniform(0.1, 40, (60, 12)), rng.uniform(2, 12, 12)
    flows = 1000 * probabilities(0.8, 0.3, supply, minutes, decay=decay).toarray()
    found = calibrate(flows, supply, minutes, decay=decay)
    assert (found.a, found.b, found.decay) == (pytest.approx(0.8), pytest.approx(0.3), decay)


def test_the_published_fit_of_migration_in_austria() -> None:
    apart = np.full((9, 9), np.inf)
    apart[np.triu_indices(9, 1)] = APART_KM
    apart = np.minimum(apart, apart.T)
    found = calibrate(MIGRANTS, ARRIVALS, apart)
    assert (found.a, found.b) == pytest.approx((0.7369804, 1.1553679), abs=5e-8)
    assert found.log_likelihood == pytest.approx(-131235.3981, abs=5e-5)
    assert found.overlap == pytest.approx(0.885446, abs=5e-7)


@pytest.mark.long
@pytest.mark.parametrize(
    ("place", "log_likelihood", "a", "c"),
    [("leeds", -1990956.4426, 0.967, 2.208), ("devon", -1184131.3604, 1.122, 2.1068)],
)
def test_the_published_fits_of_two_english_regions(
    assessed: Callable[[str], Assessment], place: str, log_likelihood: float, a: float, c: float
) -> None:
    assessment = assessed(f"england/{place}")
    flows, region = assessment.use.flows, assessment.region
    assert flows is not None
    observed = matrix(flows, len(region.areas), len(region.units))
    minutes = minutes_to_all_units(region).rows()
    supply = assessment.use.choice_supply
    power = calibrate(observed, supply, minutes)
    assert power.log_likelihood == pytest.approx(log_likelihood, abs=5e-5)
    root = calibrate(observed, supply, minutes, decay="square_root")
    assert (root.a, root.b) == pytest.approx((a, c), abs=5e-4)

    def mean_min(fit: object = None) -> float:
        visits = observed if fit is None else predict(fit, supply, minutes, observed.sum(axis=1))  # type: ignore[arg-type]
        return float(visits.multiply(minutes).sum() / visits.sum())

    truth = mean_min()
    assert abs(mean_min(root) - truth) < 0.1 < 0.5 < mean_min(power) - truth
    if place == "leeds":
        assert (truth, mean_min(power), mean_min(root)) == pytest.approx((4.74, 5.27, 4.68), abs=5e-3)
