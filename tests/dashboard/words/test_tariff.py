"""A tariff in words: every edit, its budget, its floor and what it is compared with, in both languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.words.part import part_about
from dashboard.words.tariff import price_unit, tariff_name, tariff_sentences
from dashboard.words.words import words
from geodata.contract.reimbursement_settings import KINDS, Output, Part, PaymentModel
from geodata.reimbursement.tariff import TariffOffer, parse_tariff

SOURCE = {"sv": "Påhittad", "en": "Invented"}


def part(key: str, sv: str, en: str, price: str, **more: object) -> Part:
    return Part(key, "per_person", {"sv": sv, "en": en}, Decimal(price), SOURCE, **more)  # type: ignore[arg-type]


def model(key: str, sv: str, en: str, *parts: Part, scaled: tuple[str, ...] = ()) -> PaymentModel:
    name = {"sv": sv, "en": en}
    return PaymentModel(key, name, "primary", "2025", None, None, SOURCE, parts, scaled=scaled)


OFFER = TariffOffer(
    {
        "today": model(
            "today",
            "Modell 2026",
            "Model 2026",
            part("age", "Ålder", "Age", "1476"),
            part("cni", "Socioekonomi", "Deprivation", "350.50"),
            part("goals", "Mål", "Goals", "118"),
            scaled=("age",),
        ),
        "flat": model("flat", "Lika för alla", "Flat", part("all", "Listning", "List", "2000")),
    },
    "today",
)


def sentences(language: str, **values: str) -> list[str]:
    return tariff_sentences(OFFER, parse_tariff(OFFER, values), words(language))


def test_a_model_as_it_is_says_so_and_what_it_is_compared_with() -> None:
    assert sentences("sv") == [
        "Modell 2026 som den är.",
        "Öppen budget: summan följer av priserna.",
        "Jämförs med Modell 2026.",
    ]


def test_every_edit_is_told_with_what_it_was() -> None:
    prices = "age:1270,cni:630.25,goals:off,flat.all:10"
    assert sentences("en", prices=prices, against="flat")[0] == (
        "Model 2026 with changes: Age 1,270 instead of 1,476; Deprivation 630.25 instead of 350.5; "
        "Goals off; List of Flat added at 10."
    )
    assert sentences("sv", prices=prices, against="flat")[0].replace("\u202f", " ") == (
        "Modell 2026 med ändringar: Ålder 1 270 i stället för 1 476; "
        "Socioekonomi 630,25 i stället för 350,5; Mål av; Listning från Lika för alla tillagd med priset 10."
    )
    assert sentences("en", prices=prices, against="flat")[-1] == "Compared with Flat."


def test_a_given_budget_says_which_parts_are_scaled() -> None:
    assert "Age scaled" in sentences("en", budget="neutral")[1]
    assert "Deprivation, Goals scaled" in sentences("en", budget="neutral", scaled="cni,goals")[1]
    assert "all parts scaled" in sentences("en", budget="neutral", model="flat")[1]
    assert sentences("en", budget="8185500000.5")[1].startswith("The budget is 8,185,500,000.5\u00a0kr: Age")


@pytest.mark.parametrize("payer", ["payer", "others"])
def test_a_floor_says_how_much_and_who_pays(payer: str) -> None:
    floored = sentences("en", floor="2.5", floor_by=payer)[2]
    assert floored == f"Floor: no unit loses more than 2.5%. {words('en')(f'tariff.floor_by.{payer}')}"


def test_a_changed_model_without_a_name_is_a_proposal() -> None:
    same, changed = parse_tariff(OFFER, {}), parse_tariff(OFFER, {"prices": "age:1"})
    assert tariff_name(OFFER, same, "", words("sv")) == "Modell 2026"
    assert tariff_name(OFFER, changed, "", words("sv")) == "Förslag"
    assert tariff_name(OFFER, changed, "2027 A", words("sv")) == "2027 A"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_of_part_says_what_its_price_is_of(language: str) -> None:
    every = [replace(part("x", "X", "X", "1"), kind=kind, output="visits") for kind in KINDS]
    assert len({price_unit(each, words(language)) for each in every}) == len(KINDS)
    monthly = part("x", "X", "X", "1", months=12, weights=("acg",))
    assert "12" in price_unit(monthly, words(language))


PATIENT = Output(
    "weighted_patient",
    {"sv": "Viktade listade", "en": "Weighted patients"},
    {"sv": "viktad listad", "en": "weighted patient"},
)


@pytest.mark.parametrize(
    ("produced", "output", "language", "unit"),
    [
        (PATIENT, "weighted_patient", "sv", "kr per viktad listad"),
        (PATIENT, "weighted_patient", "en", "kr per weighted patient"),
        (None, "weighted_patient", "en", "kr per weighted patient"),
        (None, "visits", "sv", "kr per besök"),
    ],
)
def test_what_is_paid_for_is_called_as_the_region_says_else_by_plain_words(
    produced: Output | None, output: str, language: str, unit: str
) -> None:
    paid = replace(part("x", "X", "X", "1"), kind="per_output", output=output, produced=produced)
    assert price_unit(paid, words(language)) == unit


def test_what_others_did_for_the_listed_is_called_as_the_region_says() -> None:
    taken = replace(part("x", "X", "X", "1"), kind="responsibility", output="call", produced=PATIENT)
    assert price_unit(taken, words("en")) == "kr per weighted patient elsewhere"
    assert "Weighted patients" in " ".join(part_about(taken, words("en")))
