"""A week of opening hours in words: in full, and as few words as a card has room for."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from dashboard.words.words import Words
from geodata.region.opening_hours import DAY_MIN, Spans, Week

WORKING = range(5)
ALWAYS = ((0, DAY_MIN),)


def week_in_full(week: Week, words: Words) -> str:
    """Every day, those alike side by side together: "mån–fre 8–17, lör 10–14, sön stängt"."""
    runs = _runs(week, list(range(7)))
    if len(runs) == 1:
        hours = _hours(week[0], words)
        return hours if week[0] == ALWAYS else words("opening.daily", hours=hours)
    return ", ".join(f"{_days(days, words)} {_hours(spans, words)}" for days, spans in runs)


def week_in_brief(week: Week, words: Words) -> str:
    """What most working days have, then the days that differ: "8–17, fre 8–15".

    A weekend that is not told of is closed.
    """
    if len(set(week)) == 1:
        return week_in_full(week, words)
    usual = Counter(week[day] for day in WORKING).most_common(1)[0][0]
    others = [day for day in range(7) if week[day] != (usual if day in WORKING else ())]
    apart = [f"{_days(days, words)} {_hours(spans, words)}" for days, spans in _runs(week, others)]
    return ", ".join([_hours(usual, words), *apart] if usual else apart)


def _runs(week: Week, days: list[int]) -> list[tuple[list[int], Spans]]:
    """Days in a row that have the same hours."""
    runs = groupby(enumerate(days), key=lambda day: (day[1] - day[0], week[day[1]]))
    return [([day for _, day in run], spans) for (_, spans), run in runs]


def _days(days: list[int], words: Words) -> str:
    first, last = (words(f"opening.day.{day}") for day in (days[0], days[-1]))
    return first if len(days) == 1 else f"{first}–{last}"


def _hours(spans: Spans, words: Words) -> str:
    if not spans:
        return words("opening.closed")
    if spans == ALWAYS:
        return words("opening.always")
    return f" {words('opening.and')} ".join(f"{_time(opens)}–{_time(closes)}" for opens, closes in spans)


def _time(minute: int) -> str:
    hours, minutes = divmod(minute, 60)
    return f"{hours}.{minutes:02}" if minutes else str(hours)
