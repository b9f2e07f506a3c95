"""What lifts the toy region's only zone, A3: one organisation in reach, and 56 % of the mean access.

Twice the capacity of the south unit gives A3 `10 / 2080` per resident of a mean of `20 / 3500`, 84 %:
above the rule's 80, so one rule is left where two make a zone. A unit in A3 gives it a second choice.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from geopandas import GeoDataFrame
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame
from scipy.sparse import csr_array, hstack

from geodata.assessment.assessment import Assessment, assess
from geodata.region.changes import MOST, Change, read_changes, written
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from geodata.zones.remedies import Remedy, remedies_of, smallest
from tests.toy_region import moved, toy_region, with_units

REGION = toy_region()
IN_A3 = "add:n1@0.04510,10.75500"


def of(region: Region = REGION, **words: object) -> Assessment:
    return assess(region, parse(region, words))


def with_many_units(count: int) -> Region:
    """The region with so many units more of another care form, x0 and on."""
    more = pd.concat([REGION.units.loc[["u-rehab"]]] * count).set_axis(
        pd.Index([f"x{number}" for number in range(count)], name="unit_id")
    )
    units = GeoDataFrame(pd.concat([REGION.units, more]))
    minutes = hstack([REGION.minutes, csr_array((3, count))], format="csr")
    return replace(moved(REGION, units), minutes=csr_array(minutes))


def effects(assessment: Assessment) -> tuple[Remedy, ...]:
    return remedies_of(assessment, assessment.lacking.zones[0])


def test_a_unit_in_the_zone_and_twice_the_nearest_are_tried() -> None:
    opened, grown = effects(of())
    assert (opened.change.kind, opened.place, opened.added) == ("add", 2, 7.5), "the median of 10 and 5"
    assert (opened.change.id, opened.change.capacity) == ("n1", 7.5)
    assert grown.change == Change("size", "u-south", capacity=10)
    assert (grown.place, grown.added) == (2, 5)
    assert opened.lifts
    assert grown.lifts
    assert smallest((opened, grown)) is grown, "5 is less than 7.5"


def test_what_does_not_lift_says_how_many_are_left() -> None:
    """A rule of 90 % of the mean is more than 84: the choice is still none, and the supply too little."""
    strict = replace(REGION.settings.rules["too_little"], limit=0.9)
    rules = {**REGION.settings.rules, "too_little": strict}
    region = replace(REGION, settings=replace(REGION.settings, rules=rules))
    zone = next(zone for zone in of(region).lacking.zones if zone.id == "A3")
    _, grown = remedies_of(of(region), zone)
    assert (grown.left, grown.lifts) == (zone.persons, False)


def test_an_effect_is_what_the_map_shows_when_the_change_is_made() -> None:
    for one in effects(of()):
        after = assess(REGION, replace(of().scenario, region=REGION, changes=(one.change,)))
        assert after.persons[2] * after.lacking.underserved[2] == one.left


def test_a_change_comes_on_top_of_those_there_are() -> None:
    """With a unit n1 already there, the next is n2; one that has grown or is new grows again, and alone."""
    (zone,) = of().lacking.zones
    there = of(changes="size:u-south*6;move:u-north@0.04510,10.57500")
    new, grown = remedies_of(there, zone)
    assert (new.change.capacity, grown.change.capacity) == (7.5, 12)
    assert new.changes == (*there.scenario.changes, new.change)
    assert written(grown.changes) == "size:u-south*12;move:u-north@0.04510,10.57500"
    opened = of(changes=f"{IN_A3}*1;size:u-north*9")
    new, grown = remedies_of(opened, zone)
    assert new.change.id == "n2"
    assert (grown.change, grown.added) == (Change("size", "n1", capacity=2), 1)
    assert written(grown.changes) == f"{IN_A3}*2;size:u-north*9"


@given(
    st.permutations(
        [f"{IN_A3}*1", "add:n2@0.04510,10.57500*3", "size:u-south*6", "size:u-north*1", "close:u-rehab"]
    ),
    st.integers(0, 5),
)
def test_what_was_tried_is_what_an_address_makes(parts: list[str], count: int) -> None:
    there = of(changes=";".join(parts[:count]))
    (zone,) = of().lacking.zones
    for one in remedies_of(there, zone):
        assert read_changes(written(one.changes)) == one.changes
        after = of(changes=written(one.changes))
        assert after.persons[2] * after.lacking.underserved[2] == one.left


def test_where_a_scenario_is_full_a_capacity_in_it_can_still_grow() -> None:
    many = with_many_units(MOST - 1)
    closed = ";".join(f"close:x{number}" for number in range(MOST - 1))
    zone = of(many).lacking.zone("A3")
    assert len(remedies_of(of(many, changes=closed), zone)) == 2, "one more is the last"
    (grown,) = remedies_of(of(many, changes=f"{closed};size:u-south*6"), zone)
    assert (grown.change, len(grown.changes)) == (Change("size", "u-south", capacity=12), MOST)
    assert remedies_of(of(many, changes=f"{closed};size:u-north*6"), zone) == ()


def test_what_cannot_be_tried_is_not() -> None:
    (zone,) = of().lacking.zones
    table = DataFrame({"area": [0], "unit": [0], "mode": [""], "minutes": [5.0]})
    own = replace(REGION, travel_times=table)
    assert [one.change.kind for one in remedies_of(of(own), zone)] == ["size"]
    line = replace(own.settings.travel, model="straight_line")
    beside = replace(own, settings=replace(own.settings, travel=line))
    assert [one.change.kind for one in remedies_of(of(beside), zone)] == ["add", "size"], "a model of its own"
    nothing = of(replace(REGION, minutes=csr_array((3, 3))))
    assert {one.change.kind for zone in nothing.lacking.zones for one in remedies_of(nothing, zone)} == {
        "add"
    }
    assert remedies_of(of(with_units(REGION, capacity=[0.0] * 3)), zone) == ()


def test_where_no_capacity_is_known_every_unit_still_counts_as_one() -> None:
    region = with_units(REGION, capacity=[np.nan] * 3)
    assert [one.added for one in remedies_of(of(region), of().lacking.zones[0])] == [1, 1]
    after = of(region, changes="size:u-south*2")
    assert after.access.offered.tolist() == [1, 0, 2]
    assert after.access.per_1000() @ after.persons == pytest.approx(3000)


def test_the_change_that_adds_least_is_named_and_none_where_none_lifts() -> None:
    new, old = Change("add", "n1", 0.0, 0.0, 5), Change("size", "u", capacity=10)
    tried = [Remedy(new, (), 0, 5, 0), Remedy(new, (), 0, 9, 0), Remedy(old, (), 0, 5, 0)]
    assert smallest(tried) is tried[2]
    assert smallest(tried[:2]) is tried[0]
    assert smallest([Remedy(old, (), 0, 5, 40), tried[1]]) is tried[1]
    assert smallest([Remedy(old, (), 0, 5, 40)]) is None
    assert smallest([]) is None
