"""A unit's own card: every field the register has, in the same order and words for every unit."""

from __future__ import annotations

from dash import html

from dashboard.layers.base import Table
from dashboard.tables.rows import heading_text, is_missing
from dashboard.words.words import Words


def unit_card(register: Table, unit_id: str, words: Words) -> html.Div | None:
    """The register's row of one unit, written as a card; None where it is not in the register."""
    if unit_id not in register.ids:
        return None
    at = list(register.ids).index(unit_id)
    pairs: list[html.Dt | html.Dd] = []
    for column in register.columns[1:]:
        value = register.values[column.key][at]
        pairs.append(html.Dt(heading_text(column, words)))
        if is_missing(value):
            pairs.append(html.Dd(words("why.missing"), className="missing"))
        elif column.key == "url" and str(value).startswith("http"):
            pairs.append(html.Dd(html.A(str(value), href=str(value), rel="noreferrer")))
        elif column.key == "phone":
            pairs.append(html.Dd(html.A(str(value), href=f"tel:{value}".replace(" ", ""))))
        else:
            pairs.append(html.Dd(words.value(value, column.kind)))
    return html.Div([html.H2(words("ui.unit_card")), html.Dl(pairs)], className="card")
