"""Places written as one text: `X: 6402006, Y: 1270642`, `N 6402006 E 319000`, `57.70887, 11.97456`.

North stands first unless labels say otherwise, as most write it; whether it does shows where the places lie.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import Series

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LONGEST = 120
"""Characters of a text that may be a place."""

_NORTH = {"N", "S", "X", "LAT", "LATITUD", "LATITUDE", "NORD", "NORTH", "NORTHING", "NORR"}
_EAST = {"E", "W", "O", "Ö", "V", "Y", "LON", "LONG", "LNG", "LONGITUD", "LONGITUDE"}
_EAST |= {"ÖST", "OST", "EAST", "EASTING", "ÖSTER"}
_BACKWARDS = {"S", "W", "V"}
"""Labels of numbers that count the other way: south and west."""

_LABEL = re.compile(r"[A-ZÅÄÖ]+")
_PLAIN = str.maketrans(
    {
        "\u2212": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "º": "°",
        "′": "'",
        "’": "'",
        "´": "'",
        "″": '"',
        "”": '"',
        "“": '"',
    }
)
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d+(?:[.,]\d+)?) ?(?:(?P<degree>°) ?)?"
    r"(?:(?P<minutes>\d+(?:[.,]\d+)?) ?' ?)?(?:(?P<seconds>\d+(?:[.,]\d+)?) ?(?:\"|'') ?)?$"
)
_GROUPED = re.compile(r"[+-]?\d{1,3}( \d{3})+(?:[.,]\d+)?$")
_WKT = re.compile(r"POINT ?\( ?([+-]?\d+(?:\.\d+)?) ([+-]?\d+(?:\.\d+)?) ?\)$")
_SEPARATORS = (re.compile(r" ?[;|/] ?"), re.compile(r" ?, "), re.compile(r" "), re.compile(r","))


@dataclass(frozen=True, eq=False)
class Positions:
    """What a column of places says.

    Attributes
    ----------
    east, north : float64, shape (rows,)
        NaN where the text is empty or cannot be read.
    in_degrees : bool, shape (rows,)
        Else metres of some system.
    bad : bool, shape (rows,)
        Texts that are no place.
    """

    east: Floats
    north: Floats
    in_degrees: Bools
    bad: Bools


def positions(texts: Series[str]) -> Positions:
    """The places of a column of texts."""
    codes, values = pd.factorize(texts)
    found = [_position(value) for value in values.tolist()]
    east, north = (np.array([np.nan if each is None else each[i] for each in found], float) for i in (0, 1))
    degrees = np.array([each is not None and each[2] for each in found], dtype=bool)
    bad = np.array(
        [each is None and value != "" for each, value in zip(found, values.tolist(), strict=True)], dtype=bool
    )
    if not len(values):
        return Positions(*(np.empty(0, dtype=kind) for kind in (float, float, bool, bool)))
    return Positions(east[codes], north[codes], degrees[codes], bad[codes])


def _position(text: str) -> tuple[float, float, bool] | None:
    """East, north, and whether they are degrees."""
    if len(text) > LONGEST:
        return None
    text = re.sub(r"\s+", " ", text.translate(_PLAIN)).strip(" ()[]{}").upper()
    if match := _WKT.match(text + ")"):
        east, north, written = float(match[1]), float(match[2]), False
    else:
        parts = _labelled(text) if _LABEL.search(text) else _separated(text)
        if parts is None:
            return None
        (north, first_written), (east, second_written) = parts
        written = first_written or second_written
    degrees = abs(north) <= 180 and abs(east) <= 180
    return (east, north, degrees) if degrees or not written else None


def _labelled(text: str) -> tuple[tuple[float, bool], tuple[float, bool]] | None:
    """North and east by the two letters or words that stand before the numbers, or after them."""
    labels = list(_LABEL.finditer(text))
    if len(labels) != 2:
        return None
    names = [label[0] for label in labels]
    before = labels[0].start() == 0
    cut = labels[1].start() if before else labels[0].end()
    numbers = [_number(_LABEL.sub("", half).strip(" :=,;")) for half in (text[:cut], text[cut:])]
    signed = []
    for name, number in zip(names, numbers, strict=True):
        if number is None:
            return None
        signed.append((-number[0] if name in _BACKWARDS else number[0], number[1]))
    if names[0] in _NORTH and names[1] in _EAST:
        return signed[0], signed[1]
    if names[0] in _EAST and names[1] in _NORTH:
        return signed[1], signed[0]
    return None


def _separated(text: str) -> tuple[tuple[float, bool], tuple[float, bool]] | None:
    """Two numbers, north first, by whatever parts them."""
    pieces = text.split(",")
    if len(pieces) == 4 and "." not in text:  # 57,70887,11,97456
        text = ";".join((",".join(pieces[:2]), ",".join(pieces[2:])))
    for separator in _SEPARATORS:
        halves = separator.split(text)
        if len(halves) == 2:
            first, second = (_number(half.strip()) for half in halves)
            return None if first is None or second is None else (first, second)
    return None


def _number(text: str) -> tuple[float, bool] | None:
    """A number, or degrees with minutes and seconds; and whether it was written as degrees."""
    text = re.sub(r"[ ]", "", text) if _GROUPED.match(text) else text
    match = _NUMBER.match(text)
    if match is None or (match["degree"] is None and (match["minutes"] or match["seconds"])):
        return None
    whole, minutes, seconds = (
        float((match[each] or "0").replace(",", ".")) for each in ("whole", "minutes", "seconds")
    )
    if minutes >= 60 or seconds >= 60:
        return None
    value = whole + minutes / 60 + seconds / 3600
    return (-value if match["sign"] == "-" else value), match["degree"] is not None
