"""2. What each column is: read as what, how surely, and a choice of another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboard.components.form_page import hidden
from dashboard.components.markup import Markup, option, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.uploads.readings import NEW, choice_of
from dashboard.uploads.settings_edit import LINES_MOST
from dashboard.uploads_page.files_part import table_name
from dashboard.uploads_page.view import UploadView
from dashboard.words.words import Words
from geodata.contract.tables import TABLES, the_table
from geodata.guess.toml_text import key_text, value_text

SURE: Final = ((0.9, "sure"), (0.7, "likely"), (0.0, "unsure"))
"""From which share on a guess is called what."""
NO_GUESS: Final = ("declared", "chosen", "condition", "ignored")
"""Reasons that are no guess."""
COLUMN: Final = "column-"
"""How the name of a column's field begins; its number in the file follows."""


def columns_part(view: UploadView) -> Markup:
    """The columns of the file that is chosen, as a form."""
    words, reading = view.words, view.readings.get(view.chosen)
    heading = tag("h2", words("upload.columns"), id="upload-columns-title")
    if reading is None:
        inside: list[Markup] = [heading, tag("p", words("upload.columns_none"), class_="quiet")]
        return tag(
            "section", *inside, class_="form-card upload-columns", aria_labelledby="upload-columns-title"
        )
    head = tag("div", heading, tag("span", view.chosen, class_="quiet"), class_="upload-head")
    table = reading["table"]
    attributes = {"name": "table", "id": "upload-table", "class": "select"}
    select: Markup = ["select", attributes, *_tables(choice_of(reading), view)]
    parts: list[Markup] = [
        *hidden(csrf=view.csrf, name=view.chosen),
        tag(
            "div", tag("label", words("upload.table"), for_="upload-table"), select, class_="upload-table-row"
        ),
    ]
    if table:
        rows = [_row(at, column, table, view) for at, column in enumerate(reading["columns"])]
        headings = [words(f"upload.head.{key}") for key in ("column", "example", "ours", "sure")]
        parts.append(plain_table(words("upload.columns"), headings, rows))
        parts.append(_lines(reading, view))
    else:
        if reading["target"]:
            why = words("upload.whole_file", file=reading["target"])
        elif other := reading.get("other", ""):
            why = words("upload.same_as", name=other)
        elif like := reading["proposed"]:
            why = words("upload.looks_like", table=table_name(like, view))
        else:
            why = words("upload.no_table")
        parts.append(tag("p", why, class_="quiet"))
    presses = [
        tag("button", words("upload.read_again"), type="submit", name="do", value="read", class_="button")
    ]
    if view.choices.get(view.chosen):
        presses.append(
            tag("button", words("upload.as_before"), type="submit", name="do", value="forget", class_="link")
        )
    parts.append(tag("div", *presses, class_="upload-press"))
    form = tag("form", *parts, method="post", action=view.action)
    return tag(
        "section", head, form, class_="form-card upload-columns", aria_labelledby="upload-columns-title"
    )


def _tables(chosen: str, view: UploadView) -> list[Markup]:
    """The region's tables to choose from, and below them every table that it might have besides."""
    words = view.words
    known = [
        option(key, table_name(key, view), chosen=key == chosen) for key in view.result.get("tables", ())
    ]
    more = [option(NEW + name, table_name(name, view), chosen=NEW + name == chosen) for name in TABLES]
    return [
        option("", words("upload.table_unknown"), chosen=not chosen),
        *known,
        ["optgroup", {"label": words("upload.table_new")}, *more],
    ]


def _lines(reading: Mapping[str, Any], view: UploadView) -> Markup:
    """The lines that a file asks for in `region.toml`, under its table: guessed, or as written."""
    words, lines = view.words, reading.get("settings", {})
    text = "\n".join(f"{key_text(name)} = {value_text(value)}" for name, value in lines.items())
    attributes = {
        "name": "lines", "id": "upload-lines", "rows": "2", "maxlength": str(LINES_MOST),
        "spellcheck": "false",
        "aria-describedby": "upload-lines-about",
    }  # fmt: skip
    label = tag("label", words("upload.lines"), for_="upload-lines")
    about = tag("span", words("upload.lines_about"), id="upload-lines-about", class_="quiet")
    return tag("div", label, ["textarea", attributes, text], about, class_="upload-lines")


def column_words(ours: str, words: Words) -> str:
    """What a column of ours is called."""
    key = f"upload.column.{ours}"
    return words(key) if words.has(key) else ours


def _row(at: int, column: Mapping[str, Any], table: str, view: UploadView) -> list[Cell]:
    label = f"{view.words('upload.head.ours')}: {column['name']}"
    options = [option("", view.words("upload.not_read"), chosen=not column["ours"])] + [
        option(ours, column_words(ours, view.words), chosen=ours == column["ours"])
        for ours in the_table(table).names
        if ours != "geometry"
    ]
    attributes = {"name": f"{COLUMN}{at}", "class": "select", "aria-label": label}
    select: Markup = ["select", attributes, *options]
    return [column["name"], (column["example"], "upload-example"), select, _sure(column, view)]


def _sure(column: Mapping[str, Any], view: UploadView) -> Cell:
    words = view.words
    if column["reason"] in NO_GUESS:
        return tag("span", words(f"upload.sure.{column['reason']}"), class_="upload-sure"), "is-told"
    if not column["ours"]:
        return tag("span", words("upload.sure.out"), class_="upload-sure quiet"), "is-told"
    key = next(key for share, key in SURE if column["sure"] >= share)
    bar = tag(
        "span",
        tag("span", style=f"width:{round(100 * column['sure'])}%"),
        class_="upload-bar",
        aria_hidden="true",
    )
    text = tag("span", words(f"upload.sure.{key}"), " ", words.share(column["sure"]))
    sure = tag("span", bar, text, class_=f"upload-sure is-{key}")
    why = column.get("why", {}).get(words.language, "")
    return tag("div", sure, *([tag("span", why, class_="upload-why quiet")] if why else [])), f"is-{key}"
