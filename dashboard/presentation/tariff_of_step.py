"""The model of reimbursement that a step is of: its name in heading and kicker, all of it in a line."""

from __future__ import annotations

from dashboard.layers.payment import words_of_tariff
from dashboard.question.display import Display
from dashboard.question.questions import PAYMENT
from dashboard.question.request import Request
from dashboard.words.tariff import effect_words, model_name, tariff_name, tariff_words
from geodata.measures.reform_of_units import tariff_of
from geodata.reimbursement.of_region import tariff_offer, why_no_payment


def tariff_heading(request: Request, display: Display) -> str:
    """What a proposal is called, and against which model it is held; "" under another question."""
    if not _is_of_payment(request, display):
        return ""
    region, form, words = request.region, request.assessment.scenario.care_form, request.words
    offer = tariff_offer(region, form)
    tariff = tariff_of(request.assessment, words_of_tariff(display.tariff))
    name = tariff_name(offer, tariff, display.pay_name, words)
    against = model_name(offer, tariff.against, words)
    effect = effect_words(display.tariff.effect, words)
    if effect:  # the same tariff stands on both sides
        return words("payment_after.with_effect", effect=effect, change=name)
    return name if name == against else words("tariff.heading", name=name, against=against)


def tariff_line(request: Request, display: Display) -> str:
    """All that makes the tariff what it is, as sentences; "" under another question."""
    if not _is_of_payment(request, display):
        return ""
    tariff = tariff_of(request.assessment, words_of_tariff(display.tariff))
    return tariff_words(request.region, tariff, request.words, display.tariff.effect)


def _is_of_payment(request: Request, display: Display) -> bool:
    """Whether payment is the question, and the care form has a model."""
    form = request.assessment.scenario.care_form
    return display.question == PAYMENT and not why_no_payment(request.region, form)
