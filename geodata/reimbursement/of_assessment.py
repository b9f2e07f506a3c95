"""What tariffs pay after a what-if, and with the people of a year to come: each by itself, beside today."""

from __future__ import annotations

from functools import lru_cache

from geodata.assessment.assessment import Assessment
from geodata.needs.outlook import Outlook
from geodata.reimbursement.basis_ahead import basis_ahead
from geodata.reimbursement.money_moves import MoneyMoves, money_moves
from geodata.reimbursement.moved_basis import moved_basis, moves_of, whole_question
from geodata.reimbursement.moves import Moves
from geodata.reimbursement.of_region import model_basis, payment_of, tariff_offer
from geodata.reimbursement.pay import pay
from geodata.reimbursement.payment import FLOOR_PART
from geodata.reimbursement.reform import Reform
from geodata.reimbursement.tariff import Tariff


def money_moves_of(assessment: Assessment, tariff: Tariff) -> MoneyMoves:
    """What units are paid before and after the changes of a what-if, by a tariff at the prices of today.

    Raises
    ------
    ReimbursementError
        If the tariff cannot be worked out, or nobody knows where visits go.
    """
    return _money_moves(whole_question(assessment), tariff)


def listed_moves_of(assessment: Assessment, tariff: Tariff) -> Moves:
    """Where the listed of all units of the region go by a what-if; raises as `money_moves_of`."""
    offer = tariff_offer(assessment.region, assessment.scenario.care_form)
    return moves_of(whole_question(assessment), offer.models[tariff.model].period)


@lru_cache(maxsize=16)
def _money_moves(whole: Assessment, tariff: Tariff) -> MoneyMoves:
    region, care_form = whole.region, whole.scenario.care_form
    model = tariff_offer(region, care_form).models[tariff.model]
    before = model_basis(region, model)
    after = moved_basis(whole, before, model.period, region.settings.reimbursement.weights)
    return money_moves(payment_of(region, care_form, tariff), model, before, after)


def reform_ahead(assessment: Assessment, tariff: Tariff, outlook: Outlook) -> Reform:
    """What a tariff pays today, and at the same prices with the people of an outlook's horizon.

    A budget has set the prices, and is not kept again; a floor is left out on both sides, since what people
    change is no loss that it makes good.

    Raises
    ------
    ReimbursementError, NeedsError, UnknownNameError
        If the tariff or the outlook cannot be worked out.
    """
    return _reform_ahead(whole_question(assessment).without_changes, tariff, outlook)


@lru_cache(maxsize=16)
def _reform_ahead(whole: Assessment, tariff: Tariff, outlook: Outlook) -> Reform:
    region, care_form = whole.region, whole.scenario.care_form
    model = tariff_offer(region, care_form).models[tariff.model]
    today = model_basis(region, model)
    ahead = basis_ahead(whole, today, model.period, outlook)
    priced = payment_of(region, care_form, tariff).parts
    parts = tuple(part for part in priced if part.key != FLOOR_PART)
    before, after = (
        pay(parts, each, among=each.among(model.contracts, model.unit_kinds)) for each in (today, ahead)
    )
    return Reform(before, after)
