"""From text to the schema's kinds: what cannot be read as what it should be is a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import Series

from geodata.contract.day_spans import day_spans
from geodata.contract.follow_up_tables import FOLLOW_UP_KINDS, GOAL_MEASURES
from geodata.contract.settings import OPERATORS, RegionSettings
from geodata.contract.tables import BACKGROUND_KINDS
from geodata.sources.age_spans import OLDEST, age_spans
from geodata.sources.position_texts import positions

YES_NO = ("yes", "no")
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


@dataclass(frozen=True, eq=False)
class Values:
    """A column's typed values and the rows that could not be read, by problem code.

    A bad row has the value of an empty one.
    """

    values: Series
    bad: Bad
    expected: tuple[str, ...] = ()


def typed(kind: str, text: Series[str], settings: RegionSettings) -> Values:
    """Values of one column by its kind (see `geodata.contract.tables.Kind`)."""
    if kind in ("code", "name", "text"):
        return Values(text, {})
    if kind == "list":
        parts = text.str.replace(r"\s*[;|]\s*", ";", regex=True).str.strip("; ")
        return Values(parts, {})
    if kind == "url":
        bad = ((text != "") & ~text.str.match(r"https?://\S+$")).to_numpy(dtype=bool)
        return Values(text.mask(bad, ""), {"bad_url": bad}, ("https://",))
    if kind == "days":
        bad = text.map(lambda days: day_spans(days) is None).to_numpy(dtype=bool)
        return Values(text.mask(bad, ""), {"not_days": bad}, ("2026-12-24; 2026-07-06/2026-08-02",))
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
        return _NUMBERS[kind](text)
    if kind == "date":
        return _dates(text)
    if kind == "period":
        return _periods(text)
    return _chosen(kind, text, _choices(settings)[kind])


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


def _chosen(kind: str, text: Series[str], allowed: tuple[str, ...]) -> Values:
    bad = ((text != "") & ~text.isin(list(allowed))).to_numpy(dtype=bool)
    return Values(text.mask(bad, ""), {f"unknown_{kind}": bad}, allowed)


def number(text: Series[str]) -> tuple[Series[float], NDArray[np.bool_]]:
    """Numbers (NaN where empty or unreadable) and which could not be read.

    Read as they are: `1234`, `-1.5`, `1,5` (decimal comma), `1 234` (thousands by any blank, hard or
    narrow), `-` as U+2212. Never guessed: `1,234.5`, `1.234,5`, `NA`, `inf`.
    """
    plain = pd.to_numeric(text, errors="coerce").astype(float)
    odd = (plain.isna() | ~text.str.match(r"[+-]?[0-9.]+$")).to_numpy(dtype=bool) & (text != "").to_numpy()
    if odd.any():
        rest = text[odd].str.replace("\u2212", "-", regex=False)
        grouped = rest.str.match(r"[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d+)?$")
        rest = rest.mask(grouped, rest.str.replace(r"[ \u00a0\u202f]", "", regex=True))
        comma = rest.str.match(r"[+-]?\d*,\d+$")
        rest = rest.mask(comma, rest.str.replace(",", ".", regex=False))
        readable = rest.str.match(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
        plain = plain.copy()
        plain[odd] = pd.to_numeric(rest.where(readable, ""), errors="coerce").astype(float)
        plain = plain.where(np.isfinite(plain))
    bad = (plain.isna() & (text != "")).to_numpy(dtype=bool)
    return plain, bad


def _amounts(text: Series[str]) -> Values:
    values, unreadable = number(text)
    negative = (values < 0).to_numpy(dtype=bool)
    return Values(values.mask(negative), {"not_a_number": unreadable, "negative": negative})


def _wholes(text: Series[str]) -> Values:
    amounts = _amounts(text)
    broken = (amounts.values % 1 > 0).to_numpy(dtype=bool) | (amounts.values > 2**53).to_numpy(dtype=bool)
    return Values(amounts.values.mask(broken), {**amounts.bad, "not_whole": broken})


def _signed(text: Series[str]) -> Values:
    values, unreadable = number(text)
    return Values(values, {"not_a_number": unreadable})


def _within(low: int, high: int, code: str) -> Callable[[Series[str]], Values]:
    def read(text: Series[str]) -> Values:
        wholes = _wholes(text)
        beyond = ((wholes.values < low) | (wholes.values > high)).to_numpy(dtype=bool)
        return Values(wholes.values.mask(beyond), {**wholes.bad, code: beyond}, (str(low), str(high)))

    return read


_NUMBERS: dict[str, Callable[[Series[str]], Values]] = {
    "whole": _wholes,
    "amount": _amounts,
    "number": _signed,
    "degrees": _signed,
    "metres": _signed,
    "year": _within(1750, 2200, "bad_year"),
    "age": _within(0, OLDEST, "bad_age"),
}


def _dates(text: Series[str]) -> Values:
    day = text.str.slice(0, 10).where(text.str.match(r"\d{4}-\d{2}-\d{2}([ T].*)?$"), text)
    values = pd.to_datetime(day, format="%Y-%m-%d", errors="coerce")
    compact = text.str.match(r"\d{8}$").to_numpy(dtype=bool)
    if compact.any():
        dense = pd.to_datetime(text.where(compact, ""), format="%Y%m%d", errors="coerce")
        values = values.mask(compact, dense)
    bad = (values.isna() & (text != "")).to_numpy(dtype=bool)
    return Values(values.astype("datetime64[ns]"), {"not_a_date": bad}, ("2025-07-01",))


def _periods(text: Series[str]) -> Values:
    dated = text.str.match(r"\d{4}-\d{2}-\d{2}([ T].*)?$").to_numpy(dtype=bool)
    if dated.any():
        day = text.str.slice(0, 10).where(dated)
        readable = pd.to_datetime(day, format="%Y-%m-%d", errors="coerce").notna()
        text = text.mask(dated & readable.to_numpy(dtype=bool), text.str.slice(0, 7))
    good = text.str.match(r"\d{4}(Q[1-4]|-(0[1-9]|1[0-2]))?$")
    bad = (~good & (text != "")).to_numpy(dtype=bool)
    return Values(text.mask(bad, ""), {"not_a_period": bad}, ("2025", "2025Q3", "2025-07"))
