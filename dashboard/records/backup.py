"""A backup: every table as lines of JSON in one compressed file, the same for both kinds of database.

The first line says what the file is, the last how much it holds: one that was cut off is never restored.
Sessions and what else is over in a day are left out: whoever was logged in when it was made logs in again.
"""

from __future__ import annotations

import base64
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, LargeBinary, Table, select

from dashboard.records.audit import AuditHead, first_broken, head
from dashboard.records.column_types import canonical, moment_text
from dashboard.records.database import Database
from dashboard.records.migrations import refuse_newer
from dashboard.records.schema import metadata
from dashboard.records.whole_files import whole_file

FORMAT: Final = "utbudskarta-records"
FORMAT_VERSION: Final = 1
AT_ONCE: Final = 500
"""Rows that are held in memory."""
FILES_AT_ONCE: Final = 1
"""Of tables whose rows are files."""


@dataclass(frozen=True)
class BackedUp:
    """What a backup holds: rows, the audit's last entry, and the first broken one, 0 for none."""

    rows: int
    head: AuditHead
    broken: int


def backup(database: Database, file: Path, now: datetime) -> BackedUp:
    """Write all that a database holds at one moment, while others go on writing in it.

    Parameters
    ----------
    database : Database
    file : Path
        Replaced whole, or left as it is.
    now : datetime

    Returns
    -------
    BackedUp

    Raises
    ------
    RecordsError
        If the database does not answer, or is newer than the program.
    """
    with database.read() as connection, whole_file(file) as raw:
        step = refuse_newer(connection)
        broken = first_broken(connection, {})
        last = head(connection)
        counts: dict[str, int] = {}
        with (
            gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as packed,
            io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as lines,
        ):
            first = {
                "format": FORMAT,
                "format_version": FORMAT_VERSION,
                "step": step,
                "made": moment_text(now),
            }
            lines.write(canonical(first) + "\n")
            for table in kept_tables():
                counts[table.name] = 0
                for row in _rows(connection, table):
                    lines.write(canonical([table.name, row]) + "\n")
                    counts[table.name] += 1
            found = BackedUp(sum(counts.values()), last, broken.number if broken else 0)
            lines.write(canonical({"rows": counts, "head": vars(last), "broken": found.broken}) + "\n")
    return found


def kept_tables() -> list[Table]:
    """Tables of a backup, those that others point at first."""
    return [table for table in metadata.sorted_tables if not table.info.get("passing")]


def binary_columns(table: Table) -> list[str]:
    """Columns whose values are bytes, which a backup has as base64."""
    return [column.name for column in table.columns if isinstance(column.type, LargeBinary)]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_text(value)
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    count = FILES_AT_ONCE if binary_columns(table) else AT_ONCE
    in_order = select(table).order_by(*table.primary_key).execution_options(yield_per=count)
    with connection.execute(in_order) as rows:
        for row in rows:
            yield {name: _plain(value) for name, value in row._mapping.items()}
