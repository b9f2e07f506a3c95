"""The pin: a place that somebody searched for, as the address says it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from geodata.contract.constants import CONSTANTS

LATITUDE_MOST, LONGITUDE_MOST = 90, 180
TEXT_MOST = 64
"""Signs of two numbers at most: more is read as none."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place with what it is called; "" for no name.

    `lat` and `lon` are degrees.
    """

    lat: float
    lon: float
    name: str = ""


def read_pin(record: Mapping[str, str]) -> Pin | None:
    """The pin of a record, `pin=57.72489,13.45136` and `pin_name`; None where it says no place on earth.

    Parameters
    ----------
    record : mapping
        Of the store or the address.
    """
    text = record.get("pin", "")
    found = numbers(text, ",", 2) if is_place(text) else None
    if found is None:
        return None
    return Pin(found[0], found[1], record.get("pin_name", "")[: CONSTANTS["most"]["name"]].strip())


def is_place(text: str) -> bool:
    """Whether a text is a latitude and a longitude on earth: "57.7012,11.9342"."""
    found = numbers(text, ",", 2)
    return found is not None and abs(found[0]) <= LATITUDE_MOST and abs(found[1]) <= LONGITUDE_MOST


def numbers(text: str, between: str, count: int) -> list[float] | None:
    """As many finite numbers as a text should have; None where it has not."""
    if len(text) > TEXT_MOST:
        return None
    try:
        found = [float(part) for part in text.split(between)]
    except ValueError:
        return None
    return found if len(found) == count and all(math.isfinite(number) for number in found) else None
