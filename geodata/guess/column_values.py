"""What the values of a column look like, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pandas import Series

from geodata.contract.mark_settings import DEGREES
from geodata.guess.vocabulary import operator_of
from geodata.sources.age_spans import age_spans
from geodata.sources.days import day_of
from geodata.sources.null_words import is_null_word
from geodata.sources.numbers import DOUBTFUL, numbers
from geodata.sources.periods import period_of
from geodata.sources.typed import SEXES

_LOOKED_AT = 5_000
"""Values of a column that are compared with what they may be."""
_PLACE = re.compile(r"[-+]?\d{1,8}(?:\.\d+)?\s*[,; ]\s*[-+]?\d{1,8}(?:\.\d+)?")
_SEX = {word for words in SEXES.values() for word in words if word}
PATTERNS: Final[Mapping[str, tuple[str, re.Pattern[str]]]] = {
    "hsa": ("unit_id", re.compile(r"SE\d{10}-[A-Z0-9]+")),
    "regso": ("area_id", re.compile(r"\d{4}R\d{3}")),
    "deso": ("area_id", re.compile(r"\d{4}[ABC]\d{4}")),
    "lsoa": ("area_id", re.compile(r"[EWS]01\d{6}")),
    "practice": ("unit_id", re.compile(r"[A-Z]\d{5}")),
    "url": ("url", re.compile(r"https?://\S+")),
}
"""Codes that say by themselves what they are: what they are read as, and how they look."""


@dataclass(frozen=True, eq=False)
class ColumnValues:
    """The text of one column of a file.

    Attributes
    ----------
    name : str
    text : Series of str
        Without blanks around it, "" where nothing stands.
    """

    name: str
    text: Series[str]

    @cached_property
    def nulls(self) -> tuple[str, ...]:
        """Words that stand for nothing in a column of numbers."""
        return tuple(text for text in self.text.unique()[:_LOOKED_AT].tolist() if is_null_word(text))

    @cached_property
    def filled(self) -> Series[str]:
        """Values that say something."""
        return self.text[(self.text != "") & ~self.text.isin(list(self.nulls))]

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """Different values, in the order they come."""
        return tuple(self.filled.unique().tolist())

    @cached_property
    def looked_at(self) -> tuple[str, ...]:
        """Values that are compared, a few thousand at most."""
        step = -(-len(self.distinct) // _LOOKED_AT) or 1
        return self.distinct[::step]

    @cached_property
    def filled_share(self) -> float:
        """Share of rows that say something."""
        return len(self.filled) / len(self.text) if len(self.text) else 0.0

    @cached_property
    def unique_share(self) -> float:
        """Different values as a share of those that say something; 1 where none is repeated."""
        return len(self.distinct) / len(self.filled) if len(self.filled) else 0.0

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """Numbers among the values compared, NaN where one is none; marks part decimals where they may."""
        read = numbers(Series(list(self.looked_at), dtype=str), DEGREES)
        return np.asarray(read.values, dtype=np.float64)

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """The same where a mark before three digits parts thousands: 1,234 is above a thousand."""
        texts = Series(list(self.looked_at), dtype=str)
        doubtful = texts.str.match(DOUBTFUL).to_numpy(dtype=bool)
        bare = texts.str.replace(r"[.,](?=\d{3}(?:[.,]|$))", "", regex=True)
        counts = self.numbers.copy()
        counts[doubtful] = numbers(bare, DEGREES).values.to_numpy(dtype=float)[doubtful]
        return counts

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """Three values, to show."""
        return tuple(text[:60] for text in self.distinct[:3])

    def share(self, true: Callable[[str], bool]) -> float:
        """Share of the values compared of which something is true; 0 where there are none."""
        return sum(map(true, self.looked_at)) / len(self.looked_at) if self.looked_at else 0.0

    def fit(self, kind: str) -> float:
        """How large a share of the values may be of a kind of column (`geodata.contract.columns.Kind`)."""
        if not self.looked_at:
            return 0.0
        return _FITS[kind](self) if kind in _FITS else 1.0

    def among(self, known: frozenset[str]) -> float:
        """Share of the different values that are among those known."""
        return self.share(known.__contains__) if known else 0.0


def _numeric(low: float, high: float, *, whole: bool = False) -> Callable[[ColumnValues], float]:
    def fit(column: ColumnValues) -> float:
        values = column.counts if whole else column.numbers
        with np.errstate(invalid="ignore"):
            good = (values >= low) & (values <= high)
            if whole:
                good &= np.mod(np.nan_to_num(values, posinf=0.5, neginf=0.5), 1) == 0
        return float(good.mean())

    return fit


def _letters(column: ColumnValues) -> float:
    return column.share(lambda text: any(map(str.isalpha, text)))


def _codes(column: ColumnValues) -> float:
    return column.share(lambda text: len(text) <= 40 and not re.search(r"\d[.,]\d*[1-9]", text))


def _ages(column: ColumnValues) -> float:
    return 1.0 - float(age_spans(Series(list(column.looked_at), dtype=str))[2].mean())


_FITS: Final[Mapping[str, Callable[[ColumnValues], float]]] = {
    "code": _codes,
    "name": _letters,
    "whole": _numeric(0, 1e12, whole=True),
    "amount": _numeric(0, 1e15),
    "number": _numeric(-1e15, 1e15),
    "longitude": _numeric(-180, 180),
    "latitude": _numeric(-90, 90),
    "degrees": _numeric(-180, 180),
    "metres": lambda column: (
        _numeric(-1e8, 1e8)(column) * float(np.nanmax(np.abs(column.numbers), initial=0) > 1000)
    ),
    "date": lambda column: column.share(lambda text: day_of(text) is not None),
    "period": lambda column: column.share(lambda text: period_of(text) is not None),
    "year": _numeric(1750, 2200, whole=True),
    "age": _numeric(0, 130, whole=True),
    "ages": _ages,
    "share": _numeric(0, 1),
    "sex": lambda column: column.share(lambda text: text.casefold() in _SEX),
    "url": lambda column: column.share(lambda text: PATTERNS["url"][1].fullmatch(text) is not None),
    "yes_no": lambda column: column.share(lambda text: text.casefold() in ("yes", "no", "ja", "nej")),
    "operator": lambda column: (
        column.share(lambda text: operator_of(text) is not None) if len(column.distinct) <= 30 else 0.0
    ),
    "care_form": lambda column: float(len(column.distinct) <= 40) * _letters(column),
    "place": lambda column: column.share(lambda text: _PLACE.search(text) is not None),
    "background": lambda column: column.share(lambda text: text in ("land", "water")),
}
