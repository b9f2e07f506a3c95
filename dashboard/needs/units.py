"""Units: use now and then, what they carry, and a bar of what is free today and missing at the horizon."""

from __future__ import annotations

from dashboard.components.markup import Markup, tag
from dashboard.layers.base import NUMBERS, Column, Table
from dashboard.needs.panel import NeedFigures
from dashboard.question.listing import ROWS
from dashboard.tables.rows import heading_text, is_missing
from dashboard.words.words import Words
from geodata.measures.need_units import units_ahead

GIVES_WAY = ("municipality", "use_now")
"""Columns that a narrow page leaves to the file."""


def units_view(table: Table, of: NeedFigures) -> list[Markup]:
    """A table of units whose rows select them, those first that miss most.

    Parameters
    ----------
    table : Table
        That says the same, with rows.
    of : NeedFigures
    """
    assessment, words = of.assessment, of.words
    shown = range(min(len(table.ids), ROWS))
    longest = max((_free(table, at) + _lacking(table, at) for at in shown), default=0.0)
    headings = [
        tag(
            "th",
            heading_text(column, words),
            scope="col",
            class_=_css(column),
        )
        for column in _unfolded(table)
    ]
    headings.insert(
        -1, tag("th", words("needs.units.bar"), scope="col", class_="need-gap-head", aria_hidden="true")
    )
    body = tag(
        "table",
        tag("caption", words(table.title), class_="unseen"),
        tag("thead", tag("tr", *headings)),
        tag("tbody", *[_row(table, at, longest, words) for at in shown]),
    )
    short = int(units_ahead(assessment, of.focus, of.given).short.sum())
    key = "needs.units.some" if len(table.ids) > ROWS else "needs.units.all"
    note = words(
        key, shown=words.count(len(shown)), all=words.count(len(table.ids)), short=words.count(short)
    )
    notes = tag("p", note, " ", words("needs.units.read"), class_="need-note")
    return [tag("div", body, notes, class_="need-view is-table")]


def _row(table: Table, at: int, longest: float, words: Words) -> Markup:
    cells = []
    for place, column in enumerate(_unfolded(table)):
        value = table.values[column.key][at]
        if is_missing(value):
            cells.append(tag("td", words("why.missing"), class_=f"missing {_css(column)}".strip()))
            continue
        text = words.value(value, column.kind)
        inside = tag("button", text, type="button") if place == 0 else text
        cells.append(tag("td", inside, class_=_css(column)))
    cells.insert(-1, tag("td", _bar(table, at, longest), class_="need-gap", aria_hidden="true"))
    return tag("tr", *cells, data_select_kind="unit", data_select_id=str(table.ids[at]))


def _unfolded(table: Table) -> list[Column]:
    """Columns but for what the bar says."""
    return [column for column in table.columns if not column.folded]


def _css(column: Column) -> str:
    """Class of a column's cells; those that give way have one of their own."""
    number = "is-number" if column.kind in NUMBERS else ""
    own = f"is-{column.key.replace('_', '-')}" if column.key in GIVES_WAY else ""
    return f"{number} {own}".strip()


def _bar(table: Table, at: int, longest: float) -> Markup:
    if not longest or is_missing(table.values["carried"][at]):
        return ""
    free, lacking = (100 * each / longest for each in (_free(table, at), _lacking(table, at)))
    parts = [tag("i", class_="is-free", style=f"width:{free:.1f}%"), tag("i", class_="is-full")]
    if lacking:
        parts.append(tag("i", class_="is-lacking", style=f"width:{lacking:.1f}%"))
    return tag("span", *parts, class_="need-gap-bar")


def _free(table: Table, at: int) -> float:
    return _number(table.values["free"][at])


def _lacking(table: Table, at: int) -> float:
    return _number(table.values["lacking"][at])


def _number(value: object) -> float:
    return 0.0 if is_missing(value) else float(value)  # type: ignore[arg-type]  # a count
