"""What leaves the page says what its difference comes of: the model, changed units, or a year to come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.exports.table_files import table_file
from dashboard.layers.tariff_words import TariffWords
from dashboard.payment.beside import tariffs_beside
from dashboard.presentation.step_content import proposed_heading, step_content
from dashboard.presentation.steps import Presentation, Step
from dashboard.question.display import read_display
from dashboard.question.listing import read_listing
from dashboard.question.request import Request, request_of
from dashboard.tables.payment_models import MODELS
from dashboard.tables.payments import PAYMENT_TABLES
from dashboard.tables.report import report
from dashboard.tables.tables import table_of
from dashboard.words.words import words
from geodata.focus.places import whole_region
from geodata.measures.payment import payment_measures
from geodata.region.region import Region
from tests.toy_payment import toy_payment_region
from tests.toy_projection import projected_toy_region


def paid_and_projected() -> Region:
    """The toy region with reimbursement, that also knows how many there will be."""
    paid, region = toy_payment_region(), projected_toy_region()
    tables = ("lists", "unit_weights", "production", "payments", "contracts")
    settings = replace(region.settings, reimbursement=paid.settings.reimbursement)
    return replace(region, settings=settings, **{name: getattr(paid, name) for name in tables})


REGION = paid_and_projected()
CLOSED = {"question": "payment", "changes": "close:u-south", "intake": "free"}
EFFECTS = {"moves": "Efter ändringarna", "2035": "Med invånarna 2035"}
OF_TODAY = ("payment_fit", "payment_receivers")
"""Tables of one effect whatever is chosen: of the current model, and of what a what-if does."""


def request(**record: str) -> Request:
    record = CLOSED | record
    return request_of(REGION, words("sv"), record, record)


@pytest.mark.parametrize("effect", EFFECTS)
@pytest.mark.parametrize("key", sorted({"payment", *PAYMENT_TABLES} - {*OF_TODAY}))
def test_a_file_says_what_its_difference_comes_of(key: str, effect: str) -> None:
    about = dict(table_file(request(effect=effect), key, CLOSED | {"effect": effect}).about)
    model = about["Ersättningsmodell"]
    assert EFFECTS[effect] in model
    assert "Jämförs med Dagens modell" not in model
    assert "Jämförs med Dagens modell" in dict(table_file(request(), key, CLOSED).about)["Ersättningsmodell"]


@pytest.mark.parametrize("effect", EFFECTS)
def test_tables_under_an_effect_sum_to_the_figure_of_the_region(effect: str) -> None:
    assessment, given = request().assessment, (("effect", effect),)
    whole = whole_region(assessment)
    for name in ("payment_before", "payment_after", "payment_change"):
        value = payment_measures(given)[name].read(assessment, whole).value
        for key in ("payment", "payment_municipalities", "payment_operators", "payment_fifths"):
            table = table_of(assessment, whole, key, tariff=TariffWords(effect=effect))
            assert sum(map(float, table.values[name])) == pytest.approx(value, abs=0.001), (key, name)  # type: ignore[arg-type]


@pytest.mark.parametrize("effect", EFFECTS)
def test_a_report_and_a_step_say_it_too(effect: str) -> None:
    asking = request(effect=effect)
    paid = report(
        asking.assessment, whole_region(asking.assessment), words("sv"), tariff=TariffWords(effect=effect)
    )["payment"]
    assert paid["effect"] == effect  # type: ignore[index]
    assert EFFECTS[effect] in paid["words"]  # type: ignore[index]
    record = CLOSED | {"effect": effect}
    step = Step("Rubrik", "", "&".join(f"{key}={value}" for key, value in record.items()))
    content = step_content(Presentation("Namn", (step,), "", "sv", "key"), 1, REGION, words("sv"))
    (line,) = [line.text for line in content.lines if line.kind == "tariff"]
    assert EFFECTS[effect] in line


def test_the_heading_of_a_step_of_a_year_says_which() -> None:
    year = {"question": "payment", "effect": "2035"}
    asking = request_of(REGION, words("sv"), year, year)
    assert proposed_heading(asking, read_display(year)).startswith("Med invånarna 2035: ")


def test_models_beside_each_other_are_of_the_models_alone() -> None:
    record = CLOSED | {"effect": "moves", "pay_beside": "Lika|model=flat"}
    assert {each.words.effect for each in tariffs_beside(read_listing(record))} == {""}
    assert "Ersättningsmodell" in dict(table_file(request(), MODELS, CLOSED).about)
