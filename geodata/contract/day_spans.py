"""Days and spans of days written in one text: "2026-12-24; 2026-07-06/2026-08-02"."""

from __future__ import annotations

from datetime import date

type DaySpan = tuple[date, date]
"""First and last day, both inclusive."""

SPANS_MOST = 50


def day_spans(text: str) -> tuple[DaySpan, ...] | None:
    """Spans in the order of their days; None where any part cannot be read.

    Parameters
    ----------
    text : str
        Days as `2026-12-24` and spans as `2026-07-06/2026-08-02` (ISO 8601), separated by ";", at most
        `SPANS_MOST`. An empty text has none.
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if len(parts) > SPANS_MOST:
        return None
    try:
        ends = [[date.fromisoformat(day.strip()) for day in part.split("/")] for part in parts]
    except ValueError:
        return None
    if any(len(days) > 2 or days[0] > days[-1] for days in ends):
        return None
    return tuple(sorted((days[0], days[-1]) for days in ends))
