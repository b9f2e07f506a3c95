"""What can be done about a kind of problem: its ways out as a choice, or other values for its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.components.form_page import hidden
from dashboard.components.markup import Markup, option, tag
from dashboard.components.plain_table import Cell
from dashboard.uploads.mending import GIVEN_MOST, table_of
from dashboard.uploads_page.view import UploadView
from dashboard.words.words import Words
from geodata.checks.kind_words import RECODED
from geodata.checks.kinds import KindOfProblem
from geodata.checks.ways_out import values_to_translate, ways_out
from geodata.guess.toml_text import key_text, value_text

CODES_MOST: Final = 3_000
"""Codes that a field proposes; of more it proposes none."""
MARKS: Final = {".": "point", ",": "comma", " ": "space"}
LISTED: Final = {"unknown_unit": "upload-unit-codes", "unknown_area": "upload-area-codes"}
"""By the code of a problem, the list that its fields propose from."""


def way_cell(kind: KindOfProblem, at: int, view: UploadView) -> Cell:
    """A choice of ways out with the press that takes it; nothing of a file that was not brought.

    Parameters
    ----------
    kind : KindOfProblem
    at : int
        Its place among all that the result has.
    view : UploadView
    """
    words, reading = view.words, table_of(kind, list(view.readings.values()))
    ways = () if reading is None else ways_out(kind)
    values = () if reading is None else values_to_translate(kind)
    if reading is None or not (ways or values):
        return tag("span", words("upload.way.source"), class_="quiet"), "upload-do"
    fields = hidden(csrf=view.csrf, name=reading["name"], kind=str(at), at=str(view.result.get("at", "")))
    parts: list[Markup] = []
    if ways:
        options = [
            option(str(number), way_words(way, words), chosen=not number) for number, way in enumerate(ways)
        ]
        label = f"{words('upload.head.do')} {view.brought_as.get(kind.first.file, '')}"
        attributes = {"name": "way", "class": "select", "aria-label": label.strip()}
        press = tag(
            "button", words("upload.way.take"), type="submit", name="do", value="mend", class_="button"
        )
        parts.append(
            tag("form", *fields, ["select", attributes, *options], press, method="post", action=view.action)
        )
    if values:
        parts.append(_values_form(kind, values, fields, view))
    return tag("div", *parts), "upload-do"


def known_codes(kinds: Sequence[KindOfProblem], view: UploadView) -> list[Markup]:
    """The codes that fields propose, where any of the kinds asks for one."""
    lists = {LISTED[kind.first.code] for kind in kinds if kind.first.code in LISTED}
    by_list = {LISTED["unknown_unit"]: view.region.units, LISTED["unknown_area"]: view.region.areas}
    found: list[Markup] = []
    for key in sorted(lists):
        names = by_list[key]["name"]
        if len(names) <= CODES_MOST:
            codes = (tag("option", str(name), value=str(code)) for code, name in names.items())
            found.append(tag("datalist", *codes, id=key))
    return found


def way_words(settings: Mapping[str, Any], words: Words) -> str:
    """What settings of a table do, in words; the lines themselves of those that have none."""
    if len(settings) == 1:
        ((key, value),) = settings.items()
        if key in ("thousands", "decimal"):
            marks = set(value.values()) if isinstance(value, Mapping) else {value}
            named = f"{key}_{MARKS.get(str(marks.pop()), '')}" if len(marks) == 1 else ""
        else:
            named = f"{key}_{value}" if isinstance(value, str) else key
        for each in (named, key):
            if words.has(f"upload.way.{each}"):
                return words(f"upload.way.{each}", value=value if isinstance(value, str) else "")
    return " · ".join(f"{key_text(key)} = {value_text(value)}" for key, value in settings.items())


def _values_form(
    kind: KindOfProblem, values: Sequence[tuple[str, str]], fields: Sequence[Markup], view: UploadView
) -> Markup:
    """A field for each value, filled in where one of ours is nearly it, with ours to choose from."""
    words, proposed = view.words, LISTED.get(kind.first.code, "")
    listed: list[Markup] = []
    if kind.first.code in RECODED:
        proposed = f"upload-ours-{kind.first.ours}"
        listed.append(
            tag("datalist", *(tag("option", value=each) for each in kind.first.expected), id=proposed)
        )
    rows: list[Markup] = []
    for value, nearest in values:
        attributes = {
            "name": "given", "value": nearest, "maxlength": str(GIVEN_MOST), "class": "input",
            "autocomplete": "off",
        }  # fmt: skip
        rows.append(
            tag("label", tag("span", value), ["input", attributes | ({"list": proposed} if proposed else {})])
        )
    press = tag("button", words("upload.way.give"), type="submit", name="do", value="mend", class_="button")
    form = tag("form", *fields, *rows, *listed, press, method="post", action=view.action)
    return tag("details", tag("summary", words("upload.way.values")), form)
