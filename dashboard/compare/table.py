"""The units that are shown, each with its figure and how sure it is: what plot and map say, as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.compare.state import SORTS, indicators_of
from dashboard.compare.words import interval_words, place_words, size_words
from dashboard.components.interval_bar import Scale, interval_bar, scale_of, wide_scale
from dashboard.components.markup import Markup, tag
from dashboard.components.trend_line import trend_line
from dashboard.drawing.tokens import palette
from dashboard.words.words import Words
from geodata.comparison.figures import development


def comparison_table(comparison: IndicatorComparison, words: Words) -> Markup:
    """Table with a row per unit in `IndicatorComparison.shown`, ours marked; pressing a name chooses it."""
    region = comparison.assessment.region
    others = {
        key: comparison.on(key)
        for key in indicators_of(comparison.assessment)
        if key != comparison.question.indicator
    }
    low, high = comparison.interval
    shown = comparison.shown
    ends = [float(low[at]) for at in shown], [float(high[at]) for at in shown]
    scale = scale_of(*ends) if comparison.definition.unit == "share" else wide_scale(*ends)
    numbered = {at: number for number, at in enumerate(comparison.numbered, 1)}
    heads = [
        tag("th", tag("span", words("compare.column.number"), class_="unseen"), scope="col"),
        _sorts("unit", words("compare.column.unit"), comparison, "up"),
        tag("th", words("compare.column.operator"), scope="col", class_="is-extra"),
        _sorts("size", size_words(comparison, words), comparison, number=True, css="is-extra"),
        _sorts("cases", words("compare.column.cases"), comparison, number=True),
        _sorts("value", words("compare.column.value"), comparison, number=True),
        tag("th", words("compare.column.interval"), scope="col", class_="is-number"),
        tag("th", *_ticks(scale, comparison.definition.unit, words), scope="col", class_="ci-head"),
        *([tag("th", words("compare.column.against"), scope="col")] if comparison.question.unit >= 0 else []),
        _sorts(
            "place",
            words("compare.column.place", units=int(comparison.judged.counted.sum())),
            comparison,
            "up",
        ),
        tag("th", words("compare.column.trend"), scope="col"),
        *[tag("th", words.of(region.settings.indicators[key].name), scope="col") for key in others],
    ]
    return tag(
        "table",
        tag("caption", words("compare.table"), class_="unseen"),
        tag("thead", tag("tr", *heads)),
        tag(
            "tbody",
            *[
                _row(comparison, at, numbered.get(at), scale, others, words)
                for at in sorted_rows(comparison, words)
            ],
        ),
        class_="standing",
    )


def sorted_rows(comparison: IndicatorComparison, words: Words) -> list[int]:
    """Rows of the table in the order asked for; those without a figure last.

    Parameters
    ----------
    comparison : IndicatorComparison
    words : Words
        Sorts names by the language's alphabet.

    Returns
    -------
    list of int
        Positions of units in the region.
    """
    key, _, direction = comparison.question.sort.partition(".")
    key = key if key in SORTS else "value"
    down = direction == "down" if direction else comparison.higher_is_better

    def text(at: int) -> object:
        return words.sort_key(comparison.names[at])

    if key == "unit":
        return sorted((int(at) for at in comparison.shown), key=text, reverse=direction == "down")  # type: ignore[arg-type]
    columns = {
        "size": comparison.profiles.size,
        "cases": comparison.cases,
        "value": comparison.figures.value,
        "place": np.where(comparison.ranks.best > 0, comparison.ranks.best + comparison.ranks.worst, np.nan),
    }
    column = columns[key]
    order: Callable[[int], object] = lambda at: (  # noqa: E731  said once, here
        bool(np.isnan(column[at])),
        0.0 if np.isnan(column[at]) else -column[at] if down else column[at],
        text(at),
    )
    return sorted((int(at) for at in comparison.shown), key=order)  # type: ignore[arg-type]


def _sorts(
    key: str,
    text: str,
    comparison: IndicatorComparison,
    first: str = "down",
    *,
    number: bool = False,
    css: str = "",
) -> Markup:
    now, _, direction = comparison.question.sort.partition(".")
    if not now:
        now, direction = "value", "down" if comparison.higher_is_better else "up"
    order = {"up": "ascending", "down": "descending"}.get(direction, "none") if now == key else "none"
    return tag(
        "th",
        tag("button", text, type="button", data_sort=key, data_first=first),
        scope="col",
        class_=f"{'is-number' if number else ''} {css}".strip(),
        aria_sort=order,
    )


def _ticks(scale: Scale, unit: str, words: Words) -> list[Markup]:
    middle = (scale.low + scale.high) / 2
    text = tag("span", words("compare.column.interval_drawn"), class_="unseen")
    numbers = [
        tag("span", _tick(value, unit, words), class_="ci-tick", style=f"left:{scale.at(value):.0f}%")
        for value in (scale.low, middle, scale.high)
    ]
    return [text, tag("span", *numbers, class_="ci", aria_hidden="true")]


def _tick(value: float, unit: str, words: Words) -> str:
    return words.number(100 * value) if unit == "share" else words.measure(value, unit)


def _row(
    comparison: IndicatorComparison,
    at: int,
    number: int | None,
    scale: Scale,
    others: Mapping[str, IndicatorComparison],
    words: Words,
) -> Markup:
    figures = comparison.figures
    heads = {
        "cases": words("compare.column.cases"),
        "place": words("compare.column.place", units=int(comparison.judged.counted.sum())),
        "trend": words("compare.column.trend"),
    }
    ours = at == comparison.question.unit
    mark = words("compare.us") if ours else str(number) if number else ""
    cells = [
        tag(
            "td",
            tag("span", mark, class_="badge is-ours" if ours else "badge") if mark else "",
            class_="mark",
        ),
        tag(
            "th",
            tag(
                "button",
                comparison.named(at, words),
                type="button",
                data_pick=comparison.ids[at],
                aria_pressed="true" if at in comparison.question.picked else "false",
            ),
            scope="row",
        ),
        tag("td", words.value(comparison.operators[at], "operator"), class_="is-extra")
        if comparison.operators[at]
        else _missing(words, css="is-extra"),
        _number(float(comparison.profiles.size[at]), "count", words, "is-extra"),
        _number(float(comparison.cases[at]), "count", words, label=heads["cases"]),
    ]
    if figures.few[at]:
        few = tag("span", words("compare.few"), class_="missing")
        cells.append(tag("td", few, colspan="3"))
    elif not figures.known[at]:
        cells.append(tag("td", tag("span", words("why.missing"), class_="missing"), colspan="3"))
    else:
        cells += _figure(comparison, at, ours, scale, words)
    if comparison.question.unit >= 0:
        cells.append(_against(comparison, at, words))
    place = place_words(int(comparison.ranks.best[at]), int(comparison.ranks.worst[at]), words)
    missing = "" if comparison.ranks.best[at] else "missing"
    cells.append(tag("td", place, class_=missing, data_label=heads["place"]))
    cells.append(
        tag("td", *_trend(comparison, comparison.question.indicator, at, words), data_label=heads["trend"])
    )
    cells += [_other(comparison, others, key, at, words) for key in others]
    css = "is-selected" if ours else "is-picked" if at in comparison.question.picked else ""
    return tag("tr", *cells, class_=css, data_unit=comparison.ids[at])


def _other(
    comparison: IndicatorComparison,
    others: Mapping[str, IndicatorComparison],
    key: str,
    at: int,
    words: Words,
) -> Markup:
    """Another indicator's value, its interval where its cases are known, and its line."""
    there = others[key]
    unit = there.definition.unit
    value, low, high = (float(column[at]) for column in (there.figures.value, *there.interval))
    ends: list[Markup] = []
    if np.isfinite(low):
        ends = [tag("span", interval_words(low, high, words, unit), class_="small")]
    shown = tag("span", words.measure(value, unit), class_="" if np.isfinite(value) else "missing")
    name = words.of(there.definition.name)
    return tag("td", shown, *ends, *_trend(comparison, key, at, words), class_="other", data_label=name)


