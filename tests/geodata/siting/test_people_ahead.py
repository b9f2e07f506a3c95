"""Siting for the residents of a year to come: whom new units are near then, and what it does to capacity."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import geodata
from geodata.assessment.assessment import Assessment, assess
from geodata.checks.open_region import open_region
from geodata.needs.errors import NeedsError
from geodata.needs.homes_ahead import home_persons_ahead
from geodata.needs.outlook import Outlook
from geodata.needs.region_need import region_need
from geodata.publish.build import computed
from geodata.region.changes import Change, written
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario, parse
from geodata.siting.candidates import area_candidates
from geodata.siting.placing import Placed, place_units, place_with_room, siting_question
from geodata.siting.question import Objective
from tests.demo_region import public_demo
from tests.geodata.needs.test_homes_ahead import POINTS, projected_as_today
from tests.points import with_points
from tests.toy_projection import projected_toy_region

pytestmark = pytest.mark.long

REGION = computed(projected_toy_region())
OBJECTIVES: tuple[Objective, ...] = ("coverage", "all", "mean-minutes")


def asked(region: Region, **values: object) -> Assessment:
    return assess(region, parse(region, values))


def placed(
    assessment: Assessment, objective: Objective, sites: int, outlook: Outlook | None = None
) -> Placed:
    return place_units(assessment, objective, sites, area_candidates(assessment.region), outlook=outlook)


def test_a_place_is_as_much_worth_as_people_there_will_be() -> None:
    # Today 500 of 3,500 live in A3 beyond the limit, in 2035 300 of 5,600.
    near = asked(REGION, limit_min=10)
    now, then = placed(near, "coverage", 1), placed(near, "coverage", 1, Outlook(2035))
    assert (now.siting.covered_before, now.siting.covered, now.persons, now.outlook) == (
        3000,
        3500,
        3500,
        None,
    )
    assert (then.siting.covered_before, then.siting.covered, then.persons) == (5300, 5600, 5600)
    assert then.outlook == Outlook(2035)
    assert then.siting.proven


def test_where_people_will_be_decides_which_place_comes_first() -> None:
    # Of no units at all today's first place is A2, with 2,000 residents; in 2035 it is A3, if M2 grows to
    # 3,000 and M1 shrinks to 530.
    assert REGION.projections is not None
    persons, east = REGION.projections["persons"], REGION.projections["municipality_id"] == "M2"
    projections = REGION.projections.assign(
        persons=persons.mask(east, 10 * persons).mask(~east, persons / 10)
    )
    bare = asked(
        replace(REGION, projections=projections), limit_min=10, changes="close:u-north;close:u-south"
    )
    assert placed(bare, "coverage", 1).siting.sites == (1,)
    then = placed(bare, "coverage", 1, Outlook(2035)).siting
    assert (then.sites, then.covered) == ((2,), 3000)


def test_an_age_group_counts_alone_in_the_year_to_come_too() -> None:
    young = asked(REGION, limit_min=10, age_group="0-19")
    found = placed(young, "coverage", 1, Outlook(2035))
    assert (found.siting.covered_before, found.siting.covered, found.persons) == (700, 750, 750)


def test_room_is_given_to_the_residents_to_come() -> None:
    near = asked(REGION, limit_min=10)
    sites = area_candidates(REGION)
    found = place_with_room(near, "coverage", 1, sites, 200, outlook=Outlook(2035))
    assert (found.placed, found.turned_away) == (200, 100)


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("region", [REGION, computed(with_points(REGION, POINTS))], ids=["areas", "points"])
def test_as_many_people_as_today_give_exactly_todays_answer(region: Region, objective: Objective) -> None:
    same = projected_as_today(region)
    own = asked(same, limit_min=30, operators="own")
    now, then = placed(own, objective, 2), placed(own, objective, 2, Outlook(2035))
    assert then.siting == now.siting
    assert (then.persons, then.covered.tolist(), then.mean_min.tolist()) == (
        now.persons,
        now.covered.tolist(),
        now.mean_min.tolist(),
    )


def test_a_region_that_tells_nothing_of_the_years_ahead_says_why() -> None:
    plain = replace(REGION, projections=None)
    with pytest.raises(NeedsError, match="no table `projections`"):
        placed(asked(plain), "coverage", 1, Outlook(2035))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    region = computed(open_region(public_demo("09", tmp_path_factory.mktemp("demo"))))
    return assess(region, default_scenario(region))


def with_units(assessment: Assessment, found: Placed, capacity: float) -> Assessment:
    """The assessment with units at the sites, as the page makes them changes of its scenario."""
    longitude, latitude = found.candidates.degrees(assessment.region.settings.crs)
    changes = [
        Change("add", f"n{at}", round(float(latitude[site]), 5), round(float(longitude[site]), 5), capacity)
        for at, site in enumerate(found.siting.sites, 1)
    ]
    return geodata.what_if(assessment, written(tuple(changes)))


def test_what_is_promised_of_the_years_ahead_is_what_the_scenario_then_tells(demo: Assessment) -> None:
    outlook = Outlook(2040)
    near = assess(demo.region, replace(demo.scenario, region=demo.region, limit_min=12.0))
    found = placed(near, "coverage", 2, outlook)
    after = with_units(near, found, 10.0)
    persons = home_persons_ahead(demo.region, demo.scenario.care_form, outlook)
    within = [persons[each.access.home_min <= 12.0].sum() for each in (near, after)]
    assert within == [found.siting.covered_before, found.siting.covered]
    assert within[1] > within[0]
    question = siting_question(near, "coverage", 2, found.candidates, outlook)
    people = region_need(demo, outlook).need.persons[_at(demo, 2040)].sum()
    assert question.persons.sum() == np.rint(people)


def test_a_unit_more_where_use_has_no_room_lowers_what_does_not_fit(demo: Assessment) -> None:
    outlook = Outlook(2040)
    before = region_need(demo, outlook)
    at = _at(demo, 2040)
    beyond = np.nan_to_num(before.capacity.beyond[at])
    assert beyond.sum() > 0, "otherwise there is nothing to mend"
    found = placed(demo, "mean-minutes", 1, outlook)
    after = region_need(with_units(demo, found, 10.0), outlook)
    assert np.nan_to_num(after.capacity.beyond[at]).sum() < beyond.sum()
    assert after.units.use[at, -1] > 0


def test_no_change_leaves_use_and_capacity_as_they_were(demo: Assessment) -> None:
    before, after = region_need(demo, Outlook(2040)), region_need(geodata.what_if(demo, ""), Outlook(2040))
    assert after.units.use.tolist() == before.units.use.tolist()
    np.testing.assert_array_equal(after.capacity.gap, before.capacity.gap)


def _at(assessment: Assessment, year: int) -> int:
    return region_need(assessment, Outlook(year)).need.years.index(year)
