"""Jämför says by which way of travelling its journeys are, where there are several."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.compare.scope import scope
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.scenario.scenario import parse
from tests.toy_modes import toy_of_two_modes


@pytest.mark.parametrize(("mode", "said"), [("car", "car, straight line"), ("bicycle", "bicycle, straight")])
def test_the_scope_names_the_way_of_travelling(mode: str, said: str, tmp_path: Path) -> None:
    region = toy_of_two_modes(tmp_path)
    assert said in scope(assess(region, parse(region, {"mode": mode})), words("en"))
