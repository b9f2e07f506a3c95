"""The panel offers to count the residents to come where the region tells of them, and nothing where not."""

from __future__ import annotations

import json

from dashboard.layers.need import OutlookWords
from dashboard.siting.panel import AHEAD, TODAY, siting_panel, try_units_button
from dashboard.words.words import words
from tests.dashboard.components.test_components import parts
from tests.toy_projection import projected_toy_region
from tests.toy_region import toy_region

EN = words("en")


def test_todays_residents_come_first_and_those_of_the_usual_year_after() -> None:
    (select,) = (
        part
        for part in parts(siting_panel(projected_toy_region(), EN))
        if getattr(part, "id", "") == "siting-residents"
    )
    assert [(option.children, option.value) for option in select.children] == [
        ("Today's residents", TODAY),
        ("Residents of 2035", AHEAD),
    ]
    assert json.loads(getattr(select, "data-years")) == {"gp": "2035", "rehab": "2035"}
    assert json.loads(getattr(select, "data-outlook")) == list(OutlookWords._fields)


def test_a_region_without_a_projection_has_no_such_choice() -> None:
    found = [getattr(part, "id", "") for part in parts(siting_panel(toy_region(), EN))]
    assert "siting-sites" in found
    assert "siting-residents" not in found


def test_a_button_of_its_own_opens_it() -> None:
    button = try_units_button(EN)
    assert (button.children, getattr(button, "data-action")) == ("Try more units", "try-units")
