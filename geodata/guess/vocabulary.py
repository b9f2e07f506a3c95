"""Words of registers: operators, care forms, totals and what stands for nothing; from `known_words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geodata.guess.names import plain


@dataclass(frozen=True)
class KnownForm:
    """A care form by the words it is known by; `limit_min` is an assumption, not anybody's decision."""

    key: str
    name: Mapping[str, str]
    plural: Mapping[str, str]
    limit_min: int
    words: tuple[str, ...]
    pattern: str
    family: str


@cache
def _content() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("known_words.toml").read_text(encoding="utf-8"))


@cache
def care_forms() -> tuple[KnownForm, ...]:
    """Care forms that are known, in the order that they are looked for."""
    return tuple(
        KnownForm(
            key,
            each["name"],
            each["plural"],
            each["limit_min"],
            tuple(map(_words, each["words"])),
            _pattern(each["words"]),
            each.get("family", key),
        )
        for key, each in _content()["care_forms"].items()
    )


def _pattern(words: Sequence[str]) -> str:
    """A regular expression that finds any of some words, short ones as words of their own."""
    return "(?i)" + "|".join(word if len(word) > 5 else rf"\b{word}\b" for word in words)


def care_form_of(text: str) -> KnownForm | None:
    """Care form that a text names: a name of a unit, or what a register calls a kind of care."""
    return _form_of(_words(text))


@cache
def _form_of(words: str) -> KnownForm | None:
    return next((form for form in care_forms() if any(_found(word, words) for word in form.words)), None)


def _found(word: str, words: str) -> bool:
    """Whether a word stands in a text: short ones as words of their own, long ones within a compound too."""
    if len(word) > 5:
        return word in words
    return re.search(rf"(?:^| ){re.escape(word)}(?: |$)", words) is not None


def operator_of(text: str) -> str | None:
    """`own`, `contract` or `choice`, where the word is one that registers use; else None."""
    words = _words(text)
    for operator, known in _content()["operators"].items():
        if words in {_words(word) for word in known}:
            return str(operator)
    for operator, known in _content()["operators"].items():  # "Privat regi (LOV)": a long word within it
        if any(len(word) > 3 and re.search(rf"(?:^| ){re.escape(_words(word))}", words) for word in known):
            return str(operator)
    return None


def is_total(text: str) -> bool:
    """Whether a text is what a row of totals is called."""
    return _words(text) in _totals()


@cache
def _totals() -> frozenset[str]:
    return frozenset(map(_words, _content()["totals"]))


def _words(text: str) -> str:
    return " ".join(plain(text))


def tables_named_in(file: str) -> frozenset[str]:
    """Tables of which a word stands in the name of a file; the longest such words alone."""
    words = f" {_words(Path(file).stem)} "
    hits = [
        (len(_words(word)), table)
        for table, known in _content()["files"].items()
        for word in known
        if f" {_words(word)} " in words or (len(word) > 6 and _words(word) in words)
    ]
    longest = max((length for length, _table in hits), default=0)
    return frozenset(table for length, table in hits if length == longest)
