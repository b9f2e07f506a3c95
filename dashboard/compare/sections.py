"""What stands below the funnel: thresholds, pairs of indicators, whom our unit serves, what it costs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.compare.standing import Standing
from dashboard.compare.state import indicators_of
from dashboard.compare.words import capital, gap_words, interval_words
from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.words.words import Words
from geodata.comparison.associations import FEWEST, Association, associations
from geodata.comparison.costs import costs
from geodata.comparison.figures import figures
from geodata.comparison.thresholds import Breach, breaches

MOST = 50
"""Rows of a list; the rest is told as a number."""


def threshold_list(it: Standing, words: Words) -> list[Markup]:
    """Units on the wrong side of the indicator's threshold: how far, since when, how surely."""
    definition = it.definition
    if definition.threshold is None:
        return [_note(words("compare.threshold.none", indicator=definition.name))]
    region = it.assessment.region
    found = [
        one for one in breaches(region, it.asked.indicator, it.asked.period) if one.unit in set(it.among)
    ]
    limit = words.measure(definition.threshold, definition.unit)
    if not found:
        return [_note(words("compare.threshold.nobody", limit=limit))]
    headings = [words(f"compare.threshold.{one}") for one in ("unit", "value", "gap", "since", "sure")]

    def row(one: Breach) -> list[Cell]:
        gap = -one.gap if definition.better == "higher" else one.gap
        since = words.period(one.since) if one.since else words("compare.threshold.not_last")
        sure = {True: "certain", False: "unsure", None: "unknown"}[one.sure]
        return [
            it.names[one.unit],
            words.measure(one.value, definition.unit),
            (gap_words(gap, definition, words), "is-worse"),
            words("compare.threshold.always", since=since) if one.always else since,
            words(f"compare.threshold.{sure}"),
        ]

    key = "below" if definition.better == "higher" else "above"
    said = words(f"compare.threshold.{key}", count=len(found), limit=limit)
    rest = [_note(words("compare.more", count=len(found) - MOST))] if len(found) > MOST else []
    return [_note(said), plain_table(said, headings, [row(one) for one in found[:MOST]], (1, 2)), *rest]


def pairs(it: Standing) -> tuple[Association, ...]:
    """Rank correlation of all pairs of the care form's indicators, in the same period where they can."""
    keys = indicators_of(it.assessment)
    region = it.assessment.region
    columns = [figures(region, key, it.period_of(key)).value[it.among] for key in keys]
    return associations(np.column_stack(columns), keys)


def matrix(it: Standing, words: Words) -> list[Markup]:
    """All pairs of indicators as a table: correlation, its interval, of how many units."""
    keys = indicators_of(it.assessment)
    if len(keys) < 2:
        return [_note(words("compare.pairs.one"))]
    defined = it.assessment.region.settings.indicators
    found = {(one.first, one.second): one for one in pairs(it)}

    def cell(row: str, column: str) -> Cell:
        if row == column:
            return words("compare.pairs.same"), "is-same"
        one = found.get((row, column)) or found[column, row]
        if np.isnan(one.rho):
            return words("compare.pairs.few", count=FEWEST), "missing"
        ends = f"{words.number(one.low, 2)} – {words.number(one.high, 2)}"
        return tag(
            "span",
            tag("strong", words.number(one.rho, 2)),
            tag("span", words("compare.pairs.cell", ends=ends, count=one.units), class_="small"),
            class_="rho",
        )

    rows = [[words.of(defined[row].name), *[cell(row, column) for column in keys]] for row in keys]
    headings = [words("compare.pairs.indicator"), *[words.of(defined[one].name) for one in keys]]
    return [plain_table(words("compare.pairs.table"), headings, rows)]


