"""A field's value as text: whether it can be read, and whether two texts say the same."""

from __future__ import annotations

import json
import math
import re
from datetime import date

from pandas import Series

from geodata.contract.day_spans import day_spans
from geodata.contract.settings import RegionSettings
from geodata.overlay.rows import NEW_UNIT_COLUMNS, PLACE, UNIT, kind_of
from geodata.sources.raw import cell_text
from geodata.sources.typed import AFTER, AMBIGUOUS, BEFORE, NUMBERED, typed

SAME_PLACE_DEGREES = 5e-5
"""Two places nearer each other than this, some metres, are the same."""

_PLACE = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")

_PLAINLY = {AMBIGUOUS: "not_a_number", **dict.fromkeys((BEFORE, AFTER, NUMBERED), "not_a_date")}
"""What is doubtful in a file is wrong in a value that somebody writes."""


def place_of(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of `57.81200,13.46600`; None where that is no place on earth."""
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    lat, lon = float(match[1]), float(match[2])
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def new_unit_of(text: str) -> dict[str, str] | None:
    """Columns of a new unit written as JSON; None where it is not, or lacks what a unit must have."""
    try:
        content = json.loads(text)
    except ValueError:
        return None
    if not isinstance(content, dict) or not set(content) <= set(NEW_UNIT_COLUMNS):
        return None
    if not all(isinstance(value, str) for value in content.values()):
        return None
    return content if content.get("name") and content.get("care_form") else None


def wrong(field: str, text: str, settings: RegionSettings) -> tuple[str, tuple[str, ...]] | None:
    """Code of what is wrong with a value, and what would be right; None where nothing is.

    Parameters
    ----------
    field : str
        One of `geodata.overlay.rows.FIELDS`, or a column of a new unit.
    text : str
    settings : RegionSettings
    """
    if field == PLACE:
        return None if place_of(text) is not None else ("overlay_not_a_place", ("57.81200,13.46600",))
    if field == UNIT:
        unit = new_unit_of(text)
        if unit is None:
            return "overlay_not_a_unit", NEW_UNIT_COLUMNS
        found = (wrong(name, value, settings) for name, value in unit.items() if value)
        return next((each for each in found if each is not None), None)
    values = typed(kind_of(field), Series([text], dtype=str), settings)
    bad = next((code for code, where in values.bad.items() if where.any()), None)
    return None if bad is None else (_PLAINLY.get(bad, bad), values.expected)


def unmistakable(field: str, text: str, settings: RegionSettings) -> str:
    """Text of a value in which no mark needs to be declared, whatever its table declares: 7,5 is 7.5."""
    return _plain(field, text, settings) if kind_of(field) in ("whole", "amount", "number") else text


def same(field: str, first: str, second: str, settings: RegionSettings) -> bool:
    """Whether two texts say the same of a field: `7,0` and `7`, or two places some metres apart."""
    if field == PLACE:
        first_place, second_place = place_of(first), place_of(second)
        if first_place is None or second_place is None:
            return first_place is second_place
        return math.dist(first_place, second_place) <= SAME_PLACE_DEGREES
    return _plain(field, first, settings) == _plain(field, second, settings)


def _plain(field: str, text: str, settings: RegionSettings) -> str:
    """The text that all with the same meaning share."""
    text = " ".join(text.split())
    if field == UNIT or wrong(field, text, settings) is not None:
        return text
    kind = kind_of(field)
    if kind == "days":
        spans = day_spans(text) or ()
        return ";".join("/".join(map(date.isoformat, span)) for span in spans)
    value = cell_text(typed(kind, Series([text], dtype=str), settings).values.iloc[0])
    return ";".join(sorted(value.split(";"))) if kind == "list" else value
