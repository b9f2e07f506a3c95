"""Who goes where: every visit in one row, whatever the way and the focus."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of, units_in
from geodata.focus.who_goes_where import IN_FOCUS, UNKNOWN, Ends, ends, way_of, ways_of
from geodata.scenario.scenario import default_scenario
from tests.toy_region import toy_region


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = toy_region()
    return assess(region, default_scenario(region))


def told(assessment: Assessment, kind: str, id_: str, way: str = "") -> Ends:
    focus = place_of(assessment, kind, id_)
    found = ends(assessment, focus, way_of(focus, way))
    assert found is not None
    return found


def test_an_area_sends_its_visits_to_units(toy: Assessment) -> None:
    found = told(toy, "area", "A1")
    assert (found.way, found.total) == ("from", 100)
    assert found.area.tolist() == [0, 0]
    assert found.unit.tolist() == [0, 2]
    assert found.visits.tolist() == [80, 20]
    assert found.share.tolist() == [0.8, 0.2]
    assert found.minutes.tolist() == [5, 25]
    assert found.past.tolist() == [0, 1]


def test_a_unit_takes_visits_from_areas_and_from_nobody_knows_where(toy: Assessment) -> None:
    found = told(toy, "unit", "u-north")
    assert (found.way, found.total) == ("to", 125)
    assert found.area.tolist() == [0, 1, UNKNOWN, 2]
    assert found.visits.tolist() == [80, 30, 10, 5]
    assert found.lines(toy.supply.placed).tolist() == [True, True, False, True]
    assert np.isnan(found.minutes[2])


def test_of_several_areas_what_stays_is_one_row(toy: Assessment) -> None:
    found = told(toy, "municipality", "M1", "to")
    assert found.area.tolist() == [IN_FOCUS, 2, UNKNOWN]
    assert found.unit.tolist() == [IN_FOCUS] * 3
    assert found.visits.tolist() == [300, 50, 10]
    assert found.stays.tolist() == [True, False, False]
    assert found.lines(toy.supply.placed).tolist() == [False, True, False]
    assert found.past[0] == pytest.approx(50 / 300), "20 from A1 to the south and 30 from A2 to the north"


def test_within_are_the_pairs_that_both_ends_are_of(toy: Assessment) -> None:
    found = told(toy, "municipality", "M1", "within")
    assert list(zip(found.area, found.unit, found.visits, strict=True)) == [
        (1, 2, 170), (0, 0, 80), (1, 0, 30), (0, 2, 20),
    ]  # fmt: skip
    assert told(toy, "municipality", "M2", "within").visits.tolist() == []


def test_the_whole_region_is_every_visit(toy: Assessment) -> None:
    found = told(toy, "region", "")
    assert found.visits.tolist() == [350, 10]
    assert found.area.tolist() == [IN_FOCUS, UNKNOWN]
    assert found.share.sum() == pytest.approx(1)


def test_nothing_is_lost_or_told_twice(toy: Assessment) -> None:
    flows = toy.use.flows
    assert flows is not None
    for kind, id_ in (("municipality", "M1"), ("municipality", "M2"), ("area", "A2"), ("unit", "u-south")):
        focus = place_of(toy, kind, id_)
        units = focus.units if kind == "unit" else units_in(toy, focus.areas)
        for way in ways_of(focus):
            ours, here = np.isin(flows.area, focus.areas), np.isin(flows.unit, units)
            expected = flows.visits[{"from": ours, "to": here, "within": ours & here}[way]].sum()
            found = told(toy, kind, id_, way)
            assert found.visits.sum() == found.count == expected, (kind, id_, way)


def test_a_unit_without_a_place_has_no_line() -> None:
    region = toy_region()
    geometry = region.units.geometry.copy()
    geometry.iloc[2] = None
    placeless = replace(
        region, units=region.units.set_geometry(geometry).assign(area=np.array([0, 2, -1], np.int32))
    )
    found = told(assess(placeless, default_scenario(region)), "area", "A2")
    assert found.unit.tolist() == [2, 0]
    assert found.lines(np.array([True, True, False])).tolist() == [False, True]


def test_a_way_that_means_nothing_is_the_usual_one(toy: Assessment) -> None:
    unit, area = place_of(toy, "unit", "u-north"), place_of(toy, "area", "A1")
    assert [way_of(unit, "from"), way_of(unit, "elsewhere"), way_of(area, "elsewhere")] == [
        "to",
        "to",
        "from",
    ]
    assert way_of(place_of(toy, "region")) == "within"
