"""From text to the schema's kinds: what cannot be read as what it should be is a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import Series

from geodata.contract.coded_hours import EXAMPLE, coded_week, is_coded, week_in_words
from geodata.contract.day_spans import day_spans
from geodata.contract.follow_up_tables import FOLLOW_UP_KINDS, GOAL_MEASURES
from geodata.contract.mark_settings import DEGREES, UNDECLARED, Marks
from geodata.contract.settings import OPERATORS, RegionSettings
from geodata.contract.tables import BACKGROUND_KINDS
from geodata.sources.age_spans import OLDEST, age_spans
from geodata.sources.broken_texts import LONGEST, broken, without_blanks
from geodata.sources.days import days
from geodata.sources.numbers import numbers
from geodata.sources.periods import periods
from geodata.sources.position_texts import positions

YES_NO = ("yes", "no")
EXACT = float(2**53)
"""Whole numbers up to here are told apart by a float."""
_PARTED = re.compile(r"\s*[;|]\s*")
POSITIONS = ("57.70887, 11.97456", "N 6402006 E 319000", "X: 6402006, Y: 1270642")
MEN, WOMEN, BOTH = "1", "2", ""
SEXES = {
    MEN: ("1", "m", "man", "män", "men", "male", "males"),
    WOMEN: ("2", "f", "k", "w", "kvinna", "kvinnor", "woman", "women", "female", "females"),
    BOTH: (
        "", "1+2", "t", "tot", "totalt", "total", "all", "both", "both sexes", "persons",
        "båda", "båda könen", "män och kvinnor", "samtliga",
    ),
}  # fmt: skip
"""How sources write each sex, in lower case."""
_SEX_OF = {word: sex for sex, words in SEXES.items() for word in words}

Bad = dict[str, NDArray[np.bool_]]
"""Code of a problem -> rows that have it."""

AMBIGUOUS = "ambiguous_mark"
BEFORE, AFTER, NUMBERED = "day_before_all", "day_after_all", "day_as_number"
"""Of a day: one that stands for no beginning, one that stands for no end, and a number of Excel's."""


@dataclass(frozen=True, eq=False)
class Values:
    """A column's typed values and the rows that could not be read, by problem code.

    A bad row has the value of an empty one.
    """

    values: Series
    bad: Bad
    expected: tuple[str, ...] = ()


def typed(kind: str, text: Series[str], settings: RegionSettings, marks: Marks = UNDECLARED) -> Values:
    """Values of one column by its kind (see `geodata.contract.tables.Kind`)."""
    if kind in LONGEST:
        return _text(kind, without_blanks(kind, text))
    if kind == "days":
        bad = text.map(lambda days: day_spans(days) is None).to_numpy(dtype=bool)
        return Values(text.mask(bad, ""), {"not_days": bad}, ("2026-12-24; 2026-07-06/2026-08-02",))
    if kind == "hours":
        return _hours(text, settings.language)
    if kind == "yes_no":
        lower = text.str.lower()
        return _chosen(kind, lower.replace({"ja": "yes", "nej": "no"}), YES_NO)
    if kind == "sex":
        sex = text.str.lower().map(_SEX_OF)
        unknown = sex.isna().to_numpy(dtype=bool)
        return Values(sex.fillna(BOTH).astype(str), {"unknown_sex": unknown}, (MEN, WOMEN, "1+2"))
    if kind == "ages":
        return Values(text, {"not_ages": age_spans(text)[2]}, ("17", "0-4", "-4", "80+"))
    if kind == "position":
        return Values(text, {"not_a_position": positions(text).bad}, POSITIONS)
    if kind in _NUMBERS:
        return _NUMBERS[kind](text, marks)
    if kind == "date":
        return _dates(text)
    if kind == "period":
        return _periods(text)
    return _chosen(kind, text, _choices(settings)[kind])


