"""Which table each file fills, and which column of it is which, with how sure that is."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from geodata.contract.problems import Problems
from geodata.contract.settings import RegionSettings, TableSettings
from geodata.contract.tables import the_table
from geodata.sources import read
from geodata.sources.mapping import wide_columns

type Reason = Literal["name", "columns", "chosen", "unknown"]
type ColumnReason = Literal["declared", "same_name", "alike", "chosen", "condition", "ignored", "unread"]
ALIKE: Final = 0.6
"""How like a column's name must be to one that is missing, 0 to 1, to be proposed for it."""
LEAST: Final = 0.5
"""Share of a table's own columns that a file must have to be taken for it."""
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
    """

    name: str
    example: str
    ours: str
    sure: float
    reason: ColumnReason


@dataclass(frozen=True)
class Reading:
    """One file.

    Attributes
    ----------
    name : str
        As it was brought.
    rows : int
        -1 where it cannot be read.
    table : str
        Key under `[tables]`; "" where it fills none.
    target : str
        Where it goes in the region's folder; "" where nobody knows.
    sure : float
        0 to 1.
    reason : str
    columns : tuple of ColumnReading
    """

    name: str
    rows: int
    table: str
    target: str
    sure: float
    reason: Reason
    columns: tuple[ColumnReading, ...] = ()


def reading_of(
    path: Path, settings: RegionSettings, folder_files: Sequence[str], choices: Mapping[str, Any]
) -> Reading:
    """What a file is taken for.

    Parameters
    ----------
    path : Path
    settings : RegionSettings
        Of the region's folder as it stands.
    folder_files : sequence of str
        Files of that folder, by their way from it.
    choices : mapping
        What somebody chose: `table`, "" where it is left to us; `columns`, ours or "" by the file's own.
    """
    chosen = str(choices.get("table", ""))
    by_name = [file for file in folder_files if Path(file).name.casefold() == path.name.casefold()]
    filled = [key for key, table in settings.tables.items() if table.file in by_name]
    found = chosen if chosen in settings.tables else filled[0] if filled else ""
    layer = settings.tables[found].layer if found else None
    raw = read(path, path.name, layer, Problems())
    there = [] if raw is None else [str(name) for name in raw.frame.columns]
    rows = -1 if raw is None else len(raw.frame)
    if found:
        reason: Reason = "chosen" if found == chosen else "name"
        sure = 1.0 if found == chosen else 0.99
    elif by_name:
        return Reading(path.name, rows, "", by_name[0], 0.99, "name")
    else:
        found, sure = _by_columns(there, settings)
        reason = "columns" if found else "unknown"
    if not found:
        return Reading(path.name, rows, "", "", 0.0, "unknown", _unread(raw, there))
    table = settings.tables[found]
    same_ending = Path(table.file).suffix.casefold() == path.suffix.casefold()
    target = table.file if same_ending else str(Path(table.file).with_name(path.name))
    columns = _columns(found, table, there, raw, choices.get("columns", {}))
    return Reading(path.name, rows, found, target, sure, reason, columns)


def columns_of(reading: Reading, table: TableSettings) -> dict[str, str]:
    """What `columns` of a table must say for a file to be read so: ours -> the file's own."""
    mine = {
        each.ours: each.name for each in reading.columns if each.reason in ("alike", "chosen") and each.ours
    }
    dropped = {each.name for each in reading.columns if each.reason == "chosen" and not each.ours}
    kept = {
        ours: theirs for ours, theirs in table.columns.items() if theirs not in dropped | set(mine.values())
    }
    return {ours: theirs for ours, theirs in {**kept, **mine}.items() if ours != theirs}


def _by_columns(there: Sequence[str], settings: RegionSettings) -> tuple[str, float]:
    """The table whose own columns a file has most of, and the share of them."""
    best, share = "", 0.0
    for key, table in settings.tables.items():
        own = {theirs for _, theirs in _expected(key, table)}
        found = len(own & set(there)) / len(own) if own else 0.0
        if found > share:
            best, share = key, found
    return (best, round(0.95 * share, 2)) if share >= LEAST else ("", 0.0)


def _expected(key: str, table: TableSettings) -> list[tuple[str, str]]:
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


def _columns(
    key: str, table: TableSettings, there: Sequence[str], raw: Any, chosen: Mapping[str, str]
) -> tuple[ColumnReading, ...]:
    names = set(the_table(key).names)
    ours_of = {theirs: ours for ours, theirs in table.columns.items()}
    wide = wide_columns(there, table)
    conditions = {
        *table.where,
        *table.where_not,
        *table.where_like,
        *(how["column"] for how in table.extract.values()),
    }
    missing = [ours for ours, theirs in _expected(key, table) if theirs not in there and ours not in there]
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


def _example(raw: Any, name: str) -> str:
    values = raw.frame[name]
    first = next((str(value) for value in values.head(200) if str(value).strip()), "")
    return first if len(first) <= EXAMPLE_MOST else f"{first[:EXAMPLE_MOST]}…"


def _unread(raw: Any, there: Sequence[str]) -> tuple[ColumnReading, ...]:
    return tuple(ColumnReading(name, _example(raw, name), "", 0.0, "unread") for name in there)
