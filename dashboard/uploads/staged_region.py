"""The region's folder as it would be with what was brought: linked, and never written to."""

from __future__ import annotations

import hashlib
import os
import shutil
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dashboard.uploads.column_readings import ColumnReading
from dashboard.uploads.mending import JOINED, with_lines
from dashboard.uploads.readings import Reading, columns_of, reading_of
from dashboard.uploads.settings_edit import CannotEditError, with_new_table, with_table
from dashboard.uploads.staging import Staging, sha256_of
from geodata.contract.problems import Problems
from geodata.contract.region_toml import FILE_NAME, read_settings
from geodata.contract.settings import RegionSettings, TableSettings
from geodata.guess.findings import TableFinding
from geodata.guess.looked import looked_at

FOLDER_FILES_MOST: Final = 5_000


@dataclass(frozen=True)
class Staged:
    """What came of it.

    Attributes
    ----------
    readings : tuple of Reading
        One a file that was brought.
    replaced : mapping of str to str
        What differs from the region's own folder: way from it -> sha256 of the new file.
    source, brought : str
        What the folder was, and that of the files that were brought, see `fingerprint`.
    edited : bool
        Whether `region.toml` could be changed as the readings ask.
    tables : tuple of str
        Keys of the region's tables.
    """

    readings: tuple[Reading, ...]
    replaced: Mapping[str, str]
    source: str
    brought: str
    edited: bool = True
    tables: tuple[str, ...] = ()


def staged(source: Path, staging: Staging, choices: Mapping[str, Any]) -> Staged | None:
    """Put the folder together; None where the settings of the region's own folder cannot be read.

    Parameters
    ----------
    source : Path
        The region's own folder.
    staging : Staging
    choices : mapping
        By the name of a file: what somebody chose of it, see `reading_of`.
    """
    settings = read_settings(source, Problems())
    if settings is None:
        return None
    before, files = fingerprint(source), folder_files(source)
    brought = fingerprint(staging.files)
    shutil.rmtree(staging.region, ignore_errors=True)
    for file in files:
        _linked((source / file).resolve(), staging.region / file)
    guesses = _guesses(staging.files)
    readings = _one_of_each(
        reading_of(
            staging.files / each.name, settings, files, choices.get(each.name, {}), guesses.get(each.name)
        )
        for each in staging.uploads()
    )
    placed = {reading.target: reading for reading in readings if reading.target}
    for target, reading in placed.items():
        (staging.region / target).unlink(missing_ok=True)
        _linked(staging.files / reading.name, staging.region / target)
    edited = _edited(staging.region / FILE_NAME, placed.values(), settings)
    targets = [*placed, *([FILE_NAME] if edited is True else [])]
    replaced = {target: sha256_of(staging.region / target) for target in targets}
    return Staged(readings, replaced, before, brought, edited is not None, tuple(settings.tables))


def folder_files(folder: Path) -> list[str]:
    """Files of a folder by their way from it, hidden ones left out; at most `FOLDER_FILES_MOST`."""
    found: list[str] = []
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        way = Path(where).relative_to(folder)
        found += [(way / name).as_posix() for name in sorted(names) if not name.startswith(".")]
        if len(found) > FOLDER_FILES_MOST:
            break
    return [name for name in found[:FOLDER_FILES_MOST] if (folder / name).is_file()]


def fingerprint(folder: Path) -> str:
    """What tells whether a folder has changed: its files with their size and when each was written."""
    lines = []
    for file in folder_files(folder):
        with suppress(OSError):
            state = (folder / file).stat()
            lines.append(f"{file} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _one_of_each(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The same, by name: of several that would fill one table or lie in one place, the surest does."""
    found: list[Reading] = []
    by_use: dict[str, str] = {}
    order = {"chosen": 0, "name": 1}
    for each in sorted(readings, key=lambda each: (order.get(each.reason, 2), -each.sure)):
        uses = [f"{kind} {use}" for kind, use in (("table", each.table), ("file", each.target)) if use]
        other = next((by_use[use] for use in uses if use in by_use), "")
        if other:
            unread = tuple(
                ColumnReading(column.name, column.example, "", 0.0, "unread") for column in each.columns
            )
            each = Reading(each.name, each.rows, "", "", 0.0, "unknown", unread, other=other)
        else:
            by_use |= dict.fromkeys(uses, each.name)
        found.append(each)
    return tuple(sorted(found, key=lambda each: each.name))


def _guesses(folder: Path) -> dict[str, TableFinding]:
    """What each file looks like by itself; nothing of one that cannot be looked into."""
    found: dict[str, TableFinding] = {}
    for each in looked_at(folder).tables:
        found.setdefault(each.file, each)
    return found


def _edited(file: Path, readings: Sequence[Reading] | Any, settings: RegionSettings) -> bool | None:
    """Whether `region.toml` was changed: true, false where nothing asks for it, None where it cannot be."""
    text = file.read_text(encoding="utf-8-sig")
    changed, tables = text, tomllib.loads(text).get("tables", {})
    for reading in readings:
        if not reading.table:
            continue
        table = settings.tables.get(reading.table) or TableSettings(file="")
        there = tables.get(reading.table, {})
        columns = columns_of(reading, table)
        own = {name: there[name] for name in JOINED if name in there and reading.settings.get(name)}
        values = with_lines(own, reading.settings)
        if reading.target != table.file:
            values = {"file": reading.target, **values}
        if columns != {ours: theirs for ours, theirs in table.columns.items() if ours != theirs}:
            values["columns"] = columns
        if not values:
            continue
        try:
            changed = (with_new_table if reading.new else with_table)(changed, reading.table, values)
        except CannotEditError:
            return None
    if changed == text:
        return False
    file.unlink()  # a link to the region's own: what is written here is another file
    file.write_text(changed, encoding="utf-8")
    return True


def _linked(file: Path, to: Path) -> None:
    """The very same file under another name; a copy where the disk is another."""
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, to)
    except OSError:
        shutil.copy2(file, to)
