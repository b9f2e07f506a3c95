"""Periods as registers write them: years, quarters and months, and days, which count as their month."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import Series

from geodata.sources.days import day_of

MONTHS: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
"""How the months begin, in Swedish."""
_IN_ENGLISH = {"may": "maj", "oct": "okt"}
NAMED: Final = (
    r"(jan(uari|uary)?|feb(ruari|ruary)?|mar(s|ch)?|apr(il)?|maj|may|june?|juni|july?|juli"
    r"|aug(usti|ust)?|sept?(ember)?|okt(ober)?|oct(ober)?|nov(ember)?|dec(ember)?)[.]?"
)
"""Names of months in Swedish and English, whole or begun, in lower case."""

_SPLIT_YEAR = re.compile(r"((?:19|20|21)\d\d)[/\u2013-]((?:19|20|21)?\d\d)")

FIRST_OF_LAST_CENTURY: Final = 69
"""Years of two digits from which on they are of the 1900s."""

YEARS: Final = (1900, 2199)
"""First and last year that anything is counted in: others are mistakes of typing."""

REWRITES: Final = (
    (r"^([0-9]{4}|[0-9]{6}|[0-9]{8})[.]0$", r"\1"),  # a number that has been through a table of decimals
    (r"^([0-9]{4})[ -]?(?:q|kv|k|kvartal) ?([1-4])$", r"\1Q\2"),
    (r"^(?:q|kv|k|kvartal) ?([1-4])[ ,/-]{1,2}([0-9]{4})$", r"\2Q\1"),
    (r"^([0-9]{4})(?:[ -]?m)?(0[1-9]|1[0-2])$", r"\1-\2"),
    (r"^([0-9]{4})[./]([0-9]{2})[./]([0-9]{2})", r"\1-\2-\3"),
    (r"^([0-9]{4})([0-9]{2})([0-9]{2})($|[ t].*$)", r"\1-\2-\3\4"),
)
"""What is written in other ways, in lower case, and as what it counts; in this order."""

_KEY = re.compile(r"\d{4}(Q[1-4]|-(0[1-9]|1[0-2]))?")
_NAME_FIRST = re.compile(rf"(?P<name>{NAMED})[ -]*'?(?P<year>(?:[0-9]{{2}})?[0-9]{{2}})")
_YEAR_FIRST = re.compile(rf"(?P<year>[0-9]{{4}})[ -]*(?P<name>{NAMED})")


def period_of(text: str) -> str | None:
    """Period of one text as `2025`, `2025Q3` or `2025-07`; None where it is none.

    Read are `2025Q3`, `2025K3`, `2025kv3`, `Q3 2025`, `2025M07`, `202507`, `jul-25`, `juli 2025`, and days.
    Of two digits are the years 1969 to 2068.
    """
    lower = " ".join(text.lower().split())
    for pattern in (_NAME_FIRST, _YEAR_FIRST):
        if found := pattern.fullmatch(lower):
            return f"{_century(found['year'])}-{month_number(found['name']):02d}"
    for pattern, canonical in _COMPILED:
        lower = pattern.sub(canonical, lower)
    key = lower.upper()
    if _KEY.fullmatch(key):
        return key
    day = day_of(key) if re.match(r"\d{4}-\d{2}-\d{2}", key) else None
    return None if day is None else f"{day.year:04d}-{day.month:02d}"


def _century(year: str) -> str:
    if len(year) == 4:
        return year
    return ("20" if int(year) < FIRST_OF_LAST_CENTURY else "19") + year


_COMPILED = tuple((re.compile(pattern), canonical) for pattern, canonical in REWRITES)


def is_split_year(text: str) -> bool:
    """Whether a text is a year that begins in one calendar year and ends in the next: `2024/25`."""
    found = _SPLIT_YEAR.fullmatch(text)
    return found is not None and str(int(found[1]) + 1).endswith(found[2])


def month_number(name: str) -> int:
    """Number of a month by how its name begins."""
    begun = name[:3]
    return MONTHS.index(_IN_ENGLISH.get(begun, begun)) + 1


def periods(text: Series[str]) -> tuple[Series[str], dict[str, NDArray[np.bool_]]]:
    """Periods of a column, "" where there is none; and which are no periods, split years or of odd years."""
    codes, different = pd.factorize(text)
    read = [period_of(each) for each in different]
    split = [key is None and is_split_year(each) for key, each in zip(read, different, strict=True)]
    none = [
        key is None and each != "" and not halves
        for key, each, halves in zip(read, different, split, strict=True)
    ]
    odd = [key is not None and not YEARS[0] <= int(key[:4]) <= YEARS[1] for key in read]
    keys = ["" if key is None or wrong else key for key, wrong in zip(read, odd, strict=True)]
    flags = {"not_a_period": none, "split_year": split, "bad_year": odd}
    bad = {code: np.array(each, dtype=bool)[codes] for code, each in flags.items()}
    return Series(np.array(keys, dtype=object)[codes], index=text.index, dtype=str), bad