def _figure(comparison: IndicatorComparison, at: int, ours: bool, scale: Scale, words: Words) -> list[Markup]:
    figures, (low, high) = comparison.figures, comparison.interval
    value = float(figures.value[at])
    bar: Markup = ""
    sure = bool(np.isfinite(low[at]))
    if sure:
        ends = float(low[at]), float(high[at])
        bar = interval_bar(ends[0], value, ends[1], comparison.judged.mean, scale, "is-ours" if ours else "")
    return [
        tag(
            "td", tag("strong", words.measure(value, comparison.definition.unit)), class_="is-number is-value"
        ),
        tag(
            "td",
            interval_words(float(low[at]), float(high[at]), words, comparison.definition.unit),
            class_="is-number" if sure else "missing",
            data_label=words("compare.column.interval"),
        ),
        tag("td", bar, class_="ci-cell"),
    ]


def _against(comparison: IndicatorComparison, at: int, words: Words) -> Markup:
    """Whether a unit is told to be better, its interval lies beyond ours, or overlaps it."""
    low, high = comparison.interval
    ours = comparison.question.unit
    if at == ours:
        return tag("td", "")
    if not (np.isfinite(low[at]) and np.isfinite(low[ours])):
        return _missing(words, "compare.not_known")
    surely_better = at in comparison.surely_better
    if high[at] < low[ours] or (surely_better and not comparison.higher_is_better):
        side, better = "under", not comparison.higher_is_better
    elif low[at] > high[ours] or surely_better:
        side, better = "over", comparison.higher_is_better
    else:
        return tag("td", f"● {words('compare.against.overlaps')}", class_="against-us")
    mark = "▲" if side == "over" else "▼"
    return tag(
        "td",
        f"{mark} {words(f'compare.against.{side}')}",
        class_=f"against-us {'is-better' if better else 'is-worse'}",
    )


def _trend(comparison: IndicatorComparison, key: str, at: int, words: Words) -> list[Markup]:
    region = comparison.assessment.region
    base, values = development(region, key)
    line = [None if np.isnan(value) else float(value) for value in values[:, at]]
    points = list(zip(base, line, strict=True))
    return trend_line(points, region.settings.indicators[key].unit, palette().of("accent"), words)


def _number(value: float, kind: str, words: Words, css: str = "", label: str = "") -> Markup:
    if not np.isfinite(value):
        return _missing(words, css=css, label=label)
    return tag("td", words.measure(value, kind), class_=f"is-number {css}".strip(), data_label=label)


def _missing(words: Words, key: str = "why.missing", css: str = "", label: str = "") -> Markup:
    return tag("td", words(key), class_=f"missing {css}".strip(), data_label=label)
