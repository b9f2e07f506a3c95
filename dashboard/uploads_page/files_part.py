"""1. Files: where they are dropped, and each with what it is taken for and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from dashboard.components.form_page import hidden
from dashboard.components.markup import Markup, tag
from dashboard.serve.links import FORM_PAGES, page_href
from dashboard.uploads.file_kinds import endings
from dashboard.uploads.staging import BYTES_MOST, CHUNK, FILES_MOST, Upload
from dashboard.uploads_page.view import UploadView
from geodata.contract.tables import the_table

FIELD = "files"
PLAIN = ".gz"
"""An ending that browsers offer alone, whatever stands before it."""


def files_part(view: UploadView) -> Markup:
    """The place to drop files, and a list of those that are there."""
    words = view.words
    accept = ",".join(dict.fromkeys("." + each.rpartition(".")[2] for each in endings()))
    field: Markup = [
        "input",
        {
            "type": "file", "name": FIELD, "id": "upload-files", "multiple": "multiple", "accept": accept,
            "aria-describedby": "upload-known", "required": "required",
        },
    ]  # fmt: skip
    known = words("upload.known", most=FILES_MOST, size=BYTES_MOST // CHUNK)
    drop = tag(
        "form",
        *hidden(csrf=view.csrf),
        tag("strong", words("upload.drop"), class_="upload-drop-name", aria_hidden="true"),
        tag("label", words("upload.choose"), for_="upload-files", class_="button"),
        field,
        tag("p", known, id="upload-known", class_="quiet"),
        tag("button", words("upload.add"), type="submit", name="do", value="add", class_="button"),
        method="post",
        action=view.action,
        enctype="multipart/form-data",
        class_="upload-drop",
    )
    parts = [tag("h2", words("upload.files"), id="upload-files-title"), drop]
    if view.uploads:
        parts.append(tag("ul", *[_file(each, view) for each in view.uploads], class_="upload-list"))
        press = tag("button", words("upload.clear"), type="submit", name="do", value="clear", class_="link")
        parts.append(tag("form", *hidden(csrf=view.csrf), press, method="post", action=view.action))
    else:
        parts.append(tag("p", words("upload.none", count=view.folder_files), class_="quiet"))
    return tag("section", *parts, class_="form-card upload-files", aria_labelledby="upload-files-title")


def _file(upload: Upload, view: UploadView) -> Markup:
    words, reading = view.words, view.readings.get(upload.name)
    href = page_href(FORM_PAGES["upload"], words.language, urlencode({"file": upload.name}))
    open_now = upload.name == view.chosen
    lines: list[Markup] = [
        tag("a", upload.name, href=href, aria_current="true" if open_now else "", class_="upload-name"),
        tag("span", _size(upload, reading, view), class_="upload-rows quiet"),
    ]
    if reading is not None:
        lines += [tag("span", taken_for(reading, view), class_="quiet"), _verdict(reading, view)]
    press = tag(
        "button", words("upload.remove"), type="submit", name="do", value="remove", class_="link",
        aria_label=words("upload.remove_file", name=upload.name),
    )  # fmt: skip
    form = tag("form", *hidden(csrf=view.csrf, name=upload.name), press, method="post", action=view.action)
    return tag("li", *lines, form, class_="is-open" if open_now else "")


def taken_for(reading: Mapping[str, Any], view: UploadView) -> str:
    """What a file is taken for, and how sure that is."""
    words = view.words
    if not reading["target"]:
        other = reading.get("other", "")
        return words("upload.same_as", name=other) if other else words("upload.fills_none")
    if not reading["table"]:
        return words("upload.replaces", file=reading["target"])
    what = table_name(reading["table"], view)
    if reading["reason"] == "name":
        return words("upload.as_last", what=what)
    if reading["reason"] == "chosen":
        return words("upload.chosen_as", what=what)
    return words("upload.guess", what=what, sure=words.share(reading["sure"]))


def table_name(key: str, view: UploadView) -> str:
    """What a table is called; with its own part where a region has several of it."""
    name = the_table(key).name
    more = key.removeprefix(name).removeprefix("_")
    if not view.words.has(f"upload.table_name.{name}"):
        return key
    called = view.words(f"upload.table_name.{name}")
    return f"{called} ({more})" if more else called


def _size(upload: Upload, reading: Mapping[str, Any] | None, view: UploadView) -> str:
    words = view.words
    if reading is None:
        return words("my_unit.files.size_kb", size=max(1, round(upload.size / 1024)))
    if reading["rows"] < 0:
        return words("upload.unreadable") if reading["table"] or not reading["target"] else ""
    return words("upload.rows", count=reading["rows"])


def _verdict(reading: Mapping[str, Any], view: UploadView) -> Markup:
    errors, warnings = view.result.get("by_file", {}).get(reading["target"] or reading["name"], (0, 0))
    if not reading["target"]:
        return tag("span", "! ", view.counted("warnings", 1), class_="is-warn")
    if errors:
        return tag("span", "✕ ", view.counted("errors", errors), class_="is-bad")
    if warnings:
        return tag("span", "! ", view.counted("warnings", warnings), class_="is-warn")
    return tag("span", "✓ ", view.words("upload.no_errors"), class_="is-good")
