"""A tariff: a model of reimbursement as edited, its budget and its floor; frozen, as an address has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from geodata.contract.errors import UnknownNameError
from geodata.contract.reimbursement_settings import Part, PaymentModel

OPEN, NEUTRAL = "open", "neutral"
"""A budget that follows from prices; one that stays as under the model compared with. Else an amount."""
PAYER, OTHERS = "payer", "others"
"""Who pays for a floor: whoever pays for all, or the units above it."""
PRICE_MOST: Final = Decimal("1e12")
EDITS_MOST: Final = 40
_PRICE = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,8})?")


@dataclass(frozen=True, slots=True)
class Edit:
    """What is changed of a part: its price, or None that it is off; an added one is called "model.part"."""

    part: str
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class Tariff:
    """One view of a model of reimbursement; equal ones are equal, however they were written.

    Attributes
    ----------
    model : str
        Key of the model that is edited.
    edits : tuple of Edit
        One a part, by the order of parts.
    budget : "open", "neutral", or Decimal
        The last is an amount, at least 0.
    scaled : tuple of str
        Parts that a given budget scales; empty are those that the model names.
    floor : Decimal or None
        Per cent, from 0 to 100, that no unit loses more than; None is no floor.
    floor_by : {"payer", "others"}
    against : str
        Key of the model compared with, as it stands.
    """

    model: str
    edits: tuple[Edit, ...] = ()
    budget: str | Decimal = OPEN
    scaled: tuple[str, ...] = ()
    floor: Decimal | None = None
    floor_by: str = PAYER
    against: str = ""


@dataclass(frozen=True)
class TariffOffer:
    """What tariffs of a care form choose among.

    Attributes
    ----------
    models : mapping of str to PaymentModel
        By key, in the order of the settings.
    current : str
        Key of the one that holds today.
    """

    models: Mapping[str, PaymentModel]
    current: str

    def default(self) -> Tariff:
        """The current model as it is, against itself."""
        return Tariff(self.current, against=self.current)

    def parts(self, tariff: Tariff) -> tuple[Part, ...]:
        """Parts of a tariff in their order, with its prices: those that are off are left out."""
        edits = {edit.part: edit.price for edit in tariff.edits}
        found = []
        for key, part in self.every_part(tariff.model).items():
            price = edits.get(key, part.price if "." not in key else None)
            if price is not None:
                found.append(replace(part, price=price))
        return tuple(found)

    def every_part(self, model: str) -> dict[str, Part]:
        """By key: the parts of a model, and as "model.part" those of the others that may be added to it.

        An added part that is of other parts is of those with it, and of this model's with the same keys.
        """
        of_others = {
            f"{key}.{part.key}": _added(key, part)
            for key, other in self.models.items()
            if key != model
            for part in other.parts
        }
        return {part.key: part for part in self.models[model].parts} | of_others


def parse_tariff(offer: TariffOffer, values: Mapping[str, str]) -> Tariff:
    """The tariff that the words of an address or a command line stand for.

    What is left out or empty is as in `TariffOffer.default`; other keys are none of a tariff's business.

    Parameters
    ----------
    offer : TariffOffer
    values : mapping
        Some of `model`, `prices` (such as "age:1270,goals:off,other_model.cni:630"), `budget` ("open",
        "neutral" or an amount), `scaled` (parts, joined by commas), `floor` (per cent), `floor_by` ("payer"
        or "others"), `against`.

    Raises
    ------
    UnknownNameError
        If a word is not understood, or there is no such model or part; the message says what there is.
    """
    word = {key: value for key, value in values.items() if value}
    model = _among("model", word.get("model", offer.current), offer.models)
    every = offer.every_part(model)
    scaled = tuple(key for key in word.get("scaled", "").split(",") if key)
    for key in scaled:
        _among("part", key, every)
    floor = _price("floor", word["floor"]) if "floor" in word else None
    if floor is not None and not 0 <= floor <= 100:
        raise UnknownNameError(f"a floor of {floor} per cent is not from 0 to 100")
    budget = word.get("budget", OPEN)
    amount = budget if budget in (OPEN, NEUTRAL) else _price("budget", budget)
    if isinstance(amount, Decimal) and amount < 0:
        raise UnknownNameError(f"a budget of {amount} is below 0")
    payer = _among("who pays for a floor", word.get("floor_by", PAYER), (PAYER, OTHERS))
    return Tariff(
        model,
        _edits(every, word.get("prices", "")),
        amount,
        tuple(key for key in every if key in scaled),
        floor,
        PAYER if floor is None else payer,
        _among("model", word.get("against", offer.current), offer.models),
    )


def _added(model: str, part: Part) -> Part:
    """A part as another model has it: what it is multiplied by and is of are named as they are there."""
    size = f"{model}.{part.size}" if part.size else ""
    parts_of = tuple(name for key in part.parts_of for name in (f"{model}.{key}", key))
    return replace(part, key=f"{model}.{part.key}", size=size, parts_of=parts_of)


def _edits(every: Mapping[str, Part], text: str) -> tuple[Edit, ...]:
    """Those of an address that change anything, by the order of parts."""
    found: dict[str, Decimal | None] = {}
    parts = [each for each in text.split(",") if each]
    if len(parts) > EDITS_MOST:
        raise UnknownNameError(f"{len(parts)} edits of prices are more than {EDITS_MOST}")
    for each in parts:
        key, colon, price = each.partition(":")
        if not colon:
            raise UnknownNameError(f"{each!r} is no edit of a price; write part:price or part:off")
        _among("part", key, every)
        found[key] = None if price == "off" else _price(key, price)
    return tuple(
        Edit(key, found[key])
        for key, part in every.items()
        if key in found and _changes(key, part, found[key])
    )


def _changes(key: str, part: Part, price: Decimal | None) -> bool:
    return price is not None if "." in key else price != part.price


def _price(what: str, word: str) -> Decimal:
    if not _PRICE.fullmatch(word):
        raise UnknownNameError(
            f"{word!r} is not a number for {what}, with a decimal point and at most 8 decimals"
        )
    try:
        price = Decimal(word) + 0  # so that -0 is 0, also in words
    except InvalidOperation:
        raise UnknownNameError(f"{word!r} is not a number for {what}") from None
    if abs(price) > PRICE_MOST:
        raise UnknownNameError(f"{word!r} is more than {PRICE_MOST:,.0f} for {what}")
    return price


def _among(what: str, word: str, allowed: Iterable[str]) -> str:
    every = tuple(allowed)
    if word not in every:
        raise UnknownNameError(
            f"{word!r} is no {what} of this care form; it has {', '.join(every) or 'none'}"
        )
    return word
