"""Measures of a region by fifths of need, age and sex: on the toy by eye, on a demo county by sums."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.checks.open_region import open_region
from geodata.contract.errors import UnknownNameError
from geodata.equity.area_parts import area_parts
from geodata.equity.equity import NOT_BY_AGE, NOT_BY_SEX, equity, equity_over_periods
from geodata.equity.groups import NO_INDEX
from geodata.equity.offer import (
    chosen_division,
    chosen_measure,
    divisions_offered,
    measures_offered,
)
from geodata.focus.places import every, place_of, whole_region
from geodata.measures.coverage import COVERED, NEAREST
from geodata.measures.residents import RESIDENTS
from geodata.measures.visits import STAYS, VISITS, VISITS_PER_RESIDENT
from geodata.publish.build import computed
from geodata.scenario.scenario import default_scenario, parse
from tests.demo_region import public_demo
from tests.toy_need import toy_need_region
from tests.toy_region import toy_region

NAN = float("nan")


def asked(values: tuple[float, ...] = (1.0, 3.0, 2.0), **changes: object) -> Assessment:
    region = toy_need_region(values)
    return assess(region, replace(default_scenario(region), region=region, **changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    region = computed(open_region(public_demo("09", tmp_path_factory.mktemp("demo"))))
    return assess(region, default_scenario(region))


def test_areas_stand_in_the_fifth_of_their_middle() -> None:
    toy = asked()
    found = equity(toy, VISITS_PER_RESIDENT, "need", whole_region(toy))
    assert [(group.key, group.areas, group.residents) for group in found.groups] == [
        ("1", 1, 1000),
        ("2", 1, 500),
        ("3", 0, 0),
        ("4", 1, 2000),
        ("5", 0, 0),
    ]
    assert [group.estimate.value for group in found.groups if group.areas] == [0.1, 0.1, 0.1]
    assert found.slope.index.value == pytest.approx(0), "everybody makes a visit in ten"
    assert math.isnan(found.gap.value), "nobody's middle lies in the last fifth"


def test_a_region_of_the_same_need_everywhere_has_fifths_and_no_slope() -> None:
    toy = asked((2.0, 2.0, 2.0))
    found = equity(toy, NEAREST, "need", whole_region(toy))
    assert sum(group.areas for group in found.groups) == 3
    assert math.isnan(found.slope.index.value)


def test_an_area_without_an_index_is_counted_and_in_no_fifth() -> None:
    toy = asked((1.0, NAN, 2.0))
    found = equity(toy, VISITS_PER_RESIDENT, "need", whole_region(toy))
    assert found.left_out == {NO_INDEX: (1, 2000)}
    assert sum(group.residents for group in found.groups) == found.whole.residents == 1500


def test_ages_are_asked_one_by_one_and_held_oldest_to_youngest() -> None:
    toy = asked()
    found = equity(toy, COVERED, "age", whole_region(toy))
    young = next(group for group in found.groups if group.key == "0-19")
    assert young.residents == 800
    assert found.gap.value == pytest.approx(found.groups[-1].estimate.value - found.groups[0].estimate.value)
    assert math.isnan(found.slope.index.value), "no index ranks ages"


def test_women_and_men_have_what_is_true_where_they_live() -> None:
    """Within 10 minutes are A1 and A3: 400 + 300 of 1,800 women, 600 + 200 of 1,700 men."""
    toy = asked(limit_min=10.0)
    found = equity(toy, COVERED, "sex", whole_region(toy))
    values = {group.key: group.estimate.value for group in found.groups}
    assert values == pytest.approx({"1": 800 / 1700, "2": 700 / 1800})
    assert found.gap.value == pytest.approx(700 / 1800 - 800 / 1700), "women less men"
    assert found.whole.estimate.value == pytest.approx(1500 / 3500)


def test_what_the_data_cannot_answer_is_named() -> None:
    toy = asked()
    everywhere = whole_region(toy)
    assert equity(toy, VISITS_PER_RESIDENT, "sex", everywhere).why == NOT_BY_SEX
    older = measures_offered(toy.region)["under_20"]
    assert equity(toy, older, "age", everywhere).why == NOT_BY_AGE
    assert equity(toy, COVERED, "", everywhere).why == NO_INDEX
    assert divisions_offered(toy.region) == ("need", "age", "sex")
    assert divisions_offered(toy_region()) == ("age",), "no index, and residents of both sexes together"


def test_minutes_are_a_mean_among_residents() -> None:
    toy = asked(operators=("own",))
    mean = equity(toy, NEAREST, "need", whole_region(toy))
    assert (mean.measure, mean.unit) == (NEAREST, "minutes")
    assert mean.whole.estimate.value == pytest.approx((1000 * 5 + 2000 * 15 + 500 * 35) / 3500)


@pytest.mark.parametrize("by", ["need", "age", "sex"])
def test_minutes_without_an_end_become_the_share_within_reach(by: str) -> None:
    region = toy_need_region()
    nowhere = assess(region, parse(region, {"changes": "close:u-north;close:u-south"}))
    found = equity(nowhere, NEAREST, by, whole_region(nowhere))
    assert (found.measure, found.unit, found.why) == (COVERED, "share", "")
    assert found.whole.estimate.value == 0


def test_every_measure_that_is_offered_is_told_of_areas_and_sums_to_the_whole(demo: Assessment) -> None:
    everywhere = whole_region(demo)
    places = every(demo, "area")
    for key, measure in measures_offered(demo.region).items():
        parts = area_parts(demo, measure)
        found = equity(demo, measure, "cni", everywhere)
        if parts.measure is not measure:
            assert parts.measure is COVERED, key
            continue
        value = measure.counts(demo, places).value
        has = np.isfinite(parts.part) & (parts.whole > 0)
        if parts.unit == measure.unit and measure.unit != "share":
            np.testing.assert_allclose(parts.value[has], value[has], err_msg=key)
        if found.why:
            assert not has.any(), key
            continue
        assert sum(group.areas for group in found.groups) == found.whole.areas == has.sum(), key
        weights = [float(np.nan_to_num(parts.whole)[has].sum())]
        assert found.whole.estimate.value == pytest.approx(parts.part[has].sum() / weights[0]), key
        assert sum(each.areas for each in found.left_out.values()) + found.whole.areas == len(parts.part), key


def test_a_measure_that_is_a_sum_has_the_regions_own_figure_over_all_fifths(demo: Assessment) -> None:
    everywhere = whole_region(demo)
    for measure in (VISITS_PER_RESIDENT, COVERED, STAYS):
        whole = equity(demo, measure, "cni", everywhere).whole
        assert whole.estimate.value == pytest.approx(measure.read(demo, everywhere).value)
    visits, residents = (each.read(demo, everywhere).value for each in (VISITS, RESIDENTS))
    assert visits
    assert residents
    of_all = equity(demo, VISITS, "cni", everywhere)
    assert (of_all.unit, of_all.whole.estimate.value) == (
        "per_10000",
        pytest.approx(10_000 * visits / residents),
    )


def test_of_a_place_its_own_residents_are_ranked(demo: Assessment) -> None:
    town = place_of(demo, "municipality", demo.region.areas["municipality_id"].iloc[0])
    found = equity(demo, COVERED, "cni", town)
    assert found.whole.areas + sum(each.areas for each in found.left_out.values()) == len(town.areas)


def test_each_period_of_the_visits_has_its_own_gap(demo: Assessment) -> None:
    everywhere = whole_region(demo)
    found = equity_over_periods(demo, VISITS_PER_RESIDENT, "cni", everywhere)
    assert demo.region.visits is not None
    assert [period for period, _ in found] == list(demo.region.visits.periods)
    one = dict(found)[found[0][0]]
    then = assess(demo.region, replace(demo.scenario, region=demo.region, period=found[0][0]))
    assert one.gap == equity(then, VISITS_PER_RESIDENT, "cni", everywhere).gap
    assert equity_over_periods(demo, COVERED, "cni", everywhere) == [], "no visits in it"


def test_only_what_is_offered_can_be_chosen() -> None:
    region = toy_need_region()
    assert chosen_division(region, "") == "need"
    assert chosen_measure(region, "") is VISITS_PER_RESIDENT
    for name in ("median_minutes", "residents", "luck"):
        with pytest.raises(UnknownNameError, match=name):
            chosen_measure(region, name)
    with pytest.raises(UnknownNameError, match="luck"):
        chosen_division(region, "luck")
