"""From where a place is reached: on the toy by car (1.3 minutes a km) and by bicycle (5.2 minutes a km)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.assessment.reached_area import (
    ROUNDED_TO,
    outlines_of,
    reached_area,
    read_steps,
    usual_steps,
)
from geodata.assessment.start import read_start
from geodata.contract.errors import RegionError
from geodata.contract.settings import PlaceKind
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from tests.points import with_points
from tests.toy import CORNER, SIDE, to_degrees
from tests.toy_modes import toy_of_two_modes, toy_with_a_table
from tests.toy_region import toy_region

MIDDLE_OF_CEBY = ",".join(
    f"{degrees:.5f}" for degrees in reversed(to_degrees(CORNER[0] + 2.5 * SIDE, CORNER[1] + SIDE / 2))
)


def asked(region: Region, **words: str) -> Assessment:
    return assess(region, parse(region, words))


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return toy_of_two_modes(tmp_path_factory.mktemp("toy"))


def test_residents_are_counted_by_minutes_and_by_age(region: Region) -> None:
    found = reached_area(asked(region), "unit:v1", (7.5, 15.0, 30.0))
    assert found.residents[""].tolist() == [1000, 3000, 3500], "Berga lies 13 minutes off, Ceby 26"
    assert found.residents["0-19"].tolist() == [200, 700, 800]
    assert np.round(found.area_min, 3).tolist() == [0, 13, 26]
    assert found.rounded_to == 1


def test_units_stand_nearest_first_and_those_beyond_are_left_out(region: Region) -> None:
    found = reached_area(asked(region), "unit:v2", (7.5, 15.0))
    assert found.units.tolist() == [1, 0]
    assert np.round(found.unit_min, 3).tolist() == [0, 13]
    assert [found.units_within(each) for each in found.minutes] == [1, 2]
    assert reached_area(asked(region), "Ceby", (7.5,)).units.tolist() == []


def test_a_closed_unit_is_none_that_is_reached(region: Region) -> None:
    assert reached_area(asked(region, changes="close:v1"), "unit:v2", (15.0,)).units.tolist() == [1]


def test_a_place_is_worth_what_a_unit_that_is_added_there_would_be(region: Region) -> None:
    added = asked(region, changes=f"add:n1@{MIDDLE_OF_CEBY}*4")
    place, unit = (reached_area(added, text, (15.0, 30.0)) for text in (MIDDLE_OF_CEBY, "unit:n1"))
    assert place.area_min.tolist() == unit.area_min.tolist()
    assert place.area_min.tolist() == added.changed.minutes_columns[2].tolist()
    assert place.residents[""].tolist() == [2500, 3500]


def test_each_way_of_travelling_has_its_own_minutes(region: Region) -> None:
    by_bicycle = asked(region, mode="bicycle")
    assert usual_steps(by_bicycle) == (10.0, 20.0, 30.0), "half the limit, the limit, half as much again"
    found = reached_area(by_bicycle, "area:0102", (20.0, 52.1))
    assert found.residents[""].tolist() == [2000, 3500], "52 minutes from the areas beside it"


def test_outlines_of_a_straight_line_are_circles(region: Region) -> None:
    outlines = outlines_of(asked(region), "unit:v1", (7.5, 15.0)).by_minutes
    for minutes, outline in outlines.items():
        assert outline.area == pytest.approx(np.pi * (minutes / 1.3 * 1000) ** 2, rel=0.005)
    assert outlines[7.5].within(outlines[15.0])


def test_an_outline_goes_on_where_no_area_is_and_one_comes_quicker(region: Region) -> None:
    slow = PlaceKind("town", region.settings.name, 0.0, 1.3, 20.0)
    travel = replace(region.settings.travel, kinds={"town": slow})
    in_town = replace(region, settings=replace(region.settings, travel=travel), usual=None)
    outline = outlines_of(asked(in_town), "unit:v1", (50.0,)).by_minutes[50.0]
    _, south, _, north = outline.bounds
    assert north - south == pytest.approx(2 * 50 / 1.3 * 1000, rel=0.01), "in a town a third as far"


def test_homes_count_one_by_one_and_are_told_to_the_nearest_five() -> None:
    region = with_points(
        toy_region(), [(5e3, 5e3, 0, 601), (9e3, 5e3, 0, 399), (15e3, 5e3, 1, 1), (25e3, 5e3, 2, 1)]
    )
    found = reached_area(asked(region), "unit:u-north", (5.0, 10.0, 14.0, 60.0))
    assert found.rounded_to == ROUNDED_TO
    assert found.residents[""].tolist() == [600, 1000, 3000, 3500], "601 at the unit; 399 are 5.2 minutes off"


def test_a_table_of_its_own_answers_of_units_alone(tmp_path: Path) -> None:
    by_table = asked(toy_with_a_table(tmp_path, "car"), mode="car")
    found = reached_area(by_table, "unit:v2", (1.0, 5.0, 15.0))
    assert found.residents[""].tolist() == [0, 2000, 2500]
    assert not found.units_known
    assert not outlines_of(by_table, "unit:v2").by_minutes
    for elsewhere in ("Ceby", MIDDLE_OF_CEBY):
        with pytest.raises(RegionError, match="own travel times"):
            reached_area(by_table, elsewhere)


def test_who_may_not_see_residents_is_told_none(region: Region) -> None:
    hidden = replace(region, hidden=replace(region.hidden, hide_measures=("residents",)))
    assert reached_area(asked(hidden), "unit:v1").residents == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("58.35,14.20", ("place", "58.35000,14.20000")),
        ("58,35 14,20", ("place", "58.35000,14.20000")),
        ("58.35; 14.2", ("place", "58.35000,14.20000")),
        ("area:0201", ("area", "area:0201")),
        ("ceby", ("area", "area:0201")),
        ("unit:v1", ("unit", "unit:v1")),
    ],
)
def test_a_place_is_read_as_people_write_it(region: Region, text: str, found: tuple[str, str]) -> None:
    start = read_start(asked(region), text)
    assert (start.kind, start.text) == found
    assert read_start(asked(region), start.text) == start, "what an address says is read as the same"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "neither coordinates"),
        ("Xby", "neither coordinates"),
        ("area:none", "neither coordinates"),
        ("x" * 10_000, "neither coordinates"),
        ("nan,nan", "neither coordinates"),
        ("14.20,58.35", "latitude comes first"),
        ("0,0", "latitude comes first"),
        ("99.9,14", "latitude comes first"),
    ],
)
def test_what_is_no_place_is_said(region: Region, text: str, why: str) -> None:
    with pytest.raises(RegionError, match=why):
        read_start(asked(region), text)


@pytest.mark.parametrize(
    "text", ["0", "-5", "61", "ten", "10,20,30,40,50", "nan", "inf", "10,,20", "1e999", "0.0001"]
)
def test_minutes_that_cannot_be_answered_are_refused(region: Region, text: str) -> None:
    with pytest.raises(RegionError, match="cannot be answered"):
        read_steps(asked(region), text)


def test_what_is_no_number_is_found_among_any_others(region: Region) -> None:
    for text in ("10,nan,20", "nan,10", "10,20,nan", "1,nan,2,nan"):
        with pytest.raises(RegionError, match="cannot be answered"):
            read_steps(asked(region), text)


def test_a_limit_of_no_time_has_an_outline_all_the_same(region: Region) -> None:
    at_once = asked(region, limit_min="1e-300")
    assert usual_steps(at_once) == (0.1,)
    assert not outlines_of(at_once, "unit:v1").by_minutes[0.1].is_empty


def test_minutes_are_read_in_any_order_and_are_usual_where_none_are_given(region: Region) -> None:
    assert read_steps(asked(region), "30,10,20") == (10.0, 20.0, 30.0)
    assert read_steps(asked(region), " ") == (7.5, 15.0, 22.5)
