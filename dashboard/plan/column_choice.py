"""The choice of a table's columns: a mark for each, but for the first, which names the rows."""

from __future__ import annotations

from dash import html

from dashboard.layers.base import Table
from dashboard.tables.rows import heading_text
from dashboard.words.words import Words


def column_choice(table: Table, key: str, words: Words) -> html.Details | None:
    """Menu of a table's columns, marked by the page's script; None where there is no choice."""
    if len(table.columns) < 2:
        return None
    first, *others = table.columns
    title = words("columns.title")
    boxes = [
        html.Button(
            heading_text(column, words), className="check", role="checkbox", **{"data-column": column.key}
        )
        for column in others
    ]
    return html.Details(
        [
            html.Summary(html.Span(title), className="button", title=title, **{"aria-label": title}),
            html.Div(
                [
                    html.P(words("columns.first", name=heading_text(first, words))),
                    html.Div(boxes, role="group", **{"aria-label": title}),
                    html.Button(words("columns.all"), className="link", **{"data-column": ""}),
                ],
                className="take-menu columns-menu",
            ),
        ],
        className="take columns",
        **{"data-first": first.key, "data-table": key},
    )
