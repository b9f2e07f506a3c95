"""3. Problems: each with file, row, column and value, what is wrong and what to do; all as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, Final

from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.serve.links import FORM_PAGES
from dashboard.tables.csv_files import safe
from dashboard.uploads.mending import problem_of, told_kinds
from dashboard.uploads_page.view import UploadView
from dashboard.uploads_page.ways_part import known_codes, way_cell
from dashboard.words.words import Words
from geodata.checks.kinds import KindOfProblem
from geodata.checks.words import sentence
from geodata.contract.problems import Problem

SHOWN: Final = 60
"""Kinds of problems that the page lists."""
NAMED: Final = 3
"""Rows and values that are named of each kind."""
COLUMNS: Final = ("kind", "file", "row", "in_column", "value", "what")
DO: Final = "do"
"""Heading of what is to be done about a kind; not in the file of all."""


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
    kinds = told_kinds(result)
    rows = [[*_cells(each, view), way_cell(each, at, view)] for at, each in enumerate(kinds[:SHOWN])]
    headings = [words(f"upload.head.{key}") for key in (*COLUMNS, DO)]
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
    parts += [*known_codes(kinds[:SHOWN], view), tag("p", words("upload.copy_note"), class_="quiet")]
    return _card(parts)


def problems_csv(result: Mapping[str, Any], words: Words) -> bytes:
    """Every problem that is kept, a row each, as a spreadsheet opens it."""
    out = io.StringIO()
    written = csv.writer(out, delimiter=";" if words.language == "sv" else ",", lineterminator="\r\n")
    written.writerow([words(f"upload.head.{key}") for key in COLUMNS])
    for each in result.get("problems", ()):
        written.writerow([safe(text) for text in _texts(problem_of(each), words)])
    return out.getvalue().encode("utf-8-sig")


def _card(parts: list[Markup]) -> Markup:
    return tag("section", *parts, class_="form-card upload-problems", aria_labelledby="upload-problems-title")


def _cells(kind_of: KindOfProblem, view: UploadView) -> list[Cell]:
    """One kind: its first rows and values, and how many rows there are; the file as it was brought."""
    words = view.words
    kind, file, row, _, _, what = _texts(kind_of.first, words)
    bad = kind_of.severity == "error"
    sign = tag("span", "✕ " if bad else "! ", kind, class_="is-bad" if bad else "is-warn")
    several = len(kind_of.problems) > 1
    if several:
        named = [words.count(each) for each in kind_of.rows[:NAMED]]
        row = ", ".join(named) + (" …" if len(kind_of.rows) > NAMED else "")
    shown = [value for value, _ in kind_of.values if value]
    column = ", ".join(kind_of.columns[:NAMED]) + (" …" if len(kind_of.columns) > NAMED else "")
    parts: list[Markup] = [what]
    if several and kind_of.rows:
        same = words("upload.same_in", rows=words("upload.rows", count=kind_of.count))
        parts.append(tag("span", f" {same}", class_="quiet"))
    values = ", ".join(shown[:NAMED]) + (" …" if len(shown) > NAMED else "")
    file = view.brought_as.get(file, file)
    return [sign, file, row, column, (values, "upload-value"), (tag("span", *parts), "upload-what")]


def _texts(problem: Problem, words: Words) -> tuple[str, str, str, str, str, str]:
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
