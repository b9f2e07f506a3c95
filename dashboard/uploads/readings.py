"""Which table each file fills, and what it is read as, with how sure that is."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

from dashboard.uploads.column_readings import (
    ColumnReading,
    expected_columns,
    read_columns,
    unread_columns,
    with_guess,
)
from geodata.contract.problems import Problems
from geodata.contract.settings import RegionSettings, TableSettings
from geodata.contract.tables import TABLES, the_table
from geodata.guess.findings import TableFinding
from geodata.sources import SHIPPED, Raw, read
from geodata.sources.layout import layout_of

type Reason = Literal["name", "columns", "chosen", "unknown"]
LIKELY: Final = 0.7
"""How sure a line of a table must be to be added for a file of another shape."""
KEY_MOST: Final = 40
"""Characters of a file's name that a new table's key has."""
LEAST: Final = 0.5
"""Share of a table's own columns that a file must have to be taken for it."""
NEW: Final = "new:"
"""What a choice of a table begins with that the region has not yet; its name follows."""
LAYOUT: Final = (
    "layer", "header_row", "header", "skip_after", "encoding", "separator", "crs", "decimal", "thousands",
    "null", "recode",
)  # fmt: skip
"""Lines that a guess may add to a table for a file of another shape; none that is there already."""


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
    settings : mapping
        Lines of the table in `region.toml` that a file of this shape needs besides.
    other : str
        The file that was brought and is taken for the same; then this one fills none.
    new : bool
        Whether the region has no such table yet, and somebody chose that it shall.
    proposed : str
        Name of a table that the region has not, where the file looks like one and fills none.
    shared : bool
        Whether the region reads more tables than this from the file: what is wrong in it may be of another.
    """

    name: str
    rows: int
    table: str
    target: str
    sure: float
    reason: Reason
    columns: tuple[ColumnReading, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    other: str = ""
    new: bool = False
    proposed: str = ""
    shared: bool = False


def choice_of(reading: Mapping[str, Any]) -> str:
    """What is chosen as the table of a file, or might be."""
    if reading["new"]:
        return NEW + the_table(reading["table"]).name
    return str(reading["table"] or (NEW + reading["proposed"] if reading["proposed"] else ""))


def reading_of(
    path: Path,
    settings: RegionSettings,
    folder_files: Sequence[str],
    choices: Mapping[str, Any],
    guess: TableFinding | None = None,
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
        What somebody chose: `table`, "" where it is left to us, `NEW` and a name for one more; `columns`,
        ours or "" by the file's own; `lines` for the table.
    guess : TableFinding, optional
        What the file itself looks like.
    """
    chosen = str(choices.get("table", ""))
    by_name = [file for file in folder_files if Path(file).name.casefold() == path.name.casefold()]
    filled = [key for key, table in settings.tables.items() if table.file in by_name]
    new = chosen.startswith(NEW) and chosen.removeprefix(NEW) in TABLES and not filled
    if new:
        chosen = _new_key(chosen.removeprefix(NEW), path.stem, settings)
        more = {chosen: TableSettings(file=path.name)}
        settings = replace(settings, tables={**settings.tables, **more})
    found = chosen if chosen in settings.tables else filled[0] if filled else ""
    raw = _read(path, settings, found)
    there = [] if raw is None else [str(name) for name in raw.frame.columns]
    rows = -1 if raw is None else len(raw.frame)
    if found:
        reason: Reason = "chosen" if found == chosen else "name"
        sure = 1.0 if found == chosen else 0.99
    elif by_name:
        return Reading(path.name, rows, "", by_name[0], 0.99, "name")
    else:
        found, sure = max(_by_columns(there, settings), _by_guess(guess, settings), key=lambda each: each[1])
        like = "" if guess is None or sure_of(guess) < max(LIKELY, sure) else guess.table
        if like not in TABLES or any(the_table(key).name == like for key in settings.tables):
            like = ""
        found = "" if like else found
        reason = "columns" if found else "unknown"
        raw = _read(path, settings, found) if found else raw
        there = [] if raw is None else [str(name) for name in raw.frame.columns]
    if not found:
        unread = unread_columns(raw, there)
        return Reading(path.name, rows, "", "", 0.0, "unknown", unread, proposed=like)
    table = settings.tables[found]
    target = _target(table.file, path.name)
    columns = read_columns(found, table, there, raw, choices.get("columns", {}))
    columns = with_guess(columns, found, table, guess, reason == "name")
    guessed = {} if reason == "name" or guess is None else _layout(guess, table)
    lines = choices.get("lines", guessed)  # once somebody has seen them, they are theirs
    rows = -1 if raw is None else len(raw.frame)
    shared = any(key != found and each.file == target for key, each in settings.tables.items())
    return Reading(path.name, rows, found, target, sure, reason, columns, lines, new=new, shared=shared)


