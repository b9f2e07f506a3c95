"""The gap between two scenarios in words: how much, in its own unit, and which of the two is better."""

from __future__ import annotations

import math

from dashboard.words.words import Difference, Words
from geodata.measures.gap import Gap

DECIMALS = {"minutes": 1, "change": 1, "share": 1, "count": 0, "index": 0, "currency": 2}
"""Of a gap in its unit; of a share in percentage points."""


def gap_words(gap: Gap, words: Words) -> Difference:
    """The amount after an arrow the way it goes: "▼ −0,7 min".

    Parameters
    ----------
    gap : Gap
    words : Words

    Returns
    -------
    Difference
        `css` is the side of the first; "" where neither is better.
    """
    value = gap.value
    if value is None:
        return Difference(words("gap.none"), "")
    share = gap.first.unit == "share"
    decimals = DECIMALS.get(gap.first.unit, 2 if abs(value) < 10 else 1)
    if not math.isinf(value) and not _shows(100 * value if share else value, decimals):
        return Difference(words("gap.alike" if value else "gap.same"), "")
    css = {"first": "is-better", "second": "is-worse", "": ""}[gap.better]
    return Difference(f"{'▲' if value > 0 else '▼'} {_amount(value, gap.first.unit, words)}", css)


def gap_sentence(gap: Gap, words: Words) -> Difference:
    """The same with which is better: "▼ −0,7 min, A bättre"."""
    found = gap_words(gap, words)
    if not found.css:
        return found
    return Difference(f"{found.text}, {words(f'gap.better_{gap.better}')}", found.css)


def _amount(value: float, unit: str, words: Words) -> str:
    """The first less the second with its sign and unit, or in words where one reaches no unit."""
    if math.isinf(value):
        return words("gap.only_first" if value < 0 else "gap.only_second")
    amount = 100 * value if unit == "share" else value
    decimals = DECIMALS.get(unit, 2 if abs(value) < 10 else 1)
    number = words.number(amount, decimals)
    sign = "+" if amount > 0 and _shows(amount, decimals) else ""
    text = words.currency(value) if unit == "currency" else number
    after = {"minutes": words("format.min"), "change": words("format.min"), "share": words("format.points")}
    return f"{sign}{text}" + (f"\u00a0{after[unit]}" if unit in after else "")


def _shows(amount: float, decimals: int) -> bool:
    """Whether anything is left of an amount when it is written."""
    return round(abs(amount), decimals) > 0
