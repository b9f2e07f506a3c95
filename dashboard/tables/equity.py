"""A measure by fifths of need, age or sex: a row a group, held to the first, and that over the periods."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from dashboard.layers.base import Column, Kind, Table
from dashboard.layers.measured import kind_of
from dashboard.layers.need import USUAL, OutlookWords
from dashboard.texts.catalogue import LANGUAGES
from dashboard.words.equity import POINTS, group_name, measure_heading
from dashboard.words.words import Words, words_of
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import Text
from geodata.equity.equity import equity, equity_over_periods
from geodata.equity.estimates import UNKNOWN, Estimate
from geodata.equity.groups import Equity, Group
from geodata.equity.offer import (
    AS_USUAL,
    EquityWords,
    chosen_division,
    chosen_measure,
    divisions_offered,
    measures_offered,
)
from geodata.focus.place import Place
from geodata.measures.measure import Measure
from geodata.measures.need import need_measures

EQUITY = "equity"
"""Key of the table."""
EQUAL = Estimate(0.0, 0.0, 0.0)
"""The first group held to itself."""


@dataclass(frozen=True, eq=False)
class EquityChoice:
    """A measure, by what, and what is found: today, and in each period."""

    measure: Measure
    by: str
    found: Equity
    periods: list[tuple[str, Equity]]


def equity_choice(
    assessment: Assessment, focus: Place, chosen: EquityWords = AS_USUAL, outlook: OutlookWords = USUAL
) -> EquityChoice:
    """What an address chooses; what the region does not offer is the usual.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    chosen : EquityWords
    outlook : OutlookWords
        For the need to come: which.
    """
    region = assessment.region
    key = chosen.equity_of if chosen.equity_of in measures_offered(region) else ""
    measure = chosen_measure(region, key)
    if measure.family == "need":
        said = tuple((name, word) for name, word in outlook._asdict().items() if word)
        measure = need_measures(said)[measure.key]
    by = chosen_division(region, chosen.equity_by if chosen.equity_by in divisions_offered(region) else "")
    return EquityChoice(
        measure,
        by,
        equity(assessment, measure, by, focus),
        equity_over_periods(assessment, measure, by, focus),
    )


def equity_table(
    assessment: Assessment, focus: Place, chosen: EquityWords = AS_USUAL, outlook: OutlookWords = USUAL
) -> Table:
    """The groups, all of them with the slope as their difference, what is in none, and the periods."""
    choice = equity_choice(assessment, focus, chosen, outlook)
    unit = choice.found.unit
    value = kind_of(replace(choice.found.measure, unit=unit))
    apart: Kind = "number" if unit == "share" else value

    def told(say: Callable[[Words], str]) -> Text:
        return {language: say(words_of(assessment.region.settings, language)) for language in LANGUAGES}

    heading = told(lambda words: measure_heading(choice.found.measure, assessment, words, unit))
    difference = "equity.column.points" if unit == "share" else "equity.column.difference"
    columns = [
        Column("group", "equity.column.group", "text"),
        Column("areas", "equity.column.areas", "count", folded=True),
        Column("persons", "column.persons", "count"),
        Column("value", heading, value),
        Column("low", "equity.column.low", value),
        Column("high", "equity.column.high", value),
        Column("difference", difference, apart),
        Column("difference_low", "equity.column.low_difference", apart),
        Column("difference_high", "equity.column.high_difference", apart),
        Column("percent", "equity.column.percent", "number", folded=True),
        Column("percent_low", "equity.column.low_percent", "number", folded=True),
        Column("percent_high", "equity.column.high_percent", "number", folded=True),
    ]
    rows = list(_rows(choice, assessment, told)) if not choice.found.why else []
    cells = [row.cells(unit) for row in rows]
    values = {
        column.key: [row[at] for row in cells]
        if column.kind == "text"
        else np.array([row[at] for row in cells], np.float64)
        for at, column in enumerate(columns)
    }
    return Table("table.equity", "kpi", [row.id for row in rows], columns, values, choice.found.why)


@dataclass(frozen=True, eq=False)
class _Row:
    id: str
    name: Text
    areas: float
    persons: float
    value: Estimate
    gap: Estimate
    percent: Estimate

    def cells(self, unit: str) -> list[object]:
        times = POINTS if unit == "share" else 1.0
        return [
            self.name,
            self.areas,
            self.persons,
            *(self.value.value, self.value.low, self.value.high),
            *(times * each for each in (self.gap.value, self.gap.low, self.gap.high)),
            *(self.percent.value, self.percent.low, self.percent.high),
        ]


def _rows(
    choice: EquityChoice, assessment: Assessment, told: Callable[[Callable[[Words], str]], Text]
) -> Iterator[_Row]:
    region, by, found = assessment.region, choice.by, choice.found

    def named(key: str, period: str = "") -> Text:
        return told(lambda words: _in_period(words, period, group_name(region, by, key, words)))

    def without(why: str) -> Text:
        return told(lambda words: words("equity.not_counted", why=words(why)))

    for at, group in enumerate(found.groups):
        yield _of_group(group.key, named(group.key), group, first=at == 0)
    yield _of_all(named("") if math.isnan(found.slope.index.value) else told(_all_sloped), found, "all")
    for why, out in found.left_out.items():
        yield _Row(f"without:{why}", without(why), out.areas, out.residents, UNKNOWN, UNKNOWN, UNKNOWN)
    for period, then in choice.periods:
        last = then.groups[-1]
        yield _of_group(f"{period}:{last.key}", named(last.key, period), last)
        yield _of_all(named("", period), then, f"{period}:all")


def _of_group(id_: str, name: Text, group: Group, *, first: bool = False) -> _Row:
    gap = EQUAL if first else group.gap
    percent = EQUAL if first else _percent(group.ratio, -1.0)
    return _Row(id_, name, group.areas, group.residents, group.estimate, gap, percent)


def _of_all(name: Text, found: Equity, id_: str) -> _Row:
    """All areas together: what sets them apart is the slope, and that by their mean."""
    whole, slope = found.whole, found.slope
    return _Row(
        id_, name, whole.areas, whole.residents, whole.estimate, slope.index, _percent(slope.relative)
    )


def _percent(estimate: Estimate, plus: float = 0.0) -> Estimate:
    return Estimate(*(100 * (each + plus) for each in (estimate.value, estimate.low, estimate.high)))


def _all_sloped(words: Words) -> str:
    return words("equity.all_sloped")


def _in_period(words: Words, period: str, name: str) -> str:
    return words("equity.in_period", period=words.period(period), group=name) if period else name
