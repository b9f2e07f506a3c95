"""Figures of Jämför in words: values, intervals, differences, places."""

from __future__ import annotations

import math

from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.words.words import MINUS, THIN, Words
from geodata.contract.settings import IndicatorSettings


def interval_words(low: float, high: float, words: Words, unit: str = "share") -> str:
    """Both ends of an interval, "78–90 %"; the words for unknown where it is not known.

    Parameters
    ----------
    low, high : float
        In `unit`; NaN is unknown. A share is from 0 to 1.
    words : Words
    unit : str
        The indicator's.

    Returns
    -------
    str
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return words("compare.no_interval")
    if unit != "share":
        return f"{words.measure(low, unit)}–{words.measure(high, unit)}"
    space = THIN if words.language == "sv" else ""
    return f"{words.number(100 * low)}–{words.number(100 * high)}{space}%"


def difference_words(gap: float, definition: IndicatorSettings, words: Words) -> str:
    """Difference between two values with its sign: "+6" percentage points, which a heading says once.

    Parameters
    ----------
    gap : float
        In the indicator's unit; of shares from -1 to 1.
    definition : IndicatorSettings
    words : Words

    Returns
    -------
    str
    """
    sign = "+" if gap > 0 else MINUS if gap < 0 else "±"
    if definition.unit == "share":
        points = 100 * abs(gap)
        return f"{sign}{words.number(points, 1 if points < 10 else 0)}"
    return f"{sign}{words.measure(abs(gap), definition.unit)}"


def place_words(best: int, worst: int, words: Words) -> str:
    """Range of ranks that a unit may have: "3–17"."""
    if not best:
        return words("compare.no_place")
    return words.count(best) if best == worst else f"{words.count(best)}–{words.count(worst)}"


def size_words(comparison: IndicatorComparison, words: Words) -> str:
    """What the size of a unit counts: persons on its whole list, or visits as the care form calls them."""
    if comparison.profiles.by_list:
        return words("compare.column.listed")
    form = comparison.assessment.region.settings.care_forms[comparison.assessment.scenario.care_form]
    return capital(words.of(form.visits_name))


def capital(text: str) -> str:
    """Text of the region with a capital, for the head of a column."""
    return text[:1].upper() + text[1:]


def km_words(km: float, words: Words) -> str:
    """Straight-line distance in words; that a unit has no place, where it has none.

    Parameters
    ----------
    km : float
        Kilometres; NaN without a place.
    words : Words

    Returns
    -------
    str
    """
    return words("compare.km", km=words.number(km, 1)) if math.isfinite(km) else words("compare.placeless")
