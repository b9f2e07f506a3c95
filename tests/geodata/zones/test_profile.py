"""The toy region's zone is A3; `test_lifting.py` works it out. Devon's zones against its own tables."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from pandas import DataFrame
from scipy.sparse import csr_array

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.measures.residents import ages_of
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from geodata.zones.profile import destinations, profile, reasons
from tests.toy_region import toy_region

REGION = toy_region()


def of(region: Region = REGION, **words: object) -> Assessment:
    return assess(region, parse(region, words))


def test_a_zone_tells_which_rules_with_value_against_limit() -> None:
    (zone,) = of().lacking.zones
    little, choice = reasons(of(), zone)
    assert (little.rule, little.limit, little.persons) == ("too_little", 0.8, 500)
    assert little.value == pytest.approx(2.403846 / (15_000 / 3500))
    assert (choice.rule, choice.value, choice.limit) == ("no_choice", 1, 2)


def test_every_value_is_on_the_wrong_side_of_its_limit(devon: Assessment) -> None:
    assert devon.lacking.zones
    told = {reason.rule for zone in devon.lacking.zones for reason in reasons(devon, zone)}
    assert told == set().union(*(zone.rules for zone in devon.lacking.zones))
    for zone in devon.lacking.zones:
        for one in reasons(devon, zone):
            assert one.value > one.limit if one.rule == "too_far" else one.value < one.limit
            assert 0 < one.persons <= zone.persons


def test_a_value_is_of_those_whom_the_rule_concerns() -> None:
    """At 10 minutes A2 (12 minutes) and A3 (8) both lack choice; only A2 has too far."""
    region = replace(REGION, settings=replace(REGION.settings, underserved_from=1))
    far = [
        one
        for zone in of(region, limit_min=10).lacking.zones
        for one in reasons(of(region, limit_min=10), zone)
    ]
    assert [(one.value, one.limit, one.persons) for one in far if one.rule == "too_far"] == [(12, 10, 2000)]


def test_a_zone_tells_where_its_residents_go_and_how_far() -> None:
    south, north = destinations(of(), place_of(of(), "area", "A3")) or ()
    assert (south.unit, south.share, south.minutes) == (2, 0.9, 8)
    assert (north.unit, north.share, north.minutes) == (0, 0.1, 35)
    bare, remote = of(replace(REGION, visits=None)), of(replace(REGION, minutes=csr_array((3, 3))))
    assert destinations(bare, place_of(bare, "area", "A3")) is None
    assert destinations(remote, place_of(remote, "area", "A3"))[0].minutes == np.inf


def test_the_three_largest_destinations_are_those_of_the_table(devon: Assessment) -> None:
    zone, flows = devon.lacking.zones[0], devon.use.flows
    frame = DataFrame({"area": flows.area, "unit": flows.unit, "visits": flows.visits})
    to = frame[frame["area"].isin(zone.areas)].groupby("unit")["visits"].sum().sort_values(ascending=False)
    found = destinations(devon, place_of(devon, "zone", zone.id))
    assert [one.share for one in found] == pytest.approx((to / to.sum()).iloc[:3].tolist())
    assert to[found[0].unit] == to.iloc[0]


def test_ages_are_told_where_the_classes_say_and_else_not_known() -> None:
    ages = profile(of(), of().lacking.zones[0]).ages
    assert ages["under_20"] == 100
    assert np.isnan([ages["from_65"], ages["from_80"]]).all()
    assert {measure.key for measure in ages_of(of())} == set(ages)


@pytest.mark.parametrize("age_group", ["", "0-19", "20-"])
def test_no_row_of_people_is_larger_than_the_zone_whatever_ages_are_asked_about(age_group: str) -> None:
    asked = of(limit_min=1, age_group=age_group)
    assert asked.lacking.zones
    for zone in asked.lacking.zones:
        ages = profile(asked, zone).ages
        assert all(math.isnan(count) or count <= zone.persons for count in ages.values()), ages
        assert "under_20" not in ages or not age_group, "all, or none, of the ages asked about"
