"""Opening hours as the HSA catalogue writes them: `1-5#08:00#16:30`, days from Monday and times."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

EXAMPLE: Final = "1-5#08:00#16:30; 6#10:00#14:00"
SPANS_MOST: Final = 100

type CodedWeek = tuple[tuple[tuple[int, int], ...], ...]
"""Seven days from Monday, each with its opening and closing minutes after midnight, in order."""

_LOOKS_CODED = re.compile(r"\s*[\d\s,–-]*#|.*#\s*\d{1,2}[:.]?\d\d", re.DOTALL)
_TIME = r"(\d{1,2})[:.]?(\d\d)(?:[:.]\d\d)?"
_SPAN = re.compile(rf"\s*(\d(?:\s*[-–,]\s*\d)*)\s*#\s*{_TIME}\s*#\s*{_TIME}\s*(?:[;|,/\n]|\Z|(?=\d))")
_DAY_MIN = 24 * 60
_DAYS = {
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def is_coded(text: str) -> bool:
    """Whether a text means to be such hours, right or wrong: `Ring #3` does not."""
    return _LOOKS_CODED.match(text[:1000]) is not None


def coded_week(text: str) -> CodedWeek | None:
    """The week that a text tells of; None where any part of it is wrong.

    Parameters
    ----------
    text : str
        Spans separated by `;`, `|` or `,`, each a day, a span or a list of days and when the doors open and
        close: `1-5#08:00#16:30`, `1,3,5#8:00#12:00`. Closing at `00:00` is at midnight.
    """
    week: list[set[tuple[int, int]]] = [set() for _ in range(7)]
    at, count = 0, 0
    while at < len(text.rstrip()) and count < SPANS_MOST:
        found = _SPAN.match(text, at)
        if found is None:
            return None
        days = _days(found[1])
        opens, closes = _minute(found[2], found[3]), _minute(found[4], found[5]) or _DAY_MIN
        if not days or not opens < closes <= _DAY_MIN:
            return None
        for day in days:
            week[day].add((opens, closes))
        at, count = found.end(), count + 1
    if not count or at < len(text.rstrip()):
        return None
    return tuple(_joined(spans) for spans in week)


def week_in_words(week: CodedWeek, language: str) -> str:
    """The same week as people write it: `Måndag–fredag 8–16.30, lördag 10–14`; closed days are left out."""
    names = _DAYS[language]
    parts = []
    for spans, run in groupby(range(7), key=lambda day: week[day]):
        days = list(run)
        named = names[days[0]] if len(days) == 1 else f"{names[days[0]]}–{names[days[-1]]}"
        parts += [f"{named} {_time(opens)}–{_time(closes)}" for opens, closes in spans]
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _days(text: str) -> list[int]:
    """Days from 0, () where there is no such day: `1-5`, `1,3,5`, and `6-1` over the end of the week."""
    days: list[int] = []
    for part in text.replace("–", "-").split(","):
        ends = [int(day) - 1 for day in part.split("-")]
        if len(ends) > 2 or not all(0 <= day < 7 for day in ends):
            return []
        first, last = ends[0], ends[-1]
        days += range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
    return days


def _minute(hours: str, minutes: str) -> int:
    return 60 * int(hours) + int(minutes) if int(minutes) < 60 else 2 * _DAY_MIN


def _joined(spans: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that meet or overlap as one."""
    joined: list[tuple[int, int]] = []
    for opens, closes in sorted(spans):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closes, joined[-1][1]))
        else:
            joined.append((opens, closes))
    return tuple(joined)


def _time(minute: int) -> str:
    hours, minutes = divmod(minute, 60)
    return f"{hours}.{minutes:02}" if minutes else str(hours)
