"""A line over the periods, with the same in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.components.markup import Markup, tag
from dashboard.components.sparkline import sparkline
from dashboard.words.words import Words

LEAST_SPANS = {"share": 0.05, "minutes": 2.0}
LEAST_PART = 0.1


def trend_line(
    points: Sequence[tuple[str, float | None]], unit: str, colour: str, words: Words
) -> list[Markup]:
    """Picture of a line; none with fewer than two known values, or where all are the same.

    Parameters
    ----------
    points : sequence of (period, value)
        In order of time; None unknown.
    unit : str
        Of measure.
    colour : str
        "#rrggbb": a picture by address sees no custom properties of the page.
    words : Words
    """
    known = [(period, value) for period, value in points if value is not None]
    values = [value for _, value in known]
    if len(known) < 2 or math.isclose(min(values), max(values), rel_tol=1e-9):
        return []  # a level line says nothing, nor does the last bit of a sum
    (first, begin), (last, end) = known[0], known[-1]
    text = words(
        "ui.trend",
        first=words.period(first),
        begin=words.measure(begin, unit),
        last=words.period(last),
        end=words.measure(end, unit),
    )
    line = [value for _, value in points]
    source = sparkline(line, colour, least_span(values, unit))
    return [tag("img", src=source, alt=text, title=text, class_="spark")]


def least_span(values: Sequence[float], unit: str) -> float:
    """How much a small line spans at least, so that what hardly changes looks as if it hardly did.

    Five points of a share, two minutes, and a tenth of the largest value of all else.
    """
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return LEAST_SPANS.get(unit, LEAST_PART * largest)
