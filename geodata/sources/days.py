"""Days as registers write them, up to those that only say that there is no end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import Series

COUNTABLE: Final = (date(1700, 1, 1), date(2199, 12, 31))
"""First and last day that is meant as a day: what lies outside stands for one that nobody knows."""

EXCEL_DAYS: Final = (20_000, 73_050)
"""Numbers that Excel has for the days of 1954 to 2099; other whole numbers are none."""
_EXCEL_LAST = 2_958_465  # 9999-12-31
_EXCEL_BEGINS = date(1899, 12, 30)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:[ T].*)?|[Zz]|[+-]\d{2}:?\d{2})")
_DENSE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0|[ T].*)?")
_NUMBER = re.compile(r"(\d{5}|\d{7})(?:\.\d+)?")


@dataclass(frozen=True, eq=False)
class Days:
    """What texts are as days.

    Attributes
    ----------
    values : Series of datetime64[ns]
        NaT where empty, not to be read, or outside what is countable.
    bad, before, after, numbered : bool, shape (rows,)
        Which are no days; which lie before or after what is countable; which are numbers of Excel's.
    """

    values: Series
    bad: NDArray[np.bool_]
    before: NDArray[np.bool_]
    after: NDArray[np.bool_]
    numbered: NDArray[np.bool_]


def day_of(text: str) -> date | None:
    """Day of one text; None where it is none that the calendar has.

    Read are `2025-07-01`, `2025/07/01`, `2025.07.01`, `20250701`, each with a time and zone after it (the day
    stands as it is written), and the numbers that Excel has for days.
    """
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found[1], found[3], found[4]
    elif found := _DENSE.fullmatch(text):
        year, month, day = found[1], found[2], found[3]
    else:
        found = _NUMBER.fullmatch(text)
        return None if found is None else _of_excel(int(found[1]))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def days(text: Series[str]) -> Days:
    """Days of a column."""
    codes, different = pd.factorize(text)
    read = [day_of(each) for each in different]
    first, last = COUNTABLE
    inside = [None if day is None or not first <= day <= last else day for day in read]
    table = np.array(inside, dtype="datetime64[ns]")
    none = [day is None and each != "" for day, each in zip(read, different, strict=True)]
    sides = {
        "bad": none,
        "before": [day is not None and day < first for day in read],
        "after": [day is not None and day > last for day in read],
        "numbered": [_NUMBER.fullmatch(each) is not None for each in different],
    }
    flags = {name: np.array(each, dtype=bool)[codes] for name, each in sides.items()}
    return Days(Series(table[codes], index=text.index, dtype="datetime64[ns]"), **flags)


def _of_excel(number: int) -> date | None:
    least, most = EXCEL_DAYS
    if least <= number <= most or number == _EXCEL_LAST:
        return _EXCEL_BEGINS + timedelta(days=number)
    return None
