"""Every way of travelling that can be chosen is told apart, and told of among the methods."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.pages.method import method_page
from dashboard.texts.travel_names import mode_name
from dashboard.words.travel import travel_sentence
from dashboard.words.words import words
from geodata.region.region import Account
from tests.toy_modes import toy_of_two_modes


def test_the_methods_are_of_every_way(tmp_path: Path) -> None:
    region, text = toy_of_two_modes(tmp_path), words("en")
    page = str(method_page(region, text, ""))
    for mode in ("car", "bicycle"):
        assert travel_sentence(region.in_mode(mode), text) in page


def test_two_ways_by_one_mode_are_told_apart(tmp_path: Path) -> None:
    region = toy_of_two_modes(tmp_path)
    assert mode_name(region.in_mode("bicycle"))["en"] == "bicycle"
    modes = tuple(replace(each, mode="car") for each in region.settings.travel_modes)
    settings = replace(region.settings, travel_modes=modes, travel=modes[0])
    both = replace(region, settings=settings)
    names = [mode_name(both.in_mode(mode))["en"] for mode in ("car", "bicycle")]
    assert names == ["car (car)", "car (bicycle)"]


def test_the_choice_model_and_what_could_not_be_placed_are_told_of_every_way(tmp_path: Path) -> None:
    region, text = toy_of_two_modes(tmp_path), words("en")
    lost = Account("areas", "no_road", "kept", 1, 17, ("Utmarken (0201)",))
    bicycle = replace(region.other_modes["bicycle"], accounts=(lost,))
    found = str(method_page(replace(region, other_modes={"bicycle": bicycle}), text, ""))
    for mode in ("car", "bicycle"):
        assert f", {mode_name(region.in_mode(mode))['en']}'" in found, "its choice model"
    assert "By bicycle" in found
    assert "Utmarken (0201)" in found
    assert "By bicycle" not in str(method_page(region, text, ""))