def sure_of(guess: TableFinding) -> float:
    """How sure it is that a file is the table that it looks like, 0 to 1."""
    return guess.candidates[0].sure if guess.candidates else 0.0


def _new_key(name: str, stem: str, settings: RegionSettings) -> str:
    """Key of one more table: its name, and where the region has such a one what the file is called."""
    if not any(the_table(key).name == name for key in settings.tables):
        return name
    own = re.sub(r"[^a-z0-9]+", "_", unicodedata.normalize("NFKD", stem.casefold())).strip("_")[:KEY_MOST]
    key = f"{name}_{own}"
    if not own or the_table(key).name != name:  # population_points is another table than population
        key = f"{name}_more_{own}".rstrip("_")
    keys = itertools.chain([key], (f"{key}_{at}" for at in itertools.count(2)))
    return next(each for each in keys if each not in settings.tables)


def _target(file: str, name: str) -> str:
    """Where a file goes in the region's folder: nothing outside it, and nothing shipped, is ever replaced."""
    own = PurePosixPath(file)
    if file.startswith(SHIPPED) or own.is_absolute() or ".." in own.parts:
        return name
    return file if own.suffix.casefold() == Path(name).suffix.casefold() else str(own.with_name(name))


def _read(path: Path, settings: RegionSettings, key: str) -> Raw | None:
    """The file, as it is read for a table."""
    table = settings.tables.get(key)
    layout = None if table is None else layout_of(the_table(key), table)
    return read(path, path.name, None if table is None else table.layer, Problems(), layout)


def _by_guess(guess: TableFinding | None, settings: RegionSettings) -> tuple[str, float]:
    """The region's own table of the kind that a file looks like."""
    if guess is None:
        return "", 0.0
    keys = [key for key in settings.tables if the_table(key).name == guess.table]
    return (keys[0], guess.candidates[0].sure) if keys else ("", 0.0)


def _layout(guess: TableFinding, table: TableSettings) -> dict[str, Any]:
    """Lines that the guess has of a file's shape, and the table has not."""
    found: dict[str, Any] = {"layer": guess.layer} if guess.layer and not table.layer else {}
    for each in guess.settings:
        name = each.path[0]
        if name not in LAYOUT or getattr(table, name, None) or each.sure < LIKELY:
            continue
        if len(each.path) == 1:
            found[name] = each.value
        elif len(each.path) == 2 and isinstance(found.setdefault(name, {}), dict):
            found[name][each.path[1]] = each.value
    return found


def columns_of(reading: Reading, table: TableSettings) -> dict[str, str]:
    """What `columns` of a table must say for a file to be read so: ours -> the file's own."""
    mine = {
        each.ours: each.name
        for each in reading.columns
        if each.reason in ("alike", "guessed", "chosen") and each.ours
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
        own = {theirs for _, theirs in expected_columns(key, table)}
        found = len(own & set(there)) / len(own) if own else 0.0
        if found > share:
            best, share = key, found
    return (best, round(0.95 * share, 2)) if share >= LEAST else ("", 0.0)
