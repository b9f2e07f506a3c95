"""Whether units become full is a part of the question: in the address, in words, and on the page."""

from __future__ import annotations

import pytest

from dashboard.pages.method import method_page
from dashboard.plan.what_if import what_if
from dashboard.question.address import question_record
from dashboard.question.state import read_scenario
from dashboard.words.question import scenario_told
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import assess
from geodata.focus.places import whole_region
from geodata.region.region import Region
from geodata.scenario.scenario import FREE, LIMITED, parse
from tests.geodata.assessment.test_border import region_with_list
from tests.geodata.assessment.test_intake import CLOSED_LIST
from tests.toy_region import toy_region

CLOSES = {"changes": "close:u-north"}


@pytest.mark.parametrize("intake", [LIMITED, FREE])
def test_an_address_keeps_it_and_reads_it_back(intake: str) -> None:
    assessment = assess(CLOSED_LIST, parse(CLOSED_LIST, {**CLOSES, "intake": intake}))
    record = question_record(assessment, whole_region(assessment))
    assert record.get("intake", LIMITED) == intake
    assert read_scenario(CLOSED_LIST, record) == (assessment.scenario, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_says_which_it_is_where_something_limits(language: str) -> None:
    in_language = words(language)

    def sentence(region: Region, intake: str) -> str:
        return scenario_told(assess(region, parse(region, {**CLOSES, "intake": intake})), in_language)

    plain = sentence(toy_region(), LIMITED)
    assert sentence(toy_region(), FREE) == plain
    for intake in (LIMITED, FREE):
        assert sentence(CLOSED_LIST, intake) == in_language(f"question.scenario_{intake}", scenario=plain)


def test_a_region_without_limits_has_no_such_control() -> None:
    controls = [
        [part for part in what_if(region, words("sv"))._traverse() if _control(part) == "intake"]
        for region in (CLOSED_LIST, toy_region())
    ]
    assert [len(each) for each in controls] == [1, 0]


def _control(part: object) -> str:
    return str(getattr(part, "data-state", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_page_says_how_units_outside_count(language: str) -> None:
    in_language = words(language)
    for region, key in (
        (region_with_list(470), "border_lists"),
        (region_with_list(470, "contacts"), "border_edges"),
    ):
        assert in_language(f"legend.{key}") in str(method_page(region, in_language, ""))
    inside = str(method_page(toy_region(), in_language, ""))
    assert in_language("legend.border_lists") not in inside
    assert in_language("legend.border_edges") not in inside
