"""The panel of payment: its figures are the measures', its parts add up, and what is missing has a reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from dashboard.components.markup import Markup
from dashboard.layers.tariff_words import AS_IT_IS, TariffWords
from dashboard.payment.figures import PaymentFigures
from dashboard.payment.panel import listed_words, payment_head, payment_panel
from dashboard.payment.place import TABS
from dashboard.payment.strip import fit_sentence, fit_strip
from dashboard.tables.payments import payment_of_key
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.reimbursement_settings import Reimbursement
from geodata.focus.places import place_of
from geodata.scenario.scenario import default_scenario
from tests.dashboard.needs.test_views import elements, of_class, text
from tests.dashboard.regions import assessed
from tests.toy_payment import toy_payment_region

FLAT = TariffWords(model="flat")


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = toy_payment_region()
    return assess(region, default_scenario(region))


def figures(
    assessment: Assessment, tariff: TariffWords = AS_IT_IS, kind: str = "region", id_: str = "",
    language: str = "en", **more: str,
) -> PaymentFigures:  # fmt: skip
    return PaymentFigures(assessment, place_of(assessment, kind, id_), tariff, words(language), **more)


def section(panel: list[Markup], part: str) -> list[Markup]:
    found = [each for each in elements(panel) if each[1].get("data-pay-part") == part]
    assert found, f"no section of {part}"
    return found[0]


def rows(tree: Markup | Sequence[Markup]) -> list[list[str]]:
    body = next(each for each in elements(list(tree)) if each[0] == "tbody")
    cells = [[each for each in elements(row) if each[0] in ("th", "td")] for row in body[2:]]
    return [[text(cell) for cell in row if cell[1].get("aria-hidden") != "true"] for row in cells]


def test_the_model_as_it_is_is_told_by_its_parts_and_how_to_begin(toy: Assessment) -> None:
    of = figures(toy)
    assert payment_head(of) == ("The model pays 3,953 thousand kr a year", "Model of today")
    panel = payment_panel(of)
    assert [row[:2] for row in rows(section(panel, "parts"))] == [
        ["Age", "3,180"], ["Deprivation", "600"], ["Geography", "30"], ["Visits", "130"],
        ["Visits elsewhere", "−7"], ["Base", "20"], ["Sum", "3,953"],
    ]  # fmt: skip
    assert words("en")("payment_panel.begin") in text(panel)
    assert listed_words(of) == "Listed 2025: 3,000"


def test_the_heading_tells_the_same_sum_a_cost_or_a_saving(toy: Assessment) -> None:
    def heading(**tariff: str) -> str:
        return payment_head(figures(toy, TariffWords(**tariff)))[0]

    assert heading(model="flat") == "Saves 53 thousand kr, 40 thousand kr moves"
    assert heading(prices="cni:400,base:off") == "Costs 580 thousand kr more"
    assert heading(prices="cni:400", budget="neutral").startswith("Same sum, ")
    assert heading(prices="base:10000.01") == "Costs 0.02\u00a0kr more", "two hundredths are not the same sum"
    assert heading(budget="neutral") == "No difference"


def test_a_named_proposal_is_held_against_today(toy: Assessment) -> None:
    named = figures(toy, FLAT, name="Proposal 2027 A")
    assert payment_head(named)[1] == "Proposal 2027 A against today"
    other = figures(toy, TariffWords(prices="cni:400", against="flat"))
    assert payment_head(other)[1].endswith("against The same for all")
    assert rows(section(payment_panel(other), "parts"))[0][0] == "The same for all"


def test_the_waterfall_has_the_numbers_of_the_table_of_parts(toy: Assessment) -> None:
    shown = {row[0]: row[1] for row in rows(section(payment_panel(figures(toy, FLAT)), "parts"))}
    table = payment_of_key(toy, place_of(toy, "region"), "payment_parts", FLAT)
    changes = dict(zip(table.ids, table.values["payment_change"], strict=True))
    assert {key: changes[key] for key in ("each", "age", "leaving")} == {
        "each": 3_900_000, "age": -3_180_000, "leaving": 7_000
    }  # fmt: skip
    assert (shown["Per listed"], shown["Age"], shown["Visits elsewhere"]) == ("+3,900", "−3,180", "+7")
    assert (shown["Today"], shown["Proposal"]) == ("3,953", "3,900")


def test_sums_what_moves_and_who_moves_are_those_of_the_toy(toy: Assessment) -> None:
    panel = payment_panel(figures(toy, FLAT))
    sums = {text(of_class(row, "label")[0])[:12]: text(row) for row in of_class(panel, "kpi")}
    assert any("3,900" in each and "a year" in each and "−53" in each for each in sums.values())
    assert any("40\u202fthousand kr" in each and "1%" in each for each in sums.values())
    moving = next(each for each in of_class(panel, "kpi") if "±5%" in text(each))
    assert text(of_class(moving, "figure")).startswith("1"), "93,000 of 1,393,000 are 6.7 per cent"
    by_two = payment_panel(figures(toy, FLAT, moves="10"))
    moving = next(each for each in of_class(by_two, "kpi") if "±5%" in text(each))
    assert text(of_class(moving, "figure")).startswith("0")
    chosen = [each for each in elements(moving) if each[0] == "option" and "selected" in each[1]]
    assert [each[1]["value"] for each in chosen] == ["10"]


def test_operators_sum_to_the_whole_and_directions_have_signs(toy: Assessment) -> None:
    found = rows(section(payment_panel(figures(toy, FLAT)), "operators"))
    assert [row[1:] for row in found] == [
        ["1,393", "1,300", "▼ −93"], ["2,560", "2,600", "▲ +40"]
    ]  # fmt: skip


def test_fifths_of_the_weight_stand_in_their_order(toy: Assessment) -> None:
    found = rows(section(payment_panel(figures(toy, FLAT)), "fifths"))
    assert [row[0] for row in found] == ["1 lowest", "2", "3", "4", "5 highest"]
    assert [row[1] for row in found] == ["±0", "+40", "±0", "±0", "−93"]
    assert found[4][2] == "−93 kr"


def test_a_unit_is_told_by_its_own_parts_and_what_it_was_paid(toy: Assessment) -> None:
    unit = str(toy.units.index[0])
    panel = payment_panel(figures(toy, FLAT, "unit", unit))
    assert ["Age", "1,020", "0"] in rows(section(panel, "units"))
    assert rows(section(panel, "units"))[-1] == ["Sum", "1,393", "1,300"]
    assert "Really paid in 2025: 1,393 thousand kr. That is 1.000 times what the model pays." in text(panel)
    assert not [each for each in elements(panel) if each[1].get("data-pay-part") == "fifths"]


def test_a_municipality_is_told_by_its_units_and_a_press_selects_one(toy: Assessment) -> None:
    muni = str(toy.region.areas["municipality_id"].iloc[0])
    panel = payment_panel(figures(toy, FLAT, "municipality", muni))
    chosen = [each[1]["data-select-id"] for each in elements(panel) if "data-select-id" in each[1]]
    assert chosen == ["u-south", "u-north"], "those that gain most first"
    assert not of_class(panel, "only-small")


def test_the_strip_tells_the_ratio_and_the_way_to_deviations(toy: Assessment) -> None:
    strip = fit_strip(figures(toy))
    assert "ratio 0.9899 · 100% of units within 2%" in text(strip)
    button = next(each for each in elements(strip) if each[0] == "button")
    assert json.loads(button[1]["data-set"])["pay_view"] == "fit"
    assert button[1]["data-opens"] == "drawer"
    assert fit_sentence(figures(toy)).startswith("Against what was really paid in 2025: ratio 0.9899")


def test_a_model_that_does_not_give_back_what_was_paid_says_so_first(toy: Assessment) -> None:
    payments = toy.region.payments
    assert payments is not None
    poor = replace(toy.region, payments=payments.assign(amount=payments["amount"] * 1.5))
    strip = fit_strip(figures(assess(poor, default_scenario(poor))))
    assert of_class(strip, "is-poor")
    assert text(strip).startswith(words("en")("payment_panel.fit.poor"))


def test_without_payments_the_strip_says_so(toy: Assessment) -> None:
    unpaid = replace(toy.region, payments=None)
    of = figures(assess(unpaid, default_scenario(unpaid)))
    assert text(fit_strip(of)) == fit_sentence(of) == words("en")("why.no_payments")
    unit = payment_panel(replace(of, focus=place_of(of.assessment, "unit", "u-north")))
    assert "Nobody knows what the unit was really paid in 2025." in text(unit)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_the_way_is_named_and_taken_away_by_a_press(toy: Assessment, language: str) -> None:
    panel = payment_panel(figures(toy, TariffWords(budget="100"), language=language))
    assert words(language)("why.budget_too_small") in text(panel)
    button = next(each for each in elements(panel) if each[0] == "button")
    assert json.loads(button[1]["data-set"]) == {"budget": None}


def test_no_model_and_none_that_may_be_shown_are_sentences(toy: Assessment) -> None:
    plain = figures(assessed("whole"))
    assert text(payment_panel(plain)) == words("en")("why.no_payment_model")
    assert (fit_strip(plain), fit_sentence(plain), listed_words(plain)) == ([], "", "")
    settings = toy.region.settings
    hidden = Reimbursement(settings.reimbursement.models, settings.reimbursement.weights, public=False)
    region = replace(toy.region, settings=replace(settings, reimbursement=hidden))
    of = figures(assess(region, default_scenario(region)))
    assert text(payment_panel(of)) == words("en")("why.payment_not_public")
    assert payment_head(None) == ()


def test_every_tab_of_a_phone_has_its_section(toy: Assessment) -> None:
    panel = payment_panel(figures(toy, FLAT))
    assert {each[1]["data-pay-part"] for each in elements(panel) if "data-pay-part" in each[1]} == {*TABS} - {
        "after"
    }
