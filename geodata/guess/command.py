"""The command `init`: from a folder of files to a `region.toml` that `check` accepts."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from geodata.checks import Checked, check
from geodata.checks.words import report_text
from geodata.contract.errors import RegionError
from geodata.contract.region_toml import FILE_NAME
from geodata.guess.answers import answers_template, asked_in_terminal, read_answers
from geodata.guess.findings import NOT_READ, Answers, Findings
from geodata.guess.looked import found_in
from geodata.guess.peek import Peek, peeks
from geodata.guess.words import one_line, phrase, reason_words, sure_words
from geodata.guess.written import written

_ROUNDS = 3
"""Times that answers may lead to new questions."""
_SHOWN = 12


def run_init(arguments: argparse.Namespace) -> int:
    """Look, ask, write and check; 1 where something is missing or left to answer, or the check finds errors.

    Parameters
    ----------
    arguments : argparse.Namespace
        `folder`, `answers`, `yes` and `lang`.
    """
    folder, language = arguments.folder, arguments.lang
    if not folder.is_dir():
        raise RegionError(phrase("_no_folder", language, value=str(folder)))
    target = _target(folder, language)
    answers = read_answers(arguments.answers, language) if arguments.answers is not None else Answers()
    looks = peeks(folder)
    findings = found_in(looks, folder.resolve().name, answers)
    if findings.questions and not arguments.yes and not findings.missing:
        if not sys.stdin.isatty():
            print(phrase("_questions_left", language), file=sys.stderr)
            print(answers_template(findings.questions, language))
            return 1
        findings = _answered(findings, looks, folder.resolve().name, answers, language)
    print(_overview(findings, language))
    if findings.missing:
        print("\n".join(reason_words(each, language) for each in findings.missing), file=sys.stderr)
        print(phrase("_nothing_written", language), file=sys.stderr)
        return 1
    with target.open("x", encoding="utf-8") as stream:  # whoever was first keeps theirs
        stream.write(written(findings, language))
    print(f"\n{phrase('_written', language, file=str(target))}\n")
    checked = check(target, folder)
    print(_shortened(checked, language))
    return 1 if checked.errors else 0


def _target(folder: Path, language: str) -> Path:
    """Where it is written: beside a `region.toml` that is there already, never over it."""
    for name in (FILE_NAME, f"{FILE_NAME}.new"):
        if not (folder / name).exists():
            return Path(folder / name)
    raise RegionError(phrase("_both_there", language, file=str(folder / f"{FILE_NAME}.new")))


def _answered(
    findings: Findings, looks: Sequence[Peek], folder: str, answers: Answers, language: str
) -> Findings:
    """Findings after the questions have been answered, and those that the answers led to."""
    for _round in range(_ROUNDS):
        if not findings.questions:
            break
        answers = asked_in_terminal(findings.questions, answers, language, input, print)
        findings = found_in(looks, folder, answers)
    return findings


def _overview(findings: Findings, language: str) -> str:
    """A line a table: what fills it and how sure, and how many columns are read; then what is left out."""
    lines = []
    for each in findings.tables:
        read = sum(column.best.value != NOT_READ for column in each.columns)
        best = each.candidates[0]
        sheet = f" ({each.layer})" if each.layer else ""
        columns = phrase("_columns_read", language, value=str(read), all=str(len(each.columns)))
        of_columns = f"; {columns}" if each.columns else ""
        lines.append(f"{each.file}{sheet} -> {each.table}: {sure_words(best.sure, language)}{of_columns}")
    for left in findings.left_out:
        sheet = f" ({left.layer})" if left.layer else ""
        lines.append(
            f"{left.file}{sheet} -> {phrase('_not_read', language)}: {reason_words(left.reason, language)}"
        )
    return "\n".join(map(one_line, lines))


def _shortened(checked: Checked, language: str) -> str:
    """The report of a check with a few problems of each kind, and what to do when there are more."""
    met: Counter[str] = Counter()
    shown = []
    for problem in checked.problems:
        met[problem.code] += 1
        if met[problem.code] <= _SHOWN:
            shown.append(problem)
    text = report_text(Checked(tuple(shown), checked.region), language)
    left = len(checked.problems) - len(shown)
    return text if not left else f"{text}\n{phrase('_more_problems', language, value=str(left))}"
