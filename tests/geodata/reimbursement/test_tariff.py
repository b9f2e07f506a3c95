"""A tariff is the same however it was written, and an address gives it back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from geodata.contract.errors import UnknownNameError
from geodata.contract.reimbursement_settings import Part, PaymentModel
from geodata.reimbursement.tariff import NEUTRAL, OTHERS, Edit, Tariff, TariffOffer, parse_tariff

NO_WORDS = {"sv": "", "en": ""}


def model(key: str, *parts: tuple[str, str]) -> PaymentModel:
    """A model of parts, by key and price."""
    found = tuple(Part(part, "per_person", NO_WORDS, Decimal(price), NO_WORDS) for part, price in parts)
    return PaymentModel(key, NO_WORDS, "primary", "2025", None, None, NO_WORDS, found)


TODAY = model("today", ("age", "1476"), ("cni", "350"))
OTHER = model("other", ("flat", "2000"))
OFFER = TariffOffer({"today": TODAY, "other": OTHER}, "today")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, Tariff("today", against="today")),
        ({"model": "other"}, Tariff("other", against="today")),
        (
            {"prices": "cni:off,age:1270"},
            Tariff("today", (Edit("age", Decimal(1270)), Edit("cni", None)), against="today"),
        ),
        (
            {"prices": "cni:630,other.flat:100", "budget": "neutral", "scaled": "cni,age"},
            Tariff(
                "today", (Edit("cni", Decimal(630)), Edit("other.flat", Decimal(100))), NEUTRAL,
                ("age", "cni"), against="today",
            ),
        ),
        (
            {"budget": "8185500000.50", "floor": "5", "floor_by": "others", "against": "other"},
            Tariff(
                "today", (), Decimal("8185500000.50"), (), Decimal(5), OTHERS, "other",
            ),
        ),
    ],
)  # fmt: skip
def test_what_an_address_says_is_read_into_one_tariff(values: dict[str, str], expected: Tariff) -> None:
    assert parse_tariff(OFFER, values) == expected


def test_no_amount_is_less_than_nothing_by_its_sign_alone() -> None:
    assert str(parse_tariff(OFFER, {"budget": "-0"}).budget) == "0"
    assert str(parse_tariff(OFFER, {"prices": "age:-0.50"}).edits[0].price) == "-0.50"


def test_edits_that_change_nothing_are_none() -> None:
    assert parse_tariff(OFFER, {"prices": "age:1476.00,cni:350"}) == OFFER.default()
    assert parse_tariff(OFFER, {"prices": "cni:1,age:2"}) == parse_tariff(OFFER, {"prices": "age:2.0,cni:1"})


def test_parts_have_the_prices_of_the_edits_and_lack_those_that_are_off() -> None:
    parts = OFFER.parts(parse_tariff(OFFER, {"prices": "age:1270,cni:off,other.flat:7"}))
    assert [(part.key, part.price) for part in parts] == [("age", Decimal(1270)), ("other.flat", Decimal(7))]


@pytest.mark.parametrize(
    "values",
    [
        {"model": "none"},
        {"prices": "age"},
        {"prices": "age:1e9"},
        {"prices": "age:nan"},
        {"prices": "nothing:1"},
        {"prices": "age:" + "9" * 40},
        {"prices": ",".join(["age:1"] * 41)},
        {"budget": "much"},
        {"budget": "-1"},
        {"floor": "101"},
        {"floor": "٣"},
        {"floor": "5", "floor_by": "nobody"},
        {"scaled": "nothing"},
        {"against": "none"},
    ],
)
def test_words_that_no_tariff_has_are_refused_by_what_there_is(values: dict[str, str]) -> None:
    with pytest.raises(UnknownNameError):
        parse_tariff(OFFER, values)
