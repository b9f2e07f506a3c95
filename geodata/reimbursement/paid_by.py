"""A tariff on a basis: what it pays, and what the model that it is held against pays as it stands."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from geodata.contract.reimbursement_settings import PaymentModel
from geodata.reimbursement.basis import Basis
from geodata.reimbursement.budget import Budget, scaled_parts
from geodata.reimbursement.floor import floor_by_others, floor_by_payer, least_of
from geodata.reimbursement.lines import Lines
from geodata.reimbursement.pay import exact_total, pay, payable
from geodata.reimbursement.payment import Payment
from geodata.reimbursement.reform import Reform
from geodata.reimbursement.tariff import NEUTRAL, OPEN, OTHERS, Tariff, TariffOffer

HUNDREDTH: Final = Decimal("0.01")


def paid_by_model(model: PaymentModel, basis: Basis) -> Payment:
    """What a model pays as it stands, with its own prices."""
    return pay(model.parts, basis, among=basis.among(model.contracts, model.unit_kinds))


def reform_on(offer: TariffOffer, tariff: Tariff, basis: Basis) -> Reform:
    """What the model compared with pays, and what a tariff does, on the same basis.

    A floor that the payer pays for is on top of an open budget, and within a given one: then the parts that
    are scaled pay for it, and the total stays.

    Parameters
    ----------
    offer : TariffOffer
    tariff : Tariff
    basis : Basis
        Of the period of the tariff's model.

    Raises
    ------
    ReimbursementError
        If a part cannot be worked out, or the budget or the floor not be kept.
    """
    model = offer.models[tariff.model]
    against = offer.models[tariff.against]
    before = paid_by_model(against, basis)
    parts, known = offer.parts(tariff), offer.every_part(tariff.model)
    among = basis.among(model.contracts, model.unit_kinds)
    budget = None
    if tariff.budget != OPEN:
        lines = Lines(parts, basis, among & payable(basis), known)
        scaled = scaled_parts(lines, tariff.scaled, model.scaled)
        if tariff.budget == NEUTRAL:
            those = basis.among(against.contracts, against.unit_kinds)
            budget = Budget(before.total, scaled, exact_total(against.parts, basis, those))
        else:
            budget = Budget(_hundredths(Decimal(tariff.budget)), scaled)
    if tariff.floor is None:
        return Reform(before, pay(parts, basis, known=known, among=among, budget=budget))
    least = least_of(before.by_unit, tariff.floor)
    if tariff.floor_by == OTHERS:
        after = pay(parts, basis, known=known, among=among, budget=budget)
        return Reform(before, floor_by_others(after, least, tariff.floor))
    after = pay(parts, basis, known=known, among=among, budget=budget, least=least)
    return Reform(before, floor_by_payer(after, least, tariff.floor))


def _hundredths(amount: Decimal) -> int:
    return int(amount.quantize(HUNDREDTH, ROUND_HALF_UP) * 100)
