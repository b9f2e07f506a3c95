"""What every view has beside its chart: the same as a table, a note, and why where there is nothing."""

from __future__ import annotations

from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import plain_table
from dashboard.layers.base import NUMBERS, Table
from dashboard.tables.rows import heading_text, is_missing
from dashboard.words.words import Words


def view_of(table: Table, chart: Markup, notes: list[Markup], words: Words) -> list[Markup]:
    """A chart that is drawn for the eye alone, what to know of it, and its table folded under it."""
    note = tag("p", *notes, class_="need-note")
    return [
        tag(
            "div",
            tag("div", chart, class_="need-chart", aria_hidden="true"),
            note,
            twin(table, words),
            class_="need-view",
        )
    ]


def twin(table: Table, words: Words) -> Markup:
    """The table that says all of what a chart does."""
    headings = [heading_text(column, words) for column in table.columns]
    rows = [
        [_cell(table.values[column.key][at], column.kind, words) for column in table.columns]
        for at in range(len(table.ids))
    ]
    numbers = [at for at, column in enumerate(table.columns) if column.kind in NUMBERS]
    inside = plain_table(words(table.title), headings, rows, numbers)
    return tag("details", tag("summary", words("needs.as_table")), inside, class_="need-twin")


def nothing(table: Table, words: Words) -> list[Markup]:
    """Why there is nothing to draw."""
    return [tag("div", words(table.empty), class_="empty")]


def _cell(value: object, kind: str, words: Words) -> str:
    if is_missing(value):
        return words("why.missing")
    if kind == "share" and isinstance(value, float):
        return words.signed(value, "share")
    return words.value(value, kind)
