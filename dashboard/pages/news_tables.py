"""The tables of what is new in a version: how many there are of each, and links to what can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kpis.meta import meta_of
from dashboard.serve.links import PAGES, page_href
from dashboard.words.gap import gap_words
from dashboard.words.kpis import kpi_name
from dashboard.words.words import Words
from geodata.measures.gap import Gap, better_side
from geodata.measures.registry import measures_of
from geodata.measures.tally import Reading
from geodata.region.region import Region
from geodata.region.version_news import FigureNews, UnitNews, VersionNews
from geodata.scenario.scenario import care_forms
from geodata.versions.figures import usual_assessment

SHOWN = 50
"""Rows of a table on the page."""
Parts = list[Component]


def figure_parts(region: Region, news: VersionNews, words: Words) -> Parts:
    """Headline figures of each care form before and now; of protected visits without their difference."""
    measures = measures_of(region)
    named = {
        form: {key: kpi_name(measure, meta_of(measure, usual_assessment(region, form)), words)
               for key, measure in measures.items() if key in {each.key for each in news.figures}}
        for form in care_forms(region)
    }  # fmt: skip
    forms = region.settings.care_forms
    rows = []
    for each in news.figures:
        if each.care_form not in named:
            continue  # its care form has no units any more: the list of units says where they went
        secret = news.protected and "visits" in measures[each.key].tables
        rows.append(
            [
                named[each.care_form][each.key],
                words.of(forms[each.care_form].name),
                _value(each.before, each.unit, words),
                _value(each.after, each.unit, words),
                html.Span(words("news.not_shown"), className="missing") if secret else _change(each, words),
            ]
        )
    notes = ["news.figures_about", *(["news.figures_protected"] if news.protected else [])]
    heads = ("figure", "form", "before", "after", "change")
    return [*(html.P(words(key)) for key in notes), _table("figures", heads, rows, words, numbers=(2, 3, 4))]


def unit_parts(region: Region, news: VersionNews, words: Words) -> Parts:
    """Units by kind of change, each with links to it where it still is."""
    forms = region.settings.care_forms
    parts: Parts = []
    for kind in dict.fromkeys(each.kind for each in news.units):
        some = [each for each in news.units if each.kind == kind]
        rows = [
            [
                each.name,
                words.of(forms[each.care_form].name) if each.care_form in forms else each.care_form,
                _what(each, words),
                _links("unit", each.id, words) if kind != "gone" else "",
            ]
            for each in some[:SHOWN]
        ]
        parts += _listed(f"news.unit.{kind}", news.counts[f"units_{kind}"], rows, words)
        parts.append(_table(f"unit.{kind}", ("name", "form", "what", "open"), rows, words))
    return parts or _same(words)


def area_parts(region: Region, news: VersionNews, words: Words) -> Parts:
    """Areas by kind of change."""
    parts: Parts = []
    for kind in dict.fromkeys(each.kind for each in news.areas):
        rows = [
            [
                each.name,
                ", ".join(words(f"news.fact.{column}") for column in each.columns),
                _links("area", each.id, words) if each.id in region.areas.index else "",
            ]
            for each in [each for each in news.areas if each.kind == kind][:SHOWN]
        ]
        parts += _listed(f"news.area.{kind}", news.counts[f"areas_{kind}"], rows, words)
        parts.append(_table(f"area.{kind}", ("name", "what", "open"), rows, words))
    return parts or _same(words)


def resident_parts(news: VersionNews, words: Words) -> Parts:
    """Residents of the whole region, and the areas where they are most more or fewer."""
    count = news.counts.get("residents", 0)
    about = html.P(
        words("news.residents_about", before=news.persons_before, after=news.persons_after, count=count)
    )
    rows = [
        [
            each.name,
            words.count(each.before),
            words.count(each.after),
            _signed(each.after - each.before, words),
            _links("area", each.id, words),
        ]
        for each in news.residents[:SHOWN]
    ]
    if not rows:
        return [about]
    heads = ("name", "before", "after", "gap", "open")
    table = _table("residents", heads, rows, words, numbers=(1, 2, 3))
    return [about, *_listed("", count, rows, words), table]


def visit_parts(news: VersionNews, words: Words) -> Parts:
    """Published visits of each period in both versions; their difference only where visits are public."""
    if not news.visits:
        return [html.P(words("news.visits_none"))]

    def cell(value: int | None) -> str:
        return words("news.no_period") if value is None else words.count(value)

    rows = []
    for each in reversed(news.visits):
        row: list[Any] = [words.period(each.period), cell(each.before), cell(each.after)]
        if not news.protected:
            both = each.before is not None and each.after is not None
            row.append(_signed((each.after or 0) - (each.before or 0), words) if both else "")
        rows.append(row)
    heads = ("period", "before", "after", *(() if news.protected else ("gap",)))
    why = "news.visits_protected" if news.protected else "news.visits_public"
    some = rows[:SHOWN]
    table = _table("visits", heads, some, words, numbers=(1, 2, 3))
    return [html.P(words(why)), *_listed("", len(rows), some, words), table]


def indicator_parts(region: Region, news: VersionNews, words: Words) -> Parts:
    """Indicators with values that came, went or differ."""
    known = region.settings.indicators
    rows = [
        [
            words.of(known[each.key].name) if each.key in known else each.key,
            words(f"news.indicator.{each.kind}"),
            words.count(each.added),
            words.count(each.removed),
            words.count(each.changed),
        ]
        for each in news.indicators
    ]
    heads = ("indicator", "what", "added", "removed", "differs")
    return [_table("indicators", heads, rows, words, numbers=(2, 3, 4))] if rows else _same(words)


def setting_parts(news: VersionNews, words: Words) -> Parts:
    """Settings that differ, by where they stand, with both values."""
    rows = [
        [html.Code(each.path), each.before or words("news.nothing"), each.after or words("news.nothing")]
        for each in news.settings[:SHOWN]
    ]
    if not rows:
        return _same(words)
    count = news.counts.get("settings", 0)
    about = html.P(words("news.settings_about"))
    table = _table("settings", ("setting", "before", "after"), rows, words)
    return [about, *_listed("", count, rows, words), table]


def _what(each: UnitNews, words: Words) -> str:
    """What differs of a unit, beside its kind."""
    parts = [words("news.renamed_from", name=each.before)] if each.before else []
    if each.distance_m is not None:
        parts.append(words("news.distance", metres=round(each.distance_m)))
    columns = [column for column in each.columns if column != each.kind]
    parts += [words(f"news.fact.{column}") for column in columns]
    return ", ".join(parts)


def _change(each: FigureNews, words: Words) -> html.Span:
    if each.before is None or each.after is None:
        return html.Span(words("gap.none"))
    value = each.after - each.before
    side = better_side(value, each.better)  # type: ignore[arg-type]  # as the measure has it
    readings = (Reading(each.after, each.unit), Reading(each.before, each.unit))
    found = gap_words(Gap(*readings, value, side), words)
    better = {"is-better": words("news.better"), "is-worse": words("news.worse")}.get(found.css, "")
    return html.Span(f"{found.text}, {better}" if better else found.text, className=found.css)


def _value(value: float | None, unit: str, words: Words) -> str:
    return words("why.missing") if value is None else words.measure(value, unit)


def _signed(count: int, words: Words) -> str:
    return f"{'+' if count > 0 else ''}{words.count(count)}"


def _links(kind: str, id_: str, words: Words) -> html.Span:
    links = [
        html.A(words(f"news.{page}"), href=page_href(PAGES[page], words.language, f"{kind}={id_}"))
        for page in ("find", "plan")
    ]
    return html.Span([links[0], " · ", links[1]])


def _listed(heading: str, count: int, rows: Sequence[object], words: Words) -> Parts:
    """How many there are, under a heading where there is one; that not all are shown."""
    parts: Parts = [html.H3(f"{words(heading)}: {words.count(count)}")] if heading else []
    if count > len(rows):
        parts.append(html.P(words("news.listed", shown=len(rows), count=count)))
    return parts


def _same(words: Words) -> Parts:
    return [html.P(words("news.same"))]


def _table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Any]],
    words: Words,
    numbers: Sequence[int] = (),
) -> html.Div:
    """A table that scrolls in itself, its first column the heading of each row."""

    def css(at: int) -> dict[str, str]:
        return {"className": "is-number"} if at in numbers else {}

    head = [html.Th(words(f"news.column.{key}"), scope="col", **css(at)) for at, key in enumerate(heads)]
    body = [
        [html.Th(row[0], scope="row"), *(html.Td(cell, **css(at)) for at, cell in enumerate(row[1:], 1))]
        for row in rows
    ]
    name = words(f"news.{caption}")
    return html.Div(
        html.Table(
            [
                html.Caption(name, className="unseen"),
                html.Thead(html.Tr(head)),
                html.Tbody([html.Tr(cells) for cells in body]),
            ]
        ),
        className="news-wide",
        tabIndex="0",
        role="region",
        **{"aria-label": name},
    )
