"""A model of reimbursement in words: its edits, its budget, its floor, and what it is compared with."""

from __future__ import annotations

from decimal import Decimal

from dashboard.words.words import Words
from geodata.contract.reimbursement_settings import Part
from geodata.measures.reform_of_units import MOVES
from geodata.region.region import Region
from geodata.reimbursement.tariff import NEUTRAL, OPEN, Tariff, TariffOffer


def tariff_words(region: Region, tariff: Tariff, words: Words, effect: str = "") -> str:
    """All that makes a tariff what it is, as sentences: for files, reports and headings.

    Parameters
    ----------
    region : Region
        That has the tariff's model.
    tariff : Tariff
    words : Words
    effect : str
        As an address has it: what differs comes of changed units or a year to come, not of the model.
    """
    models = region.settings.reimbursement.models
    form = models[tariff.model].care_form
    same = {key: model for key, model in models.items() if model.care_form == form}
    return " ".join(tariff_sentences(TariffOffer(same, tariff.against), tariff, words, effect))


def tariff_sentences(offer: TariffOffer, tariff: Tariff, words: Words, effect: str = "") -> list[str]:
    """A sentence of the model and its edits, the budget, the floor, and what it is compared with."""
    name = model_name(offer, tariff.model, words)
    edits = "; ".join(edit_words(offer, tariff, edit.part, edit.price, words) for edit in tariff.edits)
    found = [words("tariff.edited", model=name, edits=edits) if edits else words("tariff.as_is", model=name)]
    found.append(budget_sentence(offer, tariff, words))
    if tariff.floor is not None:
        by = words(f"tariff.floor_by.{tariff.floor_by}")
        found.append(words("tariff.floored", share=words.exact(tariff.floor), by=by))
    if effect:
        return [*found, words("tariff.told_of", effect=effect_words(effect, words))]
    against = model_name(offer, tariff.against, words)
    return [*found, words("tariff.compared", model=against)]


def effect_words(effect: str, words: Words) -> str:
    """What a difference comes of: "Efter ändringarna", "Med invånarna 2035"; "" of the model itself."""
    if not effect:
        return ""
    return words("payment_after.after_changes" if effect == MOVES else "payment_after.in_year", year=effect)


def edit_words(offer: TariffOffer, tariff: Tariff, key: str, price: Decimal | None, words: Words) -> str:
    """One edit: "Socioekonomi 630 i stället för 350", "Mål av", "Fast del 100 från Modell B"."""
    name, part = part_name(offer, tariff.model, key, words), offer.every_part(tariff.model)[key]
    if price is None:
        return words("tariff.off", part=name)
    if "." in key:
        return words("tariff.added", part=name, price=words.exact(price))
    return words("tariff.changed", part=name, price=words.exact(price), before=words.exact(part.price))


def budget_sentence(offer: TariffOffer, tariff: Tariff, words: Words) -> str:
    """Whether the sum follows from prices or is given, and which parts are then scaled."""
    if tariff.budget == OPEN:
        return words("tariff.open")
    scaled = [part_name(offer, tariff.model, key, words) for key in scaled_parts(offer, tariff)]
    parts = ", ".join(scaled) or words("tariff.every_part")
    if tariff.budget == NEUTRAL:
        return words("tariff.neutral", parts=parts)
    return words("tariff.amount", amount=words.money(Decimal(tariff.budget)), parts=parts)


def scaled_parts(offer: TariffOffer, tariff: Tariff) -> tuple[str, ...]:
    """Keys of the parts that a given budget scales: those chosen, else those that the model names."""
    return tariff.scaled or offer.models[tariff.model].scaled


def model_name(offer: TariffOffer, key: str, words: Words) -> str:
    """What a model is called."""
    return words.of(offer.models[key].name) or key


def part_name(offer: TariffOffer, model: str, key: str, words: Words) -> str:
    """What a part is called; one of another model with that model's name."""
    name = words.of(offer.every_part(model)[key].name) or key.rpartition(".")[2]
    other = key.rpartition(".")[0]
    return words("tariff.of_model", part=name, model=model_name(offer, other, words)) if other else name


def tariff_name(offer: TariffOffer, tariff: Tariff, given: str, words: Words) -> str:
    """What a tariff is called: as somebody named it, else its model's name, or that it is a proposal."""
    if given:
        return given
    changed = bool(tariff.edits) or tariff.budget != OPEN or tariff.floor is not None
    return words("tariff.draft") if changed else model_name(offer, tariff.model, words)


def price_unit(part: Part, words: Words) -> str:
    """What a part's price is money of: "kr per listad", "% av andra delar"."""
    key: str = "weighed" if part.kind == "per_person" and part.weights else part.kind
    if part.kind == "floor" and part.per_person:
        key = "floor_per_person"
    unit = words(f"tariff.unit.{key}", output=output_unit(part, words))
    money = unit if part.kind == "supplement" else f"{words.currency_sign} {unit}"
    return f"{money}, {words('tariff.times', times=part.months)}" if part.months > 1 else money


def output_unit(part: Part, words: Words) -> str:
    """One of what a part counts: as the region names it, else of the usual words, else its key as words."""
    if part.produced:
        return words.of(part.produced.unit)
    usual = f"tariff.output.{part.output}"
    return words(usual) if words.has(usual) else part.output.replace("_", " ")
