"""What became of connectors, in words; the words themselves lie in `sentences.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from geodata.connectors.errors import Remark
from geodata.connectors.fetch import Outcome
from geodata.contract.problems import shown
from geodata.contract.refusals import NO_BREAK_SPACE


@cache
def fetch_sentences() -> Mapping[str, Mapping[str, str]]:
    """Every sentence by its code and language (`sv`, `en`); phrases of the report under `_report`."""
    text = Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8")
    content: dict[str, Any] = tomllib.loads(text)
    return content


def remark_sentence(remark: Remark, language: str) -> str:
    """One remark in plain words."""
    expected = ", ".join(map(shown, remark.expected)) or "…"
    template = fetch_sentences()[remark.code][language]
    return template.replace("{value}", shown(remark.value)).replace("{expected}", expected)


def fetch_report(outcomes: Sequence[Outcome], language: str) -> str:
    """What became of each, a line each; then what went wrong, once for all that it is true of; then a sum."""
    lines = [_line(each, language) for each in outcomes]
    remarks: dict[tuple[str, Remark], list[Outcome]] = {}
    for each in outcomes:
        for remark in each.remarks:
            remarks.setdefault(("warning", remark), []).append(each)
    for each in outcomes:
        if each.failure is not None:
            remarks.setdefault(("error", each.failure), []).append(each)
    lines += [""] if remarks else []
    for (severity, remark), those in remarks.items():
        names = ", ".join(f"[connectors.{each.connector.key}]" for each in those)
        lines.append(f"{_phrase(severity, language)}  {names}: {remark_sentence(remark, language)}")
    failed = sum(each.state == "failed" for each in outcomes)
    total = _phrase("sum", language).replace("{failed}", str(failed)).replace("{all}", str(len(outcomes)))
    return "\n".join([*lines, "", total])


def _line(outcome: Outcome, language: str) -> str:
    now = outcome.now
    kept = "kept" if now is not None else "none"
    key = kept if outcome.state == "failed" else outcome.state
    rows = "" if now is None or now.rows is None else _counted(now.rows, language)
    updated = "" if now is None else shown(now.updated[:10])
    parts = [
        _phrase("rows", language).replace("{rows}", rows) if rows else "",
        _phrase("updated", language).replace("{day}", updated) if updated else "",
        _phrase("day", language).replace("{day}", now.fetched[:10]) if now is not None else "",
    ]
    more = ", ".join(part for part in parts if part)
    head = f"{_phrase(key, language)}  {outcome.connector.file}"
    return f"{head}: {more}" if more else head


def _phrase(key: str, language: str) -> str:
    phrases: Mapping[str, Any] = fetch_sentences()["_report"]
    return str(phrases[key][language])


def _counted(number: int, language: str) -> str:
    return f"{number:,}".replace(",", NO_BREAK_SPACE if language == "sv" else ",")
