"""Today, a scenario and another beside each other: each column is what its own page says of the place."""

from __future__ import annotations

import pytest

from dashboard.kpis import kpis_of
from dashboard.tables.report import report
from dashboard.tables.scenarios import comparison
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.scenario.scenario import parse
from tests.toy_region import toy_region

REGION, EN = toy_region(), words("en")
ZONE, DRAWN = ("zone", "A3"), ("drawn", "0.02,10.71;0.02,10.79;0.07,10.79;0.07,10.71")


def of(changes: str = "") -> Assessment:
    return assess(REGION, parse(REGION, {"changes": changes}))


MOVED, OPENED = of("move:u-north@0.04510,10.75500"), of("add:n1@0.04510,10.57500*4")
"""The north unit to A3; a new one in A1."""


@pytest.mark.parametrize("place", [ZONE, DRAWN, ("area", "A3"), ("municipality", "M2")], ids=str)
def test_a_column_is_what_its_own_page_says(place: tuple[str, str]) -> None:
    named = [("Today", of()), ("Moved", MOVED), ("Opened", OPENED)]
    table = comparison(named, place_of(MOVED, *place), EN)
    units = list(table.ids).index("units")
    cells = [table.values[f"scenario_{number}"] for number in range(3)]
    assert [column[units] for column in cells] == ["0", "1", "0"]
    for column, (_, assessment) in zip(cells, named, strict=True):
        there = place_of(assessment, *place)
        for cell, kpi in zip(column, kpis_of(REGION), strict=True):
            reading = kpi.read(assessment, there)
            told = EN(reading.why) if reading.value is None else EN.measure(reading.value, reading.unit)
            assert cell == told, kpi.key


def test_a_report_of_a_zone_tells_its_units_of_today() -> None:
    line = next(
        line
        for line in report(MOVED, place_of(MOVED, *ZONE), EN)["kpis"]  # type: ignore[attr-defined]
        if line["key"] == "units"
    )
    assert (line["value"], line["today"]) == (1, 0)
