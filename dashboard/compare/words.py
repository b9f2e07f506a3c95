"""Figures of Jämför in words: values, intervals, differences, places."""

from __future__ import annotations

import math

from dashboard.words.words import MINUS, THIN, Words
from geodata.contract.settings import IndicatorSettings


def interval_words(low: float, high: float, words: Words, unit: str = "share") -> str:
    """Both ends of an interval, "78–90 %"; that it is unknown where it is."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return words("compare.no_interval")
    if unit != "share":
        return f"{words.measure(low, unit)}–{words.measure(high, unit)}"
    space = THIN if words.language == "sv" else ""
    return f"{words.number(100 * low)}–{words.number(100 * high)}{space}%"


def difference_words(gap: float, definition: IndicatorSettings, words: Words) -> str:
    """How much one value differs from another, with its sign: "+6 %-enheter"."""
    sign = "+" if gap > 0 else MINUS if gap < 0 else "±"
    if definition.unit == "share":
        points = 100 * abs(gap)
        return f"{sign}{words.number(points, 1 if points < 10 else 0)} {words('format.points')}"
    return f"{sign}{words.measure(abs(gap), definition.unit)}"


def place_words(best: int, worst: int, words: Words) -> str:
    """Places of a ranking that a unit may have: "3–17"."""
    if not best:
        return words("compare.no_place")
    return words.count(best) if best == worst else f"{words.count(best)}–{words.count(worst)}"


def capital(text: str) -> str:
    """A region's own word at the head of a column."""
    return text[:1].upper() + text[1:]


def km_words(km: float, words: Words) -> str:
    """Kilometres in a straight line; that a unit has no place, where it has none."""
    return words("compare.km", km=words.number(km, 1)) if math.isfinite(km) else words("compare.placeless")
