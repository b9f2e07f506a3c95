"""A plain table: the layer in focus as text, sortable and pressable by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard.components.markup import Markup, tag
from dashboard.layers.base import MIXED, NUMBERS, Column, Phrase, SidedText, Table
from dashboard.tables.rows import Rows, heading_text, is_missing
from dashboard.words.money import THOUSANDS, WHOLE, Scale, money, number, unit_of
from dashboard.words.words import MINUS, Words

LONG_HEADING = 28
"""Letters of a heading, a scenario's own name, that may take several lines."""
LONG_FIGURE = 18
"""Letters of a figure in words that may not fit."""
TENTHS, FEW = Scale("thousand", 10_000, 1), 10
"""How money of fewer thousands than these is written."""
LEAST_SHARE = 0.0005
"""Change that is written as one."""
LONG = 40
"""Letters of a cell that may not fit: then the whole text shows when it is pointed at."""
SELECTS = {"area": "area", "unit": "unit", "zone": "zone", "municipality": "muni"}


def data_table(table: Table, rows: Rows, words: Words) -> Markup:
    """Table whose headings sort and whose rows select what they stand for.

    Parameters
    ----------
    table : Table
    rows : Rows
        Which rows, in which order.
    words : Words

    Returns
    -------
    Markup
    """
    longest = {column.key: _longest(table.values[column.key]) for column in table.columns if column.bar}
    return tag(
        "table",
        tag("caption", words(table.title), class_="unseen"),
        tag("thead", tag("tr", *[_heading(column, rows, words) for column in table.columns])),
        tag("tbody", *_rows(table, rows, longest, words)),
        class_="is-figures" if table.row_kind == "kpi" else "",
    )


def _rows(table: Table, rows: Rows, longest: Mapping[str, float], words: Words) -> list[Markup]:
    found = [_row(table, at, longest, words) for at in rows.at]
    if rows.gap:
        left_out = words(table.between, count=rows.found - len(rows.at))
        cell = tag("td", left_out, colspan=str(len(table.columns)), class_="between")
        found.insert(rows.gap, tag("tr", cell))
    return found


def _heading(column: Column, rows: Rows, words: Words) -> Markup:
    number = column.kind in NUMBERS
    folded = " is-folded" if column.folded else ""
    direction = {"up": "ascending", "down": "descending"}.get(rows.way, "none")
    text = heading_text(column, words)
    if column.thousands:
        text = words("money.heading", name=text, unit=unit_of(words, THOUSANDS))
    if column.kind == MIXED:
        long = " is-long" if len(text) > LONG_HEADING else ""
        return tag("th", tag("span", text), class_=f"is-number{long}", scope="col")
    return tag(
        "th",
        tag(
            "button",
            text,
            type="button",
            data_sort=column.key,
            data_first="down" if number else "up",
        ),
        class_=("is-number" if number else "is-long" if len(text) > LONG_HEADING else "") + folded,
        scope="col",
        aria_sort=direction if rows.sorted_by == column.key else "none",
    )


def _selects(table: Table, at: int) -> tuple[str, str]:
    """Address key and id that a row selects, "" for nothing."""
    if table.targets is not None:
        return table.targets[at]
    id_ = str(table.ids[at])
    if table.row_kind == "kpi":
        return "", ""
    if table.row_kind != "flow":
        return SELECTS[table.row_kind], id_
    home, _, unit = id_.partition(">")
    return ("area", home) if home else ("unit", unit)


def _row(table: Table, at: int, longest: Mapping[str, float], words: Words) -> Markup:
    kind, id_ = _selects(table, at)
    cells = []
    for place, column in enumerate(table.columns):
        value = table.values[column.key][at]
        if column.kind == "rules":  # none that is failed is an answer too
            cells.append(tag("td", *_chips(str(value), column.options, words)))
            continue
        if is_missing(value):
            cells.append(tag("td", words("why.missing"), class_="missing"))
            continue
        text = _text(value, column, words)
        if isinstance(value, Phrase) and column.kind in NUMBERS:
            cells.append(tag("td", text, class_="missing"))
            continue
        if place == 0 and id_:
            cells.append(tag("td", tag("button", text, type="button")))
        elif column.kind == "minutes" and value == float("inf"):
            cells.append(tag("td", text, class_="is-number loudest"))
        elif column.kind in NUMBERS:
            bar = [_bar(value, longest[column.key])] if column.bar else []
            side = _side(text) if column.signed else ""
            folded = " is-folded" if column.folded else ""
            cells.append(tag("td", text, *bar, class_=f"is-number{folded}{side}"))
        elif column.kind == MIXED:
            side = value.css if isinstance(value, SidedText) else ""
            long = len(text) > LONG_FIGURE
            cells.append(tag("td", text, class_=f"is-number {side}".strip(), title=text if long else ""))
        else:
            cells.append(tag("td", text, title=text if len(text) > LONG or column.kind == "list" else ""))
    if not id_:
        return tag("tr", *cells)
    return tag("tr", *cells, data_select_kind=kind, data_select_id=id_)


def _text(value: Any, column: Column, words: Words) -> str:
    """A cell in words: money in thousands where the heading says so, a difference with its sign and way."""
    if isinstance(value, Phrase) or not (column.thousands or column.signed):
        return words.value(value, column.kind)
    size = abs(float(value)) if column.signed else float(value)
    if column.signed and column.kind == "share":
        size = size if size >= LEAST_SHARE else 0.0
    text = _in_thousands(size, words) if column.thousands else words.value(size, column.kind)
    if column.signed and column.kind == "currency" and not column.thousands and size >= FEW:
        text = money(words, round(100 * size), WHOLE)
    if not column.signed:
        return text
    if _nothing(text):
        return f"±{text}"
    way = ("▲ " if value > 0 else "▼ ") if column.thousands else ""
    return f"{way}{'+' if value > 0 else MINUS}{text}"


def _nothing(text: str) -> bool:
    """Whether a number that is written so is as good as 0."""
    return not any(digit in text for digit in "123456789")


def _in_thousands(amount: float, words: Words) -> str:
    """With a decimal where there are so few that whole ones would hide something."""
    hundredths = round(100 * amount)
    return number(words, hundredths, TENTHS if 0 < abs(hundredths) < FEW * 100_000 else THOUSANDS)


def _side(text: str) -> str:
    return " is-gain" if "+" in text else " is-loss" if MINUS in text else ""


def _chips(failed: str, rules: Sequence[str], words: Words) -> list[Markup]:
    """A chip for each rule in one order, those that are failed filled; in words for those who see none."""
    names = failed.split(";")
    chips = [
        tag(
            "span",
            words(f"rule.{key}.short"),
            class_="chip" if key in names else "chip is-off",
            title=words(f"rule.{key}.name" if key in names else "rule.kept", rule=words(f"rule.{key}.name")),
        )
        for key in rules
    ]
    in_words = ", ".join(words(f"rule.{key}.name") for key in rules if key in names)
    return [
        tag("span", *chips, class_="chips", aria_hidden="true"),
        tag("span", in_words or words("rule.none"), class_="unseen"),
    ]


def _longest(values: Iterable[Any]) -> float:
    return max((float(value) for value in values if not is_missing(value)), default=0.0)


def _bar(value: Any, longest: float) -> Markup:
    width = f"width:{100 * float(value) / longest:.0f}%" if longest else "width:0"
    return tag("span", tag("span", style=width), class_="bar", aria_hidden="true")
