"""What one point an area gets wrong of a real county's residents, and that its cells get right.

The truth is worked out by another route: the straight line from every 1 km cell to every unit.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.measures.coverage import COVERED, MEDIAN_MINUTES
from geodata.publish.build import computed
from geodata.region.homes import home_persons
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario

LIMIT_MIN = 15


@pytest.fixture(scope="module")
def pointed(dalarna: Region) -> Assessment:
    region = computed(dalarna)
    return assess(region, default_scenario(region))


def from_one_point(pointed: Assessment, *, weighted: bool) -> Assessment:
    """The same county, of which only a point an area is known: its people's mean, or its middle."""
    region = pointed.region
    areas = region.areas
    if not weighted:
        middle = areas.geometry.centroid
        areas = areas.assign(x=middle.x, y=middle.y)
    region = computed(replace(region, areas=areas, points=None, point_minutes=None))
    return assess(region, default_scenario(region))


def true_minutes(pointed: Assessment) -> NDArray[np.float64]:
    """Minutes from every cell to the nearest unit."""
    region = pointed.region
    assert region.points is not None
    units = np.column_stack((region.units.geometry.x, region.units.geometry.y))
    cells = np.column_stack((region.points.x, region.points.y))
    metres = np.sqrt(((cells[:, None, :] - units[None, :, :]) ** 2).sum(axis=2)).min(axis=1)
    found: NDArray[np.float64] = metres * 1.3 / (55_000 / 60)
    return found


def test_every_cell_is_on_its_right_side_of_the_limit(pointed: Assessment) -> None:
    near, persons = true_minutes(pointed) <= LIMIT_MIN, home_persons(pointed.region)
    assert persons.sum() == pytest.approx(287_253)
    wrong = persons[near != (pointed.access.home_min <= LIMIT_MIN)].sum()
    assert wrong == 0
    assert COVERED.counts(pointed, place_of(pointed, "region")).value[0] == pytest.approx(
        persons[near].sum() / persons.sum(), abs=1e-3
    )


@pytest.mark.parametrize(("weighted", "least"), [(False, 0.05), (True, 0.03)])
def test_one_point_an_area_puts_many_on_the_wrong_side(
    pointed: Assessment, weighted: bool, least: float
) -> None:
    near, persons = true_minutes(pointed) <= LIMIT_MIN, home_persons(pointed.region)
    area = pointed.access.homes.area
    plain = from_one_point(pointed, weighted=weighted)
    wrong = persons[near != plain.access.covered[area]].sum() / persons.sum()
    assert least < wrong < 0.12


def test_an_area_s_minutes_are_its_median_resident_s(pointed: Assessment) -> None:
    minutes, persons, homes = true_minutes(pointed), home_persons(pointed.region), pointed.access.homes
    for area in range(0, len(pointed.region.areas), 10):
        mine = homes.area == area
        order = np.argsort(minutes[mine])
        middle = np.searchsorted(np.cumsum(persons[mine][order]), persons[mine].sum() / 2)
        expected = minutes[mine][order][middle]
        if expected <= pointed.region.settings.travel.longest_min:
            assert pointed.access.nearest_min[area] == pytest.approx(expected, abs=1e-3)
            place = place_of(pointed, "area", str(pointed.region.areas.index[area]))
            assert MEDIAN_MINUTES.counts(pointed, place).value[0] == pytest.approx(expected, abs=1e-3)
