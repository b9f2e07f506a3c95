"""The toy region's sums are worked out in `tests/toy_region.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from pandas import DataFrame, to_datetime

from geodata.assessment.assessment import Assessment, assess, assess_each_period
from geodata.contract.errors import RegionError, UnknownNameError
from geodata.disclosure.published_cells import published
from geodata.focus.visits import all_visits
from geodata.measures.registry import series
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario, parse
from tests.toy_region import PERSONS, YOUNG, toy_region, with_units

REGION = toy_region()


def of(region: Region = REGION, **words: object) -> Assessment:
    return Assessment(region, parse(region, words))


def test_units_in_scope_are_of_the_care_form_and_the_operators() -> None:
    assert of().supply.in_scope.tolist() == [True, False, True]
    assert of(operators="own").supply.in_scope.tolist() == [True, False, False]
    assert of(care_form="rehab").supply.in_scope.tolist() == [False, True, False]


def test_supply_is_open_and_has_a_place_and_a_capacity() -> None:
    assert of().supply.available.tolist() == [True, False, True]
    closed = with_units(REGION, closed=to_datetime(["2025-12-31", None, "2026-01-01"]))
    assert of(closed).supply.available.tolist() == [False, False, True]
    opened = with_units(REGION, opened=to_datetime(["2025-12-31", None, "2026-01-01"]))
    assert of(opened).supply.available.tolist() == [True, False, False]
    empty = with_units(REGION, capacity=[0.0, np.nan, 5.0])
    assert of(empty).supply.available.tolist() == [False, False, True]
    nowhere = with_units(REGION, geometry=[None, *REGION.units.geometry[1:]])
    assert of(nowhere).supply.available.tolist() == [False, False, True]
    assert of(nowhere).use.flows.minutes[of(nowhere).use.flows.unit == 0].tolist() == pytest.approx(
        [np.nan] * 4, nan_ok=True
    )


def test_without_periods_the_settings_or_the_build_say_which_day_it_is() -> None:
    bare = replace(REGION, visits=None)
    assert of(bare).supply.as_of == date(2025, 6, 30)
    undated = replace(bare, settings=replace(REGION.settings, as_of=None))
    assert of(replace(undated, built="2026-03-01T12:00:00Z")).supply.as_of == date(2026, 3, 1)
    closed = with_units(undated, closed=to_datetime(["2099-01-01", None, None]))
    assert of(closed).supply.available.tolist() == [False, False, True]


def test_a_capacity_that_is_unknown_adds_nothing_and_is_counted() -> None:
    half = of(with_units(REGION, capacity=[np.nan, np.nan, 5.0]))
    assert half.supply.capacity_known
    assert half.supply.capacity_unknown == 1
    assert half.access.nearest_unit.tolist() == [0, 2, 2]  # but it is there to go to
    assert PERSONS @ half.access.per_1000() == pytest.approx(5000)


def test_where_no_capacity_is_known_every_unit_counts_alike() -> None:
    none = of(with_units(REGION, capacity=[np.nan] * 3))
    assert not none.supply.capacity_known
    assert none.supply.capacity_unknown == 0
    assert PERSONS @ none.access.per_1000() == pytest.approx(2000)


def test_the_usual_capacity_is_the_median_of_open_units_in_the_region_whoever_runs_them() -> None:
    assert of().supply.median_capacity == of(operators="own").supply.median_capacity == 7.5, "of 10 and 5"
    assert of(care_form="rehab").supply.median_capacity == 1, "no capacity is known"
    closed = with_units(REGION, closed=to_datetime(["2025-12-31", None, None]))
    beyond = with_units(REGION, area=np.array([-1, 2, 1], np.int32))
    empty, unknown = (with_units(REGION, capacity=[one, 4.0, 5.0]) for one in (0.0, np.nan))
    assert [of(region).supply.median_capacity for region in (closed, beyond, empty, unknown)] == [5] * 4
    thirds = with_units(REGION, capacity=[10 / 3, 4.0, 10 / 3])
    assert of(thirds).supply.median_capacity == 3.33
    assert of(with_units(REGION, capacity=[np.nan] * 3)).supply.median_capacity == 1
    assert of(with_units(REGION, capacity=[0.0] * 3)).supply.median_capacity == 1


def test_access_is_the_e2sfca_of_the_worked_example() -> None:
    assert of().access.per_1000().round(6).tolist() == [4.766134, 4.515971, 2.403846]
    assert np.average(of().access.index(), weights=PERSONS) == pytest.approx(100)


def test_an_age_group_filters_residents() -> None:
    assert of(age_group="0-19").persons.tolist() == YOUNG.tolist()
    assert of(age_group="0-19").use.flows is None  # these visits do not know ages


def test_nearest_coverage_and_choice() -> None:
    assert of().access.nearest_min.tolist() == [5, 12, 8]
    assert of().access.nearest_unit.tolist() == [0, 2, 2]
    assert of(limit_min=8).access.covered.tolist() == [True, False, True]
    assert of().access.organisations.tolist() == [1, 2, 1]
    assert of(limit_min=25).access.organisations.tolist() == [2, 2, 1]
    together = with_units(REGION, organisation=["One"] * 3)
    assert of(together, limit_min=25).access.organisations.tolist() == [1, 1, 1]


def test_units_that_name_no_organisation_are_each_their_own() -> None:
    unnamed = of(with_units(REGION, organisation=[""] * 3), limit_min=25)
    assert not unnamed.supply.organisations_known
    assert unnamed.access.organisations.tolist() == [2, 2, 1]


def test_visits_are_all_counted_once() -> None:
    assert all_visits(of())[0] == 360
    assert of().use.visits_by_area.tolist() == [100, 200, 50]
    assert of().use.visits_by_unit.tolist() == [125, 0, 235]
    assert of().use.observed_unit.tolist() == [0, 2, 2]


def test_operators_filter_flows_and_what_they_pass() -> None:
    own = of(operators="own")
    assert all_visits(own)[0] == 125
    assert own.access.nearest_min.tolist() == [5, 15, 35]
    assert not own.use.flows.past_nearest.any()
    assert of().use.flows.past_nearest.sum() == 3


def test_expected_use_is_the_regions_visits_spread_by_residents() -> None:
    assert of().use.expected_visits.tolist() == pytest.approx([100, 200, 50])
    assert of(operators="own").use.expected_visits.tolist() == pytest.approx(PERSONS * 115 / 3500)


def with_ages(region: Region) -> Region:
    """Visits by age: the young make all 30 of theirs from A1; the rest 10 from each area."""
    rows = [("0-19", 0, 30), ("20-", 0, 10), ("20-", 1, 10), ("20-", 2, 10), ("20-", -1, 5)]
    table = DataFrame(rows, columns=["age_group", "area", "visits"])
    table = table.assign(unit=0, care_form="gp", period="2025", cost=np.nan)
    return replace(region, visits=published(table, region.municipalities))


def test_where_visits_have_ages_expected_use_goes_by_them() -> None:
    found = of(with_ages(REGION))
    expected = YOUNG * 30 / YOUNG.sum() + (PERSONS - YOUNG) * 30 / (PERSONS - YOUNG).sum()
    assert found.use.expected_visits.tolist() == pytest.approx(expected.tolist())
    assert found.use.expected_visits.sum() == pytest.approx(found.use.visits_by_area.sum())
    young = of(with_ages(REGION), age_group="0-19")
    assert all_visits(young)[0] == 30
    assert young.use.expected_visits.tolist() == pytest.approx((YOUNG * 30 / YOUNG.sum()).tolist())


def test_an_area_that_fails_two_rules_is_underserved() -> None:
    rules = of().lacking.rules
    assert {key: fails.tolist() for key, fails in rules.items()} == {
        "too_far": [False, False, False],
        "too_little": [False, False, True],  # 56 % of the mean is under 80 %
        "no_choice": [True, False, True],
        "too_few": [False, False, False],
    }
    assert of().lacking.severity.tolist() == [1, 0, 2]
    assert of().lacking.underserved.tolist() == [False, False, True]
    (zone,) = of().lacking.zones
    assert (zone.id, zone.name, zone.persons) == ("A3", "Ceby", 500)
    assert of().lacking.zone_of_area.tolist() == [-1, -1, 0]


def test_where_nothing_is_in_reach_everything_fails_loudly() -> None:
    nothing = of(with_units(REGION, geometry=[None] * 3))
    assert np.isinf(nothing.access.nearest_min).all()
    assert nothing.access.index().tolist() == [0, 0, 0]
    assert nothing.lacking.severity.tolist() == [3, 3, 3]
    assert [zone.name for zone in nothing.lacking.zones] == ["Berga", "Ceby"]
    assert np.isinf(series(nothing, "median_minutes", "zone")).all()


def test_units_below_a_threshold_are_flagged_by_their_latest_value() -> None:
    assert of().supply.below_threshold.tolist() == [False, False, True]
    np.testing.assert_array_equal(of().supply.indicator_values["wait"], [0.7, np.nan, 0.4])


def test_a_region_without_visits_says_so_and_answers_the_rest() -> None:
    bare = of(replace(REGION, visits=None))
    for part in (
        "flows",
        "visits_by_area",
        "visits_by_unit",
        "observed_unit",
        "expected_visits",
    ):
        assert getattr(bare.use, part) is None
    assert list(bare.lacking.rules) == ["too_far", "too_little", "no_choice"]
    assert bare.lacking.underserved.tolist() == [False, False, True]


def test_a_region_not_yet_built_or_a_question_it_cannot_answer_is_refused() -> None:
    with pytest.raises(RegionError, match="build it first"):
        Assessment(replace(REGION, minutes=None), default_scenario(REGION))
    with pytest.raises(UnknownNameError):
        replace(default_scenario(REGION), region=REGION, period="1999")


def test_the_same_question_gets_the_same_answer_object() -> None:
    scenario = default_scenario(REGION)
    assert assess(REGION, scenario) is assess(REGION, replace(scenario, region=REGION))
    assert assess(REGION, scenario) is not assess(toy_region(), scenario)


def test_every_period_is_assessed_in_order() -> None:
    rows = [(period, count) for period, count in (("2025Q2", 7), ("2024Q4", 5), ("2025Q1", 6))]
    table = DataFrame(rows, columns=["period", "visits"])
    table = table.assign(area=0, unit=0, care_form="gp", age_group="", cost=np.nan)
    region = replace(REGION, visits=published(table, REGION.municipalities))
    trend = assess_each_period(region, default_scenario(region))
    assert [(period, all_visits(one)[0]) for period, one in trend] == [
        ("2024Q4", 5),
        ("2025Q1", 6),
        ("2025Q2", 7),
    ]
    assert all_visits(of(region, period="2025"))[0] == 13
    assert assess_each_period(replace(REGION, visits=None), default_scenario(REGION)) == []


def test_closing_a_unit_never_raises_coverage_and_people_are_conserved() -> None:
    before, after = of(), of(with_units(REGION, closed=to_datetime([None, None, "2025-01-01"])))
    assert (after.access.nearest_min >= before.access.nearest_min).all()
    assert (after.access.covered <= before.access.covered).all()
    assert all_visits(after) == pytest.approx(all_visits(before))  # what happened, happened
    assert sum(zone.persons for zone in after.lacking.zones) == after.persons[after.lacking.underserved].sum()


def test_capacity_outside_the_region_is_there_to_go_to_but_not_shared_out() -> None:
    beyond = of(with_units(REGION, area=np.array([0, 2, -1], np.int32)))
    assert beyond.supply.outside.tolist() == [False, False, True]
    assert beyond.access.nearest_unit.tolist() == [0, 2, 2]
    assert beyond.access.organisations.tolist() == [1, 2, 1]
    assert PERSONS @ beyond.access.per_1000() == pytest.approx(10_000)
