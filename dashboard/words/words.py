"""Words, numbers and dates in the page's language. Nothing else in the program formats."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from dashboard.layers.base import Figure, Phrase
from dashboard.texts.catalogue import LANGUAGES, UnknownWordsError, catalogue, elsewhere
from geodata.contract.errors import UnknownNameError
from geodata.contract.settings import RegionSettings, Text
from geodata.region import periods

__all__ = ["LANGUAGES", "Difference", "UnknownWordsError", "Versus", "Words", "words", "words_of"]

DAY = re.compile(r"(\d{4})-(0?[1-9]|1[0-2])-(\d{1,2})", re.ASCII)
THIN = "\u202f"  # narrow no-break space: thousands and before units in Swedish
MINUS = "\u2212"
SYMBOLS = {"SEK": ("", f"{THIN}kr"), "GBP": ("£", ""), "EUR": ("€", "")}
PRICE_DECIMALS = 4
"""Of a price that a budget scales, on the page: files have them all."""
ALPHABET = {letter: at for at, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}
SAME_LETTER = str.maketrans("éèêëáàâíìîóòôúùûüñçæø", "eeeeaaaiiiooouuuuncäö")


def _as_written(value: float | Decimal) -> float | Decimal:
    """A number whose decimal digits end in 5 as those digits say, for only there can rounding meet a tie."""
    if isinstance(value, Decimal):
        return value
    digits = repr(float(value))
    return Decimal(digits) if digits[-1] == "5" else value


Versus = Literal["region", "today", "before"]
"""What a value is told against: the region's, or the same thing today or in an earlier period."""


@dataclass(frozen=True)
class Difference:
    """Difference between two values, in words; `css` says which side is better."""

    text: str
    css: str


