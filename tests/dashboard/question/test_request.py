"""What was is told as it was: in every period before, of the place as it stood then."""

from __future__ import annotations

import pytest

from dashboard.kpis import kpis_of
from dashboard.plan.answer import trends_view
from dashboard.question.request import Request, developments, request_of
from dashboard.words.words import words
from geodata.assessment.assessment import assess_each_period
from geodata.focus.places import place_of
from tests.toy_region import toy_region

REGION = toy_region()
IN_A3 = "0.04510,10.75500"
CHANGES = {
    "nothing": "",
    "one opened there": f"add:n1@{IN_A3}*4",
    "one moved there": f"move:u-north@{IN_A3}",
    "one moved away": "move:u-rehab@0.04510,10.57500",
    "all of it": f"add:n1@{IN_A3}*1;move:u-north@{IN_A3};size:u-south*6;close:u-rehab",
}
PLACES = (
    {},
    {"muni": "M2"},
    {"area": "A3"},
    {"zone": "A3"},
    {"drawn": "0.02,10.71;0.02,10.79;0.07,10.79;0.07,10.71"},
    {"unit": "u-north"},
    {"unit": "u-rehab"},
)


def request_on(changes: str, selection: dict[str, str]) -> Request:
    request = request_of(REGION, words("en"), {"changes": CHANGES[changes]}, selection)
    assert request.unknown == ()
    assert request.focus.is_whole_region == (not selection)
    return request


@pytest.mark.parametrize("selection", PLACES, ids=str)
@pytest.mark.parametrize("changes", CHANGES)
def test_a_place_was_what_it_was_whatever_a_scenario_makes_of_it(
    changes: str, selection: dict[str, str]
) -> None:
    request = request_on(changes, selection)
    readings = developments(request)
    for period, then in assess_each_period(REGION, request.assessment.scenario):
        there = place_of(then, request.focus.kind, request.focus.id)
        assert there.areas.tolist() == request.focus.areas.tolist() or request.focus.is_unit
        for kpi, (points, unit) in zip(kpis_of(REGION), readings, strict=True):
            reading = kpi.read(then, there)
            assert (dict(points)[period], unit) == (reading.value, reading.unit), kpi.key
    assert trends_view(request)


def test_a_unit_that_a_scenario_opens_was_none() -> None:
    request = request_on("one opened there", {"unit": "n1"})
    units = [kpi.key for kpi in kpis_of(REGION)].index("units")
    assert developments(request)[units] == ([("2025", 0.0)], "count")
