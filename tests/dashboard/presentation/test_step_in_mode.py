"""A step says what it rests on in the way of travelling that its view is of."""

from __future__ import annotations

from pathlib import Path

from dashboard.presentation.step_content import step_content
from dashboard.presentation.steps import Presentation, Step
from dashboard.texts.travel_names import travel_name
from dashboard.words.words import words
from tests.toy_modes import toy_of_two_modes
from tests.toy_region import toy_region


def test_the_foot_of_a_step_names_its_own_way(tmp_path: Path) -> None:
    region, text = toy_of_two_modes(tmp_path), words("sv")
    for mode in ("car", "bicycle"):
        one = Step("x", "", f"layers=nearest&mode={mode}")
        found = step_content(Presentation("x", (one,), "", "sv", "x"), 1, region, text)
        assert text.of(travel_name(region.in_mode(mode))) in found.footer
        assert text.of(travel_name(region.in_mode(mode))) in found.kicker, "above the heading"


def test_a_region_of_one_way_does_not_name_it_above_the_heading() -> None:
    region, text = toy_region(), words("sv")
    found = step_content(
        Presentation("x", (Step("x", "", "layers=nearest"),), "", "sv", "x"), 1, region, text
    )
    assert text.of(travel_name(region)) not in found.kicker
