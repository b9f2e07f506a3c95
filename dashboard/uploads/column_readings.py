"""Which column of a file is which: as last time, by name, by a guess, by likeness, or as chosen."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from geodata.contract.settings import TableSettings
from geodata.contract.tables import the_table
from geodata.guess.findings import TableFinding
from geodata.guess.words import reason_words
from geodata.sources import Raw
from geodata.sources.mapping import wide_columns

type ColumnReason = Literal[
    "declared", "same_name", "guessed", "alike", "chosen", "condition", "ignored", "unread"
]
ALIKE: Final = 0.6
"""How like a column's name must be to one that is missing, 0 to 1, to be proposed for it."""
GUESSED: Final = 0.5
"""How sure a guess must be for a column to be read by it: what is unsure is shown so, and nothing is lost."""
EXAMPLE_MOST: Final = 40


@dataclass(frozen=True)
class ColumnReading:
    """One column of a file.

    Attributes
    ----------
    name, example : str
        As the file has it, and its first value.
    ours : str
        What it is read as; "" where it is not.
    sure : float
        0 to 1.
    reason : str
    why : mapping of str to str
        By language, why it is guessed; empty of what is no guess.
    """

    name: str
    example: str
    ours: str
    sure: float
    reason: ColumnReason
    why: Mapping[str, str] = field(default_factory=dict)


def expected_columns(key: str, table: TableSettings) -> list[tuple[str, str]]:
    """Ours and the file's own name of each column that a table takes from its file."""
    of_table = the_table(key)
    required = {column.name for column in of_table.columns if column.required and column.kind != "geometry"}
    supplied = {
        *table.constants,
        *table.extract,
        *((of_table.measure and table.melt and [of_table.measure]) or []),
    }
    return [
        (ours, table.columns.get(ours, ours))
        for ours in (*table.columns, *(required - {*table.columns, *supplied}))
    ]


def read_columns(
    key: str, table: TableSettings, there: Sequence[str], raw: Raw | None, chosen: Mapping[str, str]
) -> tuple[ColumnReading, ...]:
    """Each column of a file, by what the table says, its own name, and likeness to what is missing."""
    names = set(the_table(key).names)
    ours_of = {theirs: ours for ours, theirs in table.columns.items()}
    wide = wide_columns(there, table)
    conditions = {
        *table.where,
        *table.where_not,
        *table.where_like,
        *(how["column"] for how in table.extract.values()),
    }
    missing = [
        ours for ours, theirs in expected_columns(key, table) if theirs not in there and ours not in there
    ]
    found: list[ColumnReading] = []
    for name in there:
        plain = ColumnReading(name, _example(raw, name), "", 1.0, "unread")
        if name in chosen and (chosen[name] in names or not chosen[name]):
            found.append(replace(plain, ours=chosen[name], reason="chosen"))
        elif name in ours_of:
            found.append(replace(plain, ours=ours_of[name], reason="declared"))
        elif name in wide:
            found.append(replace(plain, ours=the_table(key).measure, reason="declared"))
        elif name in names and name not in table.columns:
            found.append(replace(plain, ours=name, reason="same_name", sure=0.97))
        elif name in conditions:
            found.append(replace(plain, reason="condition"))
        elif any(re.search(pattern, name) for pattern in table.ignore):
            found.append(replace(plain, reason="ignored"))
        else:
            found.append(plain)
    taken = {each.ours for each in found}
    return tuple(_proposed(found, [ours for ours in missing if ours not in taken], table))


def with_guess(
    columns: tuple[ColumnReading, ...],
    key: str,
    table: TableSettings,
    guess: TableFinding | None,
    as_last: bool,
) -> tuple[ColumnReading, ...]:
    """The same, with what nobody reads read as the file's own values and names say.

    Parameters
    ----------
    columns : tuple of ColumnReading
    key : str
        Of the table.
    table : TableSettings
    guess : TableFinding or None
    as_last : bool
        Whether the file is the next of one that was read before: then only what is missing is guessed.
    """
    if guess is None or (guess.table != the_table(key).name):
        return columns
    wanted = set(the_table(key).names)
    if as_last:
        wanted = {ours for ours, _ in expected_columns(key, table)}
    best = {each.name: each.best for each in guess.columns}
    taken = (
        {each.ours for each in columns if each.reason != "alike"} | set(table.constants) | set(table.extract)
    )
    found = []
    for each in columns:
        like = best.get(each.name)
        if (
            each.reason not in ("unread", "alike")
            or like is None
            or like.value in taken
            or like.value not in wanted
        ):
            found.append(each)
        elif like.sure >= max(GUESSED, each.sure if each.reason == "alike" else 0.0):
            why = {language: reason_words(like.reason, language) for language in ("sv", "en")}
            found.append(replace(each, ours=like.value, sure=like.sure, reason="guessed", why=why))
            taken.add(like.value)
        else:
            found.append(each)
    return tuple(
        replace(each, ours="", sure=1.0, reason="unread")
        if each.reason == "alike" and each.ours in taken
        else each
        for each in found
    )


def _proposed(found: list[ColumnReading], missing: list[str], table: TableSettings) -> list[ColumnReading]:
    """The same, with a column that nobody reads proposed for each that is missing and called nearly so."""
    pairs = sorted(
        (
            (max(_alike(each.name, ours), _alike(each.name, table.columns.get(ours, ours))), at, ours)
            for at, each in enumerate(found)
            if each.reason == "unread"
            for ours in missing
        ),
        reverse=True,
    )
    proposed: dict[int, ColumnReading] = {}
    for share, at, ours in pairs:
        if share >= ALIKE and at not in proposed and ours not in {each.ours for each in proposed.values()}:
            proposed[at] = replace(found[at], ours=ours, sure=round(0.9 * share, 2), reason="alike")
    return [proposed.get(at, each) for at, each in enumerate(found)]


def _alike(first: str, second: str) -> float:
    return difflib.SequenceMatcher(None, _plain(first), _plain(second)).ratio()


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in letters if sign.isalnum())


def _example(raw: Raw | None, name: str) -> str:
    if raw is None:
        return ""
    values = raw.frame[name]
    first = next((str(value) for value in values.head(200) if str(value).strip()), "")
    return first if len(first) <= EXAMPLE_MOST else f"{first[:EXAMPLE_MOST]}…"


def unread_columns(raw: Raw | None, there: Sequence[str]) -> tuple[ColumnReading, ...]:
    """Columns of a file that fills no table."""
    return tuple(ColumnReading(name, _example(raw, name), "", 0.0, "unread") for name in there)
