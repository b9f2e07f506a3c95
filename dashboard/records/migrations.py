"""Numbered steps that bring a database to what the program knows: at start, and by `records migrate`.

A new database gets the tables of `schema.py` as they are. A later change of them is a step of its own, that
looks before it does anything: a column that step 1 has already made is not made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, func, inspect, select
from sqlalchemy.schema import CreateColumn

from dashboard.records.column_types import Moment
from dashboard.records.database import Database
from dashboard.records.errors import RecordsError
from dashboard.records.guards import guard_audit
from dashboard.records.schema import (
    account_roles,
    accounts,
    document_versions,
    documents,
    follow_ups,
    login_addresses,
    login_attempts,
    login_salts,
    login_states,
    metadata,
    submission_files,
)

STEPS_TABLE: Final = Table(
    "schema_steps",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)


@dataclass(frozen=True)
class MigrationStep:
    """One change of the database; done once, in one transaction with its number."""

    number: int
    name: str
    change: Callable[[Connection], None]


def _make_tables(connection: Connection) -> None:
    metadata.create_all(connection)
    guard_audit(connection)


def _make_login_tables(connection: Connection) -> None:
    metadata.create_all(connection, tables=[account_roles, login_attempts, login_states])


def _make_sight_of_writers(connection: Connection) -> None:
    metadata.create_all(connection, tables=[login_addresses, login_salts])
    _add(connection, documents.c.open_to, documents.c.written_as, document_versions.c.written_as)


def _make_files_and_persons(connection: Connection) -> None:
    metadata.create_all(connection, tables=[submission_files])
    _add(connection, accounts.c.person)


def _let_follow_ups_be_removed(connection: Connection) -> None:
    _add(connection, follow_ups.c.removed_at)


def _add(connection: Connection, *columns: Column[Any]) -> None:
    """Columns of tables, where they are not there yet."""
    for column in columns:
        if column.name not in {each["name"] for each in inspect(connection).get_columns(column.table.name)}:
            added = CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {column.table.name} ADD COLUMN {added}")


STEPS: Final = (
    MigrationStep(1, "tables", _make_tables),
    MigrationStep(2, "login", _make_login_tables),
    MigrationStep(3, "sight of writers", _make_sight_of_writers),
    MigrationStep(4, "files and persons", _make_files_and_persons),
    MigrationStep(5, "follow-ups", _let_follow_ups_be_removed),
)
"""In their order, numbered from 1."""


def migrate(
    database: Database, now: datetime, steps: tuple[MigrationStep, ...] = STEPS
) -> list[MigrationStep]:
    """Bring a database to the last step.

    Parameters
    ----------
    database : Database
        Any number of processes may do so at once: one does it, and the others find it done.
    now : datetime
    steps : tuple of MigrationStep

    Returns
    -------
    list of MigrationStep
        Those that were done; none where it was there already.

    Raises
    ------
    RecordsError
        If the database is newer than the program, or does not answer.
    """
    if not database.is_missing and _reached(database, steps) == steps[-1].number:
        return []
    with database.write() as connection:
        STEPS_TABLE.create(connection, checkfirst=True)
        reached = refuse_newer(connection, steps)
        todo = [step for step in steps if step.number > reached]
        for step in todo:
            step.change(connection)
            connection.execute(STEPS_TABLE.insert().values(number=step.number, name=step.name, at=now))
    return todo


def refuse_newer(connection: Connection, steps: tuple[MigrationStep, ...] = STEPS) -> int:
    """Step that a database has reached; 0 where it has none.

    Raises
    ------
    RecordsError
        If it is one that the program does not know.
    """
    reached = connection.execute(select(func.max(STEPS_TABLE.c.number))).scalar() or 0
    if reached > steps[-1].number:
        raise RecordsError("newer", database=reached, program=steps[-1].number)
    return int(reached)


def _reached(database: Database, steps: tuple[MigrationStep, ...]) -> int:
    """The same without writing; 0 where there is no table of steps."""
    with database.read() as connection:
        if not inspect(connection).has_table(STEPS_TABLE.name):
            return 0
        return refuse_newer(connection, steps)
