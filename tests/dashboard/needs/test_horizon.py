"""The slider of years: its steps are the projection's, and it stays in hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from dashboard.needs.horizon import TICKS_MOST, horizon_field, ticks
from dashboard.plan.answer import answer_view
from dashboard.question.display import read_display
from dashboard.question.request import request_of
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.scenario.scenario import default_scenario
from tests.dashboard.needs.test_fields import elements
from tests.dashboard.regions import assessed
from tests.toy_projection import projected_toy_region


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_field_is_the_same_whichever_year_is_shown_so_that_it_stays_in_hand(language: str) -> None:
    region = projected_toy_region()
    fields = []
    for horizon in ({}, {"horizon": "2030"}, {"horizon": "2035"}):
        request = request_of(region, words(language), {}, {})
        display = read_display({"question": "need", **horizon})
        fields.append(answer_view(request, display, {"version": ""}, "", {})["horizon"])
    assert fields[0] == fields[1] == fields[2] != []
    (slider,) = elements(fields[0], "input")
    assert json.loads(slider[1]["data-years"]) == [2030, 2035]
    assert slider[1]["data-usual"] == "2035"
    assert (slider[1]["min"], slider[1]["max"]) == ("0", "1")


def test_there_is_no_slider_where_there_are_not_two_years() -> None:
    assert horizon_field(assessed("whole"), words("sv")) == [], "no projection"
    region = projected_toy_region()
    assert region.projections is not None
    near = replace(region, projections=region.projections[region.projections["year"] == 2030])
    assert horizon_field(assess(near, default_scenario(near)), words("sv")) == []


@pytest.mark.parametrize(
    ("years", "marked"),
    [
        (range(2026, 2046), [2030, 2035, 2040, 2045]),
        ([2030, 2035], [2030, 2035]),
        (range(2017, 2042), [2020, 2025, 2030, 2035, 2040]),
        (range(2026, 2071), [2030, 2040, 2050, 2060, 2070]),
        ([2027, 2033], [2027, 2033]),
    ],
)
def test_round_years_are_marked_below_the_slider(years: Sequence[int], marked: Sequence[int]) -> None:
    found = [years[at] for at in ticks(years)]
    assert found == marked
    assert len(found) <= TICKS_MOST
