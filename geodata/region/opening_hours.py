"""The week that opening hours written as text tell of; where the text is not understood, nothing.

Read are days, spans of days and times, one after another: `Måndag–torsdag 8–17, fredag 8–15`; and those of
the HSA catalogue, `1-4#08:00#17:00; 5#08:00#15:00`. A text with
anything else in it is not understood at all: half of a truth about opening hours sends people to a shut door.
"""

from __future__ import annotations

import re

from geodata.contract.coded_hours import coded_week, is_coded

type Spans = tuple[tuple[int, int], ...]
"""When a day's doors are open: opening and closing, minutes after midnight, in order."""
type Week = tuple[Spans, ...]
"""Seven days from Monday; a day without spans is one when the unit is closed."""

EVENING_MIN = 18 * 60
"""Minutes after midnight: open until then on any working day, or longer, is open in the evening."""
DAY_MIN = 24 * 60

_DAYS = (
    ("måndag", "mån", "må", "monday", "mon"),
    ("tisdag", "tis", "ti", "tuesday", "tues", "tue"),
    ("onsdag", "ons", "on", "wednesday", "wed"),
    ("torsdag", "tors", "tor", "to", "thursday", "thurs", "thu"),
    ("fredag", "fre", "fr", "friday", "fri"),
    ("lördag", "lör", "lö", "saturday", "sat"),
    ("söndag", "sön", "sö", "sunday", "sun"),
)
_SEVERAL = {
    "alla dagar": range(7), "varje dag": range(7), "dagligen": range(7),
    "every day": range(7), "daily": range(7),
    "vardagar": range(5), "vardag": range(5), "weekdays": range(5),
    "helger": range(5, 7), "helg": range(5, 7), "weekends": range(5, 7),
}  # fmt: skip
_DAY = {f"{word}{end}": at for at, words in enumerate(_DAYS) for word in words for end in ("", "ar", "s")}
_WORD = "|".join(sorted(_DAY, key=len, reverse=True))
_GROUP = "|".join(_SEVERAL)
_DASH = r"\s*(?:-|–|—|till|to)\s*"
_DAYS_SAID = re.compile(
    rf"\s*(?:och\s+|and\s+)?(?:(?P<group>{_GROUP})|(?P<first>{_WORD})\b\.?(?:{_DASH}(?P<last>{_WORD})\b\.?)?)"
)
_TIME = r"(\d{1,2})(?:[.:](\d{2}))?"
_WHOLE, _SHUT = "dygnet runt|24 hours|24h", "stängt|closed"
_HOURS_SAID = re.compile(
    rf"\s*:?\s*(?:kl\.?\s*)?(?:(?P<whole>{_WHOLE})|(?P<shut>{_SHUT})|{_TIME}{_DASH}{_TIME})"
)
_BETWEEN = re.compile(r"\s*[,;/&]?\s*(?:och\b|and\b)?\s*")


def weekly_hours(text: str) -> Week | None:
    """The week that opening hours tell of; None where they are not wholly understood.

    Parameters
    ----------
    text : str
        As the region writes it, in Swedish or English.

    Returns
    -------
    Week or None
        A day that is not named is one when the unit is closed.
    """
    if is_coded(text):
        return coded_week(text)
    rest = text.casefold().strip().rstrip(".")
    week: list[set[tuple[int, int]]] = [set() for _ in range(7)]
    if not rest:
        return None
    while rest:
        found = _clause(rest)
        if found is None:
            return None
        days, opens, closes, rest = found
        for day in days if closes > opens else ():
            week[day].add((opens, closes))
    return tuple(tuple(sorted(spans)) for spans in week)


def open_evenings(week: Week) -> bool:
    """Whether the doors are open in the evening on some working day."""
    return any(closes >= EVENING_MIN for spans in week[:5] for _, closes in spans)


def open_weekends(week: Week) -> bool:
    """Whether the doors are open on a Saturday or Sunday."""
    return any(week[5:])


def _clause(text: str) -> tuple[set[int], int, int, str] | None:
    """Days, opening and closing minute of what a text begins with, and the rest of it."""
    days: set[int] = set()
    while match := _DAYS_SAID.match(text):
        days |= _days(match)
        text = text[match.end() :]
        if (between := _BETWEEN.match(text)) and _DAYS_SAID.match(text[between.end() :]):
            text = text[between.end() :]
    hours = _HOURS_SAID.match(text) if days else None
    if hours is None:
        return None
    rest = text[hours.end() :]
    if rest and not re.match(r"\s*[,;./]|\s+(?:och|and|lör|sön|sat|sun)", rest):
        return None
    rest = rest[between.end() :] if (between := re.match(r"[\s,;./]*", rest)) else rest
    if hours["whole"]:
        return days, 0, DAY_MIN, rest
    if hours["shut"]:
        return days, 0, 0, rest
    opens, closes = _minute(hours[3], hours[4]), _minute(hours[5], hours[6])
    return (days, opens, closes, rest) if opens < closes <= DAY_MIN else None


def _days(match: re.Match[str]) -> set[int]:
    if match["group"]:
        return set(_SEVERAL[match["group"]])
    first = _DAY[match["first"]]
    last = _DAY[match["last"]] if match["last"] else first
    return set(range(first, last + 1)) if last >= first else {*range(first, 7), *range(last + 1)}


def _minute(hours: str, minutes: str | None) -> int:
    return 60 * int(hours) + int(minutes or 0)
