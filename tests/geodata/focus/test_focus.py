from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import place_of
from geodata.scenario.scenario import default_scenario
from tests.toy_region import toy_region, with_units

REGION = toy_region()
ASSESSMENT = Assessment(REGION, default_scenario(REGION))


def test_the_region_is_all_areas_and_all_units() -> None:
    focus = place_of(ASSESSMENT, "region")
    assert focus.areas.tolist() == [0, 1, 2]
    assert focus.units.tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("kind", "id", "areas", "units", "basis"),
    [
        ("municipality", "M1", [0, 1], [0, 2], ""),
        ("area", "A3", [2], [1], ""),
        ("unit", "u-south", [1, 2], [2], "observed"),
        ("zone", "A3", [2], [1], ""),
    ],
)
def test_a_place_is_its_areas_and_units(
    kind: str, id: str, areas: list[int], units: list[int], basis: str
) -> None:
    focus = place_of(ASSESSMENT, kind, id)
    assert (focus.kind, focus.id, focus.basis) == (kind, id, basis)
    assert focus.areas.tolist() == areas
    assert focus.units.tolist() == units


def test_a_unit_without_visits_has_the_areas_it_is_nearest_to_or_else_stands_in() -> None:
    bare = replace(REGION, visits=None)
    near = place_of(Assessment(bare, default_scenario(bare)), "unit", "u-north")
    assert (near.areas.tolist(), near.basis) == ([0], "nearest")
    rehab = place_of(ASSESSMENT, "unit", "u-rehab")  # of another care form
    assert (rehab.areas.tolist(), rehab.basis) == ([2], "stands_in")
    outside = with_units(REGION, area=[0, -1, 1])
    nobody = place_of(Assessment(outside, default_scenario(outside)), "unit", "u-rehab")
    assert (nobody.areas.tolist(), nobody.basis) == ([], "")


@pytest.mark.parametrize(
    ("kind", "id"),
    [("municipality", "M9"), ("area", "A0"), ("area", "Z"), ("unit", "A1"), ("zone", "A1"), ("county", "14")],
)
def test_what_is_not_there_is_refused(kind: str, id: str) -> None:
    with pytest.raises(UnknownNameError):
        place_of(ASSESSMENT, kind, id)
