from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pandas import DataFrame
from scipy.sparse import csr_array

from geodata.assessment.assessment import assess
from geodata.comparison.costs import costs
from geodata.comparison.figures import base_periods, development, figures
from geodata.comparison.peers import ALIKE, better_units, km_from, unlikeness
from geodata.comparison.profiles import Profiles, profiles
from geodata.comparison.thresholds import breaches
from geodata.focus.places import every
from geodata.measures.journeys import FAR, TRAVEL_MEAN
from geodata.measures.visits import VISITS_TO_UNITS
from geodata.publish.build import computed
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.toy_region import toy_region

NAN = float("nan")


def judged(*rows: tuple[int, str, float, float, float]) -> Region:
    """The toy region with these figures of `wait`: unit, period, value, numerator, denominator."""
    columns = ["unit", "period", "value", "numerator", "denominator"]
    return replace(toy_region(), indicators=DataFrame(rows, columns=columns).assign(indicator="wait"))


QUARTERS = judged(
    (0, "2025Q1", 0.5, 10, 20),
    (0, "2025Q2", 0.75, 60, 80),
    (2, "2025Q1", 0.4, 4, 10),
    (2, "2025Q2", 0.3, 3, 10),
    (1, "2025Q2", 0.5, 2, 4),
)


def test_a_year_is_all_cases_of_its_quarters_together() -> None:
    found = figures(QUARTERS, "wait", "2025")
    assert base_periods(QUARTERS, "wait") == ("2025Q1", "2025Q2")
    assert found.value[[0, 2]].tolist() == [0.7, 0.35]
    assert found.events[[0, 2]].tolist() == [70, 7]
    assert found.cases[[0, 2]].tolist() == [100, 20]
    assert found.mean == 77 / 120
    assert figures(QUARTERS, "wait", "2025Q2").value[0] == 0.75


def test_a_share_of_too_few_cases_is_not_told() -> None:
    found = figures(QUARTERS, "wait", "2025Q2")
    assert found.few.tolist() == [False, True, False]
    assert found.known.tolist() == [True, False, True]


def test_without_cases_the_last_value_stands_and_nothing_is_known_of_its_uncertainty() -> None:
    found = figures(toy_region(), "wait", "2025")
    np.testing.assert_array_equal(found.value, [0.7, NAN, 0.4])
    assert not found.counted.any()
    assert found.mean == pytest.approx(0.55)


def test_cases_of_exact_shares_are_the_fewest_that_give_them() -> None:
    region = judged((0, "2025", 163 / 289, NAN, NAN), (2, "2025", 0.5, 20, 40))
    settings = region.settings
    assert np.isnan(figures(region, "wait", "2025").cases[0])
    exact = {"wait": replace(settings.indicators["wait"], exact=True)}
    region = replace(region, settings=replace(settings, indicators=exact))
    found = figures(region, "wait", "2025")
    assert found.cases[[0, 2]].tolist() == [289, 40]
    assert found.events[[0, 2]].tolist() == [163, 20]


def test_development_is_a_row_a_period() -> None:
    base, values = development(QUARTERS, "wait")
    assert base == ("2025Q1", "2025Q2")
    np.testing.assert_array_equal(values, [[0.5, NAN, 0.4], [0.75, NAN, 0.3]])


def test_a_breach_says_how_far_and_since_when() -> None:
    # The threshold is 0.5: south is below it in both quarters, north in none.
    (found,) = breaches(QUARTERS, "wait", "2025Q2")
    assert (found.unit, found.value, found.since, found.always) == (2, 0.3, "2025Q1", True)
    assert found.gap == pytest.approx(0.2)
    assert found.sure is False  # 3 of 10 may be by chance
    once = judged((2, "2025Q1", 0.8, 80, 100), (2, "2025Q2", 0.2, 20, 100))
    (found,) = breaches(once, "wait", "2025Q2")
    assert (found.since, found.always, found.sure) == ("2025Q2", False, True)
    assert breaches(once, "wait", "2025Q1") == []


def test_costs_are_told_of_the_visits_that_have_one() -> None:
    # Every pair of area and unit costs 100 kronor in all, but what A3 pays to south is withheld. So
    # north has 400 kronor of 80, 30, 5 and 10 visits, south 200 of 190 of its 235; the region's own cells
    # still tell all 700.
    region = toy_region()
    assert region.visits is not None
    levels = dict(region.visits.levels)
    cells = levels["municipality", "unit"]
    hidden = (cells.residence == 1) & (cells.provider == 2)
    assert hidden.sum() == 1
    withheld = np.where(hidden, NAN, cells.cost)
    levels["municipality", "unit"] = replace(cells, cost=withheld)
    region = replace(region, visits=replace(region.visits, levels=levels))
    found = costs(assess(region, default_scenario(region)))
    np.testing.assert_allclose(found.per_visit, [400 / 125, NAN, 200 / 190])
    np.testing.assert_allclose(found.share, [4 / 7, NAN, 2 / 7])
    np.testing.assert_allclose(found.covered, [1, NAN, 190 / 235])
    assert found.known
    silent = replace(toy_region(), visits=None)
    assert not costs(assess(silent, default_scenario(silent))).known


