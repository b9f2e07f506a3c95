"""What tariffs pay the units of a region: the only door of pages, measures and files to reimbursement."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np

from geodata.contract.reimbursement_settings import PaymentModel
from geodata.region.region import Region
from geodata.reimbursement.basis import Basis
from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.fit import Fit, fit
from geodata.reimbursement.paid_by import paid_by_model, reform_on
from geodata.reimbursement.payment import Payment
from geodata.reimbursement.reform import Reform
from geodata.reimbursement.region_basis import basis_of, paid_units
from geodata.reimbursement.tariff import Tariff, TariffOffer


@lru_cache(maxsize=64)
def tariff_offer(region: Region, care_form: str) -> TariffOffer:
    """What tariffs of a care form choose among.

    The current model is the one that holds on the day of the version, or on the settings' own day; of several
    the one that began last, and where none holds the last that has begun.

    Raises
    ------
    ReimbursementError
        If the care form has no model, or the region shows none.
    """
    if not region.settings.reimbursement.public:
        raise ReimbursementError.of("reimbursement_not_public")
    models = region.settings.reimbursement.models
    found = {key: model for key, model in models.items() if model.care_form == care_form}
    if not found:
        raise ReimbursementError.of("no_reimbursement")
    return TariffOffer(found, _current(found, _day(region)))


def why_no_payment(region: Region, care_form: str) -> str:
    """Why a care form has no payments to show, a key of the catalogue; "" where it has."""
    if not region.settings.reimbursement.public:
        return "why.payment_not_public"
    try:
        offer = tariff_offer(region, care_form)
        payment_of(region, care_form, offer.default())
    except ReimbursementError as error:
        return "why.no_payment_model" if error.code == "no_reimbursement" else "why.no_payment_tables"
    return ""


def payment_of(region: Region, care_form: str, tariff: Tariff) -> Payment:
    """What a tariff pays each unit of a care form; raises as `reform_of`."""
    return reform_of(region, care_form, tariff).after


@lru_cache(maxsize=64)
def reform_of(region: Region, care_form: str, tariff: Tariff) -> Reform:
    """What a tariff pays, beside the model that it is held against as it stands, on the tariff's period.

    Raises
    ------
    ReimbursementError
        If a part cannot be worked out from the region's tables, or the budget or the floor not be kept.
    """
    offer = tariff_offer(region, care_form)
    model = offer.models[tariff.model]
    return reform_on(offer, tariff, model_basis(region, model))


@lru_cache(maxsize=16)
def fit_of(region: Region, care_form: str, model: str) -> Fit | None:
    """A model as it stands, held against what units were paid; None where nobody says what they were.

    Raises
    ------
    ReimbursementError
        If the model cannot be worked out from the region's tables.
    """
    of = tariff_offer(region, care_form).models[model]
    basis = model_basis(region, of)
    paid = paid_units(region, basis.units, of.period, of.paid)
    if not np.isfinite(paid).any():
        return None
    size = basis.persons if basis.persons.any() else _output(basis)
    return fit(paid_by_model(of, basis), paid, size, float(of.compared_from), ~basis.begun)


def model_basis(region: Region, model: PaymentModel) -> Basis:
    """What a model is worked out on.

    Raises
    ------
    ReimbursementError
        If no table has its period, or a unit weight is on another scale than a part is made for.
    """
    weights = region.settings.reimbursement.weights
    for part in model.parts:
        for key in (*part.weights, *([part.weight] if part.weight else [])):
            scale = weights[key].scale if key in weights else part.scale
            if part.scale and scale != part.scale:
                raise ReimbursementError.of(
                    "weight_of_other_scale", part=part.key, scale=part.scale, weight=key, other=scale
                )
    return basis_of(region, model.care_form, model.period)


def _output(basis: Basis) -> np.ndarray:
    rows = basis.production
    return np.bincount(rows["unit"], rows["quantity"], minlength=len(basis.units))


def _current(models: dict[str, PaymentModel], day: date) -> str:
    begun = [model for model in models.values() if model.begins is None or model.begins <= day]
    holding = [model for model in begun if model.ends is None or model.ends >= day]
    latest = max(holding or begun or list(models.values())[:1], key=lambda model: model.begins or date.min)
    return latest.key


def _day(region: Region) -> date:
    if region.settings.as_of is not None:
        return region.settings.as_of
    return date.fromisoformat(region.built[:10]) if region.built else date.max
