"""Periods as registers write them: years, quarters and months, and days, which count as their month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import Series

from geodata.sources.days import day_of

MONTHS: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
"""How the months begin, in Swedish."""
_IN_ENGLISH = {"may": "maj", "oct": "okt"}
_NAME = (
    "(jan(uari|uary)?|feb(ruari|ruary)?|mar(s|ch)?|apr(il)?|maj|may|june?|juni|july?|juli"
    "|aug(usti|ust)?|sept?(ember)?|okt(ober)?|oct(ober)?|nov(ember)?|dec(ember)?)[.]?"
)
"""Names of months in Swedish and English, whole or begun."""

NAMED_MONTH: Final = f"^({_NAME}[ -]*'?([0-9]{{2}})?[0-9]{{2}}|[0-9]{{4}}[ -]*{_NAME})$"
QUARTER: Final = "^([0-9]{4}[ -]?(q|kv|k|kvartal) ?[1-4]|(q|kv|k|kvartal) ?[1-4][ ,/-][ ]?[0-9]{4})$"
MONTH: Final = "^[0-9]{4}([ -]?m)?(0[1-9]|1[0-2])$"
"""Periods as registers write them, in lower case; regular expressions that every engine reads."""

_SPLIT_YEAR = re.compile(r"((?:19|20|21)\d\d)[/\u2013-]((?:19|20|21)?\d\d)")

FIRST_OF_LAST_CENTURY: Final = 69
"""Years of two digits from which on they are of the 1900s."""

YEARS: Final = (1900, 2199)
"""First and last year that anything is counted in: others are mistakes of typing."""

_KEY = re.compile("[0-9]{4}(Q[1-4]|-(0[1-9]|1[0-2]))?")


def period_of(text: str) -> str | None:
    """Period of one text as `2025`, `2025Q3` or `2025-07`; None where it is none.

    Read are `2025Q3`, `2025K3`, `2025kv3`, `Q3 2025`, `2025M07`, `202507`, `jul-25`, `juli 2025`, and days.
    Of two digits are the years 1969 to 2068.
    """
    lower = re.sub(r"^(\d+)[.]0$", r"\1", text.lower())  # it has been through a table of decimals
    key = lower.upper()
    if _KEY.fullmatch(key):
        return key
    digits = re.findall("[0-9]+", lower)
    if re.match(NAMED_MONTH, lower):
        begun = re.findall("[a-z]{3}", lower)[0]
        return f"{_century(digits[0])}-{month_number(begun):02d}"
    if re.match(QUARTER, lower):
        year = re.findall("[0-9]{4}", lower)[0]
        return f"{year}Q{re.findall('[1-4]', lower.replace(year, ''))[0]}"
    if re.match(MONTH, lower):
        return f"{lower[:4]}-{lower[-2:]}"
    day = day_of(key) if re.match(r"\d{4}(\d{4}|([-/.])\d\d\2\d\d)", key) else None
    return None if day is None else f"{day.year:04d}-{day.month:02d}"


def _century(year: str) -> str:
    if len(year) == 4:
        return year
    return ("20" if int(year) < FIRST_OF_LAST_CENTURY else "19") + year


def is_split_year(text: str) -> bool:
    """Whether a text is a year that begins in one calendar year and ends in the next: `2024/25`."""
    found = _SPLIT_YEAR.fullmatch(text)
    return found is not None and str(int(found[1]) + 1).endswith(found[2])


LIKE_MONTHS: Final = tuple(f"{year}-{year - 1999:02d}" for year in range(2000, 2012))
"""Years that begin in one calendar year and end in the next, written as months are: `2011-12`."""


def all_like_months(texts: Iterable[str]) -> bool:
    """Whether different texts are several years that are written as months are, and nothing else."""
    given = {text for text in texts if text}
    return len(given) > 1 and given <= set(LIKE_MONTHS)


def month_number(name: str) -> int:
    """Number of a month by how its name begins."""
    begun = name[:3]
    return MONTHS.index(_IN_ENGLISH.get(begun, begun)) + 1


def periods(text: Series[str]) -> tuple[Series[str], dict[str, NDArray[np.bool_]]]:
    """Periods of a column, "" where there is none; and which are no periods, split years or of odd years.

    Beside a split year such as `2012-13`, `2011-12` is one too, and no December; and where a column has
    nothing but such, a month further each year.
    """
    codes, different = pd.factorize(text)
    read = [period_of(each) for each in different]
    split_too = any(key is None and is_split_year(each) for key, each in zip(read, different, strict=True))
    if split_too or all_like_months(different):
        read = [None if each in LIKE_MONTHS else key for key, each in zip(read, different, strict=True)]
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
