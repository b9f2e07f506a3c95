"""Several areas are one place, whose sums are those of its parts."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.focus.places import place_of
from geodata.focus.several_areas import MOST_AREAS, area_ids, known_area_ids
from geodata.measures.registry import measures_of
from geodata.scenario.scenario import default_scenario
from tests.toy_region import toy_region

REGION = toy_region()
ASSESSMENT = Assessment(REGION, default_scenario(REGION))


def test_they_stand_in_the_regions_order_each_once_with_the_units_in_them() -> None:
    place = place_of(ASSESSMENT, "several", "A3,A1,A3")
    assert (place.kind, place.id) == ("several", "A1,A3")
    assert place.areas.tolist() == [0, 2]
    assert place.units.tolist() == [0, 1]


@pytest.mark.parametrize("key", ["residents", "units"])
def test_a_count_of_them_is_the_sum_of_each(key: str) -> None:
    measure = measures_of(REGION)[key]
    parts = [measure.read(ASSESSMENT, place_of(ASSESSMENT, "area", id_)).value for id_ in ("A1", "A3")]
    assert measure.read(ASSESSMENT, place_of(ASSESSMENT, "several", "A1,A3")).value == sum(map(float, parts))  # type: ignore[arg-type]


def test_all_areas_are_the_region_in_every_count_of_residents() -> None:
    everything = place_of(ASSESSMENT, "several", ",".join(REGION.areas.index))
    whole = place_of(ASSESSMENT, "region")
    for key in ("residents", "underserved", "beyond", "covered"):
        measure = measures_of(REGION)[key]
        assert measure.read(ASSESSMENT, everything).value == measure.read(ASSESSMENT, whole).value, key


@pytest.mark.parametrize("text", ["", ",", "A9", "A1,A9", ",".join(["A1"] + ["A9"] * (MOST_AREAS + 1))])
def test_what_is_not_there_is_refused(text: str) -> None:
    with pytest.raises(UnknownNameError):
        place_of(ASSESSMENT, "several", text)


def test_there_are_at_most_so_many() -> None:
    ids = area_ids(",".join(f"A{at}" for at in range(5 * MOST_AREAS)))
    assert len(ids) == MOST_AREAS + 1
    assert ids[-1].count(",") == 4 * MOST_AREAS - 1


def test_those_that_are_known_are_told_from_those_that_are_not() -> None:
    assert known_area_ids(REGION, "A3,B1,A1") == (["A1", "A3"], ["B1"])
    assert np.array_equal(place_of(ASSESSMENT, "several", "A2").areas, [1])
