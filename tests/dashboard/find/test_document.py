"""What Hitta is told of the units: the same of each, missing said to be missing, and nothing of residents."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.find.document import find_document, form_document
from dashboard.find.facts import groups, parts
from dashboard.find.fields import ON_CARD
from dashboard.words.words import words, words_of
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.settings import OPERATORS, OpeningSettings
from geodata.focus.places import place_of
from geodata.measures.supply import UNITS, beside_the_region
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from tests.dashboard.texts.test_catalogues import lix
from tests.toy_region import toy_region


@pytest.fixture(scope="module")
def region() -> Region:
    """Units are north, rehab, south: north tells everything, south nothing but its name and its place."""
    toy = toy_region()
    told = {
        "services": ["Vaccination;Diabetes", "", ""],
        "languages": ["Svenska", "", ""],
        "opening": ["Måndag–fredag 8–19", "Ring", ""],
        "accepts_new": ["no", "yes", ""],
        "phone": ["031-390 06 00", "", ""],
        "address": ["Storgatan 1, 123 45 Norrby", "", "Lillgatan 2, Norrby"],
    }
    indicators = pd.DataFrame(
        {
            "indicator": "wait",
            "unit": [0],
            "area": [-1],
            "period": ["2025"],
            "value": [0.9],
            "numerator": [90.0],
            "denominator": [100.0],
        }
    )
    return replace(toy, units=toy.units.assign(**told), indicators=indicators)


def found_in(region: Region) -> dict[str, Any]:
    """The units, each care form with what is told of it, as the browser puts them together."""
    found: dict[str, Any] = json.loads(find_document(region, "sv"))
    for form in found["forms"]:
        assert "fields" not in form, "facts come a care form at a time"
        form |= json.loads(form_document(region, "sv", form["key"]))
    return found


@pytest.fixture(scope="module")
def document(region: Region) -> dict[str, Any]:
    return found_in(region)


def test_every_unit_has_every_field_in_one_order_and_missing_is_nothing(document: dict[str, Any]) -> None:
    form = document["forms"][0]
    assert form["card"] == ON_CARD == 4
    keys = [field["key"] for field in form["fields"]]
    assert keys[:9] == [
        "run_by", "opening", "quality_wait", "step_free", "accepts", "languages",
        "services", "address", "contact",
    ]  # fmt: skip
    for field in form["fields"]:
        assert len(field["short"]) == len(form["at"]) == 2
    south = {field["key"]: field["short"][1] for field in form["fields"]}
    assert [
        key for key in ("opening", "quality_wait", "accepts", "languages", "services") if south[key]
    ] == []


def test_units_that_are_shut_are_counted_and_those_of_other_forms_stand_apart(region: Region) -> None:
    shut = region.units.assign(closed=pd.to_datetime([None, None, "2020-01-01"]))
    form = found_in(replace(region, units=shut))["forms"][0]
    assert (form["at"], form["shut"]) == ([0], 1)


def test_a_group_keeps_apart_no_and_not_told(region: Region) -> None:
    told = {group.key: group.units for group in groups(region, words("sv"))}
    assert told["accepts"] == [[], ["yes"], None]
    assert told["open"] == [["evening"], None, None]
    assert told["languages"] == [["Svenska"], None, None]
    assert parts(" a ; b;a;; ") == ["a", "b"]


@pytest.mark.parametrize("lov", [True, False])
def test_who_runs_a_unit_is_explained_in_a_sentence_wherever_all_is_told(region: Region, lov: bool) -> None:
    here = replace(region, settings=replace(region.settings, lov=lov))
    form = found_in(here)["forms"][0]
    run_by = next(field for field in form["fields"] if field["key"] == "run_by")
    sentences = {words("sv", lov=lov)(f"find.operator.{key}") for key in OPERATORS}
    for unit, cell in zip(form["at"], run_by["full"], strict=True):
        if region.units["operator"].iloc[unit]:
            assert cell[-1][2] in sentences
    operators = next(group for group in form["groups"] if group["key"] == "operator")
    assert set(operators["about"].values()) == sentences
    assert lov == bool(re.search("LO[UV]|egen regi", json.dumps(form, ensure_ascii=False)))


def test_what_stands_in_the_regions_language_alone_is_marked_with_it(region: Region) -> None:
    form = json.loads(form_document(region, "en", "gp"))
    marked = {field["key"]: field["full"] or field["short"] for field in form["fields"]}
    assert marked["services"][0] == [["span", {"lang": "sv"}, "Vaccination, Diabetes"]]
    assert marked["opening"][0] == ["Mon–Fri 8–19, Sat–Sun closed"]
    assert {group["lang"] for group in form["groups"] if group["key"] in ("services", "languages")} == {"sv"}


def test_a_phone_is_a_link_that_rings(document: dict[str, Any]) -> None:
    contact = next(field for field in document["forms"][0]["fields"] if field["key"] == "contact")
    assert contact["short"][0] == [["a", {"href": "tel:0313900600"}, "031-390 06 00"]]


def test_links_for_registering_and_e_services_stand_with_the_phone_where_there_are_any(
    region: Region,
) -> None:
    columns = {
        "register_url": ["https://a.example/", "", ""],
        "e_services_url": ["https://b.example/", "", ""],
    }
    form = found_in(replace(region, units=region.units.assign(**columns)))["forms"][0]
    contact = next(field for field in form["fields"] if field["key"] == "contact")
    links = [(line[1]["href"], line[2]) for line in contact["short"][0]]
    assert links[1:] == [
        ("https://a.example/", "Lista eller anmäl dig"),
        ("https://b.example/", "E-tjänster"),
    ]
    assert contact["short"][1] is None


def test_a_figure_is_said_in_a_sentence_with_how_sure_it_is_and_its_date(document: dict[str, Any]) -> None:
    quality = next(field for field in document["forms"][0]["fields"] if field["key"] == "quality_wait")
    said = json.dumps(quality["full"][0], ensure_ascii=False).replace("\u202f", " ")
    assert "Siffran bygger på 100 fall. Den rätta siffran är troligen mellan 83 % och 94 %." in said
    assert "Gäller 2025" in said or "Gäller helår 2025" in said
    assert "Källa" not in said, "what holds for every unit stands once, beside the name of the field"
    assert quality["spans"][0] == pytest.approx([0.8256, 0.9448], abs=1e-4)


def test_a_share_of_fewer_than_eight_answers_is_not_shown(region: Region) -> None:
    few = region.indicators.assign(numerator=[6.0], denominator=[7.0])
    form = found_in(replace(region, indicators=few))["forms"][0]
    quality = next(field for field in form["fields"] if field["key"] == "quality_wait")
    assert quality["short"][0] == [["span", {"class": "missing"}, "för få för att visas"]]
    assert quality["spans"] == [None, None]


def test_towns_come_from_addresses_without_their_postcode(document: dict[str, Any]) -> None:
    assert [town["name"] for town in document["towns"]] == ["Norrby"]


def test_names_are_ranked_as_in_swedish(region: Region) -> None:
    named = region.units.assign(name=["Östra", "Alm", "Ängen"])
    form = found_in(replace(region, units=named))["forms"][0]
    assert form["rank"] == [1, 0]


def test_the_swedish_texts_of_hitta_read_easily() -> None:
    texts = [text for key, text in words("sv")._catalogue.items() if key.split(".")[0] in ("find", "help")]
    whole = " ".join(text if text[-1] in ".:!?" else f"{text}." for text in texts)
    assert len(texts) > 140
    assert lix(whole) <= 40
    sentences = " ".join(text for text in texts if text[-1] == "." and len(text.split()) > 4)
    assert lix(sentences) <= 40


def _english_texts() -> list[str]:
    return [text for key, text in words("en")._catalogue.items() if key.split(".")[0] in ("find", "help")]


def test_the_english_texts_of_hitta_read_easily() -> None:
    texts = _english_texts()
    assert len(texts) > 140
    assert lix(" ".join(text if text[-1] in ".:!?" else f"{text}." for text in texts)) <= 40
    sentences = [text for text in texts if text[-1] == "." and len(text.split()) > 4]
    assert lix(" ".join(sentences)) <= 40


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_of_instructions_reads_easily_by_itself(language: str) -> None:
    catalogue = words(language)._catalogue
    texts = [text for key, text in catalogue.items() if key.startswith("help.") and text[-1] == "."]
    assert len(texts) > 5
    assert lix(" ".join(texts)) <= 40


def test_the_statement_on_accessibility_reads_easily() -> None:
    catalogue = words("sv")._catalogue
    texts = [text for key, text in catalogue.items() if key.startswith("accessibility.") and text[-1] == "."]
    assert lix(" ".join(texts)) <= 40


def test_a_region_of_no_system_of_choice_names_no_swedish_law(region: Region) -> None:
    abroad = words_of(replace(region.settings, lov=False), "en")
    assert "Digg" not in abroad("accessibility.law.text")


@pytest.mark.parametrize("name", ["leeds", "vastra_gotaland"])
def test_a_care_forms_units_are_the_panels_and_those_told_beside_it(
    name: str, request: pytest.FixtureRequest
) -> None:
    assessment: Assessment = request.getfixturevalue(name)
    for form in json.loads(find_document(assessment.region, "sv"))["forms"]:
        asked = assess(assessment.region, parse(assessment.region, {"care_form": form["key"]}))
        beside = (len(form["outside"]), len(form["placeless"]))
        assert beside == beside_the_region(asked)
        units = UNITS.read(asked, place_of(asked, "region")).value
        assert len(form["at"]) - sum(beside) == units


def test_hours_and_closures_are_handed_to_the_browser_with_the_regions_clock(region: Region) -> None:
    closures = ["2026-12-24; 2020-01-01", *[""] * (len(region.units) - 1)]
    opening = OpeningSettings("Europe/London", (date(2026, 12, 25),))
    closed = replace(
        region,
        units=region.units.assign(closures=closures),
        settings=replace(region.settings, opening=opening),
        built="2026-11-29T10:00:00",
    )
    found = found_in(closed)
    assert found["clock"] == {"zone": "Europe/London", "closed": ["2026-12-25"]}
    form = found["forms"][0]
    hours = form["hours"]
    first = form["at"].index(0)
    assert hours["weeks"][hours["of"][first]][0] == [[8 * 60, 19 * 60]]
    assert hours["shut"] == {str(first): [["2020-01-01", "2020-01-01"], ["2026-12-24", "2026-12-24"]]}
    written = next(field for field in form["fields"] if field["key"] == "opening")["full"][first]
    assert written[1:] == [["span", {"class": "second"}, "Stängt 24 december 2026"]]


def test_open_now_can_be_asked_for_where_any_unit_has_told_its_hours(region: Region) -> None:
    def options(openings: list[str]) -> list[str]:
        form = found_in(replace(region, units=region.units.assign(opening=openings)))["forms"][0]
        return [key for key, _ in next(one for one in form["groups"] if one["key"] == "open")["options"]]

    count = len(region.units)
    assert options([*["Måndag 8–17"] * count]) == ["now"]
    assert options([""] * count) == []
