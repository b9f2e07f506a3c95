"""What opening hours written as text say of evenings and weekends; where the text is not understood, nothing.

Read are days, spans of days and times, one after another: `Måndag–torsdag 8–17, fredag 8–15`. A text with
anything else in it is not understood at all: half of a truth about opening hours sends people to a shut door.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EVENING_H = 18.0
"""Hours after midnight: open until then on any working day, or longer, is open in the evening."""

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


@dataclass(frozen=True)
class Late:
    """Whether a unit is open in the evening on some working day, and on a Saturday or Sunday."""

    evening: bool
    weekend: bool


def late_hours(text: str) -> Late | None:
    """What opening hours say of evenings and weekends; None where they are not wholly understood.

    Parameters
    ----------
    text : str
        As the region writes it, in Swedish or English.

    Returns
    -------
    Late or None
        A day that is not named is one when the unit is closed.
    """
    rest = text.casefold().strip().rstrip(".")
    spans = []
    while rest:
        found = _clause(rest)
        if found is None:
            return None
        days, opens, closes, rest = found
        spans.append((days, opens, closes))
    if not spans:
        return None
    open_ones = [(days, closes) for days, opens, closes in spans if closes > opens]
    return Late(
        evening=any(closes >= EVENING_H and min(days) < 5 for days, closes in open_ones),
        weekend=any(max(days) >= 5 for days, _ in open_ones),
    )


def _clause(text: str) -> tuple[set[int], float, float, str] | None:
    """Days, opening and closing hour of what a text begins with, and the rest of it."""
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
        return days, 0.0, 24.0, rest
    if hours["shut"]:
        return days, 0.0, 0.0, rest
    opens, closes = _hour(hours[3], hours[4]), _hour(hours[5], hours[6])
    return (days, opens, closes, rest) if opens < closes <= 24 else None


def _days(match: re.Match[str]) -> set[int]:
    if match["group"]:
        return set(_SEVERAL[match["group"]])
    first = _DAY[match["first"]]
    last = _DAY[match["last"]] if match["last"] else first
    return set(range(first, last + 1)) if last >= first else {*range(first, 7), *range(last + 1)}


def _hour(whole: str, minutes: str | None) -> float:
    return int(whole) + int(minutes or 0) / 60
