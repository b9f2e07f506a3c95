"""The database: SQLite in one file as a rule, PostgreSQL where its address is given."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from dashboard.records.errors import RecordsError

FILE: Final = "records.sqlite"
"""Name of the file in the folder of published versions, where no other database is chosen."""
WAIT_S: Final = 20
"""Seconds that a writer waits for others."""
WRITERS: Final = 7_205_142_061
"""Key of PostgreSQL's lock that one writer holds at a time."""
WRITES: Final = "writes"
FULL: Final = ("disk is full", "No space left", "quota exceeded", "DiskFull")
"""What SQLite and PostgreSQL say where there is no room."""
POSTGRESQL: Final = re.compile(r"postgres(ql)?://")


@dataclass(frozen=True)
class Database:
    """One database of what people write; safe to share among threads, and to part from by `fork`.

    Attributes
    ----------
    engine : sqlalchemy.Engine
    """

    engine: Engine

    @classmethod
    def at(cls, url: str) -> Database:
        """The database at an address; nothing is asked of it yet.

        Parameters
        ----------
        url : str
            `sqlite:///FILE` or `postgresql://USER@HOST/DATABASE`.
        """
        if POSTGRESQL.match(url):
            engine = create_engine(
                make_url(POSTGRESQL.sub("postgresql+psycopg://", url, count=1)),
                pool_pre_ping=True,  # a server that was restarted is asked again
                connect_args={"connect_timeout": WAIT_S, "options": f"-c lock_timeout={WAIT_S}s"},
            )
        else:
            engine = create_engine(url, poolclass=NullPool)
            event.listen(engine, "connect", _settle_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        # A worker that is parted from the one that loaded the program never shares its connections.
        os.register_at_fork(after_in_child=lambda: engine.dispose(close=False))
        return cls(engine)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite."""
        return self.engine.dialect.name == "sqlite"

    @property
    def is_missing(self) -> bool:
        """Whether it is a file of SQLite that nobody has made."""
        return self.is_sqlite and not Path(self.engine.url.database or "").is_file()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment and writes nothing.

        Raises
        ------
        RecordsError
            If the database does not answer.
        """
        self._make_file()
        with _answering(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin() as transaction:
                yield connection
                transaction.rollback()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection that may write, one at a time in all processes: all of it is kept, or nothing.

        Raises
        ------
        RecordsError
            If the database does not answer, or others write for longer than `WAIT_S`.
        """
        self._make_file()
        with _answering(), self.engine.connect() as connection:
            connection = connection.execution_options(**{WRITES: True})
            with connection.begin():
                if not self.is_sqlite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
                yield connection

    def _make_file(self) -> None:
        """An empty file that its owner alone may read, as it will hold hashes of passwords."""
        if self.is_missing:
            file = Path(self.engine.url.database or "")
            file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


def sqlite_url(folder: Path) -> str:
    """Address of the SQLite file in a folder of published versions."""
    return f"sqlite:///{(folder / FILE).resolve()}"


def is_writing(connection: Connection) -> bool:
    """Whether a connection is one of `Database.write`, and so the only writer."""
    return bool(connection.get_execution_options().get(WRITES))


@contextmanager
def _answering() -> Iterator[None]:
    """What a database that does not answer says, as a sentence; what is wrong in the program as it is."""
    try:
        yield
    except OperationalError as error:
        why = str(error.orig).strip().partition("\n")[0]
        busy = "locked" in why or "lock timeout" in why
        full = any(words in why for words in FULL)
        raise RecordsError(
            "busy" if busy else "disk_full" if full else "no_answer", why=why, seconds=WAIT_S
        ) from error
    except DBAPIError as error:
        damaged = type(error.orig) is sqlite3.DatabaseError  # no database, or one whose pages are spoilt
        if damaged or error.connection_invalidated:
            raise RecordsError("no_answer", why=str(error.orig)) from error
        raise


def _settle_sqlite(connection: Any, _: object) -> None:
    """WAL, so that readers never wait; every write on the disk before it is answered."""
    connection.isolation_level = None  # transactions begin where we say, not where Python guesses
    cursor = connection.cursor()
    for name, value in (
        ("busy_timeout", WAIT_S * 1000),
        ("journal_mode", "WAL"),
        ("synchronous", "FULL"),
        ("foreign_keys", "ON"),
        ("trusted_schema", "OFF"),
    ):
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing(connection) else "BEGIN")
