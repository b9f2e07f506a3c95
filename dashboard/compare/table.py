"""The units that are shown, each with its figure and how sure it is: what plot and map say, as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from dashboard.compare.standing import Standing
from dashboard.compare.state import indicators_of
from dashboard.compare.words import capital, interval_words, place_words
from dashboard.components.interval_bar import Scale, interval_bar, scale_of, wide_scale
from dashboard.components.markup import Markup, tag
from dashboard.components.sparkline import sparkline
from dashboard.words.words import Words
from geodata.comparison.figures import development

SORTS = ("unit", "size", "cases", "value", "place")


def standing_table(it: Standing, words: Words) -> Markup:
    """A row a unit in `Standing.shown`, ours marked; pressing a name chooses it."""
    region = it.assessment.region
    others = {key: it.on(key) for key in indicators_of(it.assessment) if key != it.asked.indicator}
    low, high = it.interval
    shown = it.shown
    ends = [float(low[at]) for at in shown], [float(high[at]) for at in shown]
    scale = scale_of(*ends) if it.definition.unit == "share" else wide_scale(*ends)
    numbered = {one: number for number, one in enumerate(it.numbered, 1)}
    form = region.settings.care_forms[it.assessment.scenario.care_form]
    heads = [
        tag("th", tag("span", words("compare.column.number"), class_="unseen"), scope="col"),
        _sorts("unit", words("compare.column.unit"), it, "up"),
        tag("th", words("compare.column.operator"), scope="col", class_="is-extra"),
        _sorts("size", capital(words.of(form.visits_name)), it, number=True, css="is-extra"),
        _sorts("cases", words("compare.column.cases"), it, number=True),
        _sorts("value", words("compare.column.value"), it, number=True),
        tag("th", words("compare.column.interval"), scope="col", class_="is-number"),
        tag("th", *_ticks(scale, it.definition.unit, words), scope="col", class_="ci-head"),
        *([tag("th", words("compare.column.against"), scope="col")] if it.asked.unit >= 0 else []),
        _sorts("place", words("compare.column.place", units=int(it.figures.counted.sum())), it, "up"),
        tag("th", words("compare.column.trend"), scope="col"),
        *[tag("th", words.of(region.settings.indicators[key].name), scope="col") for key in others],
    ]
    return tag(
        "table",
        tag("caption", words("compare.table"), class_="unseen"),
        tag("thead", tag("tr", *heads)),
        tag(
            "tbody", *[_row(it, at, numbered.get(at), scale, others, words) for at in sorted_rows(it, words)]
        ),
        class_="standing",
    )


def sorted_rows(it: Standing, words: Words) -> list[int]:
    """Positions of the rows in the order asked for; those without a figure last."""
    key, _, way = it.asked.sort.partition(".")
    key = key if key in SORTS else "value"
    down = way == "down" if way else it.higher_is_better

    def text(at: int) -> object:
        return words.sort_key(it.names[at])

    if key == "unit":
        return sorted((int(at) for at in it.shown), key=text, reverse=way == "down")  # type: ignore[arg-type]
    columns = {
        "size": it.profiles.size,
        "cases": it.cases,
        "value": it.figures.value,
        "place": np.where(it.ranks.best > 0, it.ranks.best + it.ranks.worst, np.nan),
    }
    column = columns[key]
    order: Callable[[int], object] = lambda at: (  # noqa: E731  said once, here
        bool(np.isnan(column[at])),
        0.0 if np.isnan(column[at]) else -column[at] if down else column[at],
        text(at),
    )
    return sorted((int(at) for at in it.shown), key=order)  # type: ignore[arg-type]


def _sorts(
    key: str, text: str, it: Standing, first: str = "down", *, number: bool = False, css: str = ""
) -> Markup:
    now, _, way = it.asked.sort.partition(".")
    if not now:
        now, way = "value", "down" if it.higher_is_better else "up"
    said = {"up": "ascending", "down": "descending"}.get(way, "none") if now == key else "none"
    return tag(
        "th",
        tag("button", text, type="button", data_sort=key, data_first=first),
        scope="col",
        class_=f"{'is-number' if number else ''} {css}".strip(),
        aria_sort=said,
    )


def _ticks(scale: Scale, unit: str, words: Words) -> list[Markup]:
    middle = (scale.low + scale.high) / 2
    said = tag("span", words("compare.column.interval_drawn"), class_="unseen")
    numbers = [
        tag("span", _tick(one, unit, words), class_="ci-tick", style=f"left:{scale.at(one):.0f}%")
        for one in (scale.low, middle, scale.high)
    ]
    return [said, tag("span", *numbers, class_="ci", aria_hidden="true")]


def _tick(value: float, unit: str, words: Words) -> str:
    return words.number(100 * value) if unit == "share" else words.measure(value, unit)


def _row(
    it: Standing,
    at: int,
    number: int | None,
    scale: Scale,
    others: Mapping[str, Standing],
    words: Words,
) -> Markup:
    told = it.figures
    heads = {
        "cases": words("compare.column.cases"),
        "place": words("compare.column.place", units=int(told.counted.sum())),
        "trend": words("compare.column.trend"),
    }
    ours = at == it.asked.unit
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
                it.named(at, words),
                type="button",
                data_pick=it.ids[at],
                aria_pressed="true" if at in it.asked.picked else "false",
            ),
            scope="row",
        ),
        tag("td", words.value(it.operators[at], "operator"), class_="is-extra")
        if it.operators[at]
        else _missing(words, css="is-extra"),
        _number(float(it.profiles.size[at]), "count", words, "is-extra"),
        _number(float(it.cases[at]), "count", words, label=heads["cases"]),
    ]
    if told.few[at]:
        few = tag("span", words("compare.few"), class_="missing")
        cells.append(tag("td", few, colspan="3"))
    elif not told.known[at]:
        cells.append(tag("td", tag("span", words("why.missing"), class_="missing"), colspan="3"))
    else:
        cells += _figure(it, at, ours, scale, words)
    if it.asked.unit >= 0:
        cells.append(_against(it, at, words))
    place = place_words(int(it.ranks.best[at]), int(it.ranks.worst[at]), words)
    missing = "" if it.ranks.best[at] else "missing"
    cells.append(tag("td", place, class_=missing, data_label=heads["place"]))
    cells.append(tag("td", *_trend(it, it.asked.indicator, at, words), data_label=heads["trend"]))
    cells += [_other(it, others, key, at, words) for key in others]
    css = "is-selected" if ours else "is-picked" if at in it.asked.picked else ""
    return tag("tr", *cells, class_=css, data_unit=it.ids[at])


def _other(it: Standing, others: Mapping[str, Standing], key: str, at: int, words: Words) -> Markup:
    """Another indicator's value, its interval where its cases are known, and its line."""
    there = others[key]
    unit = there.definition.unit
    value, low, high = (float(one[at]) for one in (there.figures.value, *there.interval))
    ends: list[Markup] = []
    if np.isfinite(low):
        ends = [tag("span", interval_words(low, high, words, unit), class_="small")]
    said = tag("span", words.measure(value, unit), class_="" if np.isfinite(value) else "missing")
    name = words.of(there.definition.name)
    return tag("td", said, *ends, *_trend(it, key, at, words), class_="other", data_label=name)


