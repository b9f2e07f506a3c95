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
from geodata.assessment.service_areas import members, serving
from geodata.comparison.profiles import profiles
from geodata.focus.places import place_of
from geodata.measures.choice import BYPASS
from geodata.measures.coverage import BEYOND, CHOICE, COVERED, MEDIAN_MINUTES, NEAREST, P90_MINUTES
from geodata.measures.journeys import journeys_of
from geodata.publish.build import with_minutes
from geodata.region.changes import Change
from geodata.region.homes import home_persons, homes
from geodata.region.region import Region
from geodata.region.residents import persons
from geodata.scenario.scenario import default_scenario
from tests.points import Point, with_points
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
    # 800 as 600 to 300 are 533 and 267 persons; 400 as 15 to 30 are 133 and 267.
    assert home_persons(region, "20-").tolist() == [533, 267, 1500, 133, 267]


@pytest.mark.parametrize("age_group", ["", "0-19", "20-"])
def test_whole_persons_live_at_each_home_and_add_up_to_their_area(age_group: str) -> None:
    region = many()
    each, residents = home_persons(region, age_group), persons(region, age_group)
    assert (each == np.rint(each)).all()
    assert np.bincount(homes(region).area, each).tolist() == residents.tolist()
    assert region.points is not None
    exact = residents[region.points.area] * region.points.shares(
        region.settings.age_groups[age_group] if age_group else None
    )
    assert np.abs(np.cumsum(each) - np.cumsum(exact)).max() <= 0.5 + 1e-6


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
    assert not toy.access.organisations_fewer(
        1
    ).any()  # half of A3's residents reach one: not more than half less
    assert toy.access.organisations_fewer(3).all()
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
    assert found.access.nearest_unit.tolist() == [-1, 2, 2], "no unit beside minutes that tell of none"
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


def test_who_passes_the_limit_is_the_difference_between_who_is_within_before_and_after() -> None:
    # A third of A1's 1,000, a sixth of A2's 2,000 and a fifteenth of A3's 500 lose `u-south`: 333 1/3 each,
    # and 33 1/3. Whole persons are as many for all who tell of them.
    thirds = [(*NORTH, 0, 2), (25e3, 5e3, 0, 1), (*NORTH, 1, 5), (25e3, 5e3, 1, 1),
              (*NORTH, 2, 14), (25e3, 5e3, 2, 1)]  # fmt: skip
    after = answer(with_points(toy_region(), thirds), changes=(Change("close", "u-south"),))
    effects = after.effects(np.arange(3))
    lost = after.without_changes.access.persons_within - after.access.persons_within
    assert lost.sum() == effects.beyond == effects.longer.persons == 333 + 333 + 33
    assert [after.effects(np.array([area])).beyond for area in range(3)] == lost.tolist()


def test_those_who_get_another_way_are_as_many_area_by_area_as_in_all() -> None:
    after = answer(many(), changes=CHANGES[4])
    effects = after.effects(np.arange(3))
    longer, shorter = after.persons_with("longer"), after.persons_with("shorter")
    assert longer.sum() == effects.longer.persons > 0
    assert shorter.sum() == effects.shorter.persons > 0
    assert np.flatnonzero(longer + shorter).tolist() == after.affected.tolist()


TORN = [
    (*NORTH, 0, 40), (*SOUTH, 0, 40), (25e3, 5e3, 0, 20),
    (*SOUTH, 1, 1), (25e3, 5e3, 2, 1),
]  # fmt: skip
"""A1's residents live around both units: four in five at one, but no half of them near the same."""


def test_journeys_of_an_area_are_compared_with_the_shortest_of_them() -> None:
    # Half of A1 keep within 13 minutes to `u-north` as to `u-south`: none of its visits passes a nearer one.
    found = answer(with_points(toy_region(), TORN))
    assert found.access.nearest_min[0] == pytest.approx(1e-4)
    assert found.access.shortest_min.tolist() == pytest.approx([13, 1e-4, 13], abs=1e-5)
    assert BYPASS.counts(found, place_of(found, "area", "A1")).value[0] == 0
    assert BYPASS.counts(found, place_of(found, "area", "A2")).value[0] == 30 / 200


@pytest.mark.parametrize("limit_min", [5, 8, 13, 15, 20, 26])
@pytest.mark.parametrize("points", [POINTS, TORN])
def test_the_unit_within_the_limit_that_stands_for_an_area_is_of_those_that_have_it(
    points: list[Point], limit_min: float
) -> None:
    found = answer(with_points(toy_region(), points), limit_min=limit_min)
    has, unit = members(found, "reachable").toarray(), serving(found, "reachable")
    assert (unit >= 0).tolist() == has.any(axis=1).tolist()
    assert has[np.flatnonzero(unit >= 0), unit[unit >= 0]].all()


def test_a_limit_is_the_same_number_for_who_is_within_it_and_for_how_many_organisations_are() -> None:
    # 13.1 is no binary number, and stored minutes are of fewer digits than the limit.
    region = toy_region()
    unit = region.units.geometry["u-north"]
    points = [(unit.x + 13.1 * 1000 / 1.3, unit.y, 0, 1), (*SOUTH, 1, 1), (*NORTH, 1, 1), (*SOUTH, 2, 1)]
    found = answer(with_points(region, points), limit_min=13.1, operators=("own",))
    assert found.access.home_min[0] == np.float32(13.1)
    within = found.access.persons_within > 0
    assert (found.access.organisations > 0).tolist() == within.tolist() == found.access.covered.tolist()


def test_whole_journeys_are_never_shorter_than_the_longest_that_is_told() -> None:
    # The point of A1 is at `u-north`, and half of its residents are further off than anybody travels.
    far = [(*NORTH, 0, 49), (500e3, 5e3, 0, 51), (*SOUTH, 1, 1), (25e3, 5e3, 2, 1)]
    found = answer(with_points(toy_region(), far))
    flows, longest = found.use.flows, found.region.settings.travel.longest_min
    assert flows is not None
    beyond = np.isinf(flows.minutes) & (flows.area == 0)
    assert beyond.any()
    assert (journeys_of(found).whole_minutes[beyond] >= longest).all()


def test_without_visits_a_unit_serves_those_who_have_it_nearest_from_where_they_live() -> None:
    # `u-south` is nearest to 400 of A1 (13 minutes), all of A2 and A3's 250 (13) and 250 (39).
    found = answer(replace(with_points(toy_region(), POINTS), visits=None))
    served = profiles(found)
    assert served.size[[0, 2]].tolist() == [600, 2900]
    assert served.far[[0, 2]].tolist() == pytest.approx([0, 250 / 2900])
    assert served.minutes[2] == pytest.approx((650 * 13 + 250 * 39) / 2900, abs=1e-3)
