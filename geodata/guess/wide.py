"""Wide tables: columns that are a year each or a span of ages each, of which rows are made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geodata.guess.column_values import ColumnValues
from geodata.guess.names import plain

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SPAN = re.compile(r"(?<!\d)(\d{1,3})\s*(?:-|–|_|to|till|t\.o\.m\.)\s*(\d{1,3})(?!\d)", re.IGNORECASE)
_OPEN = re.compile(
    r"(?<!\d)(\d{1,3})\s*(?:\+|plus|-\s*w\b|-(?=\W*$)|"
    r"(?:år |years )?(?:och|and|or)\s+(?:äldre|över|over|older|above))",
    re.IGNORECASE,
)
_UNDER = re.compile(r"(?:under|below|<)\s*(\d{1,3})(?!\d)", re.IGNORECASE)
_SEXES: Final = {
    "1": {"men", "man", "male", "males", "m"},
    "2": {"women", "kvinnor", "kvinna", "female", "females", "f", "k"},
}
_YEARS_WORDS: Final = {"ar", "year", "years", "yrs", "aldre"}
OLDEST_LEAST = 60
"""Years: classes that do not reach so far are not of everybody."""
_NUMBERS_LEAST = 0.8


@dataclass(frozen=True)
class _Class:
    name: str
    first: int
    last: int | None
    sex: str
    stem: str


def wide_years(columns: Sequence[ColumnValues]) -> dict[str, str]:
    """Columns of numbers that are one year each, with the year; none where fewer than two share a name."""
    by_stem: dict[str, dict[str, str]] = {}
    for column in columns:
        found = _YEAR.findall(column.name)
        if len(found) == 1 and _counts(column):
            by_stem.setdefault(_YEAR.sub("#", column.name), {})[column.name] = found[0]
    several = [years for years in by_stem.values() if len(years) > 1]
    return max(several, key=len, default={})


def wide_ages(columns: Sequence[ColumnValues]) -> dict[str, dict[str, str]]:
    """Columns of numbers that are a class of age each, with `age_from`, `age_to` and perhaps `sex`.

    Of overlapping classes (0-17, 5-11, 12+) those are taken that part everybody without overlap, the most
    there are; none where no classes do.
    """
    stems: dict[str, dict[str, list[_Class]]] = {}
    for column in columns:
        each = _class_of(column.name)
        if each is not None and _counts(column):
            stems.setdefault(each.stem, {}).setdefault(each.sex, []).append(each)
    best: list[_Class] = []
    for by_sex in stems.values():
        both = [parted(by_sex.get(sex, [])) for sex in ("1", "2")]
        chain = [*both[0], *both[1]] if all(both) else parted(by_sex.get("", []))
        best = max(best, chain, key=len)
    return {each.name: _constants(each) for each in best}


def _counts(column: ColumnValues) -> bool:
    return column.fit("amount") >= _NUMBERS_LEAST


def _class_of(name: str) -> _Class | None:
    years = _YEAR.sub(" ", name)
    for pattern in (_SPAN, _OPEN, _UNDER):
        found = pattern.search(years)
        if found is None:
            continue
        first, last = _ages(pattern, found)
        if first > 120 or (last is not None and not first <= last <= 130):
            return None
        rest = plain(years[: found.start()] + " " + years[found.end() :])
        sex = next((sex for sex, words in _SEXES.items() if words & set(rest)), "")
        stem = " ".join(
            word for word in rest if word not in _YEARS_WORDS and not (sex and word in _SEXES[sex])
        )
        return _Class(name, first, last, sex, stem)
    return None


def _ages(pattern: re.Pattern[str], found: re.Match[str]) -> tuple[int, int | None]:
    if pattern is _SPAN:
        return int(found[1]), int(found[2])
    if pattern is _OPEN:
        return int(found[1]), None
    return 0, int(found[1]) - 1


def parted(classes: Sequence[_Class]) -> list[_Class]:
    """The longest chain of classes that meet, from the youngest to the oldest; none where none do."""
    by_first: dict[int, list[_Class]] = {}
    for each in classes:
        by_first.setdefault(each.first, []).append(each)
    longest: dict[int, list[_Class]] = {}
    for first in sorted(by_first, reverse=True):
        chains = [
            [each, *_rest(each, longest)] for each in by_first[first] if _ends(each) or _rest(each, longest)
        ]
        if chains:
            longest[first] = max(chains, key=len)
    chain = longest.get(min(by_first, default=0), [])
    return chain if len(chain) > 1 else []


def _rest(each: _Class, longest: Mapping[int, list[_Class]]) -> list[_Class]:
    return [] if each.last is None else longest.get(each.last + 1, [])


def _ends(each: _Class) -> bool:
    return each.last is None or each.last >= OLDEST_LEAST


def _constants(each: _Class) -> dict[str, str]:
    last = "" if each.last is None else str(each.last)
    sex = {"sex": each.sex} if each.sex else {}
    return {"age_from": str(each.first), "age_to": last, **sex}
