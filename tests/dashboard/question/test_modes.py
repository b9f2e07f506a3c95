"""An address in one of several ways of travelling; see `tests.toy_modes` for what there is to count."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.plan.rail import rail
from dashboard.plan.rules_panel import rules_panel
from dashboard.question.display import VersusRecord
from dashboard.question.state import read_scenario
from dashboard.question.versus import misread_versus, other_of
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.scenario.scenario import parse
from tests.toy import CORNER, SIDE, to_degrees
from tests.toy_modes import MODES_TOML, toy_of_two_modes, toy_with_a_table

LON, LAT = to_degrees(CORNER[0] + 2.5 * SIDE, CORNER[1] + 0.9 * SIDE)
ADDED = f"add:n1@{LAT:.5f},{LON:.5f}*4"


@pytest.mark.parametrize("longest", [30, 120])
def test_a_limit_is_read_as_one_of_its_own_way(
    longest: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By car journeys are counted for 60 minutes: neither more nor less than by bicycle."""
    limits = f"limit_min = {longest}\nlongest_min = {longest}\n"
    monkeypatch.setattr("tests.toy_modes.MODES_TOML", MODES_TOML.replace("limit_min = 20\n", limits))
    region = toy_of_two_modes(tmp_path)
    scenario, misread = read_scenario(region, {"limit": str(longest - 1), "mode": "bicycle"})
    assert (scenario.mode, scenario.limit_min, misread) == ("bicycle", longest - 1, [])
    beyond, misread = read_scenario(region, {"limit": str(longest + 1), "mode": "bicycle"})
    assert (beyond.mode, beyond.limit_min) == ("bicycle", longest)
    assert [each.key for each in misread] == ["limit"]
    assert f'{{"car":60.0,"bicycle":{longest:.1f}}}' in str(rail(region, words("en"))), "so says the slider"
    assert f"data-max='{max(60, longest)}'" in str(rules_panel(region, words("en")))
    by_bicycle = assess(region, parse(region, {"mode": "bicycle"}))
    other = other_of(by_bicycle, VersusRecord("close:v1"))
    assert other is not None
    assert (other[0].scenario.mode, other[0].scenario.limit_min) == ("bicycle", longest)


@pytest.mark.parametrize(("table", "mode"), [("bicycle", "car"), ("car", "bicycle")])
def test_what_is_compared_with_is_what_its_own_way_knows(table: str, mode: str, tmp_path: Path) -> None:
    region = toy_with_a_table(tmp_path, table)
    answers = {way: assess(region, parse(region, {"mode": way})) for way in (table, mode)}
    other = other_of(answers[mode], VersusRecord(ADDED))
    assert other is not None
    assert other[0].access.nearest_min[2] < answers[mode].access.nearest_min[2]
    assert misread_versus(region, {"versus": ADDED, "mode": mode}) == []
    assert other_of(answers[table], VersusRecord(ADDED)) is None, "its table has no times to a new place"
    assert [each.key for each in misread_versus(region, {"versus": ADDED, "mode": table})] == ["versus"]
