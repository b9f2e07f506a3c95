"""One problem in words: the sentences of `sentences.toml` with their blanks filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from geodata.contract.problems import LINE_MOST, Problem

TEXT_MOST = 300
"""Characters of a value, or of each of several texts expected, that a sentence repeats."""

EXPECTED_MOST = 40
"""Names of what was expected that a sentence lists."""

_WHERE = {"sv": ("rad", "kolumn", "rader"), "en": ("row", "column", "rows")}


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Every problem's sentence, by code and language (`sv`, `en`)."""
    file = Path(__file__).parent / "sentences.toml"
    content: dict[str, dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return {code: each for code, each in content.items() if not code.startswith("_")}


@cache
def phrases() -> Mapping[str, Mapping[str, str]]:
    """What stands around them: words of reports, accounts and releases, by key and language."""
    file = Path(__file__).parent / "sentences.toml"
    content: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return {**content["_report"], **content["_account"], **content["_release"]}


def sentence(problem: Problem, language: str = "sv") -> str:
    """One problem in plain words, without its place; in one line, however long its value is."""
    most = LINE_MOST if len(problem.expected) == 1 else TEXT_MOST
    expected = ", ".join(short(each, most) for each in problem.expected[:EXPECTED_MOST]) or "…"
    expected += ", …" if len(problem.expected) > EXPECTED_MOST else ""
    value = short(problem.value) if problem.value is not None else ""
    text = sentences()[problem.code][language]
    return text.replace("{value}", value).replace("{expected}", expected).replace(" .", ".")


def short(text: str, most: int = TEXT_MOST) -> str:
    """Text in one line: its beginning where it is long, and no character that writes nothing."""
    plain = "".join(each if each.isprintable() else " " for each in text[: most + 1])
    return f"{plain[:most]}…" if len(text) > most else plain


def problem_place(problem: Problem, language: str = "sv") -> str:
    """Where a problem stands: file, row and column, as far as they are known."""
    row, column, rows = _WHERE[language]
    parts = [problem.file]
    if problem.row is not None:
        parts.append(f"{row} {problem.row}")
    if problem.column is not None:
        parts.append(f"{column} {short(problem.column)}")
    if problem.rows is not None:
        parts.append(f"{problem.rows} {rows if problem.rows != 1 else row}")
    return ", ".join(parts)
