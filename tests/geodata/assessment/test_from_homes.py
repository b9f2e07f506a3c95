"""An area is people, not a point: figures of homes that one can count, and of thousands by another route.

Everybody drives at 60 km/h on roads 1.3 times as long as the line: 10 km are 13 minutes. A1's 1,000
residents live 600 at the unit `u-north`, 400 at 20 km from it and 10 km from `u-south` the other way;
A2's 2,000 at `u-south`; A3's 500 half 10 km from `u-south`, half 30 km.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from geodata.access.decay import zones
from geodata.access.floating_catchments import CATCHMENT_MIN
from geodata.access.nearest import METHODS, floating_catchment
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.measures.coverage import BEYOND, CHOICE, COVERED, MEDIAN_MINUTES, NEAREST, P90_MINUTES
from geodata.publish.build import with_minutes
from geodata.region.changes import Change
from geodata.region.homes import home_persons, homes
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.points import with_points
from tests.recomputed import assert_same, recomputed_assessment
from tests.toy_region import toy_region

NORTH, SOUTH = (5e3, 5e3), (15e3, 5e3)
POINTS = [
    (*NORTH, 0, 600), (25e3, 5e3, 0, 400),
    (*SOUTH, 1, 77),
    (25e3, 5e3, 2, 30), (45e3, 5e3, 2, 30),
]  # fmt: skip
CENTRE = [(5e3, 5e3, 0, 1), (15e3, 5e3, 1, 1), (25e3, 5e3, 2, 1)]


@pytest.fixture(scope="module")
def toy() -> Assessment:
    return answer(with_points(toy_region(), POINTS))


def answer(region: Region, **values: object) -> Assessment:
    return assess(region, replace(default_scenario(region), region=region, **values))


def test_an_area_s_residents_are_as_many_as_before_and_spread_as_the_points_are() -> None:
    region = with_points(toy_region(), POINTS)
    assert home_persons(region).tolist() == [600, 400, 2000, 250, 250]
    assert home_persons(region, "0-19").tolist() == [120, 80, 500, 50, 50]


def test_points_with_ages_spread_each_age_group_by_itself() -> None:
    region = with_points(toy_region(), POINTS, young=[0, 100, 7, 15, 0])
    assert home_persons(region, "0-19").tolist() == [0, 200, 500, 100, 0]
    assert home_persons(region, "20-").tolist() == pytest.approx(
        [800 * 600 / 900, 800 * 300 / 900, 1500, 400 * 15 / 45, 400 * 30 / 45]
    )


def test_who_is_within_the_limit_is_counted_home_by_home(toy: Assessment) -> None:
    # 13 minutes from A1's far homes and A3's near ones to `u-south`; 39 from A3's far ones.
    assert toy.access.home_min.tolist() == pytest.approx([1e-4, 13, 1e-4, 13, 39])
    assert toy.access.persons_within.tolist() == [1000, 2000, 250]
    assert COVERED.counts(toy, place_of(toy, "region")).value[0] == 3250 / 3500
    assert BEYOND.counts(toy, place_of(toy, "area", "A3")).value[0] == 250


def test_the_figures_of_an_area_are_of_its_residents(toy: Assessment) -> None:
    def of(measure: object, area: str) -> float:
        return float(measure.counts(toy, place_of(toy, "area", area)).value[0])

    assert [of(NEAREST, area) for area in ("A1", "A2", "A3")] == pytest.approx([1e-4, 1e-4, 13])
    assert [of(MEDIAN_MINUTES, area) for area in ("A1", "A3")] == pytest.approx([1e-4, 13])
    assert [of(P90_MINUTES, area) for area in ("A1", "A3")] == pytest.approx([13, 39])


def test_minutes_of_a_journey_are_those_that_half_of_the_area_keep_within(toy: Assessment) -> None:
    # From A1 600 of 1,000 live at `u-north` and 13 minutes from `u-south`, 400 26 and 13 minutes.
    assert toy.region.minutes is not None
    assert toy.region.minutes.toarray()[:, [0, 2]] == pytest.approx(
        np.array([[1e-4, 13], [13, 1e-4], [26, 13]])
    )


def test_choice_is_of_those_who_have_it(toy: Assessment) -> None:
    # Within 15 minutes: both organisations from A1's homes at `u-north` and from A2; one from the others.
    assert toy.access.persons_with_choice.tolist() == [600, 2000, 0]
    assert toy.access.organisations.tolist() == [2, 2, 1]
    assert toy.access.organisations_fewer(2).tolist() == [False, False, True]
    assert CHOICE.counts(toy, place_of(toy, "region")).value[0] == 2600 / 3500


def test_half_of_the_residents_decide_what_an_area_is() -> None:
    half = [(*NORTH, 0, 50), (45e3, 5e3, 0, 50), (*SOUTH, 1, 1), (25e3, 5e3, 2, 49), (45e3, 5e3, 2, 51)]
    found = answer(with_points(toy_region(), half))
    assert found.access.nearest_min.tolist() == pytest.approx([1e-4, 1e-4, 39])
    assert found.lacking.rules["too_far"].tolist() == [False, False, True]


def test_a_unit_is_shared_by_those_who_reach_it_from_where_they_live(toy: Assessment) -> None:
    # Weights by zones of 10, 20 and 30 minutes: 1, .68, .22. North: 600 + .22 x 400 (26 minutes)
    # + .68 x 2,000 + .22 x 250; south: .68 x 1,000 + 2,000 + .68 x 250.
    north = 10 / (600 + 0.22 * 400 + 0.68 * 2000 + 0.22 * 250)
    south = 5 / (0.68 * 1000 + 2000 + 0.68 * 250)
    expected = [
        0.6 * (north + 0.68 * south) + 0.4 * (0.22 * north + 0.68 * south),
        0.68 * north + south,
        0.5 * (0.22 * north + 0.68 * south),
    ]
    assert toy.access.per_1000().tolist() == pytest.approx([1000 * each for each in expected])
    assert toy.access.per_1000() @ toy.persons / 1000 == pytest.approx(15)


def test_one_point_in_the_middle_of_each_area_changes_nothing() -> None:
    plain = answer(with_minutes(toy_region()))
    pointed = answer(with_points(toy_region(), CENTRE))
    np.testing.assert_allclose(pointed.access.nearest_min, plain.access.nearest_min, rtol=1e-6)
    for method in METHODS:
        np.testing.assert_allclose(pointed.access.per_1000(method), plain.access.per_1000(method))
    for name in ("nearest_unit", "persons_within", "persons_with_choice", "organisations", "covered"):
        np.testing.assert_array_equal(getattr(pointed.access, name), getattr(plain.access, name))
    np.testing.assert_array_equal(pointed.lacking.severity, plain.lacking.severity)
    np.testing.assert_array_equal(pointed.use.nearest_load, plain.use.nearest_load)


def test_an_area_where_no_half_reaches_a_unit_is_out_of_its_reach() -> None:
    far = [(*NORTH, 0, 49), (500e3, 5e3, 0, 51), (*SOUTH, 1, 1), (25e3, 5e3, 2, 1)]
    found = answer(with_points(toy_region(), far))
    assert np.isinf(found.access.nearest_min[0])
    assert found.access.persons_within.tolist() == [490, 2000, 500]


def many(count: int = 900) -> Region:
    """The toy with points strewn over the areas, more in the west, of two age classes."""
    draw = np.random.default_rng(7)
    area = np.sort(draw.choice(3, count, p=[0.6, 0.3, 0.1]))
    x = 10e3 * area + draw.uniform(0, 10e3, count)
    persons = draw.integers(1, 60, count)
    points = [tuple(row) for row in zip(x, draw.uniform(0, 10e3, count), area, persons, strict=True)]
    return with_points(toy_region(), points, young=draw.binomial(persons, 0.3))


CHANGES = [
    (Change("close", "u-south"),),
    (Change("add", "n1", 0.0423, 10.5714, 6.0, "own"),),
    (Change("move", "u-north", 0.0713, 10.6331),),
    (Change("size", "u-south", capacity=20.0),),
    (Change("close", "u-north"), Change("add", "n1", 0.0423, 10.6714, 6.0, "choice", organisation="Two")),
    (Change("move", "u-south", 0.0423, 10.5714), Change("add", "n1", 0.0713, 10.6331, 2.0, "own")),
]


@pytest.mark.parametrize("age_group", ["", "0-19"])
@pytest.mark.parametrize("changes", CHANGES)
def test_changes_give_what_a_region_worked_out_anew_gives(
    changes: tuple[Change, ...], age_group: str
) -> None:
    after = answer(many(), changes=changes, age_group=age_group)
    assert_same(after, recomputed_assessment(after))


@pytest.mark.parametrize("age_group", ["", "0-19"])
@pytest.mark.parametrize("method", METHODS)
def test_access_is_the_mean_of_what_each_home_has(method: str, age_group: str) -> None:
    found = answer(many(), age_group=age_group)
    where, persons = homes(found.region), home_persons(found.region, age_group)
    assert found.region.point_minutes is not None
    minutes = csr_array(found.region.point_minutes[:, [0, 2]].toarray())  # `u-rehab` is no supply
    each = floating_catchment(
        persons, np.array([10.0, 5.0]), minutes, limit_min=CATCHMENT_MIN, decay=zones, method=method
    )
    mean = np.bincount(where.area, 1000 * each * persons) / np.bincount(where.area, persons)
    np.testing.assert_allclose(found.access.per_1000(method), mean, rtol=1e-9)


def test_effects_are_counted_home_by_home() -> None:
    region = with_points(toy_region(), POINTS)
    found = answer(region, changes=(Change("close", "u-south"),))
    # Longer: 400 of A1 (13 -> 26), A2 (0 -> 13), 250 of A3 (13 -> 26), 250 (39 -> 52).
    effects = found.effects(np.arange(3))
    assert effects.longer.persons == 400 + 2000 + 500
    assert effects.longer.mean_min == pytest.approx(13, abs=1e-3)
    assert effects.beyond == 400 + 250
    assert found.affected.tolist() == [0, 1, 2]
