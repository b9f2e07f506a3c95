"""What stands below the funnel: thresholds, pairs of indicators, whom our unit serves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.compare.state import indicators_of
from dashboard.compare.words import difference_words, interval_words, size_words
from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.words.words import Words
from geodata.comparison.associations import FEWEST, Association, associations
from geodata.comparison.figures import figures
from geodata.comparison.thresholds import Breach, breaches

MOST = 50
"""Rows of a list; the rest is told as a number."""


def threshold_list(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    """Units on the wrong side of the indicator's threshold: how far, since when and how certain."""
    definition = comparison.definition
    if definition.threshold is None:
        return [_note(words("compare.threshold.none", indicator=definition.name))]
    region = comparison.assessment.region
    found = [
        breach
        for breach in breaches(region, comparison.question.indicator, comparison.question.period)
        if breach.unit in set(comparison.among)
    ]
    limit = words.measure(definition.threshold, definition.unit)
    if not found:
        return [_note(words("compare.threshold.nobody", limit=limit))]
    gap = "gap_points" if definition.unit == "share" else "gap"
    headings = [words(f"compare.threshold.{key}") for key in ("unit", "value", gap, "since", "sure")]

    def row(breach: Breach) -> list[Cell]:
        gap = -breach.gap if definition.better == "higher" else breach.gap
        since = words.period(breach.since) if breach.since else words("compare.threshold.not_last")
        sure = {True: "certain", False: "unsure", None: "unknown"}[breach.sure]
        return [
            comparison.names[breach.unit],
            words.measure(breach.value, definition.unit),
            (difference_words(gap, definition, words), "is-worse"),
            words("compare.threshold.always", since=since) if breach.always else since,
            words(f"compare.threshold.{sure}"),
        ]

    key = "below" if definition.better == "higher" else "above"
    text = words(f"compare.threshold.{key}", count=len(found), limit=limit)
    rest = [_note(words("compare.more", count=len(found) - MOST))] if len(found) > MOST else []
    return [_note(text), plain_table(text, headings, [row(breach) for breach in found[:MOST]], (1, 2)), *rest]


def indicator_pairs(comparison: IndicatorComparison) -> tuple[Association, ...]:
    """Rank correlation of all pairs of the care form's indicators, in the same period where possible."""
    keys = indicators_of(comparison.assessment)
    region = comparison.assessment.region
    columns = [figures(region, key, comparison.period_of(key)).value[comparison.among] for key in keys]
    return associations(np.column_stack(columns), keys)


def correlation_table(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    """Table of all pairs of indicators: correlation, its interval and the number of units."""
    keys = indicators_of(comparison.assessment)
    if len(keys) < 2:
        return [_note(words("compare.pairs.one"))]
    defined = comparison.assessment.region.settings.indicators
    found = {
        (association.first, association.second): association for association in indicator_pairs(comparison)
    }

    def cell(row: str, column: str) -> Cell:
        if row == column:
            return words("compare.pairs.same"), "is-same"
        association = found.get((row, column)) or found[column, row]
        if np.isnan(association.rho):
            return words("compare.pairs.few", count=FEWEST), "missing"
        ends = f"{words.number(association.low, 2)} – {words.number(association.high, 2)}"
        return tag(
            "span",
            tag("strong", words.number(association.rho, 2)),
            tag("span", words("compare.pairs.cell", ends=ends, count=association.units), class_="small"),
            class_="rho",
        )

    rows = [[words.of(defined[row].name), *[cell(row, column) for column in keys]] for row in keys]
    headings = [words("compare.pairs.indicator"), *[words.of(defined[key].name) for key in keys]]
    return [plain_table(words("compare.pairs.table"), headings, rows)]


def profile_table(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    """Residents our unit serves, beside the medians of the comparable units and of all."""
    ours = comparison.question.unit
    if ours < 0:
        return [_note(words("compare.profile.choose"))]
    profiles = comparison.profiles
    any_known = profiles.by_use or profiles.by_list
    size = size_words(comparison, words) if any_known else words("compare.profile.nearest")
    old, young = (_group(comparison, words, oldest=oldest) for oldest in (True, False))
    lines: list[tuple[str, NDArray[np.float64], str]] = [
        (size, profiles.size, "count"),
        (words("compare.profile.aged", group=old), profiles.oldest, "share"),
        (words("compare.profile.aged", group=young), profiles.youngest, "share"),
        (words("compare.profile.need"), 100 * profiles.need, "index"),
        (words("compare.profile.density"), profiles.density, "count"),
        (words("compare.profile.minutes"), profiles.minutes, "minutes"),
        (words("compare.profile.far", limit=comparison.assessment.scenario.limit_min), profiles.far, "share"),
    ]

    def cell(value: float, kind: str, why: str = "why.missing") -> Cell:
        return words.measure(value, kind) if np.isfinite(value) else (words(why), "missing")

    why = "why.too_few" if profiles.few[ours] else "why.missing"
    rows: list[list[Cell]] = [
        [
            name,
            cell(float(column[ours]), kind, why),
            cell(_median(column[comparison.alike]), kind),
            cell(_median(column[comparison.among]), kind),
        ]
        for name, column, kind in lines
    ]
    headings = [words(f"compare.profile.{key}") for key in ("trait", "ours", "alike", "all")]
    return [plain_table(words("compare.profile.table"), headings, rows, (1, 2, 3))]


def pair_table(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    """Values of the scatter plot's units as text, with their intervals."""
    second = comparison.second
    if second is None:
        return []
    first = comparison.definition
    other = second.definition
    both = [int(at) for at in comparison.among if comparison.figures.known[at] and second.figures.known[at]]
    both.sort(key=lambda at: words.sort_key(comparison.names[at]))

    def value(of: IndicatorComparison, at: int) -> Cell:
        return words.measure(float(of.figures.value[at]), of.definition.unit)

    def ends(of: IndicatorComparison, at: int) -> Cell:
        low, high = float(of.interval.low[at]), float(of.interval.high[at])
        return interval_words(low, high, words, of.definition.unit)

    rows: list[list[Cell]] = [
        [
            comparison.names[at],
            value(comparison, at),
            ends(comparison, at),
            value(second, at),
            ends(second, at),
        ]
        for at in both
    ]
    interval = words("compare.column.interval")
    headings = [words("compare.column.unit"), words.of(first.name), interval, words.of(other.name), interval]
    return [plain_table(words("compare.scatter.table"), headings, rows, (1, 2, 3, 4))]


def _group(comparison: IndicatorComparison, words: Words, *, oldest: bool) -> str:
    groups = comparison.assessment.region.settings.age_groups
    if not groups:
        return ""
    ordered = sorted(groups.values(), key=lambda group: (group.age_from, group.age_to or 999))
    return words.of(ordered[-1 if oldest else 0].name)


def _median(values: NDArray[np.float64]) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else float("nan")


def _note(text: str) -> Markup:
    return tag("p", text, class_="note")
