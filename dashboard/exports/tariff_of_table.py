"""Which model of reimbursement a file of a table is of, in words."""

from __future__ import annotations

from dashboard.exports.about import AboutLine
from dashboard.layers.payment import Payment, words_of_tariff
from dashboard.payment.beside import tariffs_beside
from dashboard.question.listing import Listing
from dashboard.question.request import Request
from dashboard.tables.payment_models import MODELS, NamedTariff
from dashboard.tables.payments import PAYMENT_TABLES
from dashboard.words.tariff import tariff_words
from geodata.measures.reform_of_units import effect_of, tariff_of, why_no_reform
from geodata.reimbursement.of_region import tariff_offer


def tariff_of_table(request: Request, key: str, listing: Listing) -> list[AboutLine]:
    """The model, its edits, budget and floor, and what it is compared with; nothing of other tables.

    Parameters
    ----------
    request : Request
    key : str
        Of the table.
    listing : Listing
    """
    if key == MODELS:
        return [line for each in tariffs_beside(listing) for line in _of_one(request, each)]
    if key != Payment.key and key not in PAYMENT_TABLES:
        return []
    assessment, words, given = request.assessment, request.words, words_of_tariff(listing.tariff)
    if why_no_reform(assessment, given):
        return []
    tariff = tariff_of(assessment, given)
    effect = effect_of(given)
    if key == "payment_fit":  # it is the current model that is held against what was paid
        tariff = tariff_offer(assessment.region, assessment.scenario.care_form).default()
        effect = ""
    return [(words("export.about.tariff"), tariff_words(assessment.region, tariff, words, effect))]


def _of_one(request: Request, named: NamedTariff) -> list[AboutLine]:
    """One of several beside each other, under its own name."""
    assessment, words, given = request.assessment, request.words, words_of_tariff(named.words)
    if why := why_no_reform(assessment, given):
        return [(named.name or words("export.about.tariff"), words(why))]
    tariff = tariff_of(assessment, given)
    return [(named.name or words("export.about.tariff"), tariff_words(assessment.region, tariff, words))]
