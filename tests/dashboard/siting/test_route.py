"""A search for places as the page hears it: lines that grow, and a last one that says how sure it is."""

from __future__ import annotations

import json

from dashboard.question.request import Request
from dashboard.siting.route import search
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.focus.places import place_of
from geodata.publish.build import computed
from geodata.region.changes import read_changes, written
from geodata.scenario.scenario import parse
from tests.toy_projection import projected_toy_region
from tests.toy_region import toy_region

REGION = computed(toy_region())
EN = words("en")


def lines(query: dict[str, str], **asked: object) -> list[dict[str, object]]:
    assessment = assess(REGION, parse(REGION, asked))
    it = Request(REGION, assessment, place_of(assessment, "region"), EN, ())
    return [json.loads(line) for line in search(it, query)]


def test_the_last_line_is_proven_and_those_before_say_that_the_search_goes_on() -> None:
    *before, last = lines({"objective": "coverage", "sites": "1"}, limit_min=10)
    assert last["done"]
    assert str(last["said"]).startswith("New units: 1. 500 more residents within the limit")
    assert str(last["sure"]).startswith("Proven:")
    assert before
    for line in before:
        assert not line["done"]
        assert str(line["sure"]).startswith("Searching:")
        assert "Searching" not in str(line["said"]), "what is said is true also when the search is stopped"


def test_what_is_suggested_comes_after_what_is_there_with_ids_that_are_free_and_the_usual_capacity() -> None:
    there = "add:n1@0.04510,10.75500*4"
    suggested = lines({"objective": "all", "sites": "1"}, limit_min=2, changes=there)[-1]
    first, *new = read_changes(str(suggested["changes"]))
    assert written([first]) == there
    assert [one.id for one in new] == [f"n{at}" for at in range(2, 2 + len(new))]
    assert new
    assert {one.capacity for one in new} == {7.5}, "the median of 10 and 5"


def test_where_nothing_helps_that_is_all_there_is_to_say() -> None:
    last = lines({"objective": "coverage", "sites": "1"}, limit_min=30)[-1]
    assert (last["said"], last["sure"], last["changes"]) == (EN("siting.none"), "", "")


def test_a_question_that_cannot_be_read_is_a_problem_in_words() -> None:
    for query in ({"objective": "cheapest", "sites": "1"}, {"objective": "all", "sites": "²"}):
        assert lines(query) == [{"problem": EN("siting.unasked")}]


AHEAD = computed(projected_toy_region())


def of_residents(**query: str) -> list[dict[str, object]]:
    assessment = assess(AHEAD, parse(AHEAD, {"limit_min": 10}))
    page_request = Request(AHEAD, assessment, place_of(assessment, "region"), EN, ())
    return [
        json.loads(line) for line in search(page_request, {"objective": "coverage", "sites": "1", **query})
    ]


def test_the_residents_of_the_year_in_the_address_are_counted_and_named() -> None:
    today, usual, later = (
        str(of_residents(**query)[-1]["said"])
        for query in (
            {},
            {"residents": "ahead"},
            {"residents": "ahead", "horizon": "2030", "variant": "high"},
        )
    )
    assert today.startswith("New units: 1. 500 more residents within the limit")
    assert usual.startswith("New units: 1. 300 more of the residents of 2035 within the limit")
    assert later.startswith("New units: 1. 440 more of the residents of 2030")
    assert str(of_residents(residents="today", horizon="2030")[-1]["said"]) == today


def test_residents_that_nobody_knows_of_are_a_problem_in_words() -> None:
    assert of_residents(residents="all") == [{"problem": EN("siting.unasked")}]
    (line,) = lines({"objective": "coverage", "sites": "1", "residents": "ahead"})
    assert line == {"problem": EN("siting.no_outlook", why=EN("why.no_projection"))}