class Words:
    """The catalogue of one language and its ways of writing numbers.

    Parameters
    ----------
    language : {"sv", "en"}
    currency : str
        ISO 4217 code of the region's money.
    lov : bool
        Whether the region's units belong to Swedish systems of choice; else words do not name them.
    """

    def __init__(self, language: str, currency: str = "SEK", lov: bool = True) -> None:
        self.language = language
        self.currency_code = currency
        self.locale = {"sv": "sv-SE", "en": "en-GB"}[language]
        self._catalogue = catalogue(language) if lov else elsewhere(language)

    def __call__(self, key: str, **values: object) -> str:
        """Text of a key, its blanks filled; numbers in blanks are written as the language does.

        Parameters
        ----------
        key : str
            Dotted, "ui.loading".
        **values
            By the name of the blank.

        Raises
        ------
        UnknownWordsError
            If the catalogue lacks the key.
        """
        try:
            text = self._catalogue[key]
        except KeyError:
            raise UnknownWordsError(f"no words for {key!r} in {self.language}") from None
        if not values:
            return text
        filled = text.format(**{name: self._blank(value) for name, value in values.items()})
        return filled[:1].upper() + filled[1:] if text.startswith("{") else filled

    def has(self, key: str) -> bool:
        """Whether the catalogue has words for a key."""
        return key in self._catalogue

    def of(self, text: Text | str) -> str:
        """Text of the region in this language, otherwise in the one it has."""
        if isinstance(text, str):
            return text
        return text.get(self.language) or next(iter(text.values()), "")

    def inside(self, text: Text | str) -> str:
        """Text of the region for the inside of a sentence; LSOA and RegSO keep their capitals."""
        own = self.of(text)
        first = re.match(r"\w*", own)
        return own if first and first[0][1:] != first[0][1:].lower() else own[:1].lower() + own[1:]

    def _blank(self, value: object) -> str:
        if isinstance(value, Mapping):
            return self.inside(value)
        if isinstance(value, Phrase):
            return self(value)
        if isinstance(value, Figure):
            return self.value(value.value, value.kind)
        if isinstance(value, float):
            return self.number(value, 0 if value.is_integer() else 1)
        return self.count(value) if isinstance(value, int) else str(value)

    # numbers

    def number(self, value: float | Decimal, decimals: int = 0) -> str:
        """A number with a fixed number of decimals: 1 234,5 in Swedish, 1,234.5 in English.

        Halves of the last decimal go to the even one, as `assets/core/numbers.js` writes them: 0.15 is
        0.2, though the binary number nearest to it is a little less.
        """
        text = f"{abs(_as_written(value)):,.{decimals}f}"
        negative = value < 0 and text.strip("0.,") != ""
        if self.language == "sv":
            text = text.replace(",", THIN).replace(".", ",")
        return MINUS + text if negative else text

    def count(self, value: float) -> str:
        """A whole number."""
        return self.number(round(value))

    def share(self, value: float) -> str:
        """A share from 0 to 1 as per cent, with a decimal where whole per cent would hide something."""
        percent = 100 * value
        if 0 < percent <= 0.05 or 99.95 <= percent < 100:  # a few people are not nobody, nor everybody
            edge = self.number(0.1 if percent < 1 else 99.9, 1)
            return f"{'<' if percent < 1 else '>'}{edge}{THIN if self.language == 'sv' else ''}%"
        fine = 0 < abs(percent) < 10 or 99 <= percent < 100
        text = self.number(100 * _as_written(value), 1 if fine else 0)
        text = text.removesuffix(",0").removesuffix(".0")
        return f"{text}{THIN}%" if self.language == "sv" else f"{text}%"

    def signed(self, value: float, unit: Literal["count", "share"]) -> str:
        """A change with its sign: "+133 389", "−1,3 %", "±0"."""
        text = self.share(abs(value)) if unit == "share" else self.count(abs(value))
        nothing = not any(digit in text for digit in "123456789")
        return f"{'±' if nothing else '+' if value > 0 else MINUS}{text}"

    def minutes(self, value: float) -> str:
        """Travel minutes; where none can be reached, in words."""
        if math.isinf(value):
            return self("format.unreachable")
        return f"{self.number(value, 1)}\u00a0{self('format.min')}"

    def currency(self, value: float) -> str:
        """An amount of the region's money, without fractions from 100 on."""
        before, after = SYMBOLS.get(self.currency_code, ("", f"{THIN}{self.currency_code}"))
        return f"{before}{self.number(value, 0 if abs(value) >= 100 else 2)}{after.replace(THIN, chr(160))}"

    @property
    def currency_sign(self) -> str:
        """The region's money: "kr", "£"; its code where it has no sign."""
        return "".join(SYMBOLS.get(self.currency_code, ("", self.currency_code))).strip(THIN)

    def exact(self, value: Decimal) -> str:
        """A number with the decimals that it has, and no others: "214,13", "1 270"."""
        decimals = value.as_tuple().exponent
        text = self.number(value, -decimals if isinstance(decimals, int) and decimals < 0 else 0)
        comma = "," if self.language == "sv" else "."
        return text.rstrip("0").rstrip(comma) if comma in text else text

    def money(self, value: Decimal) -> str:
        """An amount of the region's money with the decimals that it has: "214,13 kr", "£96.07"."""
        before, after = SYMBOLS.get(self.currency_code, ("", f"{THIN}{self.currency_code}"))
        return f"{before}{self.exact(value)}{after.replace(THIN, chr(160))}"

    def change(self, minutes: float) -> str:
        """Minutes more or less, with their sign; in words where a unit comes within reach or leaves it."""
        if math.isinf(minutes):
            return self("format.reached" if minutes < 0 else "format.lost")
        return ("+" if minutes > 0 else "") + self.minutes(minutes)

    def measure(self, value: float, unit: str) -> str:
        """A value in its unit of measure."""
        if math.isnan(value):
            return self("why.missing")
        if unit == "minutes":
            return self.minutes(value)
        if unit == "change":
            return self.change(value)
        if unit == "share":
            return self.share(value)
        if unit == "currency":
            return self.currency(value)
        if unit in ("count", "index"):
            return self.count(value)
        if unit == "price":
            return self.exact(round(Decimal(repr(float(value))), PRICE_DECIMALS))
        return self.number(value, 0 if float(value).is_integer() else 2 if abs(value) < 10 else 1)

    def value(self, value: object, kind: str) -> str:
        """A cell of a table in words; `kind` is the column's."""
        if isinstance(value, Phrase):
            return self(value)
        if kind == "flag":
            return self("format.yes" if value else "format.no")
        if kind == "date":
            return self.date(str(value)[:10])
        if kind == "period":
            return self.period(str(value))
        if kind in ("operator", "rules"):
            return self._named(kind, str(value))
        if kind == "list":
            return str(value).replace(";", ", ") if isinstance(value, str) else ", ".join(map(str, value))  # type: ignore[call-overload]
        if kind in ("text", "form", "mixed"):
            return self.of(value) if isinstance(value, Mapping) else str(value)
        return self.measure(float(value), kind)  # type: ignore[arg-type]

    def _named(self, kind: str, value: str) -> str:
        names = {"operator": "operator.{}", "rules": "rule.{}.name"}[kind]
        return ", ".join(self(names.format(key)) for key in value.split(";"))

    def difference(
        self, value: float, reference: float, unit: str, better: str, *, versus: Versus = "region"
    ) -> Difference:
        """Difference between two values: a mark, the amount in its unit, and the better or worse side.

        Parameters
        ----------
        value, reference : float
        unit : str
        better : {"higher", "lower", ""}
        versus : {"region", "today", "before"}
            What `reference` is: the region's value, or the same thing today or in an earlier period. A count
            differs from those two alone.

        Returns
        -------
        Difference
            Empty where there is nothing to compare.
        """
        if math.isinf(value) or math.isinf(reference):
            lost = math.isinf(value) and not math.isinf(reference)
            return Difference(self("format.beyond"), "is-worse") if lost else Difference("", "")
        gap = value - reference
        if unit == "count" and versus == "region":
            return Difference("", "")  # a part is always less than the whole
        relative = unit in ("currency", "index", "number", "per_10000")
        if relative and not reference:
            return Difference("", "")
        size = abs(gap / reference) if relative else abs(gap)
        if (round(100 * size) if relative else round(10 * size * (100 if unit == "share" else 1))) == 0:
            return Difference(self(f"format.same_{versus}"), "")
        mark = "▲" if gap > 0 else "▼"
        words = {
            "count": self("format.more" if gap > 0 else "format.fewer"),
            "minutes": self("format.longer" if gap > 0 else "format.shorter"),
            "share": self("format.points"),
        }.get(unit, self("format.higher" if gap > 0 else "format.lower"))
        number = (
            self.share(round(size, 2))
            if relative
            else self.number(
                size * (100 if unit == "share" else 1),
                0 if unit == "count" or (unit == "share" and size >= 0.1) else 1,
            )
        )
        side = "" if not better else "is-better" if (gap > 0) == (better == "higher") else "is-worse"
        return Difference(f"{mark} {number} {words}", side)

    # time and order

    def date(self, iso: str) -> str:
        """A day, "22 november 2026"; what is not a full date stands as it is."""
        day = DAY.fullmatch(iso)
        return f"{int(day[3])} {self(f'format.month.{int(day[2])}')} {day[1]}" if day else iso

    def short_date(self, iso: str) -> str:
        """A day where there is little room, "22 nov 2026"; what is not a full date stands as it is."""
        day = DAY.fullmatch(iso)
        return f"{int(day[3])} {self(f'format.month_short.{int(day[2])}')} {day[1]}" if day else iso

    def period(self, key: str) -> str:
        """A period in words: a whole year, a quarter, a month."""
        if not key:
            return ""
        first, last = periods.span(key)
        if "Q" in key:
            return self("format.quarter", quarter=str((first.month + 2) // 3), year=str(first.year))
        if first.month == last.month:
            return f"{self(f'format.month.{first.month}')} {first.year}"
        return self("format.year", year=str(first.year))

    def period_short(self, key: str) -> str:
        """A period where there is little room: a whole year by its number alone."""
        return key if len(key) == len("2025") else self.period(key)

    def moment(self, text: str) -> str:
        """A day, quarter or month inside a sentence; a year, or words, as they stand."""
        if "Q" in text:
            return self.inside(self._period(text))
        return self._period(text) if len(text) == len("2025-07") else self.date(text)

    def _period(self, text: str) -> str:
        try:
            return self.period(text)
        except UnknownNameError:
            return text

    def sort_key(self, text: str) -> tuple[tuple[int, str], ...]:
        """Key to sort a text by: letters in the order of the language's alphabet, digits before them."""
        folded = text.casefold()
        if self.language == "sv":
            folded = folded.translate(SAME_LETTER)
            return tuple((ALPHABET.get(letter, -1), letter) for letter in folded)
        return tuple((0, letter) for letter in folded.translate(SAME_LETTER | str.maketrans("åäö", "aao")))


@cache
def words(language: str, currency: str = "SEK", lov: bool = True) -> Words:
    """Words of a language, read once."""
    return Words(language, currency, lov)


def words_of(settings: RegionSettings, language: str) -> Words:
    """Words of a language for one region.

    Parameters
    ----------
    settings : RegionSettings
    language : str
        The region's own language is taken where there is no catalogue of this one.

    Returns
    -------
    Words
    """
    known = language if language in LANGUAGES else settings.language
    return words(known, settings.currency, settings.lov)
