"""The fields of an outlook: what the region's tables leave a choice in, and what is chosen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dashboard.layers.need import USUAL, OutlookWords
from dashboard.needs.fields import outlook_fields
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.scenario.scenario import default_scenario
from tests.dashboard.regions import assessed
from tests.toy_projection import projected_toy_region


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = projected_toy_region()
    return assess(region, default_scenario(region))


def elements(markup: Any, name: str) -> Iterator[Any]:
    """All elements of a name in some markup."""
    for part in markup:
        if isinstance(part, list):
            if part and part[0] == name:
                yield part
            yield from elements(part, name)


def test_what_is_usual_is_an_empty_choice_so_that_the_address_is_short(toy: Assessment) -> None:
    chosen = {
        button[2]: json.loads(button[1]["data-set"])
        for button in elements(outlook_fields(toy, USUAL, words("sv")), "button")
    }
    assert chosen["Huvudalternativ"] == {"variant": None}
    assert chosen["high"] == {"variant": "high"}


def test_what_the_address_says_is_pressed_and_can_be_undone(toy: Assessment) -> None:
    fields = outlook_fields(toy, OutlookWords("2030", "high"), words("sv"))
    pressed = [b[2] for b in elements(fields, "button") if b[1].get("aria-pressed") == "true"]
    assert pressed == ["high", "Lika för alla enheter"]
    undo = list(elements(fields, "button"))[-1]
    assert json.loads(undo[1]["data-set"]) == dict.fromkeys(OutlookWords._fields)
    plain = list(elements(outlook_fields(toy, USUAL, words("sv")), "button"))
    assert undo[2] not in [button[2] for button in plain], "nothing to undo"


def test_there_is_no_field_for_what_the_tables_do_not_tell(toy: Assessment) -> None:
    names = [part[1].get("id") for part in elements(outlook_fields(toy, USUAL, words("en")), "span")]
    assert "field-health" not in names, "no remaining years of life"
    assert "field-trend" not in names, "use of two years"
    assert outlook_fields(assessed("whole"), USUAL, words("en")) == [], "no projection"
    older = assess(toy.region, replace(toy.scenario, region=toy.region, operators=("own",)))
    assert outlook_fields(older, USUAL, words("en")) == []
