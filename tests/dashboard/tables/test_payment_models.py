"""Models beside each other are told by the same figures as the panel, and an address says which they are."""

from __future__ import annotations

import pytest

from dashboard.layers.tariff_words import TariffWords
from dashboard.plan.address import misread_beside
from dashboard.tables.payment_models import FIGURES, NamedTariff, models_table, read_beside
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.focus.places import whole_region
from geodata.measures.payment import payment_measures
from geodata.scenario.scenario import default_scenario
from tests.toy_payment import toy_payment_region

REGION = toy_payment_region()
TODAY = assess(REGION, default_scenario(REGION))
AS_IT_IS = TariffWords(model="current", against="current")
FLAT = TariffWords(model="flat", against="current")


def test_an_address_names_what_stands_beside() -> None:
    text = "50 %25 %7C av%3B allt|prices=age:1,cni:off;B|model=flat|budget=neutral"
    assert read_beside(text) == (
        [
            NamedTariff("50 % | av; allt", TariffWords(prices="age:1,cni:off")),
            NamedTariff("B", TariffWords(model="flat", budget="neutral")),
        ],
        [],
    )
    assert read_beside("") == ([], [])


@pytest.mark.parametrize(
    ("text", "misread"),
    [
        ("B|colour=red", ["B|colour=red"]),
        ("A;B;C;D;E", ["D;E"]),
        ("A|model=flat|model=current", ["A|model=flat|model=current"]),
        ("A|prices=" + "x" * 3000, ["A|prices=" + "x" * 3000]),
    ],
)
def test_what_cannot_stand_beside_is_told(text: str, misread: list[str]) -> None:
    found, unread = read_beside(text)
    assert unread == misread
    assert len(found) <= 3


def test_words_beside_that_the_care_form_has_not_are_named() -> None:
    found = misread_beside(TODAY, "A|model=flat;B|prices=age:much,age:5|floor=200;C|model=gold|blue=1")
    assert [each.value for each in found] == [
        "C|model=gold|blue=1", "prices=age:much", "floor=200",
    ]  # fmt: skip


def test_a_column_a_model_and_a_row_a_part() -> None:
    table = models_table(
        TODAY,
        whole_region(TODAY),
        [NamedTariff("", AS_IT_IS), NamedTariff("Flat", FLAT)],
        words("en"),
        plain=True,
    )
    rows = dict(
        zip(
            table.values["figure"],
            zip(table.values["model_0"], table.values["model_1"], strict=True),
            strict=True,
        )
    )
    assert rows["Age"][0] == 3_180_000
    assert rows["Age"][1] == "payment.no_such_part"
    assert rows["Per listed"][1] == 3_900_000
    assert [column.heading for column in table.columns[2:]] == [{"en": "Model of today"}, {"en": "Flat"}]


def test_figures_are_those_of_the_panel() -> None:
    place = whole_region(TODAY)
    table = models_table(TODAY, place, [NamedTariff("Flat", FLAT)], words("en"), plain=True)
    measures = payment_measures((("model", "flat"), ("against", "current")))
    found = dict(zip(table.ids, table.values["model_0"], strict=True))
    assert {key: found[key] for key in FIGURES} == {
        key: measures[key].read(TODAY, place).value for key in FIGURES
    }
    assert found["payment_after"] == 3_900_000
    assert found["payment_moved"] == 40_000
