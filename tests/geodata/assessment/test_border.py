"""Units outside the region count by the share of their list that lives inside, where lists say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from dashboard.layers.access import Access
from dashboard.layers.underserved import Underserved
from geodata.assessment.assessment import Assessment, assess
from geodata.assessment.border import share_inside
from geodata.focus.places import every, place_of
from geodata.measures.underserved import AT_EDGE
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario, parse
from tests.toy_region import toy_region, with_units


def region_with_list(listed: float, visits_are: str = "listed") -> Region:
    """The toy with u-south outside it: 235 of its list live inside, u-north's 115 too."""
    region = with_units(toy_region(), area=[0, -1, -1])
    forms = region.settings.care_forms
    changed = {**forms, "gp": replace(forms["gp"], visits_are=visits_are)}  # type: ignore[arg-type]
    settings = replace(region.settings, care_forms=changed)
    units = region.units.assign(listed=[115.0, np.nan, listed])
    return replace(region, units=units, settings=settings)


def of(region: Region, changes: str = "") -> Assessment:
    return assess(region, parse(region, {"changes": changes}))


def test_half_a_list_inside_is_half_the_capacity() -> None:
    assessment = of(region_with_list(470))
    assert share_inside(assessment.region, "gp", "2025").tolist() == pytest.approx(
        [1.0, np.nan, 0.5], nan_ok=True
    )
    assert assessment.access.offered.tolist() == [10, 0, 2.5]
    assert assessment.access.beyond_border == (1, 0)
    assert not assessment.access.at_edge.any()


def test_a_list_shorter_than_those_who_live_inside_is_all_inside() -> None:
    assert of(region_with_list(200)).access.offered.tolist() == [10, 0, 5]


@pytest.mark.parametrize("region", [region_with_list(np.nan), region_with_list(470, "contacts")])
def test_where_no_list_says_so_it_adds_nothing_and_edges_are_said_to_be_edges(region: Region) -> None:
    assessment = of(region)
    assert assessment.access.offered.tolist() == [10, 0, 0]
    assert assessment.access.beyond_border == (1, 1)
    assert assessment.access.at_edge.tolist() == [True, True, True], "8, 12 and 25 minutes away"


def test_who_lives_near_the_border_is_a_figure_of_every_place_and_a_column_where_it_says_something() -> None:
    edges, lists = of(region_with_list(np.nan)), of(region_with_list(470))
    assert AT_EDGE.read(edges, place_of(edges, "region")).value == 1
    assert AT_EDGE.counts(edges, every(edges, "area")).value.tolist() == [1, 1, 1]
    assert AT_EDGE.read(lists, place_of(lists, "region")).why == "why.no_edge"
    for layer in (Access(), Underserved()):
        table = layer.table(edges, place_of(edges, "region"))
        assert [column.key for column in table.columns][-1] == AT_EDGE.key
        assert set(np.asarray(table.values[AT_EDGE.key]).tolist()) == {1.0}
        assert AT_EDGE.key not in layer.table(lists, place_of(lists, "region")).values


def test_a_unit_that_moves_in_counts_whole() -> None:
    region = replace(region_with_list(470), minutes=None)
    inside = of(replace(region, minutes=toy_region().minutes), "move:u-south@0.04510,10.57500")
    assert inside.access.offered.tolist() == [10, 0, 5]


@pytest.mark.long
@pytest.mark.parametrize(
    ("place", "offered", "inside", "failing", "failing_without"),
    [("leeds", 710.5, 705, 109, 109), ("devon", 912.7, 884, 80, 93)],
)
def test_areas_at_the_edges_of_devon_have_what_lies_beyond(
    computed_region: Callable[[str], Region],
    place: str,
    offered: float,
    inside: float,
    failing: int,
    failing_without: int,
) -> None:
    region = computed_region(f"england/{place}")
    forms = region.settings.care_forms
    contacts = {"gp": replace(forms["gp"], visits_are="contacts")}
    without = replace(region, settings=replace(region.settings, care_forms=contacts))
    for each, shared, areas in ((region, offered, failing), (without, inside, failing_without)):
        assessment = assess(each, default_scenario(each))
        assert assessment.access.offered.sum() == pytest.approx(shared, abs=0.05)
        assert assessment.lacking.rules["too_little"].sum() == areas
