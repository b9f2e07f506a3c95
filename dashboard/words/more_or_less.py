"""Changes in words: how much more or less, with its sign, where neither is better."""

from __future__ import annotations

import math

from dashboard.words.words import THIN, Words


def more_count(value: float, words: Words) -> str:
    """A whole number with its sign: "+133 389", "−52 152", "0"."""
    return ("+" if round(value) > 0 else "") + words.count(value)


def more_share(value: float, words: Words) -> str:
    """A share as per cent with a decimal and its sign: "+3,4 %"; in words where there is none."""
    if math.isnan(value):
        return words("why.missing")
    number = words.number(100 * value, 1)
    sign = "+" if value > 0 and number.strip("0.,") else ""
    return f"{sign}{number}{THIN if words.language == 'sv' else ''}%"
