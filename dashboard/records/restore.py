"""A backup put back: all of it in one transaction, checked before it is kept."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Integer, func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from dashboard.records.audit import append, first_broken, head
from dashboard.records.backup import AT_ONCE, FORMAT, FORMAT_VERSION, BackedUp, binary_columns, kept_tables
from dashboard.records.column_types import Moment
from dashboard.records.database import Database
from dashboard.records.errors import RecordsError
from dashboard.records.guards import guard_audit, lift_guard
from dashboard.records.migrations import STEPS, migrate
from dashboard.records.schema import metadata

LINE_MOST: Final = 16 * 1024 * 1024
"""Characters of a line; a longer one is none of ours."""
SIZE_AT_ONCE: Final = 8 * 1024 * 1024
"""Characters of rows that are held in memory before they are inserted, and one row more."""
MAINTAINER: Final = "administrator"
"""Role that the audit names for what is done on the command line."""


def restore(database: Database, file: Path, now: datetime, replace: bool = False) -> BackedUp:
    """Put a backup into a database: all of it, or nothing.

    Parameters
    ----------
    database : Database
        Made where there is none. Others wait until it is done, and then find what the backup holds.
    file : Path
    now : datetime
    replace : bool
        Whether what the database holds may go.

    Returns
    -------
    BackedUp
        What the backup held. One entry more then says in the audit that it was restored.

    Raises
    ------
    RecordsError
        If the file is no backup, is damaged, or of a newer program; or if the database holds something and
        `replace` is not said.
    """
    lines = _lines(file)
    first = next(lines)
    if not isinstance(first, dict) or first.get("format") != FORMAT:
        raise RecordsError("no_backup", file=file)
    if first.get("format_version") != FORMAT_VERSION or int(first["step"]) > STEPS[-1].number:
        raise RecordsError("newer", database=first.get("step"), program=STEPS[-1].number)
    migrate(database, now)
    with database.write() as connection:
        replaced = head(connection)
        if _holds_something(connection):
            if not replace:
                raise RecordsError("not_empty")
            _clear(connection)
        try:
            last = _insert(connection, lines)
        except (IntegrityError, StatementError, KeyError, ValueError, TypeError) as error:
            raise RecordsError("damaged", file=file) from error
        _renumber(connection)
        guard_audit(connection)
        broken = first_broken(connection, {})
        found = BackedUp(sum(last["rows"].values()), head(connection), broken.number if broken else 0)
        if (vars(found.head), found.broken) != (last["head"], last["broken"]):
            raise RecordsError("damaged", file=file)
        details = {"made": first["made"], "backup": vars(found.head), "replaced": vars(replaced)}
        append(connection, "", MAINTAINER, "database.restore", file.name, details, now)
    return found


def _lines(file: Path) -> Iterator[Any]:
    """What each line holds; `RecordsError` where the file is cut off or was never a backup."""
    number = 0
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            while line := lines.readline(LINE_MOST):
                yield json.loads(line)
                number += 1
    except (EOFError, ValueError, gzip.BadGzipFile, zlib.error, RecursionError) as error:
        raise RecordsError("damaged" if number else "no_backup", file=file) from error
    if not number:
        raise RecordsError("no_backup", file=file)


def _insert(connection: Connection, lines: Iterator[Any]) -> dict[str, Any]:
    """Insert every row; the last line, which says how many there are."""
    tables = {table.name: table for table in kept_tables()}
    counts = dict.fromkeys(tables, 0)
    last: dict[str, Any] | None = None
    for batch in _batches(lines):
        rows: dict[str, list[dict[str, Any]]] = {}
        for line in batch:
            if last is not None:
                raise ValueError("rows after the last line")
            if isinstance(line, dict):
                last = line
                continue
            name, row = line
            if not row.keys() <= set(tables[name].columns.keys()):
                raise ValueError("a column that is none")
            moments = [column.name for column in tables[name].columns if isinstance(column.type, Moment)]
            row |= {each: datetime.fromisoformat(row[each]) for each in moments if row.get(each)}
            row |= {each: base64.b64decode(row[each], validate=True) for each in binary_columns(tables[name])}
            rows.setdefault(name, []).append(row)
            counts[name] += 1
        for name, each in rows.items():
            connection.execute(tables[name].insert(), each)
    if last is None or {name: count for name, count in counts.items() if count} != {
        name: count for name, count in last["rows"].items() if count
    }:
        raise ValueError("not all of it")
    return last


def _batches(lines: Iterator[Any]) -> Iterator[list[Any]]:
    """Lines as many at a time as memory has room for, however large each is."""
    batch: list[Any] = []
    size = 0
    for line in lines:
        batch.append(line)
        held = line[1].values() if isinstance(line, list) and isinstance(line[-1], dict) else ()
        size += sum(len(value) for value in held if isinstance(value, str))
        if len(batch) >= AT_ONCE or size >= SIZE_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _holds_something(connection: Connection) -> bool:
    return any(connection.execute(select(table).limit(1)).first() for table in metadata.sorted_tables)


def _clear(connection: Connection) -> None:
    lift_guard(connection)
    for table in reversed(metadata.sorted_tables):
        connection.execute(table.delete())


def _renumber(connection: Connection) -> None:
    """Let PostgreSQL go on numbering after the rows that have numbers already; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in kept_tables():
        column = table.autoincrement_column
        if column is None or not isinstance(column.type, Integer):
            continue
        most = connection.execute(select(func.max(column))).scalar()
        if most is not None:
            sequence = text("SELECT setval(pg_get_serial_sequence(:table, :column), :most)")
            connection.execute(sequence, {"table": table.name, "column": column.name, "most": most})
