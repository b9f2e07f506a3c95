"""Findings in words: reasons and how sure something is; the words themselves lie in `sentences.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geodata.guess.findings import LIKELY, SURE, Question, Reason


@cache
def guess_sentences() -> Mapping[str, Mapping[str, str]]:
    """Every sentence by its code and language (`sv`, `en`)."""
    text = Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8")
    content: dict[str, dict[str, str]] = tomllib.loads(text)
    return content


def phrase(code: str, language: str, **values: str) -> str:
    """A sentence with its blanks filled in."""
    text = guess_sentences()[code][language]
    for key, value in values.items():
        text = text.replace("{" + key + "}", value)
    return text


def reason_words(reason: Reason, language: str) -> str:
    """Why something is guessed, as one line."""
    expected = ", ".join(reason.expected) or "…"
    text = phrase(reason.code, language, value=reason.value, expected=expected)
    return one_line(" ".join(text.split()))


def one_line(text: str) -> str:
    """Text that a comment or a line of a terminal can hold: no line ends, and nothing that is obeyed."""
    return "".join(char if char.isprintable() else " " for char in text)


def sure_words(sure: float, language: str) -> str:
    """How sure a guess is, in a word and a number: `säker 99 %`."""
    code = "_sure" if sure >= SURE else "_likely" if sure >= LIKELY else "_unsure"
    return phrase(
        code, language, share=f"{min(sure, 1.0):.0%}".replace("%", " %" if language == "sv" else "%")
    )


def question_words(question: Question, language: str) -> str:
    """A question as one asks it."""
    code = f"_ask_{question.key[0].split('.')[0]}"
    file = question.key[1] if len(question.key) > 1 else ""
    return one_line(phrase(code, language, value=question.key[-1], file=file))
