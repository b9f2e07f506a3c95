"""Two scenarios beside each other: the table of areas, the boxes and the key figures tell the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.kpis import kpis_of
from dashboard.layers.difference import ComparedScenario, Difference
from dashboard.layers.gap_scale import SCALES
from dashboard.plan.effect_boxes import versus_parts
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.place import Place
from geodata.focus.places import place_of
from geodata.measures.coverage import COVERED, NEAREST
from geodata.measures.gap import gap
from geodata.region.changes import Change
from geodata.scenario.scenario import default_scenario
from tests.points import with_points
from tests.toy_region import toy_region

EN = words("en")
NORTH, SOUTH, EAST = (5e3, 5e3), (15e3, 5e3), (25e3, 5e3)
POINTS = [(*NORTH, 0, 600), (*EAST, 0, 400), (*SOUTH, 1, 77), (*EAST, 2, 30), (45e3, 5e3, 2, 30)]
CLOSED, MOVED = (Change("close", "u-south"),), (Change("move", "u-north", 0.04510, 10.75500),)
PLACES = [("region", ""), ("area", "A1"), ("area", "A3"), ("municipality", "M1"), ("municipality", "M2")]


def of(changes: tuple[Change, ...], *, pointed: bool = True) -> Assessment:
    region = with_points(toy_region(), POINTS) if pointed else toy_region()
    return assess(region, replace(default_scenario(region), region=region, changes=changes))


def told(assessment: Assessment, place: Place, versus: ComparedScenario) -> list[str]:
    """What the boxes count: who has a shorter way in A, and who in B."""
    boxes = versus_parts(assessment, place, EN, "", versus)[1].children
    parts = [box.children for box in boxes]
    return [(part[0] if isinstance(part, list) else part).children for part in parts]


@pytest.mark.parametrize("place", PLACES, ids=str)
@pytest.mark.parametrize("two", [(CLOSED, MOVED), (MOVED, CLOSED)], ids=["closed", "moved"])
def test_residents_in_the_table_add_up_to_those_in_the_boxes(
    two: tuple[tuple[Change, ...], tuple[Change, ...]], place: tuple[str, str]
) -> None:
    assessment, versus = of(two[0]), ComparedScenario(two[1])
    here = place_of(assessment, *place)
    table = Difference(versus=versus).table(assessment, here)
    sums = [int(np.asarray(table.values[key]).sum()) for key in ("nearer_first", "nearer_second")]
    nobody = [EN("gap.nobody_shorter"), EN("gap.nobody_longer")]
    expected = [EN.count(count) if count else nobody[at] for at, count in enumerate(sums)]
    assert told(assessment, here, versus) == expected


def test_an_area_where_some_have_another_way_and_half_do_not_has_a_row() -> None:
    # A1's 600 at the north unit keep their minutes whatever becomes of the south one; its 400 do not.
    assessment, versus = of(CLOSED), ComparedScenario((Change("size", "u-south", capacity=20.0),))
    table = Difference(versus=versus).table(assessment, place_of(assessment, "area", "A1"))
    assert (list(table.ids), list(table.values["gap"])) == (["A1"], [0.0])
    assert [list(table.values[key]) for key in ("nearer_first", "nearer_second")] == [[0], [400]]


@pytest.mark.parametrize("by", SCALES)
@pytest.mark.parametrize("pointed", [True, False], ids=["points", "centres"])
def test_a_row_is_the_gap_of_its_area_by_whichever_measure(by: str, *, pointed: bool) -> None:
    assessment, versus = of(CLOSED, pointed=pointed), ComparedScenario(MOVED)
    other, scale = versus.other(assessment), SCALES[by]
    table = Difference(by, versus=versus).table(assessment, place_of(assessment, "region"))
    for at, area in enumerate(table.ids):
        found = gap(scale.measure, assessment, other, place_of(assessment, "area", area))
        assert table.values["first"][at] == found.first.value
        assert table.values["second"][at] == found.second.value
        assert table.values["gap"][at] == found.value
    nearer = {"nearer_first", "nearer_second"} & set(table.values)
    assert bool(nearer) == (pointed and by == NEAREST.key)


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_who_passes_the_limit_is_what_the_key_figure_has_more_in_one_scenario(place: tuple[str, str]) -> None:
    assessment, other = of(CLOSED), of(MOVED)
    here = place_of(assessment, *place)
    effects = assessment.effects(here.areas, other)
    found = gap(COVERED, assessment, other, here)
    assert COVERED in kpis_of(assessment.region)
    more = np.subtract(found.first.numerator or 0, found.second.numerator or 0)
    assert more == effects.within - effects.beyond
