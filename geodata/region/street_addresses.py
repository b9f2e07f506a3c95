"""A street address as people write it, taken apart: street, number, postcode and town."""

from __future__ import annotations

import re
from typing import NamedTuple

_SWEDISH = re.compile(r"^(?:[A-Z]{1,2}-)?(\d{3}) ?(\d{2})(?=\s|$)")
_BRITISH = re.compile(r"(?<![A-Z])([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})$")
_NUMBER_LAST = re.compile(r"^(.*\D)\s+(\d+\s?[A-Za-z]?(?:\s?[-–]\s?\d+\s?[A-Za-z]?)?)$")
_NUMBER_FIRST = re.compile(r"^(\d+[A-Za-z]?(?:\s?[-–]\s?\d+[A-Za-z]?)?)\s+(\D.*)$")


class StreetAddress(NamedTuple):
    """Parts of an address; "" is not told."""

    street: str
    number: str
    postcode: str
    locality: str


def canonical_postcode(text: str) -> str:
    """Postcode in capitals with the one space that its country writes.

    Parameters
    ----------
    text : str
        `45134`, `451 34`, `SE-451 34` or `ls63aa`; what is neither is only tidied.
    """
    tidy = " ".join(text.upper().split())
    swedish, british = _SWEDISH.fullmatch(tidy), _BRITISH.fullmatch(tidy)
    found = swedish or british
    return f"{found[1]} {found[2]}" if found else tidy


def street_address(text: str) -> StreetAddress:
    """Parts of an address in one line, as a register of units has it.

    Parameters
    ----------
    text : str
        Pieces between commas: the street with its number, on either side of the name, then postcode
        and town, together or apart. What cannot be told apart is the street.
    """
    postcode, beside = "", ""
    pieces: list[str] = []
    for piece in (" ".join(part.split()) for part in text.split(",")):
        found = None if postcode else _SWEDISH.search(piece) or _BRITISH.search(piece.upper())
        if found:
            postcode = f"{found[1]} {found[2]}"
            piece = beside = (piece[: found.start()] + piece[found.end() :]).strip()
        if piece:
            pieces.append(piece)
    if len(pieces) == 1 and beside:
        return StreetAddress("", "", postcode, beside)
    if not pieces:
        return StreetAddress("", "", postcode, "")
    locality = pieces.pop() if len(pieces) > 1 and not re.search(r"\d", pieces[-1]) else ""
    street = next((piece for piece in pieces if re.search(r"\d", piece)), pieces[0])
    last, first = _NUMBER_LAST.match(street), _NUMBER_FIRST.match(street)
    if last:
        return StreetAddress(last[1], last[2], postcode, locality)
    if first:
        return StreetAddress(first[2], first[1], postcode, locality)
    return StreetAddress(street, "", postcode, locality)
