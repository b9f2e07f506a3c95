"""What a scenario does to the residents to come, before and after, of the place in focus."""

from __future__ import annotations

from dataclasses import replace

from dashboard.components import ids
from dashboard.layers.need import USUAL, OutlookWords
from dashboard.plan.answer import answer_view
from dashboard.plan.effects_ahead import ahead_parts
from dashboard.question.display import read_display
from dashboard.question.request import Request
from dashboard.words.words import words
from geodata import what_if
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.publish.build import computed
from geodata.scenario.scenario import parse
from tests.dashboard.components.test_components import parts, texts
from tests.toy_projection import projected_toy_region

REGION = computed(projected_toy_region())
NEAR = assess(REGION, parse(REGION, {"limit_min": 10}))
EN = words("en")
NEW = what_if(NEAR, "add:n1@0.04511,10.73526*4")  # where the residents of A3 are


def told(assessment: Assessment, kind: str, id_: str = "", outlook: OutlookWords = USUAL) -> list[str]:
    found = ahead_parts(assessment, place_of(assessment, kind, id_), EN, outlook)  # type: ignore[arg-type]
    return [text for part in found for text in texts(part)]


def sides(assessment: Assessment, kind: str, id_: str = "") -> list[str]:
    found = ahead_parts(assessment, place_of(assessment, kind, id_), EN, USUAL)  # type: ignore[arg-type]
    classes = [getattr(part, "className", "") or "" for each in found for part in parts(each)]
    return [name for name in classes if name.startswith("effect ")]


def test_residents_to_come_are_told_with_the_changes_and_without() -> None:
    assert told(NEW, "region") == [
        "With the residents of 2035",
        "100%",
        "within 10 min",
        "95% without the changes",
        "0",
        "more than 10 min away",
        "300 without the changes",
    ]
    assert sides(NEW, "region") == ["effect is-shorter"] * 2


def test_the_year_and_the_variant_are_those_of_the_address() -> None:
    assert told(NEW, "region", outlook=OutlookWords("2030", "high"))[0] == "With the residents of 2030"
    assert told(NEW, "region", outlook=OutlookWords("2030", "high"))[-1] == "440 without the changes"


def test_a_place_that_nothing_changes_for_is_the_same_and_one_that_loses_is_worse() -> None:
    assert sides(NEW, "municipality", "M1") == ["effect is-same"] * 2
    assert sides(what_if(NEAR, "close:u-north"), "municipality", "M1") == ["effect is-longer"] * 2


def test_of_a_unit_nothing_is_told_and_without_a_projection_why() -> None:
    assert told(NEW, "unit", "u-north") == []
    plain = replace(REGION, projections=None)
    bare = what_if(assess(plain, parse(plain, {"limit_min": 10})), "close:u-north")
    assert told(bare, "region") == [EN("siting.no_outlook", why=EN("why.no_projection"))]


def test_the_panel_of_the_need_has_them_first_and_the_way_to_more_units_last() -> None:
    def figures(query: dict[str, str], asked_of: Assessment, place: str = ids.NEED_FIGURES) -> str:
        page_request = Request(REGION, asked_of, place_of(asked_of, "region"), EN, ())
        return str(answer_view(page_request, read_display(query), {"version": ""}, "", {})[place])

    asks = {"question": "need"}
    after, before = figures(asks, NEW), figures(asks, NEAR)
    assert "With the residents of 2035" in after.split("Residents 2035")[0]
    assert "With the residents of 2035" not in before
    assert "With the residents of 2035" not in figures({**asks, "versus": "close:u-north"}, NEW)
    for told_of in (after, before):
        assert "Try more units" in told_of.split("Residents 2035")[-1]
    assert "Of today's residents:" in figures(asks, NEW, ids.FOCUS_HEAD), "whose journeys the boxes are of"
    for query, asked_of in (({}, NEW), (asks, NEAR)):
        assert "Of today's residents:" not in figures(query, asked_of, ids.FOCUS_HEAD)