def _text(kind: str, text: Series[str]) -> Values:
    """Texts as they stand, but for those that would break what is made of them."""
    bad, expected = broken(kind, text), (str(LONGEST[kind]),)
    wrong = np.logical_or.reduce(list(bad.values()))
    if kind == "url":
        none = ((text != "") & ~text.str.match(r"https?://[^\s<>\"]+$")).to_numpy(dtype=bool) & ~wrong
        bad, wrong = {**bad, "bad_url": none}, wrong | none
    kept = text.mask(wrong, "") if wrong.any() else text
    return Values(
        kept.str.replace(_PARTED, ";", regex=True).str.strip("; ") if kind == "list" else kept, bad, expected
    )


def _choices(settings: RegionSettings) -> Mapping[str, tuple[str, ...]]:
    return {
        "operator": OPERATORS,
        "care_form": tuple(settings.care_forms),
        "age_group": tuple(settings.age_groups),
        "indicator": tuple(settings.indicators),
        "term": tuple(settings.follow_up.terms),
        "goal_measure": tuple(GOAL_MEASURES),
        "follow_up": FOLLOW_UP_KINDS,
        "theme": tuple(settings.themes),
        "background": BACKGROUND_KINDS,
    }


def _hours(text: Series[str], language: str) -> Values:
    """Hours in words; as they are written, but for those of the HSA catalogue."""
    words, bad = text.tolist(), np.zeros(len(text), dtype=bool)
    for at, each in enumerate(words):
        if is_coded(each):
            week = coded_week(each)
            bad[at] = week is None
            words[at] = "" if week is None else week_in_words(week, language)
    return Values(Series(words, index=text.index, dtype=str), {"not_hours": bad}, (EXAMPLE,))


def _chosen(kind: str, text: Series[str], allowed: tuple[str, ...]) -> Values:
    bad = ((text != "") & ~text.isin(list(allowed))).to_numpy(dtype=bool)
    return Values(text.mask(bad, ""), {f"unknown_{kind}": bad}, allowed)


def _amounts(text: Series[str], marks: Marks) -> Values:
    signed = _signed(text, marks)
    negative = (signed.values < 0).to_numpy(dtype=bool)
    return Values(signed.values.mask(negative), {**signed.bad, "negative": negative})


def _wholes(text: Series[str], marks: Marks) -> Values:
    amounts = _amounts(text, marks)
    values = amounts.values
    # Beyond it a sum is not exact; where that of all would be, at least one is above their mean.
    most = EXACT if values.sum() <= EXACT else EXACT / len(values)
    broken = (values % 1 > 0).to_numpy(dtype=bool) | (values > most).to_numpy(dtype=bool)
    return Values(values.mask(broken), {**amounts.bad, "not_whole": broken})


def _signed(text: Series[str], marks: Marks) -> Values:
    found = numbers(text, marks)
    return Values(found.values, {AMBIGUOUS: found.doubtful, "not_a_number": found.bad & ~found.doubtful})


def _within(low: int, high: int, code: str) -> Callable[[Series[str], Marks], Values]:
    def read(text: Series[str], marks: Marks) -> Values:
        wholes = _wholes(text, marks)
        beyond = ((wholes.values < low) | (wholes.values > high)).to_numpy(dtype=bool)
        return Values(wholes.values.mask(beyond), {**wholes.bad, code: beyond}, (str(low), str(high)))

    return read


_NUMBERS: dict[str, Callable[[Series[str], Marks], Values]] = {
    "whole": _wholes,
    "amount": _amounts,
    "number": _signed,
    "degrees": lambda text, _marks: _signed(text, DEGREES),
    "metres": _signed,
    "year": _within(1750, 2200, "bad_year"),
    "age": _within(0, OLDEST, "bad_age"),
}


def _dates(text: Series[str]) -> Values:
    found = days(text)
    bad = {
        "not_a_date": found.bad,
        BEFORE: found.before,
        AFTER: found.after,
        NUMBERED: found.numbered & ~found.bad,
    }
    return Values(found.values, bad, ("2025-07-01",))


def _periods(text: Series[str]) -> Values:
    values, bad = periods(text)
    return Values(values, bad, ("2025", "2025Q3", "2025-07"))
