"""The editor has a row a part with its price, and says what a budget makes of the prices."""

from __future__ import annotations

import json
from dataclasses import replace

from dashboard.components import ids
from dashboard.components.markup import Markup
from dashboard.layers.tariff_words import TariffWords
from dashboard.payment.editor import editor_places
from dashboard.payment.figures import PaymentFigures
from dashboard.payment.rail import tariff_section
from dashboard.plan.question_switch import question_switch
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.focus.places import whole_region
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.dashboard.needs.test_fields import elements
from tests.toy_payment import toy_payment_region
from tests.toy_region import toy_region

REGION = toy_payment_region()


def places(region: Region = REGION, **values: str) -> dict[str, list[Markup]]:
    assessment = assess(region, default_scenario(region))
    given = TariffWords(**values)
    return editor_places(PaymentFigures(assessment, whole_region(assessment), given, words("en")))


def parts(fields: list[Markup]) -> dict[str, dict[str, str]]:
    rows = [attributes for _, attributes, *_ in elements(fields, "li") if "data-part" in attributes]
    return {row["data-part"]: row for row in rows}


def text(markup: list[Markup]) -> str:
    return " ".join(each if isinstance(each, str) else text(each[2:]) for each in markup)  # type: ignore[arg-type]


def test_every_part_has_a_row_and_those_of_other_models_wait_to_be_added() -> None:
    rows = parts(places(model="current", against="current")[ids.TARIFF_FIELDS])
    assert {key: row["data-usual"] for key, row in rows.items()} == {
        "age": "100",
        "cni": "200.00",
        "places": "30000.00",
        "visits": "100",
        "leaving": "50",
        "base": "10000",
        "flat.each": "1300",
    }
    assert [key for key, row in rows.items() if "hidden" in row] == ["flat.each"]


def test_rows_are_the_same_whatever_the_prices_so_that_what_is_in_hand_stays() -> None:
    usual = places(model="current", against="current")
    edited = places(
        model="current", against="current", prices="age:90,cni:off,flat.each:5", budget="neutral", floor="5"
    )
    assert edited[ids.TARIFF_FIELDS] == usual[ids.TARIFF_FIELDS]
    assert edited[ids.TARIFF_MODELS] == usual[ids.TARIFF_MODELS]
    assert edited[ids.TARIFF_NOTE] != usual[ids.TARIFF_NOTE]


def test_only_parts_that_a_budget_can_multiply_are_offered_to_be_scaled() -> None:
    fields = places(model="current", against="current")[ids.TARIFF_FIELDS]
    boxes = [
        attributes["data-value"]
        for _, attributes, *_ in elements(fields, "button")
        if attributes.get("data-tariff") == "scaled"
    ]
    assert boxes == ["age", "cni", "places", "visits", "base", "flat.each"]


def test_an_unchanged_budget_says_what_the_scaled_price_becomes() -> None:
    """Age alone pays 3,180,000 of 3,953,000; without the base of 20,000 it is to pay 3,200,000."""
    note = text(
        places(model="current", against="current", prices="base:off", budget="neutral", scaled="age")[
            ids.TARIFF_NOTE
        ]
    )
    assert "price of Age is worked out so that the sum is 3,953,000\u00a0kr: 100.63" in note


def test_what_the_other_model_pays_is_there_for_an_amount_to_begin_from() -> None:
    (element,) = elements(places(model="current", against="current")[ids.TARIFF_NOTE], "span")
    assert element[1]["data-value"] == "3953000"


def test_a_budget_that_cannot_be_kept_is_told_in_words() -> None:
    (element,) = elements(
        places(model="current", against="current", budget="5", scaled="age")[ids.TARIFF_NOTE], "p"
    )
    assert element[1]["role"] == "alert"
    assert len(element[2]) > 20


def test_a_region_without_models_has_no_third_question_and_says_why_to_a_link() -> None:
    region = toy_region()
    assert len(question_switch(region, words("sv")).children) == 2
    assert len(question_switch(REGION, words("sv")).children) == 3
    assert text(places(region)[ids.TARIFF_FIELDS]) == words("en")("why.no_payment_model")


def test_a_region_that_keeps_its_models_to_itself_shows_none() -> None:
    hidden = replace(REGION.settings.reimbursement, public=False)
    region = replace(REGION, settings=replace(REGION.settings, reimbursement=hidden))
    assert len(question_switch(region, words("sv")).children) == 2
    assert text(places(region)[ids.TARIFF_FIELDS]) == words("en")("why.payment_not_public")


def test_a_file_of_a_proposal_is_held_to_the_models_and_parts_that_there_are() -> None:
    section = tariff_section(REGION, words("sv")).to_plotly_json()["props"]
    (models,) = json.loads(section["data-parts"]).values()
    assert {key: len(keys) for key, keys in models} == {"current": 7, "flat": 7}
