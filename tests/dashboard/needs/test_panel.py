"""The panel of the need: its figures are the measures', its drivers add up, what is missing has a reason."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from dashboard.layers.need import USUAL, OutlookWords
from dashboard.needs.panel import NeedFigures, need_head, need_panel
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.scenario.scenario import default_scenario
from tests.dashboard.needs.test_fields import elements
from tests.dashboard.regions import assessed
from tests.toy_projection import projected_toy_region


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = projected_toy_region()
    return assess(region, default_scenario(region))


def figures(assessment: Assessment, outlook: OutlookWords = USUAL, muni: str = "") -> NeedFigures:
    kind = "municipality" if muni else "region"
    return NeedFigures(assessment, place_of(assessment, kind, muni), outlook, words("en"))


def text(markup: Any) -> str:
    """All words of some markup."""
    if isinstance(markup, str):
        return markup
    element = bool(markup) and isinstance(markup[0], str) and len(markup) > 1 and isinstance(markup[1], dict)
    return " ".join(filter(None, map(text, markup[2:] if element else markup)))


def test_the_region_is_told_with_its_use_its_drivers_and_its_people(toy: Assessment) -> None:
    panel = need_panel(figures(toy))
    rows = {text(row)[:30]: text(row) for row in elements(panel, "div") if row[1].get("class") == "kpi"}
    assert re.search(r"\b560\b", text(panel)), "180 + 350 + 30 visits in 2035"
    assert "+60%" in text(panel), "from 350"
    assert "5,600" in text(panel), "residents of 2035"
    assert "3,500 today" in text(panel)
    assert len(rows) >= 3


def test_drivers_add_up_to_the_change(toy: Assessment) -> None:
    table = next(elements(need_panel(figures(toy)), "table"))
    cells = [text(cell).replace("\u2212", "-").replace("+", "") for cell in elements(table, "td")]
    numbers = [float(cell) for cell in cells[::2] if "\u00b1" not in cell]
    assert sum(numbers[:-1]) == numbers[-1] == 210


def test_a_municipality_is_told_by_itself(toy: Assessment) -> None:
    assert re.search(r"\b30\b", text(need_panel(figures(toy, muni="M2"))))


def test_a_unit_is_told_by_its_own_use_and_room(toy: Assessment) -> None:
    unit = place_of(toy, "unit", str(toy.units.index[0]))
    panel = text(need_panel(NeedFigures(toy, unit, USUAL, words("en"))))
    assert "Use of the unit to come" in panel
    assert "Capacity lacking" in panel
    assert words("en")("why.not_for_a_unit") not in panel


def test_the_head_names_the_year_and_the_outlook(toy: Assessment) -> None:
    assert need_head(figures(toy, OutlookWords("2030", "high"))) == ("The need in 2030", "high")
    assert need_head(None) == ()


def test_what_stands_in_the_way_is_named_and_taken_away_by_a_press(toy: Assessment) -> None:
    old = assess(toy.region, replace(toy.scenario, region=toy.region, operators=("own",)))
    panel = need_panel(figures(old))
    button = next(elements(panel, "button"))
    assert json.loads(button[1]["data-set"]) == {"operator": None, "age": None}
    plain = need_panel(figures(assessed("whole")))
    assert text(plain) == words("en")("why.no_projection")
    assert not list(elements(plain, "button"))
