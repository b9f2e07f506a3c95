"""Moments and spans of time as the interface takes them: RFC 3339 with `/` and `..`, as days since 1970."""

from __future__ import annotations

import math
import re
from datetime import date, datetime

YEAR = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
MONTH_AND_DAY = (
    "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
)
DAY = f"{YEAR}-{MONTH_AND_DAY}"
TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
MOMENT = f"{DAY}(T{TIME})?"
PATTERN = rf"^({MOMENT}|{MOMENT}/({MOMENT}|\.\.)?|(\.\.)?/{MOMENT})$"
"""One moment, or two with `/` between; one end may be open, as `..` or as nothing."""
SPAN = re.compile(PATTERN)
DAY_S = 86_400
EPOCH_DAY = date(1970, 1, 1).toordinal()


def span(text: str) -> tuple[float, float] | None:
    """First and last moment that a text says, days since 1970; None where it says none.

    A day stands for all of it to its last second, a moment for itself; an open end is infinite.
    The last of February in a year that has no such day is the first of March.

    Parameters
    ----------
    text : str
        "2025-06-30", "2025-01-01T00:00:00Z/..", "../2025-12-31".
    """
    if not SPAN.fullmatch(text):
        return None
    first, _, last = text.partition("/")
    try:
        begin = _edge(first, -math.inf, 0)
        end = _edge(last if "/" in text else first, math.inf, DAY_S - 1)
    except ValueError:
        return span(text.replace("-02-29", "-03-01"))
    return (begin, end) if begin <= end else None


def _edge(text: str, unsaid: float, second: int) -> float:
    if text in ("", ".."):
        return unsaid
    if "T" not in text:
        return float(date.fromisoformat(text).toordinal() - EPOCH_DAY) + second / DAY_S
    return datetime.fromisoformat(text).timestamp() / DAY_S
