"""What an answer puts in the editor: models and parts of the care form, and what a budget makes of prices."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from dashboard.components import ids
from dashboard.components.markup import Markup, tag
from dashboard.payment.fields import model_fields, tariff_fields
from dashboard.payment.figures import PaymentFigures
from dashboard.words.tariff import part_name
from geodata.measures.reform_of_units import reform
from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.of_region import why_no_payment
from geodata.reimbursement.reform import Reform
from geodata.reimbursement.tariff import OPEN

ORE = Decimal("0.01")


def editor_places(of: PaymentFigures) -> dict[str, list[Markup]]:
    """By the id of each place in the rail what stands there, or why there is nothing to edit."""
    assessment, words = of.assessment, of.words
    if why := why_no_payment(assessment.region, assessment.scenario.care_form):
        return {
            ids.TARIFF_MODELS: [],
            ids.TARIFF_FIELDS: [tag("p", words(why), class_="note")],
        }
    return {
        ids.TARIFF_MODELS: model_fields(of.offer, words),
        ids.TARIFF_FIELDS: tariff_fields(of.offer, of.chosen, words),
        ids.TARIFF_NOTE: _note(of),
    }


def _note(of: PaymentFigures) -> list[Markup]:
    """What the budget makes of the prices, or that it cannot be kept; and what the other model pays in all."""
    try:
        found = reform(of.assessment, of.given)
    except ReimbursementError:
        return [tag("p", of.words(of.why), class_="wrong", role="alert")]
    before = Decimal(found.before.total).scaleb(-2)
    value = f"{before:f}".removesuffix(".00")
    sentence = [tag("p", _scaled_words(of, found))] if of.chosen.budget != OPEN else []
    return [*sentence, tag("span", hidden="hidden", data_value=value)]


def _scaled_words(of: PaymentFigures, found: Reform) -> str:
    words, tariff = of.words, of.chosen
    total = words.money(Decimal(found.after.total).scaleb(-2))
    prices = {part.key: part.price for part in found.after.parts}
    given = {part.key: part.price for part in of.offer.parts(tariff)}
    scaled = [key for key, price in given.items() if prices.get(key, price) != price]
    if not scaled:
        return words("tariff_rail.scaled_none", total=total)
    named = {
        part_name(of.offer, tariff.model, key, words): words.exact(prices[key].quantize(ORE, ROUND_HALF_EVEN))
        for key in scaled
    }
    if len(named) == 1:
        part, price = next(iter(named.items()))
        return words("tariff_rail.scaled_to", part=part, price=price, total=total)
    each = [words("tariff_rail.scaled_price", part=part, price=price) for part, price in named.items()]
    return words("tariff_rail.scaled_many", prices="; ".join(each), total=total)