def _figure(it: Standing, at: int, ours: bool, scale: Scale, words: Words) -> list[Markup]:
    told, (low, high) = it.figures, it.interval
    value = float(told.value[at])
    bar: Markup = ""
    sure = bool(np.isfinite(low[at]))
    if sure:
        ends = float(low[at]), float(high[at])
        bar = interval_bar(ends[0], value, ends[1], told.mean, scale, "is-ours" if ours else "")
    return [
        tag("td", tag("strong", words.measure(value, it.definition.unit)), class_="is-number is-value"),
        tag(
            "td",
            interval_words(float(low[at]), float(high[at]), words, it.definition.unit),
            class_="is-number" if sure else "missing",
            data_label=words("compare.column.interval"),
        ),
        tag("td", bar, class_="ci-cell"),
    ]


def _against(it: Standing, at: int, words: Words) -> Markup:
    """Whether a unit is told to be better, its interval lies beyond ours, or overlaps it."""
    low, high = it.interval
    ours = it.asked.unit
    if at == ours:
        return tag("td", "")
    if not (np.isfinite(low[at]) and np.isfinite(low[ours])):
        return _missing(words, "compare.not_known")
    told = at in it.surely_better
    if high[at] < low[ours] or (told and not it.higher_is_better):
        way, better = "under", not it.higher_is_better
    elif low[at] > high[ours] or told:
        way, better = "over", it.higher_is_better
    else:
        return tag("td", f"● {words('compare.against.overlaps')}", class_="against-us")
    mark = "▲" if way == "over" else "▼"
    return tag(
        "td",
        f"{mark} {words(f'compare.against.{way}')}",
        class_=f"against-us {'is-better' if better else 'is-worse'}",
    )


def _trend(it: Standing, key: str, at: int, words: Words) -> list[Markup]:
    base, values = development(it.assessment.region, key)
    line = [None if np.isnan(one) else float(one) for one in values[:, at]] if len(base) > 1 else []
    known = [(period, one) for period, one in zip(base, line, strict=False) if one is not None]
    if len(known) < 2:
        return []
    unit = it.assessment.region.settings.indicators[key].unit
    (first, begin), (last, end) = known[0], known[-1]
    said = words(
        "ui.trend",
        first=words.period(first),
        begin=words.measure(begin, unit),
        last=words.period(last),
        end=words.measure(end, unit),
    )
    return [tag("img", src=sparkline(line), alt=said, title=said, class_="spark")]


def _number(value: float, kind: str, words: Words, css: str = "", label: str = "") -> Markup:
    if not np.isfinite(value):
        return _missing(words, css=css, label=label)
    return tag("td", words.measure(value, kind), class_=f"is-number {css}".strip(), data_label=label)


def _missing(words: Words, key: str = "why.missing", css: str = "", label: str = "") -> Markup:
    return tag("td", words(key), class_=f"missing {css}".strip(), data_label=label)
