"""3. Problems: each with file, row, column and value, what is wrong and what to do; all as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.serve.links import FORM_PAGES
from dashboard.tables.csv_files import safe
from dashboard.uploads_page.view import UploadView
from dashboard.words.words import Words
from geodata.checks.words import sentence
from geodata.contract.problems import Problem

SHOWN: Final = 60
"""Kinds of problems that the page lists."""
NAMED: Final = 3
"""Rows and values that are named of each kind."""
COLUMNS: Final = ("kind", "file", "row", "in_column", "value", "what")


def problems_part(view: UploadView) -> Markup:
    """The first of them, errors before warnings, and how many there are."""
    words, result = view.words, view.result
    head: list[Markup] = [tag("h2", words("upload.problems"), id="upload-problems-title")]
    if "errors" not in result:
        inside: list[Markup] = [*head, tag("p", words("upload.problems_wait"), class_="quiet")]
        return _card(inside)
    errors, warnings = int(result["errors"]), int(result["warnings"])
    if errors:
        head.append(tag("span", "✕ ", view.counted("stops", errors), class_="upload-pill is-bad"))
    if warnings:
        head.append(tag("span", "! ", view.counted("warnings", warnings), class_="upload-pill is-warn"))
    problems = result["problems"]
    if not problems:
        return _card(
            [tag("div", *head, class_="upload-head"), tag("p", words("upload.problems_none"), class_="quiet")]
        )
    href = f"{FORM_PAGES['upload']}/problem.csv?lang={words.language}"
    head.append(tag("a", words("upload.download"), href=href, class_="button", download="download"))
    kinds = list(_by_kind(problems).values())
    rows = [_cells(each, view) for each in kinds[:SHOWN]]
    headings = [words(f"upload.head.{key}") for key in COLUMNS]
    parts = [
        tag("div", *head, class_="upload-head"),
        plain_table(words("upload.problems"), headings, rows, numbers=(2,)),
    ]
    if len(kinds) > len(rows):
        parts.append(
            tag("p", words("upload.problems_more", shown=len(rows), count=len(kinds)), class_="quiet")
        )
    if errors + warnings > len(problems):
        listed = words("upload.problems_listed", shown=len(problems), count=errors + warnings)
        parts.append(tag("p", listed, class_="quiet"))
    parts.append(tag("p", words("upload.copy_note"), class_="quiet"))
    return _card(parts)


def problems_csv(result: Mapping[str, Any], words: Words) -> bytes:
    """Every problem that is kept, a row each, as a spreadsheet opens it."""
    out = io.StringIO()
    written = csv.writer(out, delimiter=";" if words.language == "sv" else ",", lineterminator="\r\n")
    written.writerow([words(f"upload.head.{key}") for key in COLUMNS])
    for each in result.get("problems", ()):
        written.writerow([safe(text) for text in _texts(each, words)])
    return out.getvalue().encode("utf-8-sig")


def _card(parts: list[Markup]) -> Markup:
    return tag("section", *parts, class_="form-card upload-problems", aria_labelledby="upload-problems-title")


def _by_kind(problems: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, ...], list[Mapping[str, Any]]]:
    """Problems of one kind in one column of one file together, in the order that the kinds were met."""
    found: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for each in problems:
        found.setdefault(tuple(each[name] for name in ("severity", "code", "file", "column")), []).append(
            each
        )
    return found


def _cells(kind_of: Sequence[Mapping[str, Any]], view: UploadView) -> list[Cell]:
    """One kind: its first rows and values, and how many rows there are; the file as it was brought."""
    words, first = view.words, kind_of[0]
    kind, file, row, column, _, what = _texts(first, words)
    bad = first["severity"] == "error"
    sign = tag("span", "✕ " if bad else "! ", kind, class_="is-bad" if bad else "is-warn")
    values = list(dict.fromkeys(str(each["value"]) for each in kind_of if each["value"]))
    if len(kind_of) > 1:
        named = [words.count(each["row"]) for each in kind_of[:NAMED] if each["row"] is not None]
        row = ", ".join(named) + (" …" if len(kind_of) > NAMED else "")
    shown = ", ".join(values[:NAMED]) + (" …" if len(values) > NAMED else "")
    parts: list[Markup] = [what]
    if len(kind_of) > 1:
        same = words("upload.same_in", rows=words("upload.rows", count=len(kind_of)))
        parts.append(tag("span", f" {same}", class_="quiet"))
    file = view.brought_as.get(file, file)
    return [sign, file, row, column, (shown, "upload-value"), (tag("span", *parts), "upload-what")]


def _texts(found: Mapping[str, Any], words: Words) -> tuple[str, str, str, str, str, str]:
    problem = Problem(**{**found, "expected": tuple(found["expected"])})
    row = "" if problem.row is None else words.count(problem.row)
    if problem.rows is not None:
        row = f"{row} ({words('upload.rows', count=problem.rows)})".strip()
    return (
        words(f"upload.{problem.severity}"),
        problem.file,
        row,
        problem.column or "",
        problem.value or "",
        sentence(problem, words.language),
    )
