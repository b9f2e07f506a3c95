"""Sums of money in whole, thousands or millions of the region's currency, counted in hundredths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dashboard.words.words import SYMBOLS, Words

NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Scale:
    """What sums beside each other are written in.

    Attributes
    ----------
    key : str
        In the catalogue.
    step : int
        Hundredths of the currency in the last decimal that is written.
    decimals : int
    """

    key: str
    step: int
    decimals: int

    def steps(self, hundredths: int) -> int:
        """A sum in steps, halves to the even one."""
        return round(Decimal(int(hundredths)) / self.step)


WHOLE: Final = Scale("whole", 100, 0)
THOUSANDS: Final = Scale("thousand", 100_000, 0)
MILLIONS: Final = Scale("million", 10_000_000, 1)
SCALES: Final = (MILLIONS, THOUSANDS, WHOLE)
ENOUGH: Final = {MILLIONS.key: 10_000_000_000, THOUSANDS.key: 10_000_000, WHOLE.key: 0}
"""The largest of some sums that a scale is taken for, hundredths: 100 million, 100 thousand."""


TOLD: Final = 10
"""Steps that tell enough of a sum."""


def scale_of(sums: Sequence[int]) -> Scale:
    """The scale that the largest of some sums, in hundredths, is read best in."""
    largest = max((abs(int(each)) for each in sums), default=0)
    return next(scale for scale in SCALES if largest >= ENOUGH[scale.key])


def scale_beside(part: int, whole: int) -> Scale:
    """The scale of a whole for a sum beside it; a finer one where little would be left of the sum."""
    scale = scale_of([whole])
    finer = SCALES[SCALES.index(scale) :]
    return next((each for each in finer if abs(each.steps(part)) >= TOLD or not part), finer[-1])


def number(words: Words, hundredths: int, scale: Scale) -> str:
    """A sum without its unit: "8 185,5"."""
    return stepped(words, scale.steps(hundredths), scale)


def stepped(words: Words, steps: int, scale: Scale) -> str:
    """So many steps of a scale as a number."""
    return words.number(Decimal(steps) / 10**scale.decimals, scale.decimals)


def signed(words: Words, steps: int, scale: Scale) -> str:
    """A change in steps of a scale with its sign: "+16,4", "±0,0"."""
    text = stepped(words, abs(steps), scale)
    return f"{'+' if steps > 0 else '−' if steps < 0 else '±'}{text}"


def money(words: Words, hundredths: int, scale: Scale) -> str:
    """A sum with its unit: "74,1 mkr", "£74.1 million"; of less than one with all its decimals."""
    if scale is WHOLE and hundredths and not scale.steps(hundredths):
        return words.currency(hundredths / 100)
    return _with_unit(words, number(words, hundredths, scale), scale)


def money_apart(words: Words, hundredths: int, scale: Scale) -> tuple[str, str]:
    """The same as two texts, of which the second is set smaller; empty where the unit stands before."""
    whole, bare = money(words, hundredths, scale), number(words, hundredths, scale)
    return (bare, whole.removeprefix(bare).strip()) if whole.startswith(bare) else (whole, "")


def unit_of(words: Words, scale: Scale) -> str:
    """What a scale is called in a heading: "mkr", "£ million"."""
    return words(f"money.unit.{scale.key}{_own(words)}", symbol=_symbol(words))


def _with_unit(words: Words, text: str, scale: Scale) -> str:
    before = SYMBOLS.get(words.currency_code, ("", ""))[0]
    symbol = before or f"{words.currency_code}{NO_BREAK}"
    return words(f"money.sum.{scale.key}{_own(words)}", symbol=symbol, number=text)


def _own(words: Words) -> str:
    """Kronor have words of their own."""
    return "_sek" if words.currency_code == "SEK" else ""


def _symbol(words: Words) -> str:
    return SYMBOLS.get(words.currency_code, ("", ""))[0] or words.currency_code
