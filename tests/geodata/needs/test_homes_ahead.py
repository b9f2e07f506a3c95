"""Residents of the horizon stand where those of today do, as many as the projection says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pandas import DataFrame

from geodata.assessment.assessment import assess
from geodata.contract.errors import UnknownNameError
from geodata.needs.classes import Classes
from geodata.needs.errors import NeedsError
from geodata.needs.homes_ahead import home_persons_ahead, persons_ahead
from geodata.needs.outlook import Outlook
from geodata.publish.build import computed
from geodata.region.homes import home_persons
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.points import with_points
from tests.toy_projection import AHEAD, projected_toy_region
from tests.toy_region import toy_region

REGION = projected_toy_region()
RESIDENTS = [10 * visits for visits in AHEAD]
POINTS = [(5e3, 5e3, 0, 600), (25e3, 5e3, 0, 400), (15e3, 5e3, 1, 9), (25e3, 5e3, 2, 1), (45e3, 5e3, 2, 1)]


def projected_as_today(region: Region) -> Region:
    """The region with a projection that says what each municipality has today, by age."""
    people = region.population.assign(
        municipality_id=[
            region.municipalities.ids[at] for at in region.municipalities.of_area[region.population["area"]]
        ]
    )
    sums = people.groupby(["municipality_id", "sex", "age_from", "age_to"], as_index=False)["persons"].sum()
    return replace(region, projections=DataFrame(sums.assign(area=-1, year=2035, variant="")))


def test_areas_of_a_home_have_as_many_as_they_are_projected_to() -> None:
    assert home_persons_ahead(REGION, "gp", Outlook(2035)).tolist() == RESIDENTS
    assert home_persons_ahead(REGION, "gp", Outlook(2035, "high")).tolist() == pytest.approx(
        [1.1 * residents for residents in RESIDENTS]
    )
    assert home_persons_ahead(REGION, "gp", Outlook(2035), "0-19").tolist() == [200, 500, 50]


def test_population_points_of_an_area_grow_by_the_same_factor() -> None:
    region = with_points(REGION, POINTS)
    found = home_persons_ahead(region, "gp", Outlook(2035))
    assert found.tolist() == [1080, 720, 3500, 150, 150]
    np.testing.assert_allclose(found[:2] / home_persons(region)[:2], 1.8)


def test_whole_persons_live_at_homes_and_sum_to_the_nearest_whole_number_of_all() -> None:
    assert REGION.projections is not None
    fewer = REGION.projections.assign(persons=REGION.projections["persons"] / 7)
    found = home_persons_ahead(with_points(replace(REGION, projections=fewer), POINTS), "gp", Outlook(2035))
    assert (found == np.rint(found)).all()
    assert found.sum() == np.rint(sum(RESIDENTS) / 7)
    np.testing.assert_allclose(found, np.array([1080, 720, 3500, 150, 150]) / 7, atol=1)


def test_a_projection_that_says_what_is_there_leaves_every_home_exactly_as_it_is() -> None:
    for region in (REGION, with_points(REGION, POINTS)):
        same = projected_as_today(region)
        for ages in ("", "0-19"):
            found = home_persons_ahead(same, "gp", Outlook(2035), ages)
            assert found.tolist() == home_persons(same, ages).tolist()


def test_who_has_a_unit_within_the_limit_is_told_of_homes_and_not_of_whole_areas() -> None:
    region = computed(with_points(REGION, POINTS))
    near = assess(region, replace(default_scenario(region), region=region, limit_min=10.0))
    persons, within = persons_ahead(near, Outlook(2035))
    assert persons.tolist() == RESIDENTS
    assert within.tolist() == [1080, 3500, 0], "units stand at the homes of A1's first point and of A2"


@pytest.mark.parametrize(
    ("region", "outlook", "ages", "error", "what"),
    [
        (toy_region(), Outlook(2035), "", NeedsError, "no table `projections`"),
        (REGION, Outlook(2031), "", UnknownNameError, "2031"),
        (REGION, Outlook(2035), "old", UnknownNameError, "not an age group"),
    ],
)
def test_who_cannot_be_told_of_is_a_sentence(
    region: Region, outlook: Outlook, ages: str, error: type[Exception], what: str
) -> None:
    with pytest.raises(error, match=what):
        home_persons_ahead(region, "gp", outlook, ages)


def test_ages_are_told_where_classes_begin_and_end_as_they_do() -> None:
    classes = Classes((0, 20, 65), ("1", "2"))
    assert classes.between(20, 64).tolist() == [False, True, False] * 2
    assert classes.between(65).tolist() == [False, False, True] * 2
    assert classes.between(0).all()
    for begin, end in ((0, 9), (80, None), (20, 69)):
        with pytest.raises(NeedsError, match="they begin at 0, 20, 65"):
            classes.between(begin, end)
