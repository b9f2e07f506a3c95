"""What a check found in words, as text or JSON; the words themselves lie in `sentences.toml`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from geodata.checks.kind_words import kind_json, kind_line
from geodata.checks.kinds import kinds
from geodata.checks.sentences import phrases as _phrases
from geodata.checks.sentences import problem_place, sentence, sentences
from geodata.region.region import Account, Region

if TYPE_CHECKING:
    from geodata.checks import Checked
    from geodata.disclosure.frozen_periods import Frozen

_RELEASE = ("release", "waiting", "corrected", "ended_release")


def account_words(account: Account, language: str = "sv") -> str:
    """One account in plain words: `visits, rows of an unknown area: 12 (340 people or visits), kept: a`.

    Where no rows are told it is `visits, rows of an unknown area: 340 people or visits, kept`.
    """
    phrases = _phrases()
    reason, handling = phrases[account.reason][language], phrases[account.handling][language]
    amount = f"{account.amount} {phrases['amount'][language]}" if account.amount else ""
    counted = amount if account.rows is None else f"{account.rows} ({amount})" if amount else account.rows
    examples = ", ".join(account.examples)
    of_rows = account.reason != "parts"  # which names columns
    more = ", …" if of_rows and (account.rows or 0) > len(account.examples) else ""
    named = f": {examples}{more}" if examples else ""
    return f"{account.table}, {reason}: {counted}, {handling}{named}"


def release_words(region: Region, found: Frozen, language: str = "sv") -> list[str]:
    """What became of visits that were published, and which release they are of; nothing of public ones."""
    release = (None if region.visits is None else region.visits.release) or region.payments_release
    if release is None:
        return []
    phrases = {key: _phrases()[key][language] for key in _RELEASE}
    lines = [
        phrases[key].replace("{periods}", _by_care_form(region, parts, language))
        for key, parts in (("waiting", found.waiting), ("corrected", found.corrected))
        if parts
    ]
    if found.ended_release:
        ended = phrases["ended_release"].replace("{label}", release.label)
        lines.append(ended.replace("{before}", found.ended_release))
    own = phrases["release"].replace("{label}", release.label).replace("{key}", release.key)
    return [*lines, own]


def _by_care_form(region: Region, parts: Sequence[tuple[str, str]], language: str) -> str:
    """Care forms with their periods: `Health centre 2024Q1, 2024; Rehab 2024Q1`."""
    forms = region.settings.care_forms
    periods: dict[str, list[str]] = {}
    for period, form in parts:
        periods.setdefault(form, []).append(period)
    names = {form: forms[form].name[language] if form in forms else form for form in periods}
    return "; ".join(f"{names[form]} {', '.join(named)}" for form, named in periods.items())


def progress_words(language: str = "sv") -> dict[str, str]:
    """Texts shown while a register is read: `reading`, `reading_for` (no end known) and `read`."""
    return {key: _phrases()[key][language] for key in ("reading", "reading_for", "read")}


def report_text(checked: Checked, language: str = "sv") -> str:
    """Everything a check found, a line a kind of problem; what was kept apart; and a line that sums up."""
    phrases = _phrases()
    by_kind = kinds(checked.problems)
    lines = [f"{phrases[kind.severity][language]}  {kind_line(kind, language)}" for kind in by_kind]
    if checked.region is not None and checked.region.accounts:
        lines += ["", phrases["apart"][language]]
        lines += [f"  {account_words(account, language)}" for account in checked.region.accounts]
    errors = sum(kind.severity == "error" for kind in by_kind)
    summary = phrases["summary"][language]
    lines += [""] if lines else []
    lines.append(summary.replace("{errors}", str(errors)).replace("{warnings}", str(len(by_kind) - errors)))
    return "\n".join(map(_printed, lines))


def _printed(line: str) -> str:
    """A line whose names of files and codes have nothing that a terminal obeys."""
    return "".join(each if each.isprintable() or each == "\xa0" else " " for each in line)


def report_json(checked: Checked, language: str = "sv") -> str:
    """Everything a check found as JSON: `errors`, `warnings`, `problems`, `kinds` and `accounts`.

    `problems` are those of each row, the first of a kind one by one; `kinds` the same told together.
    """
    errors = len(checked.errors)
    content = {
        "errors": errors,
        "warnings": len(checked.problems) - errors,
        "problems": [
            {**asdict(problem), "sentence": sentence(problem, language)} for problem in checked.problems
        ],
        "kinds": [kind_json(kind, language) for kind in kinds(checked.problems)],
        "accounts": [asdict(each) for each in checked.region.accounts] if checked.region else [],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


__all__ = [
    "account_words", "problem_place", "progress_words", "release_words", "report_json", "report_text",
    "sentence", "sentences",
]  # fmt: skip
