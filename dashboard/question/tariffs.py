"""The models of reimbursement that a region's care forms have, and the one that a view is of."""

from __future__ import annotations

from dashboard.layers.tariff_words import TariffWords
from geodata.contract.reimbursement_settings import Reimbursement
from geodata.region.region import Region
from geodata.reimbursement.tariff import Tariff, TariffOffer
from geodata.scenario.scenario import care_forms


def offered_forms(region: Region) -> tuple[str, ...]:
    """Care forms that have a model."""
    return tuple(form for form in care_forms(region) if _models(region, form))


def offer_of(region: Region, care_form: str) -> TariffOffer:
    """What tariffs of a care form that has a model choose among."""
    models = _models(region, care_form)
    return TariffOffer({model.key: model for model in models}, models[0].key)


def tariff_of(region: Region, care_form: str, words: TariffWords) -> Tariff:
    """The tariff that some words stand for, as usual in what the care form cannot answer of them."""
    return words.answered(offer_of(region, care_form)).tariff


def _models(region: Region, care_form: str):  # type: ignore[no-untyped-def]
    found = getattr(region.settings, "reimbursement", Reimbursement()).models.values()
    return [model for model in found if model.care_form == care_form]
