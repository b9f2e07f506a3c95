"""The drawer under the map: the table of a layer, its search, its files."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html

from dashboard.components import ids
from dashboard.components.data_table import data_table
from dashboard.components.markup import Markup, tag
from dashboard.layers.base import Layer, Table
from dashboard.plan.view_tabs import view_tabs
from dashboard.question.listing import ROWS, ROWS_MOST, Listing
from dashboard.question.questions import NEED, OF_NEED, PAYMENT, SUPPLY
from dashboard.tables.columns import chosen_columns, with_columns
from dashboard.tables.measures import MEASURE_TABLES
from dashboard.tables.rows import rows_of
from dashboard.tables.scenarios import COMPARE
from dashboard.words.layers import layer_words
from dashboard.words.words import Words


def drawer(layers: Iterable[Layer], words: Words) -> html.Section:
    """The choice of table, the search and an empty place for the rows."""
    return html.Section(
        [
            html.Div(
                [
                    html.Select(
                        [
                            *[
                                html.Option(
                                    layer_words(layer, "table", words),
                                    value=layer.key,
                                    **({"data-under": NEED} if layer.key in OF_NEED else {}),
                                )
                                for layer in layers
                            ],
                            *[html.Option(words(f"table.{key}"), value=key) for key in MEASURE_TABLES],
                            html.Option(words("table.compare"), value=COMPARE),
                        ],
                        className="select",
                        **{
                            "data-under": SUPPLY,
                            "data-state": "table",
                            "aria-label": words("ui.table_choice"),
                        },
                    ),
                    *view_tabs(words),
                    html.Div(id=ids.TABLE_HEAD, className="summary", role="status"),
                    html.Div(
                        className="find",
                        **{
                            "data-field": "find",
                            "data-label": words("ui.table_find"),
                            "data-short": words("ui.table_find_short"),
                        },
                    ),
                    html.Div(
                        className="day",
                        **{"data-day": "date", "data-label": words("ui.table_day"), "data-for": "units"},
                    ),
                    html.Button(
                        words("ui.within_place"), className="button", hidden=True, **{"data-within": "place"}
                    ),
                    html.Button(
                        words("ui.within_region"),
                        className="button",
                        hidden=True,
                        **{"data-within": "region"},
                    ),
                    html.Div(id=ids.TABLE_COLUMNS, style={"display": "contents"}),
                    html.Div(id=ids.TABLE_FILES, style={"display": "contents"}),
                    html.Button(
                        [
                            html.Span(words("ui.table_open"), **{"data-under": SUPPLY}),
                            html.Span(words("needs.view_open"), **{"data-under": NEED}),
                            html.Span(words("needs.view_open"), **{"data-under": PAYMENT}),
                        ],
                        className="button not-phone",
                        **{"data-opens": "drawer", "aria-expanded": "false"},
                    ),
                    html.Button(
                        words("ui.close"), className="button only-phone", **{"data-closes": "drawer"}
                    ),
                ],
                className="drawer-head",
            ),
            html.Div(id=ids.TABLE_BODY, className="drawer-scroll", tabIndex="0"),
        ],
        className="drawer",
        **{"aria-label": words("ui.table"), "data-panel": "drawer"},
    )


def table_parts(table: Table, listing: Listing, words: Words, place: str = "") -> tuple[str, list[Markup]]:
    """How many rows there are, in words, and the rows asked for; `place` is what the table is narrowed to."""
    count_text, parts = _rows(table, listing, words)
    return words("ui.rows_within", rows=count_text, place=place) if place else count_text, parts


def _rows(table: Table, listing: Listing, words: Words) -> tuple[str, list[Markup]]:
    rows = rows_of(table, words, listing.sort, listing.find, listing.rows)
    shown = with_columns(table, chosen_columns(listing.columns, listing.table))
    if not table.ids:
        return words("ui.rows_none"), [tag("div", words(table.empty or "ui.rows_none"), class_="empty")]
    if not rows.found:
        nothing = tag("span", words("ui.find_nothing", find=listing.find))
        undo = _button(words("ui.find_undo"), '{"find":null,"rows":null}')
        return words("ui.rows_none"), [tag("div", nothing, undo, class_="empty")]
    parts = [data_table(shown, rows, words)]
    if rows.found > len(rows.at) >= ROWS_MOST:
        parts.append(tag("div", words("ui.rows_rest"), class_="drawer-foot"))
    elif rows.found > len(rows.at):
        length = min(len(rows.at) + 4 * ROWS, ROWS_MOST)
        more = _button(words("ui.rows_more"), f'{{"rows":"{length}"}}')
        parts.append(tag("div", more, class_="drawer-foot"))
    count_text = (
        words("ui.rows_one") if rows.found == 1 else words("ui.rows_all", found=words.count(rows.found))
    )
    if rows.found > len(rows.at):
        count_text = words("ui.rows_some", shown=words.count(len(rows.at)), found=words.count(rows.found))
    return count_text, parts


def _button(text: str, patch: str) -> Markup:
    """A button that changes the address."""
    return tag("button", text, type="button", class_="button", data_set=patch)