def test_a_profile_is_of_those_who_visit() -> None:
    region = toy_region()
    found = profiles(assess(region, default_scenario(region)))
    np.testing.assert_array_equal(found.size, [125, NAN, 235])
    # North's 115 known: 80 from A1 (20 % young), 30 from A2 (25 %), 5 from A3 (20 %); at 5, 15, 35 minutes.
    assert found.youngest[0] == pytest.approx((80 * 0.2 + 30 * 0.25 + 5 * 0.2) / 115)
    assert found.oldest[0] == pytest.approx(1 - found.youngest[0])
    assert found.minutes[0] == pytest.approx((80 * 5 + 30 * 15 + 5 * 35) / 115)
    assert found.far[0] == pytest.approx(5 / 115)  # the limit of 15 is inclusive
    assert np.log(found.density[0]) == pytest.approx(
        (80 * np.log(10) + 30 * np.log(20) + 5 * np.log(5)) / 115
    )
    assert found.by_use
    silent = replace(region, visits=None)
    nearest = profiles(assess(silent, default_scenario(silent)))
    np.testing.assert_array_equal(nearest.size, [1000, NAN, 2500])
    assert not nearest.by_use


def test_the_size_of_a_unit_is_its_whole_list_where_that_is_known() -> None:
    region = toy_region()
    region = replace(region, units=region.units.assign(listed=[4000.0, NAN, NAN]))
    found = profiles(assess(region, default_scenario(region)))
    np.testing.assert_array_equal(found.size, [4000, NAN, NAN])
    assert found.by_list
    assert found.by_use


def test_a_profile_tells_the_measures_of_the_unit_also_where_a_journey_is_longer_than_the_longest() -> None:
    region = computed(toy_region())
    assert region.minutes is not None
    minutes = region.minutes.toarray()
    minutes[2, 0] = 0  # from A3 to north: further than the table of minutes goes
    region = replace(region, minutes=csr_array(minutes))
    assessment = assess(region, default_scenario(region))
    found, units = profiles(assessment), every(assessment, "unit")
    for told, measure in ((found.size, VISITS_TO_UNITS), (found.minutes, TRAVEL_MEAN), (found.far, FAR)):
        ours = measure.counts(assessment, units).value
        assert told[[0, 2]].tolist() == ours[[0, 2]].tolist(), measure.key
    near = minutes[:2, 0] @ [80, 30] / 110
    assert found.minutes[0] > near, "the longest journey is one of all"
    assert found.far[0] == 5 / 115


def five(size: list[float]) -> Profiles:
    level = np.full(len(size), 0.5)
    return Profiles(np.array(size), level, level, level, level, level, level, True, level > 1)


def test_unlikeness_is_in_usual_deviations_of_the_traits_asked_for() -> None:
    # Logarithms 0, 1, 2, 3 and 4: the median absolute deviation is 1, the usual one 1.4826.
    told = five(np.exp(np.arange(5.0)).tolist())
    among = np.arange(5)
    found = unlikeness(told, among, 2, ("size",))
    np.testing.assert_allclose(found, np.array([2, 1, 0, 1, 2]) / 1.4826)
    # Nothing differs in the others, which then say nothing.
    np.testing.assert_allclose(unlikeness(told, among, 2), found)
    assert unlikeness(told, among, 2, ()).tolist() == [0] * 5
    assert (found <= ALIKE).tolist() == [False, True, True, True, False]


def test_better_are_comparable_units_that_are_surely_so_the_nearest_first() -> None:
    region = judged(
        (0, "2025", 0.9, 900, 1000),
        (1, "2025", 0.8, 800, 1000),
        (2, "2025", 0.5, 500, 1000),
    )
    told = figures(region, "wait", "2025")
    assert km_from(region, 2).tolist() == [10, 10, 0]
    found = better_units(region, told, np.zeros(3), 2, higher_is_better=True)
    assert [(one.unit, round(one.gap, 6), one.km) for one in found] == [(0, 0.4, 10), (1, 0.3, 10)]
    found = better_units(region, told, np.array([0, 2, 0.0]), 2, higher_is_better=True)
    assert [one.unit for one in found] == [0]
    assert better_units(region, told, np.zeros(3), 0, higher_is_better=True) == []
    found = better_units(region, told, np.zeros(3), 0, higher_is_better=False)
    assert [(one.unit, one.km) for one in found] == [(2, 10), (1, 20)]