def profile_table(it: Standing, words: Words) -> list[Markup]:
    """Whom our unit serves, beside the median of the comparable units and of all."""
    ours = it.asked.unit
    if ours < 0:
        return [_note(words("compare.profile.choose"))]
    told = it.profiles
    form = it.assessment.region.settings.care_forms[it.assessment.scenario.care_form]
    size = capital(words.of(form.visits_name)) if told.by_use else words("compare.profile.nearest")
    old, young = (_group(it, words, oldest=one) for one in (True, False))
    lines: list[tuple[str, NDArray[np.float64], str]] = [
        (size, told.size, "count"),
        (words("compare.profile.aged", group=old), told.oldest, "share"),
        (words("compare.profile.aged", group=young), told.youngest, "share"),
        (words("compare.profile.need"), 100 * told.need, "index"),
        (words("compare.profile.density"), told.density, "count"),
        (words("compare.profile.minutes"), told.minutes, "minutes"),
        (words("compare.profile.far", limit=it.assessment.scenario.limit_min), told.far, "share"),
    ]

    def cell(value: float, kind: str) -> Cell:
        return words.measure(value, kind) if np.isfinite(value) else (words("why.missing"), "missing")

    rows: list[list[Cell]] = [
        [
            name,
            cell(float(column[ours]), kind),
            cell(_median(column[it.alike]), kind),
            cell(_median(column[it.among]), kind),
        ]
        for name, column, kind in lines
    ]
    headings = [words(f"compare.profile.{one}") for one in ("trait", "ours", "alike", "all")]
    return [plain_table(words("compare.profile.table"), headings, rows, (1, 2, 3))]


def cost_table(it: Standing, words: Words) -> list[Markup]:
    """What a visit to each unit shown costs, and its part of all costs, the largest part first."""
    told = costs(it.assessment)
    if not told.known:
        return [_note(words("why.no_costs"))]
    shown = it.shown
    order = shown[np.argsort(-np.nan_to_num(told.share[shown], nan=-1.0), kind="stable")]

    def cell(value: float, kind: str) -> Cell:
        return (
            words.measure(value, kind) if np.isfinite(value) else (words("compare.costs.withheld"), "missing")
        )

    rows: list[list[Cell]] = [
        [
            (it.names[at], "is-ours" if at == it.asked.unit else ""),
            cell(float(told.per_visit[at]), "currency"),
            cell(float(told.share[at]), "share"),
            cell(float(told.covered[at]), "share"),
        ]
        for at in order[:MOST]
    ]
    all_units = np.isfinite(told.per_visit[it.among])
    sums = words(
        "compare.costs.about",
        median=words.measure(_median(told.per_visit[it.among]), "currency"),
        share=words.share(float(np.nansum(told.share[it.shown]))),
        count=int(all_units.sum()),
    )
    headings = [words(f"compare.costs.{one}") for one in ("unit", "per_visit", "share", "covered")]
    rest = [_note(words("compare.more", count=len(order) - MOST))] if len(order) > MOST else []
    return [_note(sums), plain_table(words("compare.costs.table"), headings, rows, (1, 2, 3)), *rest]


def pair_table(it: Standing, words: Words) -> list[Markup]:
    """The scatter plot's units as text: both values with their intervals."""
    second = it.second
    if second is None:
        return []
    first = it.definition
    other = second.definition
    both = [int(at) for at in it.among if it.figures.known[at] and second.figures.known[at]]
    both.sort(key=lambda at: words.sort_key(it.names[at]))

    def value(of: Standing, at: int) -> Cell:
        return words.measure(float(of.figures.value[at]), of.definition.unit)

    def ends(of: Standing, at: int) -> Cell:
        low, high = float(of.interval.low[at]), float(of.interval.high[at])
        return interval_words(low, high, words, of.definition.unit)

    rows: list[list[Cell]] = [
        [it.names[at], value(it, at), ends(it, at), value(second, at), ends(second, at)] for at in both
    ]
    interval = words("compare.column.interval")
    headings = [words("compare.column.unit"), words.of(first.name), interval, words.of(other.name), interval]
    return [plain_table(words("compare.scatter.table"), headings, rows, (1, 2, 3, 4))]


def _group(it: Standing, words: Words, *, oldest: bool) -> str:
    groups = it.assessment.region.settings.age_groups
    if not groups:
        return ""
    ordered = sorted(groups.values(), key=lambda one: (one.age_from, one.age_to or 999))
    return words.of(ordered[-1 if oldest else 0].name)


def _median(values: NDArray[np.float64]) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else float("nan")


def _note(text: str) -> Markup:
    return tag("p", text, class_="note")
