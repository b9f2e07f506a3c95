"""What drives the change: today's use, what each driver adds or takes, and use at the horizon."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.components.markup import Markup, tag
from dashboard.layers.base import Table
from dashboard.needs.axis import Axis, axis_of
from dashboard.needs.panel import NeedFigures
from dashboard.needs.twin import view_of
from dashboard.tables.needs import AHEAD, BASE, ENDS
from dashboard.tables.rows import is_missing
from dashboard.words.words import MINUS, Words

ROOM = 0.5
"""Length of the first bar, in lengths of what the others span."""
CUT = 0.4
"""Share of the longest bar that is cut off at least: else all begin at nothing."""


def drivers_view(table: Table, of: NeedFigures) -> list[Markup]:
    """A waterfall of whole numbers, with the interval of the last as a line.

    Parameters
    ----------
    table : Table
        That says the same, with rows.
    of : NeedFigures
    """
    assessment, words = of.assessment, of.words
    counts = {key: float(value) for key, value in zip(table.ids, table.values["visits"], strict=True)}
    parts = [key for key in table.ids if key not in (BASE, AHEAD, *ENDS)]
    axis = _axis(counts, parts)
    rows, reached = [_whole(table, BASE, counts, axis, words)], counts[BASE]
    for key in parts:
        rows.append(_part(table, key, reached, counts[key], axis, words))
        reached += counts[key]
    rows.append(_whole(table, AHEAD, counts, axis, words))
    signed = [f"{'+' if counts[key] >= 0 else MINUS} {words.count(abs(counts[key]))}" for key in parts]
    first, *others = signed
    summed = " ".join((first.removeprefix("+ ").replace(f"{MINUS} ", MINUS), *others))
    visits = words.of(assessment.region.settings.care_forms[assessment.scenario.care_form].visits_name)
    whole = words.count(counts[AHEAD] - counts[BASE])
    notes: list[Markup] = [
        words("needs.drivers.sum", parts=summed, sum=whole, visits=visits),
        " ",
        words("needs.drivers.line", low=words.count(counts[ENDS[0]]), high=words.count(counts[ENDS[1]])),
    ]
    if axis.low > 0:
        notes += [" ", words("needs.drivers.axis", start=words.count(axis.low), visits=visits)]
    return view_of(table, tag("div", *rows, class_="need-falls"), notes, words)


def _axis(counts: Mapping[str, float], parts: list[str]) -> Axis:
    """From nothing, or from where what changes can be seen: then all bars are cut alike."""
    reached = [counts[BASE]]
    for key in parts:
        reached.append(reached[-1] + counts[key])
    ends = [*reached, *(counts[key] for key in ENDS)]
    low, high = min(ends), max(ends)
    begin = low - ROOM * (high - low)
    return axis_of([begin, high]) if begin > CUT * high else axis_of([high], whole=True)


def _whole(table: Table, key: str, counts: Mapping[str, float], axis: Axis, words: Words) -> Markup:
    bar = tag("span", class_="need-bar is-whole", style=f"left:0;width:{axis.at(counts[key]):.2f}%")
    inside = [bar]
    if axis.low > 0:
        inside.append(tag("span", class_="need-break"))
    if key == AHEAD:
        low, high = (axis.at(counts[end]) for end in ENDS)
        inside.append(tag("span", class_="need-span", style=f"left:{low:.2f}%;width:{high - low:.2f}%"))
    else:
        inside.append(_join(axis.at(counts[key])))
    percent = "" if key == BASE else _percent(table, key, words)
    return _row(table, key, inside, words.count(counts[key]), percent, words, "is-whole")


def _part(table: Table, key: str, begin: float, count: float, axis: Axis, words: Words) -> Markup:
    left, right = sorted((axis.at(begin), axis.at(begin + count)))
    side = "is-more" if count >= 0 else "is-less"
    bar = tag("span", class_=f"need-bar {side}", style=f"left:{left:.2f}%;width:{right - left:.2f}%")
    inside = [bar, _join(axis.at(begin + count))]
    return _row(table, key, inside, words.signed(count, "count"), _percent(table, key, words), words)


def _join(at: float) -> Markup:
    return tag("span", class_="need-join", style=f"left:{at:.2f}%")


def _percent(table: Table, key: str, words: Words) -> str:
    share = table.values["share"][list(table.ids).index(key)]
    return words("why.missing") if is_missing(share) else words.signed(float(share), "share")  # type: ignore[arg-type]


def _row(
    table: Table, key: str, inside: list[Markup], count: str, percent: str, words: Words, css: str = ""
) -> Markup:
    name = words.value(table.values["part"][list(table.ids).index(key)], "text")
    return tag(
        "div",
        tag("span", name[:1].upper() + name[1:], class_="need-name"),
        tag("span", *inside, class_="need-track"),
        tag("span", count, class_="need-count"),
        tag("span", percent, class_="need-percent"),
        class_=f"need-fall {css}".strip(),
    )
