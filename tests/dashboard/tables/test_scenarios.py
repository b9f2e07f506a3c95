"""Today, a scenario and another beside each other: each column is what its own page says of the place."""

from __future__ import annotations

import math

import pytest

from dashboard.kpis import kpis_of
from dashboard.layers.base import SidedText
from dashboard.layers.difference import ComparedScenario
from dashboard.tables.report import report
from dashboard.tables.scenarios import comparison, named_scenarios
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.measures.gap import gap
from geodata.scenario.scenario import parse
from tests.toy_region import toy_region

REGION, EN = toy_region(), words("en")
ZONE, DRAWN = ("zone", "A3"), ("drawn", "0.02,10.71;0.02,10.79;0.07,10.79;0.07,10.71")


def of(changes: str = "") -> Assessment:
    return assess(REGION, parse(REGION, {"changes": changes}))


MOVED, OPENED = of("move:u-north@0.04510,10.75500"), of("add:n1@0.04510,10.57500*4")
"""The north unit to A3; a new one in A1."""
TO_OPENED = ComparedScenario(OPENED.scenario.changes, (), "", "Öppna & större")


@pytest.mark.parametrize("place", [ZONE, DRAWN, ("area", "A3"), ("municipality", "M2")], ids=str)
def test_a_column_is_what_its_own_page_says(place: tuple[str, str]) -> None:
    named = named_scenarios(MOVED, TO_OPENED, "", EN)
    assert [each.assessment.scenario for each in named] == [each.scenario for each in (of(), MOVED, OPENED)]
    table = comparison(named, place_of(MOVED, *place), EN)
    units = list(table.ids).index("units")
    cells = [table.values[f"scenario_{number}"] for number in range(3)]
    assert [column[units] for column in cells] == ["0", "1", "0"]
    for column, each in zip(cells, named, strict=True):
        assessment = each.assessment
        there = place_of(assessment, *place)
        for cell, kpi in zip(column, kpis_of(REGION), strict=True):
            reading = kpi.read(assessment, there)
            told = EN(reading.why) if reading.value is None else EN.measure(reading.value, reading.unit)
            assert cell == told, kpi.key


def test_a_column_has_the_name_that_its_scenario_was_given() -> None:
    headings = [each.heading["en"] for each in named_scenarios(MOVED, TO_OPENED, "Flytta", EN)]
    assert headings == ["Today", "A: Flytta", "B: Öppna & större"]
    alone = named_scenarios(MOVED, ComparedScenario(), "Flytta", EN)
    assert [each.heading["en"] for each in alone] == ["Today", "Flytta"]


@pytest.mark.parametrize("place", [("region", ""), ZONE, DRAWN, ("area", "A3")], ids=str)
def test_the_gap_is_told_with_its_direction_in_words_and_as_a_number_in_files(place: tuple[str, str]) -> None:
    named = named_scenarios(MOVED, TO_OPENED, "", EN)
    here = place_of(MOVED, *place)
    told, plain = comparison(named, here, EN), comparison(named, here, EN, plain=True)
    for at, kpi in enumerate(kpis_of(REGION)):
        found = gap(kpi, MOVED, OPENED, here)
        cell, number, side = told.values["gap"][at], plain.values["gap"][at], plain.values["side"][at]
        assert isinstance(cell, SidedText)
        assert EN(str(side)) == EN(f"gap.better_{found.better or 'no'}")
        if found.value is None:
            assert (cell.css, EN(str(number))) == ("", EN("gap.none"))
        elif math.isfinite(found.value):
            assert number == found.value
        if cell.css:  # never by colour alone
            assert cell.css == ("is-better" if found.better == "first" else "is-worse")
            assert EN(f"gap.better_{found.better}") in cell
            assert cell[0] in "▲▼"


def test_the_report_has_both_values_and_the_gap() -> None:
    content = report(MOVED, place_of(MOVED, *ZONE), EN, OPENED)
    for line, kpi in zip(content["kpis"], kpis_of(REGION), strict=True):  # type: ignore[call-overload]
        found = gap(kpi, MOVED, OPENED, place_of(MOVED, *ZONE))
        finite = found.value is not None and math.isfinite(found.value)
        assert line["gap"] == (found.value if finite else None)
        assert line["better_scenario"] == found.better
    assert content["versus"]["changes"]  # type: ignore[index]


def test_a_report_of_a_zone_tells_its_units_of_today() -> None:
    line = next(
        line
        for line in report(MOVED, place_of(MOVED, *ZONE), EN)["kpis"]  # type: ignore[attr-defined]
        if line["key"] == "units"
    )
    assert (line["value"], line["today"]) == (1, 0)
