"""A kind of problem in words: one line with how many, the first rows, the values and what to do."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from geodata.checks.kinds import UNREAD, KindOfProblem
from geodata.checks.sentences import phrases, problem_place, sentence, short
from geodata.contract.problems import ROWS_MOST

ROWS_NAMED = 3
"""Rows that a line names."""

VALUES_NAMED = 12
"""Values that a line names, and words that it offers to translate."""

COLUMNS_NAMED = 20
"""Columns that a line names."""

IGNORED_MOST = 100
"""Columns that a line offers to ignore."""

NEARLY = 0.75
"""How alike, of 1, two words are of which the first is taken for the second."""

WORD_MOST = 60
"""Characters of a word that is offered to translate."""

RECODED = (
    "unknown_yes_no", "unknown_operator", "unknown_care_form", "unknown_age_group", "unknown_indicator",
    "unknown_term", "unknown_goal_measure", "unknown_follow_up", "unknown_theme", "unknown_background",
    "unknown_category", "unknown_sex",
)  # fmt: skip
"""Codes of words that are none of ours: a translation mends them."""


def kind_line(kind: KindOfProblem, language: str = "sv") -> str:
    """Place and sentence of a kind of problem, in one line."""
    if len(kind.problems) == 1:
        words = [f"{problem_place(kind.first, language)}: {sentence(kind.first, language)}"]
    elif kind.first.code in UNREAD:
        return _unread(kind, language)
    else:
        words = [f"{_place(kind, language)}: {sentence(kind.first, language)}"]
        others = [
            f"{short(value, WORD_MOST)} ({count})" if count > 1 else short(value, WORD_MOST)
            for value, count in kind.values
            if value != kind.first.value
        ]
        if others:
            words.append(_filled("others", language, values=_listed(others, VALUES_NAMED)))
    if line := line_of_table(kind):
        words.append(_filled("line", language, line=line))
    return " ".join(words)


def line_of_table(kind: KindOfProblem) -> str:
    """The line of a table in `region.toml` that mends a kind of problem; "" where there is none."""
    return recode_line(kind) or ignore_line(kind) or columns_line(kind)


def columns_line(kind: KindOfProblem) -> str:
    """The line that says what a missing column is called in the file, where one there is nearly its name."""
    first = kind.first
    if first.code != "missing_column" or first.ours is None or first.column is None:
        return ""
    close = difflib.get_close_matches(first.column, first.expected, n=1, cutoff=NEARLY)
    return f"columns = {{ {first.ours} = {_toml(close[0])} }}" if close else ""


def recode_line(kind: KindOfProblem) -> str:
    """The line of a table in `region.toml` that translates the words of a kind; "" where that is no way out.

    A word that is nearly one of ours has it beside it; after the others stands what is to be filled in.
    """
    words = [value for value, _ in kind.values if value and len(value) <= WORD_MOST and value.isprintable()]
    if kind.first.code not in RECODED or kind.first.ours is None or not words:
        return ""
    pairs = [f"{_toml(word)} = {_toml(_nearest(word, kind.first.expected))}" for word in words[:VALUES_NAMED]]
    return f"recode = {{ {kind.first.ours} = {{ {', '.join(pairs)} }} }}"


def ignore_line(kind: KindOfProblem) -> str:
    """The line of a table that says of columns that they are left unread on purpose; "" of other problems."""
    if kind.first.code not in UNREAD:
        return ""
    patterns = [f"'^{re.escape(column)}$'" for column in kind.columns if "'" not in column]
    return f"ignore = [{', '.join(patterns[:IGNORED_MOST])}]" if patterns else ""


def kind_json(kind: KindOfProblem, language: str = "sv") -> Mapping[str, Any]:
    """A kind of problem as data, with its rows as far as they are told one by one."""
    return {
        "severity": kind.severity,
        "code": kind.first.code,
        "file": kind.first.file,
        "columns": list(kind.columns),
        "count": kind.count,
        "rows": list(kind.rows[:ROWS_MOST]),
        "values": dict(kind.values[:ROWS_MOST]),
        "region_toml": line_of_table(kind),
        "line": kind_line(kind, language),
    }


def _place(kind: KindOfProblem, language: str) -> str:
    columns = [short(each, WORD_MOST) for each in kind.columns]
    parts = [kind.first.file]
    if columns:
        key = "column" if len(columns) == 1 else "columns"
        parts.append(_filled(key, language, columns=_listed(columns, COLUMNS_NAMED)))
    if kind.rows:
        first = [str(row) for row in kind.rows[:ROWS_NAMED]]
        named = ", ".join(first) + (", …" if kind.count > len(first) else "")
        parts.append(_filled("rows", language, count=str(kind.count), rows=named))
    else:
        parts.append(_filled("times", language, count=str(kind.count)))
    return ", ".join(parts)


def _unread(kind: KindOfProblem, language: str) -> str:
    """Columns that nothing reads, with those that are nearly ours, and the line that says it is meant."""
    columns = [
        f"{short(each.column or '', WORD_MOST)} ({', '.join(each.expected)}?)"
        if each.expected
        else short(each.column or "", WORD_MOST)
        for each in kind.problems
    ]
    named = _listed(columns, COLUMNS_NAMED)
    text = _filled("unread", language, count=str(kind.count), columns=named, line=ignore_line(kind))
    return f"{kind.first.file}: {text}"


def _listed(texts: Sequence[str], most: int) -> str:
    return ", ".join(texts[:most]) + (", …" if len(texts) > most else "")


def _nearest(word: str, ours: Sequence[str]) -> str:
    """Which of ours a word nearly is, whatever its capitals; "…" where it is none."""
    lower = {each.lower(): each for each in ours}
    close = difflib.get_close_matches(word.lower(), list(lower), n=1, cutoff=NEARLY)
    return lower[close[0]] if close else "…"


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _filled(key: str, language: str, **values: str) -> str:
    text = phrases()[key][language]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
