"""A plain table: the layer in focus as text, sortable and pressable by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import html

from dashboard.i18n import Words
from dashboard.layers.base import Column, Table
from dashboard.table_rows import Rows, heading_text, is_missing

NUMBERS = ("count", "number", "share", "minutes", "currency", "index")
SELECTS = {"area": "area", "unit": "unit", "zone": "zone", "municipality": "muni"}


def data_table(table: Table, rows: Rows, words: Words) -> html.Table:
    """Headings that sort, and a row for each of `rows`; pressing a row selects what it stands for."""
    return html.Table(
        [
            html.Caption(words(table.title), className="unseen"),
            html.Thead(html.Tr([_heading(column, rows, words) for column in table.columns])),
            html.Tbody([_row(table, at, words) for at in rows.at]),
        ]
    )


def _heading(column: Column, rows: Rows, words: Words) -> html.Th:
    sorted_ = {"up": "ascending", "down": "descending"}.get(rows.way, "none")
    number = column.kind in NUMBERS
    return html.Th(
        html.Button(
            heading_text(column, words),
            **{"data-sort": column.key, "data-first": "down" if number else "up"},
        ),
        className="is-number" if number else "",
        **{"aria-sort": sorted_ if rows.sorted_by == column.key else "none"},
    )


def _selects(table: Table, at: int) -> tuple[str, str]:
    """Address key and id of what pressing a row selects; of a flow the residence, else the unit."""
    id_ = str(table.ids[at])
    if table.row_kind != "flow":
        return SELECTS[table.row_kind], id_
    home, _, unit = id_.partition(">")
    return ("area", home) if home else ("unit", unit)


def _row(table: Table, at: int, words: Words) -> html.Tr:
    kind, id_ = _selects(table, at)
    cells = []
    for place, column in enumerate(table.columns):
        value = table.values[column.key][at]
        if is_missing(value):
            cells.append(html.Td(words("why.missing"), className="missing"))
            continue
        text = words.value(value, column.kind)
        if place == 0 and id_:
            cells.append(html.Td(html.Button(text)))
        elif column.kind == "minutes" and value == float("inf"):
            cells.append(html.Td(text, className="is-number loudest"))
        elif column.kind == "rules":
            cells.append(html.Td(_chips(str(value), words)))
        elif column.kind in NUMBERS:
            bar = [_bar(value, table.values[column.key])] if column.bar else []
            cells.append(html.Td([text, *bar], className="is-number"))
        elif column.kind == "list":
            cells.append(html.Td(html.Span(text, title=text)))
        else:
            cells.append(html.Td(text, title=text if len(text) > 40 else ""))
    if not id_:
        return html.Tr(cells)
    return html.Tr(cells, **{"data-select-kind": kind, "data-select-id": id_})


def _chips(rules: str, words: Words) -> html.Span:
    return html.Span(
        [html.Span(words(f"rule.{key}.name"), className="chip") for key in rules.split(";")],
        className="chips",
    )


def _bar(value: Any, column: Iterable[Any]) -> html.Span:
    longest = max((float(one) for one in column), default=0.0)
    width = f"{100 * float(value) / longest:.0f}%" if longest else "0"
    return html.Span(html.Span(style={"width": width}), className="bar", **{"aria-hidden": "true"})
