"""Ages as statistics offices write them: one column with `17`, `5-9`, `-4`, `80-` and `100+`."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import Series

OLDEST = 130
"""Years; an age beyond it is a mistake."""

_ALL = {
    "",
    "t",
    "tot",
    "total",
    "totalt",
    "all",
    "all ages",
    "alla",
    "alla åldrar",
    "samtliga",
    "samtliga åldrar",
}
_ALONE = re.compile(r"(\d{1,3})")
_SPAN = re.compile(r"(\d{1,3})?(?:-|till|to)(\d{1,3}|w)?")
_OPEN = re.compile(r"(\d{1,3})(?:\+|ochäldre|andover|andolder|oröver|orover|ochöver)")
_DASHES = str.maketrans("–—−", "---")

Span = tuple[float, float]
_UNKNOWN: Span = (np.nan, np.nan)


def age_spans(text: Series[str]) -> tuple[Series[float], Series[float], NDArray[np.bool_]]:
    """First and last age of each text, both inclusive, NaN where open; and which cannot be read.

    Read: one age (`17`, `17 år`), a span (`5-9`, `65–79 years`), the youngest (`-4`), the oldest (`80-`,
    `100+`, `65-w`, `85 år och äldre`), and all ages (empty, `totalt`, `total`, `tot`). Never guessed: what
    Excel has made a date of.
    """
    codes, values = pd.factorize(text)
    spans = [_span(value) for value in values]
    table = np.array([_UNKNOWN if span is None else span for span in spans], dtype=float).reshape(-1, 2)
    unreadable = np.array([span is None for span in spans], dtype=bool)
    begin, end = (Series(table[codes, side], index=text.index) for side in (0, 1))
    return begin, end, unreadable[codes]


def _span(text: str) -> Span | None:
    """Ages of one text; None where it tells none."""
    plain = text.strip().lower().translate(_DASHES)
    if plain in _ALL:
        return _UNKNOWN
    bare = re.sub(r"(?<![a-zåäö])(år|years?|yrs?)(?![a-zåäö])|\s", "", plain)
    if found := _ALONE.fullmatch(bare):
        return _possible(int(found[1]), int(found[1]))
    if found := _OPEN.fullmatch(bare):
        return _possible(int(found[1]), None)
    found = _SPAN.fullmatch(bare)
    if found is None or not (found[1] or found[2]):
        return None
    first = None if found[1] is None else int(found[1])
    last = None if found[2] in (None, "w") else int(found[2])
    return _possible(first, last)


def _possible(first: int | None, last: int | None) -> Span | None:
    """A span that people can have; None of one that ends before it begins or is past every age."""
    begin, end = (np.nan if age is None else float(age) for age in (first, last))
    known = [age for age in (begin, end) if not np.isnan(age)]
    return (begin, end) if known == sorted(known) and all(age <= OLDEST for age in known) else None
