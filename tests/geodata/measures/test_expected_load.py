"""Every predicted load has an interval, wherever a figure is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import every, place_of
from geodata.measures.expected_load import VISITS_HIGH, VISITS_LOW
from geodata.measures.visits import VISITS_TO_UNITS
from geodata.region.choice_model import ChoiceModel, LoadSpread
from geodata.scenario.scenario import parse
from tests.toy_region import toy_region

SPREAD = LoadSpread(20, 0.0, 0.0, 1.0, np.log(0.8), np.log(1.25), -9.0, 9.0, 0.8, ())
MODEL = ChoiceModel("gp", "2025", "power", 1, 2, 0.1, 0.1, 0.5, 0.5, 350, (), (), 10, 10, SPREAD)


def told(changes: str, spread: LoadSpread | None = SPREAD) -> Assessment:
    region = replace(toy_region(), choice_models=(replace(MODEL, loads=spread),))
    return assess(region, parse(region, {"changes": changes}))


def values(assessment: Assessment, *measures: object) -> list[list[float]]:
    place = every(assessment, "unit")
    return [measure.counts(assessment, place).value.tolist() for measure in measures]  # type: ignore[attr-defined]


def test_a_new_unit_may_get_four_fifths_to_five_fourths_of_what_is_expected() -> None:
    assessment = told("add:n1@0.04510,10.57500*5")
    load, low, high = values(assessment, VISITS_TO_UNITS, VISITS_LOW, VISITS_HIGH)
    assert load[-1] > 0
    assert (low[-1], high[-1]) == pytest.approx((0.8 * load[-1], 1.25 * load[-1]))


def test_those_that_lose_to_it_are_in_doubt_of_what_they_lose_alone() -> None:
    assessment = told("add:n1@0.04510,10.57500*5")
    before = values(assessment.without_changes, VISITS_TO_UNITS)[0]
    load, low, high = values(assessment, VISITS_TO_UNITS, VISITS_LOW, VISITS_HIGH)
    for at, was in enumerate(before):
        lost = was - load[at]
        assert (low[at], high[at]) == pytest.approx((was - 1.25 * lost, was - 0.8 * lost))


def test_nobody_doubts_a_closed_unit_and_what_it_had_goes_somewhere_in_doubt() -> None:
    assessment = told("close:u-north")
    north = place_of(assessment, "unit", "u-north")
    south = place_of(assessment, "unit", "u-south")
    assert (VISITS_LOW.read(assessment, north).value, VISITS_HIGH.read(assessment, north).value) == (0, 0)
    assert VISITS_LOW.read(assessment, south).value == pytest.approx(235 + 0.8 * 115)
    assert VISITS_HIGH.read(assessment, south).value == pytest.approx(235 + 1.25 * 115)


@pytest.mark.parametrize(
    ("changes", "spread", "why"),
    [("", SPREAD, "why.nothing_changed"), ("close:u-north", None, "why.no_load_spread")],
)
def test_where_nothing_is_predicted_or_nothing_tells_the_doubt_it_is_said_why(
    changes: str, spread: LoadSpread | None, why: str
) -> None:
    assessment = told(changes, spread)
    assert VISITS_LOW.read(assessment, place_of(assessment, "unit", "u-south")).why == why
