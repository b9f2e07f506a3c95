"""What of an address's words a tariff can be: the rest is left out, and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.contract.errors import UnknownNameError
from geodata.reimbursement.tariff import EDITS_MOST, Tariff, TariffOffer, parse_tariff

KEYS = ("model", "against", "prices", "scaled", "budget", "floor", "floor_by")
LISTS = ("prices", "scaled")
"""Keys that hold several items between commas: one that is bad leaves the others."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A tariff, and what was said besides.

    Attributes
    ----------
    tariff : Tariff
    refused : tuple of (key, word)
        What no tariff of the care form has, item by item of a list.
    """

    tariff: Tariff
    refused: tuple[tuple[str, str], ...]


def answered_tariff(offer: TariffOffer, values: Mapping[str, str]) -> Answered:
    """The tariff of those words that it can have, as `parse_tariff` reads them.

    A link may be older than the models, or of another care form: what it says that there is not is as usual.

    Parameters
    ----------
    offer : TariffOffer
    values : mapping
        By the keys of an address; others are none of its business.

    Returns
    -------
    Answered
    """
    kept: dict[str, str] = {}
    refused: list[tuple[str, str]] = []
    for key in KEYS:
        text = values.get(key, "")
        for item in text.split(",", EDITS_MOST) if key in LISTS else [text]:
            if not item:
                continue
            longer = f"{kept[key]},{item}" if key in kept else item
            try:
                parse_tariff(offer, {**kept, key: longer})
            except UnknownNameError:
                refused.append((key, item))
            else:
                kept[key] = longer
    return Answered(parse_tariff(offer, kept), tuple(refused))
