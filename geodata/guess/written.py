"""From findings to a commented `region.toml`: each line with why it was guessed and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from geodata.guess.findings import NOT_READ, Findings, Guess, Reason, Setting, TableFinding
from geodata.guess.toml_text import key_text, value_text
from geodata.guess.words import one_line, phrase, reason_words, sure_words

_WIDTH = 100


def written(findings: Findings, language: str = "sv") -> str:
    """Text of a `region.toml`.

    Parameters
    ----------
    findings : Findings
    language : {"sv", "en"}
        Of its comments.
    """
    today = datetime.now(UTC).date().isoformat()
    lines = [
        f"# {phrase('_head', language, date=today)}",
        f"# {phrase('_head_check', language)}",
        "",
        *_lines([each for each in findings.settings if len(each.path) == 1], language),
    ]
    if any(each.table == "visits" for each in findings.tables):
        lines += _undeclared(language)
    lines += _sections([each for each in findings.settings if len(each.path) > 1], (), language)
    for table in findings.tables:
        lines += _table(table, language)
    if findings.left_out:
        lines += ["", f"# {phrase('_left_out', language)}"]
        for left in findings.left_out:
            layer = f" ({left.layer})" if left.layer else ""
            lines.append(f"#   {one_line(left.file)}{one_line(layer)}: {reason_words(left.reason, language)}")
    return "\n".join(lines) + "\n"


def _undeclared(language: str) -> list[str]:
    return [
        "",
        f"# {phrase('_visits_undeclared', language)}",
        "# [disclosure]",
        '# visits = "protected"     # utbudskarta key new disclosure.key',
        '# key_file = "disclosure.key"',
        "#",
        '# visits = "public"',
        f"# reason = {value_text(phrase('_visits_reason', language))}",
    ]


def _table(table: TableFinding, language: str) -> list[str]:
    own = ("tables", table.key)
    best = table.candidates[0] if table.candidates else Guess(table.key, 1.0, Reason("answered"))
    about = phrase("_table", language, file=one_line(table.file), table=table.table)
    lines = ["", f"# {about}: {_because(best.sure, best.reason, language)}"]
    if not table.whole:
        lines.append(f"# {phrase('_sampled', language, rows=str(table.rows))}")
    lines += [f"[{_path(own)}]", f"file = {value_text(table.file)}"]
    if table.layer is not None:
        lines.append(f"layer = {value_text(table.layer)}")
    lines += _lines([each for each in table.settings if len(each.path) == 1], language)
    columns = [
        Setting(("columns", each.best.value), each.name, each.best.sure, each.best.reason)
        for each in table.columns
        if each.best.value != NOT_READ
        and (each.best.value != each.name or each.best.reason.code == "answered")
    ]
    settings = [*columns, *(each for each in table.settings if len(each.path) > 1)]
    return lines + _sections(settings, own, language)


def _sections(settings: Sequence[Setting], own: tuple[str, ...], language: str) -> list[str]:
    """A heading for each table within, in the order they come, and its lines."""
    by_path: dict[tuple[str, ...], list[Setting]] = {}
    for each in settings:
        by_path.setdefault(each.path[:-1], []).append(each)
    lines = []
    for path, those in by_path.items():
        lines += ["", f"[{_path((*own, *path))}]", *_lines(those, language)]
    return lines


def _lines(settings: Sequence[Setting], language: str) -> list[str]:
    lines: list[str] = []
    before = ""
    for each in settings:
        because = _because(each.sure, each.reason, language)
        text = f"{key_text(each.path[-1])} = {_value(each.value)}"
        if because == before:  # the same reason stands once
            lines.append(text)
        elif len(text) + len(because) + 4 <= _WIDTH:
            lines.append(f"{text}  # {because}")
        else:
            lines += [f"# {because}", text]
        before = because
    return lines


def _value(value: Any) -> str:
    text = value_text(value)
    if isinstance(value, list) and len(text) > _WIDTH:
        return "[\n" + "".join(f"  {value_text(each)},\n" for each in value) + "]"
    return text


def _path(keys: Sequence[str]) -> str:
    return ".".join(map(key_text, keys))


def _because(sure: float, reason: Reason, language: str) -> str:
    return f"{sure_words(sure, language)}: {reason_words(reason, language)}"
