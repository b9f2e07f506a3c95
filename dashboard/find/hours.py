"""When units are open, for the browser to say whether they are so now: it alone knows what time it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.components.markup import Markup, tag
from dashboard.words.words import Words
from geodata.contract.day_spans import day_spans
from geodata.contract.settings import OpeningSettings
from geodata.region.opening_hours import Week, weekly_hours


def clock_document(opening: OpeningSettings) -> dict[str, object]:
    """Clock of the region: `zone`, and `closed`, days when all its units are closed."""
    return {"zone": opening.time_zone, "closed": [day.isoformat() for day in opening.closed_days]}


def hours_document(openings: Sequence[str], closures: Sequence[str]) -> dict[str, object]:
    """Weeks and closures of some units, by position.

    Parameters
    ----------
    openings, closures : sequence of str
        As the region has them.

    Returns
    -------
    dict
        `weeks`: each week once, seven days from Monday of [opens, closes] in minutes after midnight;
        `of`: position of each unit's week, -1 where it is not known; `shut`: [first day, last day] of
        each closure, by the unit's position.
    """
    weeks: dict[Week, int] = {}
    known = [weekly_hours(text) for text in openings]
    of = [-1 if week is None else weeks.setdefault(week, len(weeks)) for week in known]
    spans = {at: day_spans(text) for at, text in enumerate(closures) if text}
    return {
        "weeks": list(weeks),
        "of": of,
        "shut": {
            at: [[day.isoformat() for day in span] for span in days or ()] for at, days in spans.items()
        },
    }


def closure_lines(text: str, since: str, words: Words) -> list[Markup]:
    """A line for each closure in a text that is not past.

    Parameters
    ----------
    text : str
        As the region has it.
    since : str
        Moment, as in ISO 8601: what ended before its day is past; "" where nothing is.
    words : Words
    """
    begins = date.fromisoformat(since[:10]) if since else date.min
    return [
        tag("span", _closed(first, last, words), class_="second")
        for first, last in day_spans(text) or ()
        if last >= begins
    ]


def _closed(first: date, last: date, words: Words) -> str:
    days = (words.date(first.isoformat()), words.date(last.isoformat()))
    return (
        words("find.closed_on", day=days[0])
        if first == last
        else words("find.closed_between", first=days[0], last=days[1])
    )
