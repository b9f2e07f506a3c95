from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from geodata.comparison.associations import associations
from geodata.comparison.differences import chance_of_more, discoveries
from geodata.comparison.ranks import rank_intervals
from geodata.region.exact_shares import fewest_cases, most_cases

NAN = float("nan")


def test_units_that_overlap_share_places_and_the_rest_have_their_own() -> None:
    # 90 % and 88 % of 1,000 overlap, 50 % lies below both; the last is unknown.
    events = np.array([900.0, 880.0, 500.0, NAN])
    cases = np.array([1000.0, 1000.0, 1000.0, NAN])
    found = rank_intervals(events, cases, higher_is_better=True)
    assert found.best.tolist() == [1, 1, 3, 0]
    assert found.worst.tolist() == [2, 2, 3, 0]
    found = rank_intervals(events, cases, higher_is_better=False)
    assert found.best.tolist() == [2, 2, 1, 0]
    assert found.worst.tolist() == [3, 3, 1, 0]


def test_the_place_of_the_share_itself_lies_among_the_places_it_may_have() -> None:
    rng = np.random.default_rng(1)
    cases = rng.integers(20, 500, 60).astype(float)
    events = rng.binomial(cases.astype(int), rng.uniform(0.5, 0.9, 60)).astype(float)
    found = rank_intervals(events, cases, higher_is_better=True)
    place = stats.rankdata(-(events / cases), method="min")
    assert (found.best <= place).all()
    assert (place <= found.worst).all()
    assert found.best.min() == 1
    assert found.worst.max() == 60


def test_the_chance_of_more_is_that_of_the_pooled_two_sample_test() -> None:
    # 60 and 50 of 100: pooled 0.55, error sqrt(0.2475 * 0.02) = 0.070356, z = 1.42134.
    found = chance_of_more(np.array([60.0, 50.0, NAN]), np.array([100.0, 100.0, NAN]), 50.0, 100.0)
    assert found[0] == pytest.approx(stats.norm.sf(0.1 / np.sqrt(0.2475 * 0.02)))
    assert found[1] == 0.5
    assert np.isnan(found[2])
    assert chance_of_more(np.array([0.0]), np.array([9.0]), 0.0, 5.0).tolist() == [1.0]


def test_discoveries_are_those_of_benjamini_and_hochberg() -> None:
    # Their own example: of these fifteen the four smallest stand at 0.05.
    chances = np.array(
        [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
         0.6528, 0.7590, 1.0]
    )  # fmt: skip
    assert discoveries(chances).sum() == 4
    assert discoveries(np.append(chances, NAN)).tolist()[:5] == [True] * 4 + [False]
    assert not discoveries(np.array([NAN, 0.9])).any()
    assert not discoveries(np.array([])).any()


def test_all_pairs_are_correlated_by_rank_over_the_units_that_have_both() -> None:
    values = np.array([[1, 10, 6], [2, 40, 5], [3, 90, 4], [4, 160, 3], [5, 250, 2], [6, NAN, 1]])
    found = associations(values, ("a", "b", "c"))
    assert [(one.first, one.second, one.rho, one.units) for one in found] == [
        ("a", "b", 1, 5),
        ("a", "c", -1, 6),
        ("b", "c", -1, 5),
    ]
    rng = np.random.default_rng(2)
    noisy = rng.normal(size=(40, 2))
    (one,) = associations(noisy, ("a", "b"))
    assert one.rho == stats.spearmanr(noisy[:, 0], noisy[:, 1]).statistic
    assert one.low < one.rho < one.high
    assert np.isnan(associations(values[:4], ("a", "b", "c"))[0].rho)


def test_exact_shares_tell_the_fewest_cases_they_are_of() -> None:
    shares = np.array([[163 / 289, 127 / 289], [0.5, 2 / 3], [0.25, NAN], [NAN, NAN], [np.pi / 4, 0.5]])
    found = fewest_cases(shares)
    assert found[:3].tolist() == [289, 6, 4]
    assert np.isnan(found[3:]).all()


def test_cases_are_the_multiple_nearest_to_the_people_they_are_of_and_not_more() -> None:
    fewest = np.array([100.0, 100.0, 100.0, 100.0, 100.0, NAN])
    people = np.array([190.0, 330.0, 193.0, 60.0, NAN, 500.0])  # 193 and 4 in a hundred have room for 200
    found = most_cases(fewest, people)
    assert found[:5].tolist() == [100, 300, 200, 100, 100]
    assert np.isnan(found[5])
