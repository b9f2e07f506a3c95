"""Answers to what the files do not say: read from a file, asked in a terminal, shown to be filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from geodata.contract.errors import RegionError
from geodata.contract.tables import TABLES
from geodata.guess.findings import NOT_READ, Answers, Question
from geodata.guess.toml_text import key_text, value_text
from geodata.guess.words import one_line, phrase, question_words, reason_words, sure_words

REGION_KEYS: Final = ("id", "name", "crs", "county", "residents_date", "language")
BY_NAME: Final = ("limit_min", "period")
"""Answers of the region as a whole, and those that are one for each care form or file."""
_BYTES_MOST, _TRIES = 2**20, 3


class AnswersError(RegionError):
    """A file of answers cannot be used; the message says where and what was expected."""


def read_answers(file: Path, language: str) -> Answers:
    """Answers in a file.

    Raises
    ------
    AnswersError
        If it is not TOML, or says something that nothing asks.
    """
    try:
        with file.open("rb") as stream:
            text = stream.read(_BYTES_MOST + 1)
        content = tomllib.loads(text[:_BYTES_MOST].decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise AnswersError(phrase("_answers_not_toml", language, file=file.name, value=str(error))) from error
    answers = Answers()
    for key, value in content.items():
        try:
            answers = _with_key(answers, key, value)
        except ValueError as error:
            values = {"file": file.name, "value": key, "expected": str(error)}
            raise AnswersError(phrase("_answers_wrong", language, **values)) from error
    return answers


def _with_key(answers: Answers, key: str, value: Any) -> Answers:
    if key in REGION_KEYS:
        return with_answer(answers, (key,), _text(value))
    if key in BY_NAME or key == "tables":
        for name, each in _mapping(value).items():
            answers = with_answer(answers, (key, name), _text(each))
        return answers
    if key in ("columns", "recode"):
        for name, those in _mapping(value).items():
            for theirs, ours in _mapping(those).items():
                answers = with_answer(answers, (key, name, theirs), _text(ours))
        return answers
    raise ValueError(", ".join((*REGION_KEYS, *BY_NAME, "tables", "columns", "recode")))


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError('"..."')
    return str(value)


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError('"..." = "..."')
    return value


def with_answer(answers: Answers, key: Sequence[str], value: str) -> Answers:
    """Answers with one more, at the place that its question says.

    Raises
    ------
    ValueError
        If a table is not one that there is; the message lists those that are.
    """
    kind, *rest = key
    if kind == "tables":
        if value not in (NOT_READ, *TABLES):
            raise ValueError(", ".join(TABLES))
        return replace(answers, tables={**answers.tables, rest[0]: value})
    if kind in ("columns", "recode"):
        every: Mapping[str, Mapping[str, str]] = getattr(answers, kind)
        inner = {**every.get(rest[0], {}), rest[1]: value}
        return replace(answers, **{kind: {**every, rest[0]: inner}})  # type: ignore[arg-type]
    return replace(answers, region={**answers.region, ".".join(key): value})


def asked_in_terminal(
    questions: Sequence[Question],
    answers: Answers,
    language: str,
    ask: Callable[[str], str],
    say: Callable[[str], None],
) -> Answers:
    """Answers with one to each question; an empty line takes the guess.

    Parameters
    ----------
    questions : sequence of Question
    answers : Answers
    language : {"sv", "en"}
    ask : function
        Shows a text and gives the line that was answered, as `input` does; EOFError is an empty line.
    say : function
        Shows a line.
    """
    for question in questions:
        guess = question.guess
        say(question_words(question, language))
        say(f"  {sure_words(guess.sure, language)}: {reason_words(guess.reason, language)}")
        if question.options:
            options = ", ".join(each or phrase("_not_read", language) for each in question.options)
            say(f"  {one_line(options)}")
        answers = with_answer(answers, question.key, _answer(question, ask, say, language))
    return answers


def _answer(question: Question, ask: Callable[[str], str], say: Callable[[str], None], language: str) -> str:
    for _try in range(_TRIES):
        try:
            line = ask(f"  [{one_line(question.guess.value)}] ").strip()
        except EOFError:
            break
        if not line:
            break
        if line == phrase("_not_read", language):
            return NOT_READ
        allowed = TABLES if question.key[0] == "tables" else question.options
        if not allowed or line in allowed:
            return line
        say(f"  {phrase('_no_such_option', language, value=line)}")
    return question.guess.value


def answers_template(questions: Sequence[Question], language: str) -> str:
    """A file of answers to fill in, with each guess as its answer."""
    lines: list[str] = []
    for question in sorted(questions, key=lambda each: len(each.key)):
        heading = f"[{'.'.join(map(key_text, question.key[:-1]))}]" if len(question.key) > 1 else ""
        if heading and heading not in lines:
            lines += ["", heading]
        guess = question.guess
        sure = f"{sure_words(guess.sure, language)}: {reason_words(guess.reason, language)}"
        lines.append(f"# {question_words(question, language)} {sure}")
        if question.options:
            lines.append(f"#   {', '.join(map(value_text, question.options))}")
        lines.append(f"{key_text(question.key[-1])} = {value_text(guess.value)}")
    return "\n".join(lines).strip() + "\n"
