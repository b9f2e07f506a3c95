"""Periods by their keys: a year "2025", a quarter "2025Q3" or a month "2025-07"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from geodata.contract.errors import UnknownNameError

_KEY = re.compile(r"(?P<year>\d{4})(?:Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?")


@lru_cache(maxsize=1024)  # a few dozen keys, asked for thousands of times
def span(key: str) -> tuple[date, date]:
    """First and last day of a period.

    Parameters
    ----------
    key : str
        "2025", "2025Q3" or "2025-07".

    Returns
    -------
    tuple of date

    Raises
    ------
    UnknownNameError
        If `key` is not written in one of the three ways.
    """
    match = _KEY.fullmatch(key)
    if match is None:
        raise UnknownNameError(f"{key!r} is not a period: write 2025, 2025Q3 or 2025-07")
    year = int(match["year"])
    if match["quarter"]:
        first, last = 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"])
    elif match["month"]:
        first = last = int(match["month"])
    else:
        first, last = 1, 12
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def covered(key: str, base: Iterable[str]) -> tuple[str, ...]:
    """The base periods that a period's key selects, ascending.

    A key that is itself a base period selects that one alone, so that a year's own figures are
    never added to those of its quarters.

    Parameters
    ----------
    key : str
        The period asked for; "" selects every base period.
    base : iterable of str
        The periods that the visits are counted in.

    Returns
    -------
    tuple of str
        Empty where none lies within `key`.
    """
    base = trend(base)
    if key in base:
        return (key,)
    if not key:
        return base
    begin, end = span(key)
    return tuple(period for period in base if begin <= span(period)[0] and span(period)[1] <= end)


def choices(base: Sequence[str]) -> tuple[str, ...]:
    """Every period one may ask for: years of several base periods, then these, newest first."""
    years = sorted({key[:4] for key in base} - set(base), reverse=True)
    several = [year for year in years if len(covered(year, base)) > 1]
    return (*several, *reversed(trend(base)))


def default(base: Sequence[str]) -> str:
    """The latest complete year, else the latest period; "" where there are none."""
    for key in choices(base):
        if len(key) == 4 and _complete(key, base):
            return key
    return trend(base)[-1] if base else ""


def trend(base: Iterable[str]) -> tuple[str, ...]:
    """All base periods from the first to the last, in the order in which they end."""
    return tuple(sorted(set(base), key=lambda key: (span(key)[1], span(key)[0])))


def _complete(year: str, base: Sequence[str]) -> bool:
    parts = covered(year, base)
    months = sum((span(part)[1].month - span(part)[0].month + 1) for part in parts)
    return months == 12
