"""A backup: every table as lines of JSON in one compressed file, the same for both kinds of database.

The first line says what the file is, the last how much it holds: one that was cut off is never restored.
Sessions are left out, so that whoever was logged in when it was made is not logged in by it.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from dashboard.records.audit import AuditHead, first_broken, head
from dashboard.records.column_types import canonical, moment_text
from dashboard.records.database import Database
from dashboard.records.migrations import refuse_newer
from dashboard.records.schema import metadata, sessions
from dashboard.records.whole_files import whole_file

FORMAT: Final = "utbudskarta-records"
FORMAT_VERSION: Final = 1


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
    return [table for table in metadata.sorted_tables if table is not sessions]


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    in_order = select(table).order_by(*table.primary_key).execution_options(yield_per=500)
    with connection.execute(in_order) as rows:
        for row in rows:
            yield {
                name: moment_text(value) if isinstance(value, datetime) else value
                for name, value in row._mapping.items()
            }
