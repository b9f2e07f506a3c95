"""The view of how alike people fare: its sentence, its pictures and what can be chosen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dashboard.needs.equity import equity_view
from dashboard.words.equity import equity_sentence, signed
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.equity.estimates import UNKNOWN, Estimate
from geodata.equity.groups import Equity, Group
from geodata.equity.offer import EquityWords
from geodata.equity.slope import NO_SLOPE
from geodata.focus.places import whole_region
from geodata.measures.visits import VISITS_PER_RESIDENT
from geodata.scenario.scenario import default_scenario, parse
from tests.dashboard.regions import REGIONS
from tests.toy_need import toy_need_region

REGION = toy_need_region()
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@pytest.fixture(scope="module")
def toy() -> Assessment:
    return assess(REGION, default_scenario(REGION))


def elements(markup: Any) -> Iterator[tuple[str, Mapping[str, str], list[Any]]]:
    if not isinstance(markup, str):
        name, attributes, *inside = markup
        yield name, attributes, inside
        for part in inside:
            yield from elements(part)


def view(
    assessment: Assessment, of: str, by: str, language: str = "sv"
) -> list[tuple[str, Mapping[str, str], list[Any]]]:
    (section,) = equity_view(
        assessment, whole_region(assessment), EquityWords(of, by), words(language), usual="covered"
    )
    return list(elements(section))


def text_of(found: list[tuple[str, Mapping[str, str], list[Any]]]) -> str:
    return " ".join(part for _, _, inside in found for part in inside if isinstance(part, str))


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sentence_says_who_has_more_and_how_much(toy: Assessment, language: str) -> None:
    near = assess(REGION, replace(toy.scenario, region=REGION, limit_min=10.0))
    told = text_of(view(near, "covered", "sex", language))
    expected = {
        "sv": "Det går inte att säga att måttet skiljer sig mellan kvinnor och män: "
        "39\N{NARROW NO-BREAK SPACE}% mot 47\N{NARROW NO-BREAK SPACE}%.",
        "en": "It cannot be told that the measure differs between women and men: 39% against 47%.",
    }
    assert expected[language] in told, "three areas are too few to tell"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_difference_that_is_sure_says_who_has_more(language: str) -> None:
    found = Equity(
        VISITS_PER_RESIDENT,
        "number",
        tuple(
            Group(key, 9, 100.0, Estimate(value, value, value), gap, ratio)
            for key, value, gap, ratio in (
                ("1", 2.5, Estimate(0.0, 0.0, 0.0), Estimate(1.0, 1.0, 1.0)),
                ("5", 2.2, Estimate(-0.3, -0.4, -0.2), Estimate(0.88, 0.84, 0.92)),
            )
        ),
        Group("", 18, 200.0, UNKNOWN, UNKNOWN, UNKNOWN),
        NO_SLOPE,
        {},
    )
    told = equity_sentence(found, "need", assess(REGION, default_scenario(REGION)), words(language))
    assert (
        told.gap
        == {
            "sv": "Den femtedel som har störst behov har 12\N{NARROW NO-BREAK SPACE}% färre gp "
            "per invånare än den som har minst: "
            "2,20 mot 2,50.",
            "en": "The fifth with the most need has 12% fewer gp per resident than the fifth with the least: "
            "2.20 against 2.50.",
        }[language]
    )
    assert (
        told.interval
        == {
            "sv": "Skillnad −0,30, troligen mellan −0,40 och −0,20 (95 %).",
            "en": "Difference −0.30, probably between −0.40 and −0.20 (95%).",
        }[language]
    )


def test_a_difference_of_minutes_more_or_less_has_one_sign() -> None:
    told = [signed(value, "change", words("en")) for value in (-5.0, 5.0, 0.0)]
    assert told == ["−5.0\N{NO-BREAK SPACE}min", "5.0\N{NO-BREAK SPACE}min", "0.0\N{NO-BREAK SPACE}min"]


def test_what_is_left_out_reads_alike_of_few_and_many() -> None:
    told = words("en")("equity.left_out", areas=1, residents=1, why="nobody lives here")
    assert told == "Not counted (areas: 1, residents: 1): nobody lives here."


def test_the_end_of_the_row_that_nobody_lives_in_is_said(toy: Assessment) -> None:
    told = text_of(view(toy, "visits_per_resident", "need"))
    assert words("sv")("equity.no_end") in told


def test_minutes_that_have_no_mean_say_what_stands_in_for_them() -> None:
    nowhere = assess(REGION, parse(REGION, {"changes": "close:u-north;close:u-south"}))
    told = text_of(view(nowhere, "nearest", "age"))
    assert words("sv")("equity.note.no_mean") in told


def test_a_bar_is_as_high_as_its_figure_and_the_slope_goes_from_edge_to_edge(toy: Assessment) -> None:
    found = view(toy, "nearest", "need")
    bars = [attributes for name, attributes, _ in found if name == "rect"]
    heights = np.array([float(each["height"]) for each in bars])
    minutes = np.array([5.0, 8.0, 12.0])  # A1, A3, A2: from the least need
    np.testing.assert_allclose(heights / heights[0], minutes / minutes[0], rtol=0.01)
    (slope,) = [each for name, each, _ in found if each.get("class") == "equity-slope"]
    (axis,) = [each for name, each, _ in found if each.get("class") == "equity-axis"]
    assert (slope["x1"], slope["x2"]) == (axis["x1"], axis["x2"])
    assert float(slope["y2"]) < float(slope["y1"]), "more minutes where need is larger"


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_region_has_a_view_whose_pictures_hold_numbers(region: str, language: str) -> None:
    here = REGIONS[region]
    found = assess(here, default_scenario(here))
    shown = view(found, "", "", language)
    assert "nan" not in json.dumps([attributes for _, attributes, _ in shown])
    for name, attributes, _ in shown:
        for key in ("x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy"):
            assert key not in attributes or NUMBER.fullmatch(attributes[key]), (name, attributes)


def test_what_is_chosen_is_selected_and_what_is_usual_stands_in_no_address(toy: Assessment) -> None:
    found = view(toy, "nearest", "age")
    selected = [attributes["value"] for name, attributes, _ in found if "selected" in attributes]
    assert selected == ["nearest", "age"]
    values = [attributes["value"] for name, attributes, _ in found if name == "option"]
    assert values.count("") == 2
    assert "covered" not in values
    assert "need" not in values
