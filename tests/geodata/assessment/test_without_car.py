"""Who reaches care by car alone; see `tests.toy_modes` for what there is to count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.assessment.without_car import by_mode, car_mode, without_car
from geodata.focus.places import every, place_of
from geodata.measures.modes import BY_CAR_ALONE, NEAREST_WITHOUT_CAR
from geodata.measures.registry import measures_of
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from tests.toy import CORNER, SIDE, to_degrees
from tests.toy_modes import toy_of_two_modes, toy_with_a_table
from tests.toy_region import toy_region


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return toy_of_two_modes(tmp_path_factory.mktemp("modes"))


def asked(region: Region, **values: object) -> Assessment:
    return assess(region, parse(region, values))


@pytest.mark.parametrize("mode", ["car", "bicycle"])
def test_it_is_the_same_figure_whichever_way_is_chosen(region: Region, mode: str) -> None:
    assessment = asked(region, mode=mode)
    reading = BY_CAR_ALONE.read(assessment, place_of(assessment, "region", ""))
    assert (reading.numerator, reading.denominator) == (500, 3500)
    assert without_car(assessment).persons_by_car_alone.tolist() == [0, 0, 500]
    assert np.round(without_car(assessment).fastest_min, 1).tolist() == [0, 0, 52]


def test_of_an_age_group_those_of_that_age_are_counted(region: Region) -> None:
    assessment = asked(region, age_group="0-19")
    reading = BY_CAR_ALONE.read(assessment, place_of(assessment, "region", ""))
    assert (reading.numerator, reading.denominator) == (100, 800)


def test_the_limit_that_is_asked_is_of_the_chosen_way_and_the_other_keeps_its_own(region: Region) -> None:
    by_car = asked(region, limit_min=10)
    assert without_car(by_car).persons_by_car_alone.sum() == 0, (
        "10 minutes reach nobody in 0201 by car either"
    )
    by_bicycle = asked(region, mode="bicycle", limit_min=55)
    assert without_car(by_bicycle).persons_by_car_alone.sum() == 0, "55 minutes reach all by bicycle"
    assert by_mode(by_bicycle, "car").scenario.limit_min == 15


def test_a_unit_that_is_closed_leaves_those_without_a_car_behind(region: Region) -> None:
    closed = asked(region, changes="close:v1")
    assert without_car(closed).persons_by_car_alone.tolist() == [1000, 0, 500]


@pytest.mark.parametrize(("table", "mode"), [("bicycle", "car"), ("car", "bicycle")])
def test_where_a_way_has_no_times_to_a_new_unit_there_is_no_figure(
    table: str, mode: str, tmp_path: Path
) -> None:
    """Else all would reach it by car alone where bicycles have a table, and the page fail where cars have."""
    region = toy_with_a_table(tmp_path, table)
    lon, lat = to_degrees(CORNER[0] + 2.5 * SIDE, CORNER[1] + 0.9 * SIDE)
    added = asked(region, mode=mode, changes=f"add:n1@{lat:.5f},{lon:.5f}*4")
    reading = BY_CAR_ALONE.read(added, place_of(added, "region", ""))
    assert (reading.value, reading.why) == (None, "why.no_times_there")
    assert set(NEAREST_WITHOUT_CAR.counts(added, every(added, "area")).why) == {"why.no_times_there"}
    assert BY_CAR_ALONE.read(added.without_changes, place_of(added, "region", "")).why == ""


def test_a_region_of_one_way_has_no_such_figure() -> None:
    region = toy_region()
    assert car_mode(region) is None
    assert not {"by_car_alone", "nearest_without_car"} & set(measures_of(region))


def test_a_region_without_a_car_has_neither(region: Region) -> None:
    modes = tuple(replace(each, mode="foot") for each in region.settings.travel_modes)
    assert car_mode(replace(region, settings=replace(region.settings, travel_modes=modes))) is None
